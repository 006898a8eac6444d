// A file of text that is read here. One that is too large is said to be; one that was mended can be chosen again by its name.
import { useId, useState } from "preact/hooks";
import { type Failure, fault } from "../../api/client";
import { sizeWords } from "../model/files";
import { Faults } from "./Form";

interface TextFileProps {
  label: string;
  hint: string;
  accept: string;
  onText: (text: string) => void;
}

export const textFileLimit = 1024 * 1024; // of the contract

export function TextFile({ label, hint, accept, onText }: TextFileProps) {
  const id = useId();
  const [failure, setFailure] = useState<Failure | null>(null);
  const read = async (chosen: File | undefined) => {
    if (!chosen) return;
    const large = chosen.size > textFileLimit;
    setFailure(
      large
        ? fault("limit", `This file is too large: ${sizeWords(chosen.size)}.`, "1 MiB at most can be read.")
        : null,
    );
    if (!large) onText(await chosen.text());
  };
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="file"
        accept={accept}
        aria-describedby={`${id}-hint`}
        onClick={(event) => {
          event.currentTarget.value = "";
        }}
        onChange={(event) => read(event.currentTarget.files?.[0])}
      />
      <p class="hint" id={`${id}-hint`}>
        {hint}
      </p>
      <Faults failure={failure} />
    </div>
  );
}
