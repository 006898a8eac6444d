// Oral promises: what was said, in words; agreed only when every party named has confirmed the same bytes.
import { useState } from "preact/hooks";
import { api, ask, type Schemas } from "../../api/client";
import { useDraft } from "../model/draft";
import { useLoad } from "../model/useLoad";
import { delegations, listed } from "../model/who";
import { Area, Checks, Field, Form } from "../parts/Form";
import { Card, Empty, PageHead, Said, Waiting } from "../parts/Page";
import { Time } from "../parts/Time";
import { fromLocal, toLocal, zoneName } from "../time";
import { useWorkbench } from "../workbench";
import "./readouts.css";

type ReadoutData = Schemas["Readout"];

export default function Readouts() {
  const { who } = useWorkbench();
  const { data, failure, reload } = useLoad(() => ask(api.GET("/api/readouts")), []);
  return (
    <>
      <PageHead title="What was said aloud">
        <p class="soft">
          An oral promise counts as <strong>not agreed</strong> until each party named has confirmed the same
          words, letter for letter.
        </p>
      </PageHead>
      {!data ? (
        <Waiting failure={failure} />
      ) : data.readouts.length === 0 ? (
        <Empty title="No oral promise is written down.">
          <p>
            {who.mediates
              ? "After a meeting, write down what was promised and whom it concerns. Each of them confirms the words, or says how it remembers them."
              : "When the mediator writes down what was promised, you confirm the words here, or say how you remember them."}
          </p>
        </Empty>
      ) : (
        <ul class="stack">
          {data.readouts.map((readout) => (
            <li key={readout.id}>
              <Readout readout={readout} onDone={reload} />
            </li>
          ))}
        </ul>
      )}
      {data && who.mediates && <Log onDone={reload} />}
    </>
  );
}

function Readout({ readout, onDone }: { readout: ReadoutData; onDone: () => Promise<void> }) {
  const { who, name } = useWorkbench();
  const open =
    who.may("consent") &&
    readout.parties.includes(who.party) &&
    !readout.confirmations.some(({ party, same }) => party === who.party && same);
  return (
    <article class="card">
      <p class="row spread small">
        <span>
          Said <Time at={readout.spoken} />, concerns <bdi>{listed(readout.parties.map(name))}</bdi>
        </span>
        <strong class={readout.agreed === "agreed" ? "agreed" : "not-agreed"}>
          {readout.agreed === "agreed" ? "Agreed" : "Not agreed"}
        </strong>
      </p>
      <blockquote class="exact" dir="auto">
        {readout.words}
      </blockquote>
      {readout.confirmations.length > 0 && (
        <ul class="stack-small small">
          {readout.confirmations.map(({ party, same, words, time }) => (
            <li key={party + time}>
              <bdi>{name(party)}</bdi> {same ? "confirmed these words" : "remembers it differently"},{" "}
              <Time at={time} />
              {!same && <Said>{words}</Said>}
            </li>
          ))}
        </ul>
      )}
      {open && <Confirm readout={readout} onDone={onDone} />}
    </article>
  );
}

function Confirm({ readout, onDone }: { readout: ReadoutData; onDone: () => Promise<void> }) {
  const { say } = useWorkbench();
  const [words, setWords, clear] = useDraft(`readout ${readout.id}`, readout.words);
  const same = words === readout.words;
  const confirm = async () => {
    const { failure } = await ask(
      api.POST("/api/readouts/{readout}/confirmations", {
        params: { path: { readout: readout.id } },
        body: { words },
      }),
    );
    if (failure) return failure;
    clear();
    say(same ? "You confirmed these words." : "Your own words are recorded.");
    await onDone();
    return null;
  };
  return (
    <Form onSubmit={confirm} submit={same ? "Confirm exactly these words" : "Record that we remember it so"}>
      <Area
        name="words"
        label="The words as your party confirms them"
        hint="Leave them as they are to confirm. Any change, a comma too, says that you do not agree with these words."
        value={words}
        onValue={setWords}
      />
    </Form>
  );
}

function Log({ onDone }: { onDone: () => Promise<void> }) {
  const { say, talks, rooms } = useWorkbench();
  const [words, setWords, clear] = useDraft("readout", "");
  // Each party named confirms in its caucus, so that it is asked by who sits there.
  const asked = delegations(talks).filter(({ id }) => rooms.some(({ room }) => room === `caucus:${id}`));
  const [parties, setParties] = useState<string[]>([]);
  const [spoken, setSpoken] = useState(() => toLocal(new Date()));
  const log = async () => {
    const { failure } = await ask(
      api.POST("/api/readouts", { body: { words, parties, spoken: fromLocal(spoken) ?? "" } }),
    );
    if (failure) return failure;
    clear();
    setParties([]);
    say("Written down. Each party named is asked to confirm.");
    await onDone();
    return null;
  };
  return (
    <Card title="Write down what was promised">
      <Form onSubmit={log} submit="Write it down" label="Write down what was promised">
        <p class="who-reads">
          Who can read this: the mediator team, and each party that you name in its own caucus.
        </p>
        <Area name="words" label="The words" value={words} onValue={setWords} />
        <Checks
          name="parties"
          label="Whom it concerns"
          values={parties}
          onValues={setParties}
          choices={asked.map(({ id, name }) => [id, name])}
        />
        <Field
          name="spoken"
          label={`When it was said (time zone ${zoneName})`}
          type="datetime-local"
          value={spoken}
          onValue={setSpoken}
        />
      </Form>
    </Card>
  );
}
