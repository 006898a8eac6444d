// The mediator's view of preferences: for each party what is in, and the mediator's own estimate where nothing was stated.
import { useState } from "preact/hooks";
import { api, ask, type Failure, type Schemas } from "../../api/client";
import { useLoad } from "../model/useLoad";
import { Faults } from "../parts/Form";
import { Card, Empty, PageHead, Waiting } from "../parts/Page";
import { WhoReads } from "../parts/PlaceMark";
import { Time } from "../parts/Time";
import { placeOf } from "../places";
import { Csv } from "../preferences/Csv";
import { Overtaken, useAnswers } from "../preferences/draft";
import { Editor } from "../preferences/Editor";
import { Versions } from "../preferences/Versions";
import type { ViewProps } from "../views";
import { useWorkbench } from "../workbench";

type In = Schemas["PreferencesIn"];

const words: Record<In["basis"], string> = {
  stated: "stated by the party",
  estimated: "estimated by the mediator",
  none: "not in",
};

function Basis({ party }: { party: In }) {
  return (
    <span class="row small">
      <strong class={`basis-${party.basis}`}>{words[party.basis]}</strong>
      {party.by?.name && <bdi>{party.by.name}</bdi>}
      {party.since && <Time at={party.since} />}
    </span>
  );
}

export default function Estimates({ params }: ViewProps) {
  return params.party ? <One party={params.party} key={params.party} /> : <All />;
}

function All() {
  const { name } = useWorkbench();
  const { data, failure } = useLoad(() => ask(api.GET("/api/estimates")), []);
  return (
    <>
      <PageHead title="Preferences that are in">
        <p class="soft">
          A party states its own; where it has not, you may enter an estimate. Every result says which of the
          two it rests on.
        </p>
      </PageHead>
      {!data ? (
        <Waiting failure={failure} />
      ) : data.parties.length === 0 ? (
        <Empty title="No caucus is assigned to you.">
          <p>You see the preferences of the parties whose caucuses you sit in. The lead assigns them.</p>
        </Empty>
      ) : (
        <table class="folds">
          <thead>
            <tr>
              <th scope="col">Party</th>
              <th scope="col">What is in</th>
              <th scope="col">By</th>
              <th scope="col">Since</th>
            </tr>
          </thead>
          <tbody>
            {data.parties.map((party) => (
              <tr key={party.party}>
                <th scope="row">
                  <a href={`/estimates/${encodeURIComponent(party.party)}`}>
                    <bdi>{name(party.party)}</bdi>
                  </a>
                </th>
                <td>
                  <strong class={`basis-${party.basis}`}>{words[party.basis]}</strong>
                </td>
                <td data-label="By">{party.by?.name && <bdi>{party.by.name}</bdi>}</td>
                <td data-label="Since">{party.since && <Time at={party.since} />}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

function One({ party }: { party: string }) {
  const { name } = useWorkbench();
  const { data, failure, reload } = useLoad(
    () => ask(api.GET("/api/estimates/{party}", { params: { path: { party } } })),
    [party],
    [`caucus:${party}`, `desk:${party}`],
  );
  return (
    <>
      <PageHead
        title={
          <>
            Preferences of <bdi>{name(party)}</bdi>
          </>
        }
      >
        <p>
          <a href="/estimates">All parties</a>
        </p>
        {data && <Basis party={data.party} />}
      </PageHead>
      {data ? <Estimate data={data} reload={reload} /> : <Waiting failure={failure} lines={12} />}
    </>
  );
}

function Estimate({ data, reload }: { data: Schemas["Estimate"]; reload: () => Promise<void> }) {
  const { who, name, say } = useWorkbench();
  const id = data.party.party;
  const draft = useAnswers(`estimate ${id}`, data);
  const [failure, setFailure] = useState<Failure | null>(null);
  const writes = who.state === "open";
  const open = (version: string) =>
    ask(api.GET("/api/estimates/{party}/versions/{version}", { params: { path: { party: id, version } } }));
  const save = async () => {
    const { failure: wrong } = await ask(
      api.PUT("/api/estimates/{party}", {
        params: { path: { party: id } },
        body: { answers: draft.answers, based_on: draft.version },
      }),
    );
    setFailure(wrong ?? null);
    if (wrong) return;
    await reload();
    draft.clear();
    say("The estimate is saved.");
  };
  return (
    <>
      {data.stated && (
        <Card title="What the party has stated">
          <ul class="in-words">
            {data.stated.words.map((sentence) => (
              <li key={sentence} dir="auto">
                {sentence}
              </li>
            ))}
          </ul>
          <Versions title="Statements" one="Statement" list={data.statements} open={open} />
        </Card>
      )}
      <section class="stack" aria-labelledby="estimate">
        <h2 id="estimate">Our estimate</h2>
        <WhoReads place={placeOf(`desk:${id}`)} name={name} />
        {data.stated && (
          <p class="note">The party's own statement counts. An estimate is kept beside it and not used.</p>
        )}
        {data.from_case_file && (
          <p class="note">
            The case file has scores of this party; they count until an estimate is saved here.
          </p>
        )}
        {!writes && <p class="note">The talks are not open, and the estimate stays as it is.</p>}
        <Overtaken draft={draft} of="team" />
        <Editor
          answers={draft.answers}
          onAnswers={writes ? draft.change : null}
          saved={data.assessment}
          changed={draft.changed}
          last={() => (
            <p class="soft">
              “You” in these sentences is {name(id)} as you estimate it. Every number counts as assumed.
            </p>
          )}
          end={
            writes && (
              <span class="row">
                {draft.changed && (
                  <button type="button" onClick={draft.clear}>
                    Undo what is not saved
                  </button>
                )}
                <button
                  type="button"
                  class="main"
                  aria-disabled={!draft.changed}
                  onClick={() => draft.changed && save()}
                >
                  Save the estimate
                </button>
              </span>
            )
          }
        />
        <Faults failure={failure} />
        <Versions
          title="Estimates"
          one="Estimate"
          list={data.versions}
          open={open}
          draft={writes ? draft : null}
        />
        <Csv file={`/api/estimates/${encodeURIComponent(id)}/csv`} draft={draft} fixed={!writes} />
      </section>
    </>
  );
}
