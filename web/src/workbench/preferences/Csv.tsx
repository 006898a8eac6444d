// Answers to and from a spreadsheet. What is read is shown to be checked and saved; every mistake comes with line and column.
import { useState } from "preact/hooks";
import { api, ask, type Failure } from "../../api/client";
import type { Answers } from "../model/preferences";
import { Download } from "../parts/Download";
import { Faults } from "../parts/Form";
import { useWorkbench } from "../workbench";

interface Props {
  file?: string; // where the table is downloaded
  onAnswers: ((answers: Answers) => void) | null;
}

export function Csv({ file, onAnswers }: Props) {
  const { say } = useWorkbench();
  const [failure, setFailure] = useState<Failure | null>(null);
  const read = async (chosen: File | undefined) => {
    if (!chosen || !onAnswers) return;
    const csv = await chosen.text();
    const { data, failure: wrong } = await ask(api.POST("/api/preferences/csv", { body: { csv } }));
    setFailure(
      wrong
        ? { errors: wrong.errors.map((one) => ({ ...one, message: placed(one.at, one.message) })) }
        : null,
    );
    if (!data) return;
    onAnswers(data.answers);
    say("Read. Look at it, then save.");
  };
  return (
    <details>
      <summary>As a table for a spreadsheet</summary>
      <div class="stack-small">
        {file && (
          <div>
            <Download link href={file}>
              Download the newest saved version as CSV
            </Download>
          </div>
        )}
        {onAnswers && (
          <label class="field">
            <span>Read answers from a CSV file</span>
            <input
              type="file"
              accept=".csv,text/csv"
              onChange={(event) => read(event.currentTarget.files?.[0])}
            />
          </label>
        )}
        <Faults failure={failure} />
      </div>
    </details>
  );
}

const placed = (at: string, message: string): string => {
  const [line, column] = at.split(":");
  return column ? `line ${line}, column ${column}: ${message}` : message;
};
