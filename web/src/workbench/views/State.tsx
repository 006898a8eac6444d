// The state of the talks: suspend, resume, end; make a working group; leave; take along what one saw.
import { useState } from "preact/hooks";
import { api, ask, fault } from "../../api/client";
import { useDraft } from "../model/draft";
import { delegations } from "../model/who";
import { BackupWords } from "../parts/BackupWords";
import { Area, Checks, type Explained, Field, Form, Radios } from "../parts/Form";
import { Card, PageHead } from "../parts/Page";
import { WhoReads } from "../parts/PlaceMark";
import { Time } from "../parts/Time";
import { placeOf } from "../places";
import { TakeAlong } from "../state/TakeAlong";
import { useWorkbench } from "../workbench";

type Changed = "open" | "suspended" | "ended";

const changes: Record<Changed, Explained> = {
  open: ["open", "Open"],
  suspended: ["suspended", "Suspended", "everybody can read; nothing new is decided"],
  ended: [
    "ended",
    "Ended",
    "everybody can read and take along what they saw until the keys are destroyed; this cannot be taken back",
  ],
};

const stateWords = {
  unopened: "The talks are not open yet.",
  open: "The talks are open.",
  suspended: "The talks are suspended.",
  ended: "The talks have ended.",
};

export default function State() {
  const { talks, who } = useWorkbench();
  return (
    <>
      <PageHead title="State of the talks">
        <p>{stateWords[talks.state]}</p>
      </PageHead>
      {talks.withdrawn && (
        <p class="note" role="note">
          <strong>Your party has left the talks</strong>, <Time at={talks.withdrawn} />. What you saw stays
          readable, and can be taken along until the keys are destroyed. The others learn of it when the
          mediator announces it.
        </p>
      )}
      <dl class="facts">
        {talks.opened && (
          <>
            <dt>Opened</dt>
            <dd>
              <Time at={talks.opened} />
            </dd>
          </>
        )}
        {talks.keep_until && (
          <>
            <dt>Keys kept until</dt>
            <dd>
              <Time at={talks.keep_until} />
            </dd>
            <dt>Backups</dt>
            <dd>
              <BackupWords talks={talks} />
            </dd>
          </>
        )}
        <dt>Parties</dt>
        <dd dir="auto">{talks.parties.map((one) => one.name).join(", ")}</dd>
      </dl>
      {who.role === "lead" && talks.state !== "unopened" && <Change />}
      {who.role === "lead" && talks.state === "open" && <MakeGroup />}
      <TakeAlong />
      {who.role === "head" && talks.state === "open" && !talks.withdrawn && <Withdraw />}
    </>
  );
}

// Announced is what everybody at the table finds on its home; the state may stay as it is.
function Change() {
  const { talks, say, confirm, refresh, name } = useWorkbench();
  const now = talks.state as Changed;
  const [state, setState] = useState<Changed>(now);
  const [statement, setStatement, clear] = useDraft("state", "");
  const others = (Object.keys(changes) as Changed[]).filter((one) => now !== "ended" && one !== now);
  const change = async () => {
    if (!(await confirm())) return fault("confirm", "Nothing was changed.", "It needs a fresh code.");
    const { failure } = await ask(api.PUT("/api/talks/state", { body: { state, statement } }));
    if (failure) return failure;
    clear();
    say(state === now ? "It is announced." : "The state of the talks is changed.");
    await refresh();
    return null;
  };
  return (
    <Card title={now === "ended" ? "Announce something" : "Announce, suspend, resume or end"}>
      <Form
        onSubmit={change}
        submit="Announce it"
        tone="grave"
        label="Announce, or change the state of the talks"
      >
        <WhoReads place={placeOf("plenary")} name={name} />
        {others.length > 0 && (
          <Radios
            name="state"
            label="The talks are"
            value={state}
            onValue={(value) => setState(value as Changed)}
            choices={[
              [
                now,
                "As they are",
                "something is announced, such as that a party has left; nothing else changes",
              ],
              ...others.map((one) => changes[one]),
            ]}
          />
        )}
        <Area
          name="statement"
          label="Statement to everybody at the table"
          value={statement}
          onValue={setStatement}
        />
      </Form>
    </Card>
  );
}

function MakeGroup() {
  const { talks, say, refresh } = useWorkbench();
  const [title, setTitle] = useState("");
  const [parties, setParties] = useState<string[]>([]);
  const make = async () => {
    const { failure } = await ask(api.POST("/api/groups", { body: { title, parties } }));
    if (failure) return failure;
    setTitle("");
    setParties([]);
    say("The working group is made.");
    await refresh();
    return null;
  };
  return (
    <Card title="Make a working group">
      <Form onSubmit={make} submit="Make it" label="Make a working group">
        <Field name="title" label="What it is called" value={title} onValue={setTitle} maxLength={200} />
        <Checks
          name="parties"
          label="Its members, beside the mediator team"
          values={parties}
          onValues={setParties}
          choices={delegations(talks).map(({ id, name }) => [id, name])}
        />
      </Form>
    </Card>
  );
}

function Withdraw() {
  const { say, refresh, name, who } = useWorkbench();
  const [words, setWords, clear] = useDraft("withdrawal", "");
  const [sure, setSure] = useState(false);
  const withdraw = async () => {
    const { failure } = await ask(api.POST("/api/withdrawal", { body: { words } }));
    if (failure) return failure;
    clear();
    say("Your party has left the talks.");
    await refresh();
    return null;
  };
  return (
    <Card title="Leave the talks">
      <p>
        Your preferences and what was not released leave every calculation. Only the mediator learns of it;
        the others do when the mediator announces it.
      </p>
      {!sure ? (
        <div>
          <button type="button" onClick={() => setSure(true)}>
            Leave for <bdi>{name(who.party)}</bdi>…
          </button>
        </div>
      ) : (
        <Form onSubmit={withdraw} submit="Leave the talks" tone="grave" label="Leave the talks">
          <WhoReads place={placeOf(`caucus:${who.party}`)} name={name} />
          <Area name="words" label="Words to the mediator" value={words} onValue={setWords} />
        </Form>
      )}
    </Card>
  );
}
