// One thing that was said: by whom, when, how it came here, and what may be done with it next.
import { useState } from "preact/hooks";
import type { Schemas } from "../../api/client";
import { sizeWords } from "../model/files";
import { tagMeaning, tagWords } from "../model/tags";
import { underWay } from "../model/who";
import { Download } from "../parts/Download";
import { Said } from "../parts/Page";
import { Time } from "../parts/Time";
import { placeOf } from "../places";
import { useWorkbench } from "../workbench";
import { ConsentForm, SendForm, TagForm } from "./acts";
import { shortened } from "./Composer";
import { PackageTable } from "./PackageTable";
import { ReleaseForm } from "./Release";

export type RoomItem = Schemas["Item"];
type Act = "send" | "tag" | "consent" | "release";

const kindWords: Record<RoomItem["kind"], string> = {
  message: "Message",
  proposal: "Proposal",
  document: "Document",
};

const originWords: Record<RoomItem["origin"], string> = {
  written: "",
  sent: "sent from the delegation’s own room",
  conveyed: "conveyed by the mediator",
  unattributed: "put by the mediator",
  consented: "conveyed by the mediator in words agreed to",
};

const howWords: Record<RoomItem["releases"][number]["how"], string> = {
  conveyed: "Conveyed as it is",
  unattributed: "Used without its source",
  consented: "Conveyed in the words agreed to",
  spoken: "Conveyed by word of mouth",
};

const actWords: Record<Act, string> = {
  send: "Send to the mediator",
  tag: "Change the tag",
  consent: "Consent to more",
  release: "Release",
};

function actsOf(item: RoomItem, room: string, workbench: ReturnType<typeof useWorkbench>): Act[] {
  const { who, talks } = workbench;
  const place = placeOf(room);
  if (!underWay(talks)) return [];
  if (place.kind === "room") return !item.sent && who.may("send") ? ["send"] : [];
  if (place.kind !== "caucus" || item.author.organisation !== place.of) return [];
  const acts: Act[] = [];
  if (who.mediates) return ["release"];
  if (who.may("tag")) acts.push("tag");
  if (who.may("consent")) acts.push("consent");
  return acts;
}

interface ItemProps {
  item: RoomItem;
  room: string;
  answered: RoomItem | undefined;
  onAnswer: (() => void) | null;
  onDone: () => Promise<void>;
}

export function Item({ item, room, answered, onAnswer, onDone }: ItemProps) {
  const workbench = useWorkbench();
  const { name, who } = workbench;
  const [act, setAct] = useState<Act | null>(null);
  const { kind: placeKind, of } = placeOf(room);
  const tagged = (placeKind === "caucus" && item.author.organisation === of) || item.sent !== null;
  const mine = who.mediates ? item.author.organisation === "" : item.author.organisation === who.party;
  const done = async () => {
    setAct(null);
    await onDone();
  };
  const shared = { item, room, onDone: done, onClose: () => setAct(null) };
  return (
    <li class={mine ? "item item-mine" : "item"} id={`item-${item.id}`}>
      <article aria-label={`${kindWords[item.kind]} by ${item.author.name || "the server"}`}>
        <header class="item-head">
          <strong dir="auto">{item.author.name || "Parley"}</strong>
          <span class="soft" dir="auto">
            {item.author.name &&
              item.author.name !== name(item.author.organisation) &&
              name(item.author.organisation)}
          </span>
          {item.kind !== "message" && <span class="item-kind">{kindWords[item.kind]}</span>}
          {originWords[item.origin] && <span class="soft">{originWords[item.origin]}</span>}
          <Time at={item.time} />
        </header>
        {item.answers && (
          <p class="answering">
            in answer to{" "}
            {answered ? (
              <a href={`#item-${answered.id}`}>
                <bdi>{shortened(answered)}</bdi>
              </a>
            ) : (
              "an earlier item"
            )}
          </p>
        )}
        {item.text && <Said>{item.text}</Said>}
        {item.kind === "proposal" && <PackageTable chosen={item.package} />}
        {item.file && <Document id={item.id} file={item.file} />}
        {tagged && (
          <p class="item-tag" title={tagMeaning[item.tag]}>
            <span class={`tag tag-${item.tag}`}>{tagWords[item.tag]}</span>
            {item.sent && (
              <span class="soft">
                {" "}
                · sent to the mediator <Time at={item.sent} />
              </span>
            )}
          </p>
        )}
        <History item={item} />
        <div class="item-acts">
          {actsOf(item, room, workbench).map((one) => (
            <button
              type="button"
              key={one}
              aria-expanded={act === one}
              onClick={() => setAct(act === one ? null : one)}
            >
              {actWords[one]}
            </button>
          ))}
          {onAnswer && (
            <button type="button" onClick={onAnswer}>
              Answer
            </button>
          )}
        </div>
        {act === "send" && <SendForm {...shared} />}
        {act === "tag" && <TagForm {...shared} />}
        {act === "consent" && <ConsentForm {...shared} />}
        {act === "release" && <ReleaseForm {...shared} />}
      </article>
    </li>
  );
}

export function Document({ id, file }: { id: string; file: NonNullable<RoomItem["file"]> }) {
  return (
    <div class="document">
      <div>
        <Download link href={`/api/items/${id}/file`}>
          <bdi>{file.name}</bdi>
        </Download>{" "}
        <span class="soft small">{sizeWords(file.size)}</span>
      </div>
      <details>
        <summary class="small">
          {file.metadata.length === 0
            ? "No hidden metadata was found"
            : `Hidden in the file: ${file.metadata.length} ${file.metadata.length === 1 ? "statement" : "statements"}`}
        </summary>
        <ul class="metadata">
          {file.metadata.map((line) => (
            <li key={line} dir="auto">
              {line}
            </li>
          ))}
          <li class="soft">
            SHA-256 <span class="digest">{file.sha256}</span>
          </li>
        </ul>
      </details>
    </div>
  );
}

function History({ item }: { item: RoomItem }) {
  const { name } = useWorkbench();
  if (item.consents.length + item.releases.length === 0) return null;
  return (
    <ul class="item-history">
      {item.consents.map(({ id, words, recipients, expires, author }) => (
        <li key={id}>
          <bdi>{author.name}</bdi> consented, until <Time at={expires} />, that these words go to{" "}
          <bdi>{recipients.map(name).join(", ")}</bdi>:<Said>{words}</Said>
        </li>
      ))}
      {item.releases.map(({ how, words, to, author, time }) => (
        <li key={time + how + to.join()}>
          {howWords[how]} to <bdi>{to.map(name).join(", ")}</bdi> by <bdi>{author.name}</bdi>,{" "}
          <Time at={time} />
          {words && <Said>{words}</Said>}
        </li>
      ))}
    </ul>
  );
}
