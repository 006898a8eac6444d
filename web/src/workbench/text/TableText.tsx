// The single text as the mediator team has it: clause by clause, with what is said about each beside it.
import { useEffect, useRef, useState } from "preact/hooks";
import type { Failure } from "../../api/client";
import { Faults } from "../parts/Form";
import { Card, Empty, PageHead } from "../parts/Page";
import { WhoReads } from "../parts/PlaceMark";
import { Time } from "../parts/Time";
import { placeOf } from "../places";
import { useWorkbench } from "../workbench";
import { Comments, WriteComment } from "./Comments";
import { EditClause, useClauseEdit } from "./EditClause";
import { begin } from "./editing";
import { Languages } from "./Languages";
import {
  actWords,
  type Change,
  type Clause,
  type Comment,
  clauseTitle,
  languageName,
  postEdit,
  type SingleText,
  type Working,
} from "./model";
import { Bindings, Versions } from "./Versions";

interface TableProps {
  data: SingleText;
  working: Working;
  reload: () => Promise<void>;
}

export function TableText({ data, working, reload }: TableProps) {
  const { name, say } = useWorkbench();
  const [adding, setAdding] = useState<string | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const { text, number } = working;
  const edit = async (changes: Change[], said: string) => {
    const { failure: wrong } = await postEdit(number, changes);
    setFailure(wrong ?? null);
    if (!wrong) say(said);
    await reload();
  };
  const last = working.edits.at(-1);
  const ready = text.languages.length > 0;
  return (
    <>
      <PageHead title={text.title || "The single text"}>
        <p class="soft small">
          Working draft {number}
          {last && (
            <>
              , last edited by <bdi>{last.author}</bdi>, <Time at={last.time} />
            </>
          )}
        </p>
        <WhoReads place={placeOf("table")} name={name} />
        {ready && (
          <p class="row">
            <a href={`/text/share?draft=${number}`}>Share or freeze</a>
            <a href="/text/compare">Compare and take along</a>
          </p>
        )}
      </PageHead>
      <Faults failure={failure} />
      {!ready && (
        <Empty title="The text has not begun.">
          <p>
            Give it a title and its languages, then write it clause by clause. It is yours alone: the parties
            read nothing of it until you share a draft, and comment on what you shared.
          </p>
        </Empty>
      )}
      <Languages working={working} onDone={reload} open={!ready} />
      {ready && text.clauses.length === 0 && adding === null && (
        <Empty title="No clause yet.">
          <p>Write the first clause. The parties read nothing of it until you share a draft.</p>
        </Empty>
      )}
      <ol class="clauses">
        {text.clauses.map((clause, at) => (
          <li key={clause.id}>
            <TableClause
              clause={clause}
              at={at}
              working={working}
              comments={data.comments.filter((one) => one.clause === clause.id)}
              edit={edit}
              reload={reload}
              onAdd={() => setAdding(clause.id)}
            />
            {adding === clause.id && (
              <NewClause
                working={working}
                after={clause.id}
                onDone={reload}
                onClose={() => setAdding(null)}
              />
            )}
          </li>
        ))}
      </ol>
      {ready && text.clauses.length === 0 && adding === null && (
        <p>
          <button type="button" class="main" onClick={() => setAdding("")}>
            Write the first clause
          </button>
        </p>
      )}
      {adding === "" && (
        <NewClause working={working} after="" onDone={reload} onClose={() => setAdding(null)} />
      )}
      <Whole data={data} working={working} reload={reload} />
      {working.edits.length > 0 && <History working={working} />}
    </>
  );
}

function NewClause({
  working,
  after,
  onDone,
  onClose,
}: {
  working: Working;
  after: string;
  onDone: () => Promise<void>;
  onClose: () => void;
}) {
  return (
    <Card title="A new clause">
      <EditClause
        clause={null}
        after={after}
        number={working.number}
        text={working.text}
        onDone={onDone}
        onClose={onClose}
      />
    </Card>
  );
}

interface ClauseProps {
  clause: Clause;
  at: number;
  working: Working;
  comments: Comment[];
  edit: (changes: Change[], said: string) => Promise<void>;
  reload: () => Promise<void>;
  onAdd: () => void;
}

function TableClause({ clause, at, working, comments, edit, reload, onAdd }: ClauseProps) {
  const { talks } = useWorkbench();
  const [open, setOpen] = useState<"edit" | "comment" | "remove" | null>(null);
  const { text, number } = working;
  const [draft, setDraft] = useClauseEdit(clause.id, begin(text, clause, number));
  const title = clauseTitle(clause, at);
  const heading = useRef<HTMLHeadingElement>(null);
  const before = text.clauses[at - 2]?.id ?? "";
  const touched = [...working.edits]
    .reverse()
    .find(({ changes }) => changes.some((one) => one.clause === clause.id));
  const use = ({ wording }: Comment) => {
    if (!wording) return;
    const { language, heading: head, body } = wording;
    setDraft({ ...draft, words: { ...draft.words, [language]: { heading: head, body } } });
    setOpen("edit");
  };
  const was = useRef(open);
  useEffect(() => {
    if (was.current && !open) heading.current?.focus();
    was.current = open;
  }, [open]);
  return (
    <article class="card" aria-label={title}>
      <div class="row spread">
        <h2 class="card-title" dir="auto" tabIndex={-1} ref={heading}>
          {title}
        </h2>
        {touched && (
          <span class="small soft">
            <bdi>{touched.author}</bdi>, <Time at={touched.time} />
          </span>
        )}
      </div>
      {open === "edit" ? (
        <EditClause
          clause={clause}
          after=""
          number={number}
          text={text}
          onDone={reload}
          onClose={() => setOpen(null)}
        />
      ) : (
        <>
          <Versions
            clause={clause}
            languages={text.languages}
            end={(version) =>
              version.stale &&
              (version.heading || version.body) && (
                <p>
                  <button
                    type="button"
                    onClick={() =>
                      void edit(
                        [{ kind: "confirm", clause: clause.id, language: version.language }],
                        `The version in ${languageName(version.language)} is current.`,
                      )
                    }
                  >
                    Confirm that it still says the same
                    <span class="unseen"> in {languageName(version.language)}</span>
                  </button>
                </p>
              )
            }
          />
          <Bindings clause={clause} issues={talks.issues} />
          <fieldset class="clause-buttons" aria-label={`Acts on: ${title}`}>
            <button type="button" onClick={() => setOpen("edit")}>
              Edit
            </button>
            <button type="button" onClick={() => setOpen(open === "comment" ? null : "comment")}>
              Note for the team
            </button>
            <button type="button" onClick={onAdd}>
              Add a clause below
            </button>
            {at > 0 && (
              <button
                type="button"
                onClick={() =>
                  void edit([{ kind: "move_clause", clause: clause.id, after: before }], "Moved up.")
                }
              >
                Move up
              </button>
            )}
            {at + 1 < text.clauses.length && (
              <button
                type="button"
                onClick={() =>
                  void edit(
                    [{ kind: "move_clause", clause: clause.id, after: text.clauses[at + 1]?.id ?? "" }],
                    "Moved down.",
                  )
                }
              >
                Move down
              </button>
            )}
            <button type="button" onClick={() => setOpen(open === "remove" ? null : "remove")}>
              Remove
            </button>
          </fieldset>
          {open === "remove" && (
            <p class="row">
              <span>It stays in the history.</span>
              <button
                type="button"
                class="grave"
                onClick={() => void edit([{ kind: "remove_clause", clause: clause.id }], "Removed.")}
              >
                Remove the clause
              </button>
            </p>
          )}
          {open === "comment" && (
            <WriteComment
              draft={String(number)}
              text={text}
              clause={clause}
              places={["table"]}
              onDone={reload}
              onClose={() => setOpen(null)}
            />
          )}
        </>
      )}
      <Comments comments={comments} onDone={reload} onUse={use} />
    </article>
  );
}

// What is said about the text as a whole, and about clauses that are gone.
function Whole({ data, working, reload }: TableProps) {
  const ids = new Set(working.text.clauses.map(({ id }) => id));
  const others = data.comments.filter(({ clause }) => !ids.has(clause));
  if (others.length === 0) return null;
  return (
    <Card title="On the text as a whole, and on clauses that are gone">
      <Comments comments={others} onDone={reload} />
    </Card>
  );
}

function History({ working }: { working: Working }) {
  const titles = new Map(working.text.clauses.map((clause, at) => [clause.id, clauseTitle(clause, at)]));
  return (
    <details class="card">
      <summary>Every edit, the newest first</summary>
      <ol class="stack-small small" reversed>
        {[...working.edits].reverse().map(({ number, author, time, changes }) => (
          <li key={number} value={number}>
            <a href={`/text/compare?draft=${number}`}>
              Draft<span class="unseen"> {number}</span>
            </a>
            , <bdi>{author}</bdi>, <Time at={time} bare />:{" "}
            {changes.map(({ kind, clause, language }, at) => (
              <span key={`${kind}${clause}${language}`}>
                {at > 0 && "; "}
                {actWords(kind)}
                {language && ` (${languageName(language)})`}
                {clause && (
                  <>
                    {" "}
                    in <bdi>{titles.get(clause) ?? "a clause that is gone"}</bdi>
                  </>
                )}
              </span>
            ))}
          </li>
        ))}
      </ol>
    </details>
  );
}
