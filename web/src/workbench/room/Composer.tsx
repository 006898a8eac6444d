// Writing into a room: a message, a proposal or a document. What is typed stays in memory until it is posted.
import { useId, useRef } from "preact/hooks";
import { api, ask, type Failure, fault, type Schemas } from "../../api/client";
import { useDraft } from "../model/draft";
import { base64, fileLimit, sizeWords } from "../model/files";
import { type Tag, tagMeaning, tags, tagWords } from "../model/tags";
import { Area, Form, Radios } from "../parts/Form";
import { WhoReads } from "../parts/PlaceMark";
import { placeOf } from "../places";
import { useWorkbench } from "../workbench";
import { PackagePicker } from "./PackagePicker";

type Kind = Schemas["NewItem"]["kind"];

export interface Draft {
  kind: Kind;
  text: string;
  chosen: Schemas["Package"];
  file: File | null;
  tag: Tag;
  answers: string;
}

export const emptyDraft: Draft = {
  kind: "message",
  text: "",
  chosen: {},
  file: null,
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

export function Composer({ room, draft, setDraft, clear, answered, onPosted }: ComposerProps) {
  const { who, name, say, talks } = useWorkbench();
  const place = placeOf(room);
  const tagged = place.kind === "caucus" && !who.mediates && who.may("tag");
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part });

  const post = async (): Promise<Failure | null> => {
    const missing = wanting(draft, talks.issues.length);
    if (missing) return missing;
    const { failure } = await ask(
      api.POST("/api/rooms/{room}/items", { params: { path: { room } }, body: await bodyOf(draft, tagged) }),
    );
    if (failure) return failure;
    clear();
    say("Posted.");
    await onPosted();
    return null;
  };

  return (
    <section class="composer card" id="write" aria-labelledby="write-title">
      <h2 class="card-title" id="write-title">
        Write
      </h2>
      <WhoReads place={place} name={name} />
      <Form onSubmit={post} submit="Post" label={`Write into ${name(room)}`}>
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
          choices={[
            ["message", "A message"],
            ["proposal", "A proposal", "a package: one option for every issue"],
            ["document", "A document", "kept as it is and never opened here"],
          ]}
        />
        {draft.kind === "proposal" && (
          <PackagePicker value={draft.chosen} onValue={(chosen) => change({ chosen })} />
        )}
        {draft.kind === "document" && <FilePicker file={draft.file} onFile={(file) => change({ file })} />}
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

function FilePicker({ file, onFile }: { file: File | null; onFile: (file: File | null) => void }) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  return (
    <div class="field">
      <label for={id}>File, 4 MiB at most</label>
      <input
        id={id}
        ref={input}
        type="file"
        onChange={(event) => onFile(event.currentTarget.files?.[0] ?? null)}
      />
      <p class="hint" role="status">
        {file ? (
          <>
            <bdi>{file.name}</bdi>, {sizeWords(file.size)}
          </>
        ) : (
          "Files often carry who wrote them and when. What Parley finds of that is shown beside the document."
        )}
      </p>
    </div>
  );
}
