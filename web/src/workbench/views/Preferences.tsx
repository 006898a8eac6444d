// A party's own preferences: written in its own room, sent to the mediator when its head agrees.
import { useState } from "preact/hooks";
import { api, ask, type Failure, type Schemas } from "../../api/client";
import { useLoad } from "../model/useLoad";
import { Faults, Form } from "../parts/Form";
import { PageHead, Waiting } from "../parts/Page";
import { WhoReads } from "../parts/PlaceMark";
import { Time } from "../parts/Time";
import { placeOf } from "../places";
import { Csv } from "../preferences/Csv";
import { Overtaken, useAnswers } from "../preferences/draft";
import { Editor } from "../preferences/Editor";
import { Versions } from "../preferences/Versions";
import { useWorkbench } from "../workbench";

type Loaded = Schemas["Preferences"];

export default function Preferences() {
  const { who, name } = useWorkbench();
  const own = `room:${who.party}`;
  const { data, failure, reload } = useLoad(
    () => ask(api.GET("/api/preferences")),
    [],
    [own, `caucus:${who.party}`],
  );
  return (
    <>
      <PageHead title="Our preferences">
        <p class="soft">
          What matters to your party, and how much. Write it down among yourselves; the mediator sees it only
          when it is sent, and no other party ever does.
        </p>
        <WhoReads place={placeOf(own)} name={name} />
      </PageHead>
      {data ? <Own data={data} reload={reload} /> : <Waiting failure={failure} lines={12} />}
    </>
  );
}

function Own({ data, reload }: { data: Loaded; reload: () => Promise<void> }) {
  const { who, say } = useWorkbench();
  const draft = useAnswers("preferences", data);
  const [failure, setFailure] = useState<Failure | null>(null);
  const writes = who.may("preferences") && !data.locked && who.state === "open";
  const save = async () => {
    const { failure: wrong } = await ask(
      api.PUT("/api/preferences", { body: { answers: draft.answers, based_on: draft.version } }),
    );
    setFailure(wrong ?? null);
    if (wrong) return;
    await reload();
    draft.clear();
    say("Saved in your own room.");
  };
  return (
    <>
      {data.locked && (
        <p class="note">A round is under way. Until its result the preferences stay as they are.</p>
      )}
      {!who.may("preferences") && (
        <p class="note">You may read this. To change it takes the mandate to state preferences.</p>
      )}
      {who.state !== "open" && (
        <p class="note">The talks are not open, and the preferences stay as they are.</p>
      )}
      <Overtaken draft={draft} of="party" />
      <Editor
        answers={draft.answers}
        onAnswers={writes ? draft.change : null}
        saved={data.assessment}
        changed={draft.changed}
        last={(assessment) => (
          <Send
            key={data.version}
            data={data}
            assessment={assessment}
            unsaved={draft.changed}
            reload={reload}
          />
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
                Save in our own room
              </button>
            </span>
          )
        }
      />
      <Faults failure={failure} />
      <Versions
        title="Versions"
        one="Version"
        list={data.versions}
        open={(version) =>
          ask(api.GET("/api/preferences/versions/{version}", { params: { path: { version } } }))
        }
        draft={writes ? draft : null}
      />
      <Csv file="/api/preferences/csv" draft={draft} fixed={!writes} />
    </>
  );
}

interface SendProps {
  data: Loaded;
  assessment: Schemas["Assessment"];
  unsaved: boolean;
  reload: () => Promise<void>;
}

function Send({ data, assessment, unsaved, reload }: SendProps) {
  const { who, say, name } = useWorkbench();
  const [read, setRead] = useState(false);
  const newest = data.versions.at(-1);
  if (unsaved || !newest) return <p class="soft">Save first; what is sent is the newest saved version.</p>;
  if (newest.sent)
    return (
      <p>
        This version was sent to the mediator on <Time at={newest.sent} />. A newer one replaces it when it is
        sent.
      </p>
    );
  if (!who.may("consent")) return <p class="soft">The head of your delegation sends it to the mediator.</p>;
  if (data.locked || assessment.missing.length > 0) return null;
  const send = async () => {
    const { failure } = await ask(
      api.POST("/api/preferences/sending", { body: { version: newest.id, words: assessment.words } }),
    );
    if (failure) return failure;
    say("Sent to the mediator.");
    await reload();
    return null;
  };
  return (
    <Form onSubmit={send} submit="Send to the mediator" label="Send to the mediator" disabled={!read}>
      <WhoReads place={placeOf(`caucus:${who.party}`)} name={name} />
      <label class="option">
        <input type="checkbox" checked={read} onChange={(event) => setRead(event.currentTarget.checked)} />
        <span>We have read these sentences, and they say what we mean.</span>
      </label>
    </Form>
  );
}
