// One entry of the record: what it says now, what it said before, what contradicts it, and what may be done with it.
import { useState } from "preact/hooks";
import { api, ask, fault, type Schemas } from "../../api/client";
import { tagWords } from "../model/tags";
import { underWay } from "../model/who";
import { Area, Form, Select } from "../parts/Form";
import { Said } from "../parts/Page";
import { PlaceMark, WhoReads } from "../parts/PlaceMark";
import { Time } from "../parts/Time";
import { placeOf } from "../places";
import { TagRadios } from "../room/acts";
import { dayWords } from "../time";
import { useWorkbench } from "../workbench";
import { type Wording, WordingFields } from "./EntryForm";
import { ReleaseEntry } from "./ReleaseEntry";

export type EntryData = Schemas["Entry"];
type Version = EntryData["versions"][number];

export const standing = (entry: EntryData): Version => entry.versions.at(-1) as Version;

export interface EntryProps {
  entry: EntryData;
  all: readonly EntryData[];
  onDone: () => Promise<void>;
}

type Act = "send" | "amend" | "link" | "tag" | "release";

export function Entry({ entry, all, onDone }: EntryProps) {
  const { name, who, talks } = useWorkbench();
  const [act, setAct] = useState<Act | null>(null);
  const open = underWay(talks);
  const own = entry.author.organisation === who.party && who.role !== "observer";
  const others = linkable(entry, all);
  const done = async () => {
    setAct(null);
    await onDone();
  };
  const acts: [Act, string][] = [];
  const inOwnRoom = placeOf(entry.room).kind === "room";
  if (open && inOwnRoom && !entry.sent && who.may("send")) acts.push(["send", "Send to the mediator"]);
  if (entry.may_change) acts.push(["amend", "Amend"]);
  if (open && others.length > 0 && who.role !== "observer") acts.push(["link", "Say what it contradicts"]);
  if (open && own && entry.room !== "public" && (who.mediates || who.may("tag"))) acts.push(["tag", "Tag"]);
  if (entry.may_release) acts.push(["release", "Release"]);
  return (
    <article class="card entry" id={entry.id} tabIndex={-1}>
      <p class="row spread small">
        <span class="row">
          <PlaceMark kind={placeOf(entry.room).kind} />
          <strong>{entry.kind === "claim" ? "Claim" : "Incident"}</strong>
          {entry.room !== "public" && entry.room !== "plenary" && (
            <span class="tag">{tagWords[entry.tag]}</span>
          )}
        </span>
        <span>
          <bdi>{entry.author.organisation ? name(entry.author.organisation) : "The mediator"}</bdi>
          {entry.origin === "conveyed" && " (conveyed by the mediator)"}
          {entry.origin === "sent" && " (sent from the delegation’s own room)"}, <Time at={entry.time} />
        </span>
      </p>
      <div class={entry.contradictions.length > 0 ? "sides" : undefined}>
        <div class="stack-small">
          <Facts version={standing(entry)} />
          {entry.versions.length > 1 && <Earlier versions={entry.versions} />}
        </div>
        {entry.contradictions.length > 0 && <Against entry={entry} all={all} />}
      </div>
      {entry.sent && (
        <p class="small soft">
          Sent to the mediator, <Time at={entry.sent} />
        </p>
      )}
      {entry.releases.map((one) => (
        <p key={one.time + one.to.join()} class="small soft">
          Released to <bdi>{one.to.map((room) => name(room)).join(", ")}</bdi>
          {one.how === "unattributed" ? " in the mediator’s own words" : " as it stood"},{" "}
          <Time at={one.time} />
        </p>
      ))}
      {acts.length > 0 && !act && (
        <div class="item-acts">
          {acts.map(([key, words]) => (
            <button key={key} type="button" onClick={() => setAct(key)}>
              {words}
              <span class="unseen"> {standing(entry).words.slice(0, 60)}</span>
            </button>
          ))}
        </div>
      )}
      {act === "send" && <Send entry={entry} onDone={done} onClose={() => setAct(null)} />}
      {act === "amend" && <Amend entry={entry} onDone={done} onClose={() => setAct(null)} />}
      {act === "link" && <Link entry={entry} others={others} onDone={done} onClose={() => setAct(null)} />}
      {act === "tag" && <Tagging entry={entry} onDone={done} onClose={() => setAct(null)} />}
      {act === "release" && <ReleaseEntry entry={entry} onDone={done} onClose={() => setAct(null)} />}
    </article>
  );
}

// What can stand against an entry of this room: everything that all its readers read.
const linkable = (entry: EntryData, all: readonly EntryData[]) =>
  all.filter(
    (one) =>
      one.id !== entry.id &&
      (one.room === entry.room ||
        one.room === "public" ||
        (one.room === "plenary" && entry.room !== "public")) &&
      !entry.contradictions.some(({ other }) => other === one.id),
  );

export function Facts({ version }: { version: Pick<Version, "words" | "says" | "source" | "date"> }) {
  return (
    <>
      <Said>{version.words}</Said>
      <dl class="facts">
        {version.says && (
          <>
            <dt>Says so</dt>
            <dd dir="auto">{version.says}</dd>
          </>
        )}
        {version.source && (
          <>
            <dt>Source</dt>
            <dd dir="auto">{version.source}</dd>
          </>
        )}
        {version.date && (
          <>
            <dt>Day</dt>
            <dd>{dayWords(version.date)}</dd>
          </>
        )}
      </dl>
    </>
  );
}

// Earlier wordings are never out of sight: each with the time until which it held, and why it was changed.
function Earlier({ versions }: { versions: readonly Version[] }) {
  return (
    <div class="item-history">
      <p>
        <strong>Amended {versions.length === 2 ? "once" : `${versions.length - 1} times`}</strong>
      </p>
      {versions.slice(0, -1).map((version, at) => {
        const next = versions[at + 1] as Version;
        return (
          <div key={next.time + at}>
            <p>
              Until <Time at={next.time} /> it read:
            </p>
            <del>
              <Facts version={version} />
            </del>
            <p>
              Amended by <bdi>{next.author.name}</bdi>: <bdi>{next.reason}</bdi>
            </p>
          </div>
        );
      })}
    </div>
  );
}

// The other side of a contradiction stands beside this one, not behind a link.
function Against({ entry, all }: { entry: EntryData; all: readonly EntryData[] }) {
  const { name } = useWorkbench();
  return (
    <div class="against">
      <p class="small">
        <strong>Contradicted by</strong>
      </p>
      {entry.contradictions.map(({ other, note, time }) => {
        const found = all.find(({ id }) => id === other);
        if (!found) return null;
        return (
          <div key={other + time} class="against-one">
            <p class="small">
              <PlaceMark kind={placeOf(found.room).kind} />{" "}
              <a href={`#${found.id}`}>
                <bdi>{found.author.organisation ? name(found.author.organisation) : "The mediator"}</bdi>
              </a>
              , <Time at={found.time} />
            </p>
            <Facts version={standing(found)} />
            {note && (
              <p class="small soft" dir="auto">
                {note}
              </p>
            )}
          </div>
        );
      })}
    </div>
  );
}

interface ActProps {
  entry: EntryData;
  onDone: () => Promise<void>;
  onClose: () => void;
}

function Send({ entry, onDone, onClose }: ActProps) {
  const { say, name, who } = useWorkbench();
  const [tag, setTag] = useState(entry.tag);
  const send = async () => {
    const { failure } = await ask(
      api.POST("/api/record/{entry}/sending", {
        params: { path: { entry: entry.id } },
        body: who.may("tag") ? { tag } : {},
      }),
    );
    if (failure) return failure;
    say("Sent to the mediator.");
    await onDone();
    return null;
  };
  return (
    <div class="act">
      <Form onSubmit={send} submit="Send it" label="Send the entry" onClose={onClose}>
        <p>
          It goes as it stands, without earlier wordings, and cannot be called back. The mediator learns who
          wrote it.
        </p>
        <WhoReads place={placeOf(`caucus:${who.party}`)} name={name} />
        {who.may("tag") && <TagRadios tag={tag} onTag={setTag} />}
      </Form>
    </div>
  );
}

function Amend({ entry, onDone, onClose }: ActProps) {
  const { say, confirm } = useWorkbench();
  const published = entry.room === "public";
  const { words, source, date, says } = standing(entry);
  const [wording, setWording] = useState<Wording>({ words, source, date, says });
  const [reason, setReason] = useState("");
  const amend = async () => {
    if (published && !(await confirm()))
      return fault("confirm", "Nothing was published.", "It needs a fresh code.");
    const { failure } = await ask(
      api.PUT("/api/record/{entry}", {
        params: { path: { entry: entry.id } },
        body: { ...wording, reason },
      }),
    );
    if (failure) return failure;
    say("The entry is amended; the earlier wording stays visible.");
    await onDone();
    return null;
  };
  return (
    <div class="act">
      <Form
        onSubmit={amend}
        submit={published ? "Publish the amendment" : "Amend it"}
        label="Amend the entry"
        onClose={onClose}
      >
        <p class="consequence">
          Everybody who reads the entry sees the earlier wording too, and when it changed.
        </p>
        <WordingFields value={wording} onValue={setWording} />
        <Area name="reason" label="Why it is amended" rows={2} value={reason} onValue={setReason} />
      </Form>
    </div>
  );
}

function Link({ entry, others, onDone, onClose }: ActProps & { others: readonly EntryData[] }) {
  const { say, name } = useWorkbench();
  const [other, setOther] = useState(others[0]?.id ?? "");
  const [note, setNote] = useState("");
  const link = async () => {
    const { failure } = await ask(
      api.POST("/api/record/{entry}/contradictions", {
        params: { path: { entry: entry.id } },
        body: { other, ...(note && { note }) },
      }),
    );
    if (failure) return failure;
    say("The two entries stand side by side.");
    await onDone();
    return null;
  };
  const title = (one: EntryData) =>
    `${one.author.organisation ? name(one.author.organisation) : "The mediator"}: ${standing(one).words.slice(0, 80)}`;
  return (
    <div class="act">
      <Form onSubmit={link} submit="Put them side by side" label="Contradiction" onClose={onClose}>
        <Select
          name="other"
          label="It contradicts"
          value={other}
          onValue={setOther}
          choices={others.map((one): [string, string] => [one.id, title(one)])}
        />
        <Area
          name="note"
          label="In what (may stay empty)"
          rows={2}
          value={note}
          onValue={setNote}
          maxLength={2000}
        />
      </Form>
    </div>
  );
}

function Tagging({ entry, onDone, onClose }: ActProps) {
  const { say } = useWorkbench();
  const [tag, setTag] = useState(entry.tag);
  const change = async () => {
    const { failure } = await ask(
      api.PUT("/api/record/{entry}/tag", { params: { path: { entry: entry.id } }, body: { tag } }),
    );
    if (failure) return failure;
    say("The tag is changed.");
    await onDone();
    return null;
  };
  return (
    <div class="act">
      <Form onSubmit={change} submit="Tag it" label="Tag the entry" onClose={onClose}>
        <TagRadios tag={tag} onTag={setTag} />
      </Form>
    </div>
  );
}
