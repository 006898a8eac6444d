// Release: the one act by which the mediator carries something out of a caucus. It says in words what will happen, warns
// where the source would be guessed, and is confirmed by a fresh code.
import { useState } from "preact/hooks";
import { api, ask, fault, type Schemas } from "../../api/client";
import { allows, tagWords } from "../model/tags";
import { listed, onlyTwo } from "../model/who";
import { Area, Checks, type Explained, Form, NotNow, Radios, Select } from "../parts/Form";
import { placeOf, whoReads } from "../places";
import { useWorkbench } from "../workbench";
import type { ActProps } from "./acts";
import type { RoomItem } from "./Item";

type How = Schemas["NewRelease"]["how"];

function waysOf(item: RoomItem): Explained[] {
  const ways: Explained[] = [];
  if (allows(item.tag, "conveyed"))
    ways.push(["conveyed", "Convey it as it is", "with its author and its file"]);
  if (allows(item.tag, "unattributed"))
    ways.push([
      "unattributed",
      "Use it without its source",
      "in new words of yours; nothing of the original goes along",
    ]);
  if (standing(item).length > 0)
    ways.push(["consented", "Convey the words that were agreed to", "exactly these, to exactly those named"]);
  if (allows(item.tag, "unattributed") || item.consents.length > 0)
    ways.push(["spoken", "Log that it was said aloud", "what you told whom; only the log shows it"]);
  return ways;
}

const standing = (item: RoomItem) =>
  item.consents.filter(({ expires }) => new Date(expires).getTime() > Date.now());

export function ReleaseForm({ item, room, onDone, onClose }: ActProps) {
  const { name, rooms, say, talks, confirm } = useWorkbench();
  const ways = waysOf(item);
  const [how, setHow] = useState<How>(ways[0]?.[0] as How);
  const [to, setTo] = useState<string[]>([]);
  const [words, setWords] = useState("");
  const consents = standing(item);
  const [consentId, setConsent] = useState(consents[0]?.id ?? "");
  const consent = consents.find(({ id }) => id === consentId);
  const author = placeOf(room).of;
  const two = onlyTwo(talks);

  const reachable = rooms
    .filter((one) => one.room !== room && ["caucus", "group", "plenary", "public"].includes(one.kind))
    .map((one) => one.room)
    .filter(
      (one) =>
        one !== "public" || allows(item.tag, "public") || how === "consented" || how === "unattributed",
    );
  const offered =
    how === "consented" ? reachable.filter((one) => consent?.recipients.includes(one)) : reachable;
  const going = to.filter((one) => offered.includes(one));
  const written = how === "unattributed" || how === "spoken";

  if (ways.length === 0)
    return (
      <div class="act stack-small">
        <p>
          <strong>The tag keeps this with you.</strong> To use it elsewhere, ask <bdi>{name(author)}</bdi>{" "}
          here in the caucus for a wider tag, or for consent to exact words.
        </p>
        <div>
          <NotNow onClose={onClose} />
        </div>
      </div>
    );

  const release = async () => {
    if (going.length === 0)
      return { errors: [{ code: "nobody", message: "Say to whom.", hint: "", at: "/to" }] };
    if (!(await confirm())) return fault("confirm", "Nothing was released.", "It needs a fresh code.");
    const { failure } = await ask(
      api.POST("/api/items/{item}/releases", {
        params: { path: { item: item.id } },
        body: {
          how,
          to: going,
          ...(written && { words }),
          ...(how === "consented" && { consent: consentId }),
        },
      }),
    );
    if (failure) return failure;
    say("Released.");
    await onDone();
    return null;
  };

  return (
    <div class="act">
      <Form onSubmit={release} submit="Release it" tone="grave" onClose={onClose}>
        <p>
          The tag of this item: <strong>{tagWords[item.tag]}</strong>. A release is logged, shown to{" "}
          <bdi>{name(author)}</bdi>, and cannot be taken back.
        </p>
        {item.file && how === "conveyed" && (
          <p class="note">
            {item.file.metadata.length === 0
              ? "No hidden metadata was found in the file."
              : "Hidden in the file, and released with it: "}
            <bdi>{item.file.metadata.join("; ")}</bdi>
          </p>
        )}
        <Radios name="how" label="How" value={how} onValue={(value) => setHow(value as How)} choices={ways} />
        {how === "consented" && consents.length > 1 && (
          <Select
            name="consent"
            label="Which consent"
            value={consentId}
            onValue={setConsent}
            choices={consents.map(({ id, words: agreed }) => [id, agreed.slice(0, 80)])}
          />
        )}
        {how === "consented" && consent && (
          <blockquote class="exact" dir="auto">
            {consent.words}
          </blockquote>
        )}
        {how === "unattributed" && two && (
          <p class="note" role="note">
            <strong>The source will be guessed.</strong> There are two parties: what does not come from you
            comes from <bdi>{two[0]?.name}</bdi> or <bdi>{two[1]?.name}</bdi>, and each knows what it said
            itself.
          </p>
        )}
        {written && (
          <Area
            name="words"
            label={how === "unattributed" ? "Your own words" : "What was said"}
            hint={how === "unattributed" ? "They go out as yours. Do not copy the original." : undefined}
            value={words}
            onValue={setWords}
          />
        )}
        <Checks
          name="to"
          label="To whom"
          values={going}
          onValues={setTo}
          choices={offered.map((one) => [one, name(one), whoReads(placeOf(one), name)])}
        />
        {going.length > 0 && how !== "spoken" && (
          <p class="consequence" role="status">
            You are about to show this to{" "}
            <strong dir="auto">{listed(going.map((one) => whoReads(placeOf(one), name)))}</strong>.
          </p>
        )}
      </Form>
    </div>
  );
}
