// Answers to and from a spreadsheet. What is read is shown to be checked and saved; every mistake comes with line and column.
import { useState } from "preact/hooks";
import { api, ask, type Failure } from "../../api/client";
import { inLines } from "../model/sentence";
import { Download } from "../parts/Download";
import { Faults } from "../parts/Form";
import { TextFile } from "../parts/TextFile";
import { useWorkbench } from "../workbench";
import type { AnswersDraft } from "./draft";

interface Props {
  file: string; // where the table is downloaded
  draft: AnswersDraft;
  fixed: boolean;
}

export function Csv({ file, draft, fixed }: Props) {
  const { say } = useWorkbench();
  const [failure, setFailure] = useState<Failure | null>(null);
  const read = async (csv: string) => {
    const { data, failure: wrong } = await ask(api.POST("/api/preferences/csv", { body: { csv } }));
    setFailure(wrong ? inLines(wrong) : null);
    if (!data) return;
    draft.change(data.answers);
    say("Read. Look at it, then save.");
  };
  return (
    <details>
      <summary>As a table for a spreadsheet</summary>
      <div class="stack-small">
        <div>
          <Download link proof href={file}>
            Download the newest saved version as CSV
          </Download>
        </div>
        {!fixed && (
          <TextFile
            label="Read answers from a CSV file"
            hint={
              draft.changed
                ? "1 MiB at most. It takes the place of what is not saved."
                : "1 MiB at most. Nothing is saved by reading it."
            }
            accept=".csv,text/csv"
            onText={read}
          />
        )}
        <Faults failure={failure} />
      </div>
    </details>
  );
}
