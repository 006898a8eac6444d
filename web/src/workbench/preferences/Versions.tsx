// The versions of somebody's answers, the newest first, each with author and time. Any of them can be read in sentences, and
// taken up again by who may change the answers.
import { useState } from "preact/hooks";
import type { Answer, Failure, Schemas } from "../../api/client";
import { Faults } from "../parts/Form";
import { Time } from "../parts/Time";
import { useWorkbench } from "../workbench";
import type { AnswersDraft } from "./draft";

type Opened = Schemas["AnswersInWords"];

interface VersionsProps {
  title: string;
  one: string; // "Version", "Statement"
  list: Schemas["PreferencesVersion"][]; // the newest last
  open: (id: string) => Promise<Answer<Opened>>;
  draft?: AnswersDraft | null; // into which a version may be taken up
}

export function Versions({ title, one, list, open, draft }: VersionsProps) {
  if (list.length === 0) return null;
  return (
    <details>
      <summary>
        {title} ({list.length})
      </summary>
      <ol class="stack-small" reversed>
        {list
          .map((version, at) => (
            <Version
              key={version.id}
              version={version}
              name={`${one} ${at + 1}`}
              open={open}
              draft={draft && version.id !== draft.version ? draft : null}
            />
          ))
          .reverse()}
      </ol>
    </details>
  );
}

interface VersionProps {
  version: VersionsProps["list"][number];
  name: string;
  open: VersionsProps["open"];
  draft: AnswersDraft | null;
}

function Version({ version, name, open, draft }: VersionProps) {
  const { say } = useWorkbench();
  const [opened, setOpened] = useState<Opened | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const turn = async () => {
    if (opened) return setOpened(null);
    const found = await open(version.id);
    setFailure(found.failure ?? null);
    if (found.data) setOpened(found.data);
  };
  return (
    <li class="stack-small">
      <span class="row">
        <button type="button" aria-expanded={opened !== null} onClick={() => void turn()}>
          {name}
        </button>
        <Time at={version.time} />
        <bdi>{version.author.name}</bdi>
        {version.sent && (
          <span class="soft">
            sent <Time at={version.sent} bare />
          </span>
        )}
      </span>
      <Faults failure={failure} />
      {opened && (
        <div class="opened-version">
          <ul class="in-words">
            {opened.words.map((words) => (
              <li key={words} dir="auto">
                {words}
              </li>
            ))}
          </ul>
          {draft?.changed && (
            <p class="note">What you have not saved would be lost. Save it first, or replace it.</p>
          )}
          {draft && (
            <p>
              <button
                type="button"
                onClick={() => {
                  draft.change(opened.answers);
                  say(`${name} is shown. Save to make it the newest.`);
                }}
              >
                {draft.changed ? "Replace what is not saved by it" : "Take it up again"}
              </button>
            </p>
          )}
        </div>
      )}
    </li>
  );
}
