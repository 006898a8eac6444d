// The title of the text and the languages in which it is agreed or translated.
import { useState } from "preact/hooks";
import { fault } from "../../api/client";
import { useDraft } from "../model/draft";
import { Field, Form, Select } from "../parts/Form";
import { useWorkbench } from "../workbench";
import { MovedOn } from "./MovedOn";
import { type Change, languageName, postEdit, type Working } from "./model";

type Standing = "authentic" | "translation";
const standings: [string, string][] = [
  ["authentic", "authentic: this version is agreed"],
  ["translation", "translation: helps to read"],
];

interface LanguagesProps {
  working: Working;
  onDone: () => Promise<void>;
  open: boolean;
}

export function Languages({ working, onDone, open }: LanguagesProps) {
  const { text } = working;
  return (
    <details class="card" open={open}>
      <summary>
        Title and languages
        {text.languages.length > 0 && (
          <span class="soft">
            : {text.languages.map(({ tag, standing }) => `${languageName(tag)}, ${standing}`).join("; ")}
          </span>
        )}
      </summary>
      <div class="stack">
        <TitleForm working={working} onDone={onDone} />
        {text.languages.map(({ tag, standing }) => (
          <StandingForm key={tag} tag={tag} standing={standing} working={working} onDone={onDone} />
        ))}
        <AddForm working={working} onDone={onDone} />
      </div>
    </details>
  );
}

type PartProps = Omit<LanguagesProps, "open">;

function TitleForm({ working, onDone }: PartProps) {
  const { say } = useWorkbench();
  const { number, text } = working;
  const latest = { base: number, seen: text.title, title: text.title };
  const [draft, setDraft, clear] = useDraft("text title", latest);
  const save = async () => {
    const { failure } = await postEdit(draft.base, [{ kind: "set_title", title: draft.title }]);
    await onDone();
    if (failure) return failure;
    say("The title is saved.");
    clear();
    return null;
  };
  return (
    <Form onSubmit={save} submit="Save the title" label="Title">
      {draft.base !== number && (
        <MovedOn onKeep={() => setDraft({ ...latest, title: draft.title })}>
          {draft.seen !== text.title && (
            <p>
              The title is now <bdi>{text.title || "empty"}</bdi>.
            </p>
          )}
        </MovedOn>
      )}
      <Field
        name="title"
        label="Title of the text"
        value={draft.title}
        onValue={(title) => setDraft({ ...draft, title })}
        maxLength={400}
      />
    </Form>
  );
}

function StandingForm({ tag, standing, working, onDone }: PartProps & { tag: string; standing: Standing }) {
  const { say } = useWorkbench();
  const { number } = working;
  // What is chosen was chosen on the draft that was there then.
  const [chosen, setChosen] = useState<{ base: number; next: string } | null>(null);
  const { base, next } = chosen ?? { base: number, next: standing };
  const words = languageName(tag);
  const save = async () => {
    const changes: Change[] =
      next === "remove"
        ? [{ kind: "remove_language", language: tag }]
        : [{ kind: "set_standing", language: tag, standing: next as Standing }];
    const { failure } = await postEdit(base, changes);
    await onDone();
    if (failure) return failure;
    setChosen(null);
    say(`${words} is changed.`);
    return null;
  };
  return (
    <Form onSubmit={save} submit={`Change ${words}`} label={words} disabled={next === standing}>
      {base !== number && <MovedOn onKeep={() => setChosen({ base: number, next })} />}
      <Select
        name="standing"
        label={words}
        value={next}
        onValue={(value) => setChosen(value === standing ? null : { base, next: value })}
        choices={[...standings, ["remove", "remove it, with its words in every clause"]]}
      />
    </Form>
  );
}

function AddForm({ working, onDone }: PartProps) {
  const { say } = useWorkbench();
  const [tag, setTag] = useState("");
  const [standing, setStanding] = useState<string>("authentic");
  const add = async () => {
    if (!tag.trim()) return fault("value", "Name the language by its tag.", "For example en, ar, ru, uk.");
    const change: Change = {
      kind: "add_language",
      language: tag.trim(),
      standing: standing as Standing,
    };
    const { failure } = await postEdit(working.number, [change]);
    if (failure) return failure;
    say(`${languageName(tag.trim())} is added.`);
    setTag("");
    await onDone();
    return null;
  };
  return (
    <Form onSubmit={add} submit="Add the language" label="Add a language">
      <Field
        name="language"
        label="Another language"
        hint={tag.trim().length > 1 ? languageName(tag.trim()) : "Its tag: en, ar, ru, uk, zh-Hant"}
        value={tag}
        onValue={setTag}
        maxLength={35}
      />
      <Select
        name="standing"
        label="Its standing"
        value={standing}
        onValue={setStanding}
        choices={standings}
      />
    </Form>
  );
}
