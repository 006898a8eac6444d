// What a delegation does with its own items: send, tag, consent.
import { useState } from "preact/hooks";
import { api, ask } from "../../api/client";
import { type Tag, tagMeaning, tags, tagWords } from "../model/tags";
import { delegations } from "../model/who";
import { Area, Checks, Field, Form, Radios } from "../parts/Form";
import { WhoReads } from "../parts/PlaceMark";
import { placeOf } from "../places";
import { fromLocal, toLocal, zoneName } from "../time";
import { useWorkbench } from "../workbench";
import type { RoomItem } from "./Item";

export interface ActProps {
  item: RoomItem;
  room: string;
  onDone: () => Promise<void>;
  onClose: () => void;
}

export function TagRadios({ tag, onTag }: { tag: Tag; onTag: (tag: Tag) => void }) {
  return (
    <Radios
      name="tag"
      label="What the mediator may do with it"
      value={tag}
      onValue={(value) => onTag(value as Tag)}
      choices={tags.map((one) => [one, tagWords[one], tagMeaning[one]])}
    />
  );
}

export function SendForm({ item, room, onDone, onClose }: ActProps) {
  const { name, say, who } = useWorkbench();
  const [tag, setTag] = useState<Tag>(item.tag);
  const caucus = placeOf(`caucus:${placeOf(room).of}`);
  const send = async () => {
    const { failure } = await ask(
      api.POST("/api/items/{item}/sending", {
        params: { path: { item: item.id } },
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
      <Form onSubmit={send} submit="Send it" onClose={onClose}>
        <p>It leaves this room, and cannot be called back. The mediator learns who wrote it.</p>
        <WhoReads place={caucus} name={name} />
        {item.file && item.file.metadata.length > 0 && (
          <p class="note">
            The file says more than its text: <bdi>{item.file.metadata.join("; ")}</bdi>. The mediator
            receives it as it is.
          </p>
        )}
        {who.may("tag") && <TagRadios tag={tag} onTag={setTag} />}
      </Form>
    </div>
  );
}

export function TagForm({ item, onDone, onClose }: ActProps) {
  const { say } = useWorkbench();
  const [tag, setTag] = useState<Tag>(item.tag);
  const change = async () => {
    const { failure } = await ask(
      api.PUT("/api/items/{item}/tag", { params: { path: { item: item.id } }, body: { tag } }),
    );
    if (failure) return failure;
    say(`The tag is now: ${tagWords[tag]}.`);
    await onDone();
    return null;
  };
  return (
    <div class="act">
      <Form onSubmit={change} submit="Change the tag" onClose={onClose}>
        <TagRadios tag={tag} onTag={setTag} />
        {item.releases.length > 0 && <p class="note">What was released under the old tag stays released.</p>}
      </Form>
    </div>
  );
}

const inDays = (days: number) => toLocal(new Date(Date.now() + days * 86_400_000));

export function ConsentForm({ item, room, onDone, onClose }: ActProps) {
  const { name, say, talks, rooms } = useWorkbench();
  const [words, setWords] = useState(item.text);
  const [recipients, setRecipients] = useState<string[]>([]);
  const [expires, setExpires] = useState(() => inDays(7));
  const own = placeOf(room).of;
  const choices = [
    ...delegations(talks)
      .filter(({ id }) => id !== own)
      .map(({ id }) => `caucus:${id}`),
    ...rooms.filter(({ kind }) => kind === "group").map((one) => one.room),
    "plenary",
    "public",
  ];
  const consent = async () => {
    const { failure } = await ask(
      api.POST("/api/items/{item}/consents", {
        params: { path: { item: item.id } },
        body: { words, recipients, expires: fromLocal(expires) ?? "" },
      }),
    );
    if (failure) return failure;
    say("The consent is recorded.");
    await onDone();
    return null;
  };
  return (
    <div class="act">
      <Form onSubmit={consent} submit="Consent to exactly this" onClose={onClose}>
        <p>
          You allow the mediator to pass on exactly these words, to exactly these readers, until the day you
          name. Nothing else of the item becomes wider.
        </p>
        <Area name="words" label="The exact words" value={words} onValue={setWords} />
        <Checks
          name="recipients"
          label="To whom"
          values={recipients}
          onValues={setRecipients}
          choices={choices.map((one) => [one, name(one)])}
        />
        <Field
          name="expires"
          label={`Until (time zone ${zoneName})`}
          type="datetime-local"
          value={expires}
          onValue={setExpires}
        />
      </Form>
    </div>
  );
}
