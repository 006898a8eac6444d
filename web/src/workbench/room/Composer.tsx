// Writing into a room: a message, a proposal or a document. What is typed stays in memory until it is posted.
import { useId, useRef, useState } from "preact/hooks";
import { api, ask, type Failure, fault, type Schemas } from "../../api/client";
import { useDraft } from "../model/draft";
import { base64, fileLimit, sizeWords } from "../model/files";
import { type Tag, tagMeaning, tags, tagWords } from "../model/tags";
import { Area, type Explained, Faults, Form, Radios } from "../parts/Form";
import { WhoReads } from "../parts/PlaceMark";
import { placeOf } from "../places";
import { useWorkbench } from "../workbench";
import { PackagePicker, withOptions } from "./PackagePicker";

type Kind = Schemas["NewItem"]["kind"];

export interface Draft {
  kind: Kind;
  text: string;
  chosen: Schemas["Package"];
  file: File | null;
  hidden: string[]; // what was found in the file besides what it shows
  tag: Tag;
  answers: string;
}

export const emptyDraft: Draft = {
  kind: "message",
  text: "",
  chosen: {},
  file: null,
  hidden: [],
  tag: "mediator_only",
  answers: "",
};

export const useRoomDraft = (room: string) => useDraft<Draft>(`room ${room}`, emptyDraft);

interface ComposerProps {
  room: string;
  draft: Draft;
  setDraft: (draft: Draft) => void;
  clear: () => void;
  answered: Schemas["Item"] | undefined;
  onPosted: () => Promise<void>;
}

async function bodyOf(
  { kind, text, chosen, file, tag, answers }: Draft,
  tagged: boolean,
): Promise<Schemas["NewItem"]> {
  return {
    kind,
    ...(text && { text }),
    ...(kind === "proposal" && { package: chosen }),
    ...(kind === "document" && file && { file: { name: file.name, bytes: await base64(file) } }),
    ...(tagged && { tag }),
    ...(answers && { answers }),
  };
}

const kinds: Explained[] = [
  ["message", "A message"],
  ["proposal", "A proposal", "a package: one option for every issue"],
  ["document", "A document", "kept as it is and never opened here"],
];

export function Composer({ room, draft, setDraft, clear, answered, onPosted }: ComposerProps) {
  const { who, name, say, talks, confirm } = useWorkbench();
  const place = placeOf(room);
  const tagged = place.kind === "caucus" && !who.mediates && who.may("tag");
  const published = place.kind === "public";
  const issues = withOptions(talks.issues);
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part });

  const post = async (): Promise<Failure | null> => {
    const missing = wanting(draft, issues.length);
    if (missing) return missing;
    if (published && !(await confirm()))
      return fault("confirm", "Nothing was published.", "It needs a fresh code.");
    const { failure } = await ask(
      api.POST("/api/rooms/{room}/items", { params: { path: { room } }, body: await bodyOf(draft, tagged) }),
    );
    if (failure) return failure;
    clear();
    say(published ? "Published." : "Posted.");
    await onPosted();
    return null;
  };

  return (
    <section class="composer card" id="write" aria-labelledby="write-title">
      <h2 class="card-title" id="write-title">
        Write
      </h2>
      <WhoReads place={place} name={name} />
      <Form
        onSubmit={post}
        submit={published ? "Publish" : "Post"}
        tone={published ? "grave" : undefined}
        label={`Write into ${name(room)}`}
      >
        {answered && (
          <p class="answering">
            <span>
              In answer to <bdi>{answered.author.name}</bdi>: <bdi class="soft">{shortened(answered)}</bdi>
            </span>{" "}
            <button type="button" class="plain" onClick={() => change({ answers: "" })}>
              not an answer
            </button>
          </p>
        )}
        <Radios
          name="kind"
          label="What"
          beside
          value={draft.kind}
          onValue={(kind) => change({ kind: kind as Kind })}
          choices={kinds.filter(([kind]) => kind !== "proposal" || issues.length > 0)}
        />
        {draft.kind === "proposal" && (
          <PackagePicker value={draft.chosen} onValue={(chosen) => change({ chosen })} />
        )}
        {draft.kind === "document" && (
          <FilePicker
            file={draft.file}
            hidden={draft.hidden}
            onFile={(file, hidden) => change({ file, hidden })}
          />
        )}
        <Area
          name="text"
          label={draft.kind === "message" ? "Message" : "Words to go with it"}
          value={draft.text}
          onValue={(text) => change({ text })}
        />
        {tagged && (
          <Radios
            name="tag"
            label="What the mediator may do with it"
            value={draft.tag}
            onValue={(tag) => change({ tag: tag as Tag })}
            choices={tags.map((tag) => [tag, tagWords[tag], tagMeaning[tag]])}
          />
        )}
        {published && (
          <p class="consequence">
            Everybody can read it at once, signed in or not, and it cannot be taken back.
          </p>
        )}
        {place.kind === "room" && (
          <p class="soft small">
            It stays in this room until somebody with the mandate sends it to the mediator.
          </p>
        )}
      </Form>
    </section>
  );
}

function wanting({ kind, text, chosen, file }: Draft, issues: number): Failure | null {
  const at = (code: string, message: string, where: string): Failure => ({
    errors: [{ code, message, hint: "", at: where }],
  });
  if (kind === "message" && !text.trim()) return at("empty", "There is nothing to post yet.", "/text");
  if (kind === "proposal" && Object.keys(chosen).length < issues)
    return fault(
      "open",
      "A package names one option for every issue.",
      "Choose the ones that are still open.",
    );
  if (kind === "document" && !file) return at("empty", "Choose a file first.", "/file");
  if (kind === "document" && file && file.size > fileLimit)
    return at("size", `The file has ${sizeWords(file.size)}; 4 MiB is the most.`, "/file");
  return null;
}

export function shortened({ text, kind, file }: Schemas["Item"]): string {
  const words = text || file?.name || kind;
  return words.length > 80 ? `${words.slice(0, 79)}…` : words;
}

interface PickerProps {
  file: File | null;
  hidden: readonly string[];
  onFile: (file: File | null, hidden: string[]) => void;
}

// What a file hides is shown before anybody else has it: it counts as chosen once the server has looked at it.
function FilePicker({ file, hidden, onFile }: PickerProps) {
  const id = useId();
  const [failure, setFailure] = useState<Failure | null>(null);
  const [looking, setLooking] = useState(false);
  // What is typed meanwhile stays, and a file that was chosen later is not overtaken.
  const told = useRef(onFile);
  told.current = onFile;
  const newest = useRef<File | null>(null);
  const choose = async (chosen: File | null) => {
    newest.current = chosen;
    setFailure(null);
    onFile(null, []);
    if (!chosen || chosen.size > fileLimit) return onFile(chosen, []);
    setLooking(true);
    const { data, failure: wrong } = await ask(
      api.POST("/api/files/look", { body: { file: { name: chosen.name, bytes: await base64(chosen) } } }),
    );
    if (newest.current !== chosen) return;
    setLooking(false);
    setFailure(wrong ?? null);
    if (data) told.current(chosen, data.metadata);
  };
  return (
    <div class="field">
      <label for={id}>File, 4 MiB at most</label>
      <input id={id} type="file" onChange={(event) => void choose(event.currentTarget.files?.[0] ?? null)} />
      <div class="hint" role="status">
        {looking ? (
          "What the file carries is being looked at."
        ) : file ? (
          <Carried file={file} hidden={hidden} />
        ) : (
          "Files often carry who wrote them and when. What Parley finds of that is shown here before you post."
        )}
      </div>
      <Faults failure={failure} />
    </div>
  );
}

function Carried({ file, hidden }: { file: File; hidden: readonly string[] }) {
  return (
    <>
      <p>
        <bdi>{file.name}</bdi>, {sizeWords(file.size)}
      </p>
      {hidden.length > 0 ? (
        <>
          <p>
            <strong>Hidden in the file, and handed on with it:</strong>
          </p>
          <ul class="metadata">
            {hidden.map((line) => (
              <li key={line} dir="auto">
                {line}
              </li>
            ))}
          </ul>
        </>
      ) : (
        file.size <= fileLimit && (
          <p>Nothing hidden was found. Only PDF, Office, JPEG and PNG files are looked into.</p>
        )
      )}
    </>
  );
}
