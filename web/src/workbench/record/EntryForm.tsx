// What an entry of the record says, to be written or amended: the words, who says so, the source, the day.
import type { Schemas } from "../../api/client";
import { Area, Field } from "../parts/Form";

export type Wording = Pick<Schemas["NewEntry"], "words" | "source" | "date" | "says">;

export const emptyWording: Wording = { words: "", source: "", date: "", says: "" };

export function WordingFields({ value, onValue }: { value: Wording; onValue: (value: Wording) => void }) {
  const set = (key: keyof Wording) => (text: string) => onValue({ ...value, [key]: text });
  return (
    <>
      <Area
        name="words"
        label="What is claimed or what happened"
        value={value.words}
        onValue={set("words")}
      />
      <Field
        name="says"
        label="Who says so"
        value={value.says}
        onValue={set("says")}
        maxLength={500}
        hint="A person, an office, an observer mission."
      />
      <Field
        name="source"
        label="Source"
        value={value.source}
        onValue={set("source")}
        maxLength={2000}
        hint="Where it can be looked up: a document, a message, a report."
      />
      <Field name="date" label="Day, if it is known" type="date" value={value.date} onValue={set("date")} />
    </>
  );
}
