// The state of the talks: suspend, resume, end; make a working group; leave; take along what one saw.
import { useState } from "preact/hooks";
import { api, ask, fault } from "../../api/client";
import { useDraft } from "../model/draft";
import { Download } from "../parts/Download";
import { Area, Checks, Field, Form, Radios, Select } from "../parts/Form";
import { Card, PageHead } from "../parts/Page";
import { WhoReads } from "../parts/PlaceMark";
import { Time } from "../parts/Time";
import { placeOf } from "../places";
import { useWorkbench } from "../workbench";

type Changed = "open" | "suspended" | "ended";

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
          </>
        )}
        <dt>Parties</dt>
        <dd dir="auto">{talks.parties.map((one) => one.name).join(", ")}</dd>
      </dl>
      {who.role === "lead" && talks.state !== "unopened" && <Change />}
      {who.role === "lead" && talks.state !== "unopened" && <MakeGroup />}
      <Card title="Take along what you saw">
        <p>
          Each room that you sit in can be exported as the chain of everything that was said there.{" "}
          <code>parley verify</code> checks it without this server.
        </p>
        <Export />
      </Card>
      {who.role === "head" && <Withdraw />}
    </>
  );
}

function Export() {
  const { rooms, name } = useWorkbench();
  const [chosen, setRoom] = useState("");
  const room = chosen || rooms[0]?.room;
  if (!room) return null;
  return (
    <>
      <Select
        name="room"
        label="Room"
        value={room}
        onValue={setRoom}
        choices={rooms.map((one): [string, string] => [one.room, name(one.room)])}
      />
      <div>
        <Download
          proof
          href={`/api/rooms/${encodeURIComponent(room)}/chain`}
          name={`${room.replaceAll(":", "-")}.jsonl`}
        >
          Export this room
        </Download>
      </div>
    </>
  );
}

function Change() {
  const { talks, say, confirm, refresh, name } = useWorkbench();
  const [state, setState] = useState<Changed>(talks.state === "open" ? "suspended" : "open");
  const [statement, setStatement, clear] = useDraft("state", "");
  const change = async () => {
    if (!(await confirm())) return fault("confirm", "Nothing was changed.", "It needs a fresh code.");
    const { failure } = await ask(api.PUT("/api/talks/state", { body: { state, statement } }));
    if (failure) return failure;
    clear();
    say("The state of the talks is changed.");
    await refresh();
    return null;
  };
  return (
    <Card title="Suspend, resume or end the talks">
      <Form onSubmit={change} submit="Announce it" tone="grave" label="Change the state of the talks">
        <WhoReads place={placeOf("plenary")} name={name} />
        <Radios
          name="state"
          label="The talks are"
          value={state}
          onValue={(value) => setState(value as Changed)}
          choices={[
            ["open", "Open"],
            ["suspended", "Suspended", "everybody can read; nothing new is decided"],
            [
              "ended",
              "Ended",
              "everybody can read and take along what they saw until the keys are destroyed",
            ],
          ]}
        />
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
          choices={talks.parties.filter(({ role }) => role !== "mediator").map(({ id, name }) => [id, name])}
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
