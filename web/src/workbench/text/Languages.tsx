// The title of the text and the languages in which it is agreed or translated.
import { useState } from "preact/hooks";
import { fault } from "../../api/client";
import { Field, Form, Select } from "../parts/Form";
import { useWorkbench } from "../workbench";
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
  const [title, setTitle] = useState(working.text.title);
  const save = async () => {
    const { failure } = await postEdit(working.number, [{ kind: "set_title", title }]);
    if (failure) return failure;
    say("The title is saved.");
    await onDone();
    return null;
  };
  return (
    <Form onSubmit={save} submit="Save the title" label="Title">
      <Field name="title" label="Title of the text" value={title} onValue={setTitle} maxLength={400} />
    </Form>
  );
}

function StandingForm({ tag, standing, working, onDone }: PartProps & { tag: string; standing: Standing }) {
  const { say } = useWorkbench();
  const [next, setNext] = useState<string>(standing);
  const words = languageName(tag);
  const save = async () => {
    const changes: Change[] =
      next === "remove"
        ? [{ kind: "remove_language", language: tag }]
        : [{ kind: "set_standing", language: tag, standing: next as Standing }];
    const { failure } = await postEdit(working.number, changes);
    if (failure) return failure;
    say(`${words} is changed.`);
    await onDone();
    return null;
  };
  return (
    <Form onSubmit={save} submit={`Change ${words}`} label={words} disabled={next === standing}>
      <Select
        name="standing"
        label={words}
        value={next}
        onValue={setNext}
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
