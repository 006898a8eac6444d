// Sharing a draft of the single text, or freezing it: an act that cannot be called back, so it names its readers.
import { useEffect, useState } from "preact/hooks";
import { api, ask, fault } from "../../api/client";
import { useDraft } from "../model/draft";
import { useLoad } from "../model/useLoad";
import { Area, Checks, Field, Form, Radios } from "../parts/Form";
import { Card, Empty, PageHead, Waiting } from "../parts/Page";
import { Time } from "../parts/Time";
import { placeName, placeOf, whoReads } from "../places";
import { Hash } from "../text/Hash";
import { type SharedDraft, staleCount, type Working } from "../text/model";
import "../text/text.css";
import { useWorkbench } from "../workbench";

// Shared is the draft that somebody has read: the one that the address names, or the one that was there first.
export default function TextShare() {
  const { data, failure, reload } = useLoad(() => ask(api.GET("/api/text")), [], ["table"]);
  const [read, setRead] = useState<Working | null>(null);
  const [seen, setSeen] = useState(() => Number(new URLSearchParams(location.search).get("draft")));
  const newest = data?.working;
  const working = read ?? newest;
  useEffect(() => {
    if (!read && newest) setRead(newest);
  }, [read, newest]);
  const take = () => {
    if (!newest) return;
    setRead(newest);
    setSeen(newest.number);
  };
  return (
    <>
      <PageHead title="Share or freeze the text">
        <p>
          <a href="/text">Back to the text</a>
        </p>
      </PageHead>
      {!working || !newest ? (
        <Waiting failure={failure} lines={12} />
      ) : newest.text.clauses.length === 0 ? (
        <Empty title="There is nothing to share yet.">
          <p>Write a clause first.</p>
        </Empty>
      ) : (
        <Share
          working={working}
          seen={seen || working.number}
          newest={newest.number}
          onNewest={take}
          onDone={reload}
        />
      )}
      {newest && newest.shares.length > 0 && <Shared working={newest} drafts={data.drafts} />}
    </>
  );
}

const today = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long" });

interface ShareProps {
  working: Working;
  seen: number; // the draft that was read
  newest: number;
  onNewest: () => void;
  onDone: () => Promise<void>;
}

function Share({ working, seen, newest, onNewest, onDone }: ShareProps) {
  const { who, rooms, name, say, confirm } = useWorkbench();
  const [to, setTo] = useState<string[]>([]);
  const [what, setWhat] = useState("draft");
  const [label, setLabel] = useState(() => `Draft of ${today.format(new Date())}`);
  const [note, setNote, clear] = useDraft("text share", "");
  const stale = staleCount(working.text);
  const freeze = what === "freeze";
  const share = async () => {
    if (seen !== working.number)
      return fault(
        "conflict",
        "The text has moved on since you read it.",
        "Read it again, or take it as it is.",
      );
    if (to.length === 0) return fault("value", "Choose who is to read it.");
    if (!(await confirm())) return fault("confirm", "Nothing was shared.", "It needs a fresh code.");
    const { failure } = await ask(
      api.POST("/api/text/shares", { body: { number: working.number, label, note, to, freeze } }),
    );
    if (failure) return failure;
    clear();
    setTo([]);
    say(freeze ? "The text is frozen and shared." : "The draft is shared.");
    await onDone();
    return null;
  };
  const places = rooms
    .map(({ room }) => placeOf(room))
    .filter(({ kind }) => ["caucus", "group", "plenary"].includes(kind));
  return (
    <Card title={`Working draft ${working.number}`}>
      <Form
        onSubmit={share}
        submit={freeze ? "Freeze and share it" : "Share the draft"}
        tone="grave"
        label="Share"
      >
        <p>
          Its readers see the words of every clause, in every language. They do not see who of the team wrote
          what, nor how often it was edited. What is shared cannot be called back.
        </p>
        {seen !== newest && (
          <div class="note stack-small" role="status">
            <p>
              {seen === working.number
                ? `Somebody has saved working draft ${newest} meanwhile. What is shared is draft ${seen}, which you have read.`
                : `You have read working draft ${seen}; somebody has saved draft ${newest} meanwhile.`}
            </p>
            <p class="row">
              <a href="/text">Read the text again</a>
              <button type="button" onClick={onNewest}>
                Take draft {newest} instead
              </button>
            </p>
          </div>
        )}
        {who.role === "lead" && (
          <Radios
            name="freeze"
            label="As"
            value={what}
            onValue={setWhat}
            choices={[
              ["draft", "a draft", "to be commented on"],
              [
                "freeze",
                "a frozen text",
                "its authentic versions to the letter, to be accepted and signed by their hash",
              ],
            ]}
          />
        )}
        {freeze && working.hinders.length > 0 && (
          <div class="note">
            <p>It cannot be frozen yet:</p>
            <ul>
              {working.hinders.map((one) => (
                <li key={one}>{one}</li>
              ))}
            </ul>
          </div>
        )}
        {freeze && working.sha256 && (
          <div class="stack-small">
            <p class="small">SHA-256 of the authentic versions:</p>
            <p class="code">{working.sha256}</p>
          </div>
        )}
        {!freeze && stale > 0 && (
          <p class="note">
            {stale} {stale === 1 ? "version is" : "versions are"} stale or missing. Readers see them marked
            so.
          </p>
        )}
        <Checks
          name="to"
          label="Who reads it"
          values={to}
          onValues={setTo}
          choices={places.map((place) => [place.audience, placeName(place, name), whoReads(place, name)])}
        />
        <Field
          name="label"
          label="What its readers call it"
          hint="A running number would tell them how many drafts others have seen."
          value={label}
          onValue={setLabel}
          maxLength={200}
        />
        <Area name="note" label="Words that go with it" value={note} onValue={setNote} />
      </Form>
    </Card>
  );
}

function Shared({ working, drafts }: { working: Working; drafts: SharedDraft[] }) {
  const { name } = useWorkbench();
  return (
    <Card title="Shared so far">
      <ul class="stack-small">
        {[...working.shares].reverse().map(({ number, label, to, author, time, sha256 }) => {
          const frozen = sha256 && drafts.find((one) => one.sha256 === sha256 && one.time === time);
          return (
            <li key={time + number} class="stack-small">
              <p>
                <strong dir="auto">{label}</strong>{" "}
                <span class="soft">
                  (<a href={`/text/compare?draft=${number}`}>working draft {number}</a>
                  {sha256 && ", frozen"})
                </span>{" "}
                with <bdi>{to.map((room) => placeName(placeOf(room), name)).join("; ")}</bdi>, by{" "}
                <bdi>{author.name}</bdi>, <Time at={time} />
              </p>
              {frozen && <Hash sha256={sha256} draft={frozen.id} />}
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
