// The single text as a party or an observer reads it: the newest draft that was shared, and what the party says about it.
import { useState } from "preact/hooks";
import { api, ask } from "../../api/client";
import { useLoad } from "../model/useLoad";
import { Select } from "../parts/Form";
import { Card, Empty, PageHead, Said, Waiting } from "../parts/Page";
import { PlaceMark } from "../parts/PlaceMark";
import { Time } from "../parts/Time";
import { placeOf } from "../places";
import { useWorkbench } from "../workbench";
import { Comments, WriteComment } from "./Comments";
import { Hash } from "./Hash";
import {
  type Clause,
  clauseTitle,
  type DraftText,
  newestFirst,
  type SharedDraft,
  type SingleText,
} from "./model";
import { Bindings, Versions } from "./Versions";

interface ReadProps {
  data: SingleText;
  reload: () => Promise<void>;
}

export function ReadText({ data, reload }: ReadProps) {
  const drafts = newestFirst(data.drafts);
  const [chosen, setChosen] = useState("");
  const draft = drafts.find(({ id }) => id === chosen) ?? drafts[0];
  if (!draft)
    return (
      <>
        <PageHead title="The single text" />
        <Empty title="No draft has been shared with you.">
          <p>
            The mediator writes one text for all. When a draft of it is shared with you, you read it here
            clause by clause, comment on it in your own room or in caucus, and compare it with the one before.
          </p>
        </Empty>
      </>
    );
  return (
    <>
      <PageHead title={draft.label}>
        <p class="row small">
          <PlaceMark kind={placeOf(draft.room).kind} />
          <span>
            shared by <bdi>{draft.author.name}</bdi>, <Time at={draft.time} />
          </span>
        </p>
        {drafts.length > 1 && (
          <>
            <Select
              name="draft"
              label="Draft"
              value={draft.id}
              onValue={setChosen}
              choices={drafts.map(({ id, label }): [string, string] => [id, label])}
            />
            <p>
              <a href="/text/compare">Compare two drafts</a>
            </p>
          </>
        )}
      </PageHead>
      {draft.sha256 && <Hash sha256={draft.sha256} draft={draft.id} />}
      {draft.note && (
        <Card title="The mediator says">
          <Said>{draft.note}</Said>
        </Card>
      )}
      <Draft key={draft.id} draft={draft} data={data} reload={reload} />
    </>
  );
}

function Draft({ draft, data, reload }: ReadProps & { draft: SharedDraft }) {
  const { data: loaded, failure } = useLoad(
    () => ask(api.GET("/api/drafts/{draft}", { params: { path: { draft: draft.id } } })),
    [draft.id],
    [],
  );
  if (!loaded) return <Waiting failure={failure} lines={12} />;
  const { text } = loaded;
  const about = (clause: string) => data.comments.filter((one) => one.clause === clause);
  const ids = new Set(text.clauses.map(({ id }) => id));
  const others = data.comments.filter(({ clause }) => clause !== "" && !ids.has(clause));
  return (
    <>
      <h2 dir="auto">{text.title}</h2>
      <ol class="clauses">
        {text.clauses.map((clause, at) => (
          <li key={clause.id}>
            <article class="card" aria-label={clauseTitle(clause, at)}>
              <h3 class="clause-number">Clause {at + 1}</h3>
              <ReadClause draft={draft.id} text={text} clause={clause} reload={reload} />
              <Comments comments={about(clause.id)} onDone={reload} />
            </article>
          </li>
        ))}
      </ol>
      <Card title="On the text as a whole">
        <ReadClause draft={draft.id} text={text} clause={null} reload={reload} />
        <Comments comments={about("")} onDone={reload} />
      </Card>
      {others.length > 0 && (
        <Card title="On clauses that this draft does not have">
          <Comments comments={others} onDone={reload} />
        </Card>
      )}
    </>
  );
}

interface ClauseProps {
  draft: string;
  text: DraftText;
  clause: Clause | null;
  reload: () => Promise<void>;
}

function ReadClause({ draft, text, clause, reload }: ClauseProps) {
  const { who, talks } = useWorkbench();
  const [open, setOpen] = useState(false);
  const places = who.party ? [`room:${who.party}`, ...(who.may("send") ? [`caucus:${who.party}`] : [])] : [];
  const comments = who.role === "head" || who.role === "delegate";
  return (
    <>
      {clause && (
        <>
          <Versions clause={clause} languages={text.languages} />
          <Bindings clause={clause} issues={talks.issues} />
        </>
      )}
      {comments && !open && (
        <p>
          <button type="button" onClick={() => setOpen(true)}>
            {clause ? "Comment, or propose words" : "Comment"}
          </button>
        </p>
      )}
      {open && (
        <WriteComment
          draft={draft}
          text={text}
          clause={clause}
          places={places}
          onDone={reload}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
