// Editing one clause: its words in every language at once, and what it settles. What is written here in several languages is
// taken to agree; a version left alone becomes stale once an authentic one changes.
import { fault } from "../../api/client";
import { useDraft } from "../model/draft";
import { Area, Checks, Field, Form } from "../parts/Form";
import { useWorkbench } from "../workbench";
import { asSuch, begin, changedSince, changesOf, type EditState, keepMine, type Words } from "./editing";
import { MovedOn } from "./MovedOn";
import { type Clause, type DraftText, languageName, postEdit } from "./model";
import { Bindings, Versions } from "./Versions";

export const useClauseEdit = (clause: string, empty: EditState) =>
  useDraft<EditState>(`clause ${clause}`, empty);

interface EditProps {
  clause: Clause | null; // null: a new one
  after: string; // of a new one: the clause before it
  number: number;
  text: DraftText;
  onDone: () => Promise<void>;
  onClose: () => void;
}

export function EditClause({ clause, after, number, text, onDone, onClose }: EditProps) {
  const { name, say, talks } = useWorkbench();
  const key = clause?.id ?? `new after ${after}`;
  const [state, setState, clear] = useClauseEdit(key, begin(text, clause, number));
  const write = (tag: string, part: Partial<Words[string]>) =>
    setState({
      ...state,
      words: { ...state.words, [tag]: { heading: "", body: "", ...state.words[tag], ...part } },
    });
  const leave = () => {
    clear();
    onClose();
  };
  const save = async () => {
    const changes = changesOf(text, clause, after, state);
    if (changes.length === 0) return fault("value", "Nothing has changed yet.");
    const { failure } = await postEdit(state.base, changes);
    if (failure) {
      await onDone(); // what stands in the way is shown beside what was written
      return failure;
    }
    say("Saved at the table.");
    // Loaded first: whoever edits again at once begins with what was saved.
    await onDone();
    leave();
    return null;
  };
  const others = text.languages.length > 1;
  return (
    <Form
      onSubmit={save}
      submit={clause ? "Save the clause" : "Add the clause"}
      label={clause ? "Edit the clause" : "A new clause"}
      more={
        <button type="button" onClick={leave}>
          Leave it as it was
        </button>
      }
    >
      {state.base !== number && (
        <MovedOn onKeep={() => setState(keepMine(text, clause, number, state))}>
          {clause && changedSince(text, clause, state) && (
            <>
              <p>Somebody changed this clause. It now reads:</p>
              <Versions clause={clause} languages={text.languages} />
              <Bindings clause={clause} issues={talks.issues} />
            </>
          )}
        </MovedOn>
      )}
      <div class="versions">
        {text.languages.map(({ tag, standing }) => (
          <fieldset class="version field" key={tag} lang={tag}>
            <legend lang="en">
              {languageName(tag)}
              {standing === "translation" && <span class="soft"> translation</span>}
            </legend>
            <Field
              name={`heading ${tag}`}
              label={<span lang="en">Heading</span>}
              value={state.words[tag]?.heading ?? ""}
              onValue={(heading) => write(tag, { heading })}
            />
            <Area
              name={`body ${tag}`}
              label={<span lang="en">Text</span>}
              rows={8}
              maxLength={32_768}
              value={state.words[tag]?.body ?? ""}
              onValue={(body) => write(tag, { body })}
            />
          </fieldset>
        ))}
      </div>
      {others && (
        <p class="small soft">
          What you save in several languages at once is taken to agree. A language that you leave alone
          becomes stale when an authentic one changes.
        </p>
      )}
      <details>
        <summary>What this clause settles</summary>
        <div class="stack-small">
          {talks.issues.map((issue) => (
            <Checks
              key={issue.id}
              name={`bound ${issue.id}`}
              label={<bdi>{issue.title}</bdi>}
              values={state.bound[issue.id] ?? []}
              onValues={(options) => setState({ ...state, bound: { ...state.bound, [issue.id]: options } })}
              choices={[
                [asSuch, issue.options.length > 0 ? "The issue as such" : "This clause settles it"],
                ...issue.options.map(({ id, title }): [string, string] => [id, title || name(id)]),
              ]}
            />
          ))}
        </div>
      </details>
    </Form>
  );
}
