// The record: claims and incidents of all my rooms, contradictions side by side, amendments in sight.
import { useState } from "preact/hooks";
import { api, ask, fault } from "../../api/client";
import { useDraft } from "../model/draft";
import { type Tag, tagMeaning, tags, tagWords } from "../model/tags";
import { useLoad } from "../model/useLoad";
import { Form, Radios, Select } from "../parts/Form";
import { Card, Empty, PageHead, Waiting } from "../parts/Page";
import { WhoReads } from "../parts/PlaceMark";
import { placeOf } from "../places";
import { Entry } from "../record/Entry";
import { emptyWording, WordingFields } from "../record/EntryForm";
import { useWorkbench } from "../workbench";
import "../room/room.css";
import "../record/record.css";

export default function Record() {
  const { rooms, name, who } = useWorkbench();
  const { data, failure, reload } = useLoad(() => ask(api.GET("/api/record")), []);
  const [only, setOnly] = useState("");
  const entries = (data?.entries ?? []).filter(({ room }) => only === "" || room === only);
  const used = [...new Set((data?.entries ?? []).map(({ room }) => room))];
  return (
    <>
      <PageHead title="Record">
        <p class="soft">
          What is claimed and what happened, with its source and who says so. Nothing here is decided; what
          contradicts stands side by side, and an amendment never hides what was said before.
        </p>
      </PageHead>
      {!data ? (
        <Waiting failure={failure} lines={12} />
      ) : data.entries.length === 0 ? (
        <Empty title="Nothing is recorded in your rooms.">
          <p>
            A claim or an incident is written into one room, and only who reads that room sees it. The
            mediator can release it further, within its tag.
          </p>
        </Empty>
      ) : (
        <>
          {used.length > 1 && (
            <Select
              name="only"
              label="Show"
              value={only}
              onValue={setOnly}
              choices={[
                ["", "every room of mine"],
                ...used.map((room): [string, string] => [room, name(room)]),
              ]}
            />
          )}
          <ol class="stack entries">
            {entries.map((entry) => (
              <li key={entry.id}>
                <Entry entry={entry} all={data.entries} onDone={reload} />
              </li>
            ))}
          </ol>
        </>
      )}
      {data && who.role !== "observer" && rooms.some(({ may_write }) => may_write) && <Add onDone={reload} />}
    </>
  );
}

function Add({ onDone }: { onDone: () => Promise<void> }) {
  const { rooms, name, say, confirm } = useWorkbench();
  const writable = rooms.filter(({ may_write }) => may_write).map(({ room }) => room);
  // The narrowest first: what is written in the wrong room cannot be called back.
  const narrow = ["table", ...writable].find((one) => writable.includes(one));
  const [room, setRoom] = useState(narrow ?? "");
  const [kind, setKind] = useState<"claim" | "incident">("claim");
  const [tag, setTag] = useState<Tag>("mediator_only");
  const [wording, setWording, clear] = useDraft("record", emptyWording);
  const { mediates, may } = useWorkbench().who;
  const tagged = room !== "public" && room !== "plenary" && (mediates || may("tag"));
  const published = room === "public";
  const add = async () => {
    if (published && !(await confirm()))
      return fault("confirm", "Nothing was published.", "It needs a fresh code.");
    const { failure } = await ask(
      api.POST("/api/rooms/{room}/record", {
        params: { path: { room } },
        body: { kind, ...wording, ...(tagged && { tag }) },
      }),
    );
    if (failure) return failure;
    clear();
    say("It stands in the record.");
    await onDone();
    return null;
  };
  return (
    <Card title="Add to the record">
      <Form
        onSubmit={add}
        submit={published ? "Publish" : "Put it on record"}
        tone={published ? "grave" : undefined}
        label="Add to the record"
      >
        <Select
          name="room"
          label="Where it is kept"
          value={room}
          onValue={setRoom}
          choices={writable.map((one): [string, string] => [one, name(one)])}
        />
        <WhoReads place={placeOf(room)} name={name} />
        <Radios
          name="kind"
          label="It is"
          beside
          value={kind}
          onValue={(value) => setKind(value as "claim" | "incident")}
          choices={[
            ["claim", "a claim"],
            ["incident", "an incident"],
          ]}
        />
        <WordingFields value={wording} onValue={setWording} />
        {tagged && (
          <Radios
            name="tag"
            label="What the mediator may do with it"
            value={tag}
            onValue={(value) => setTag(value as Tag)}
            choices={tags.map((one) => [one, tagWords[one], tagMeaning[one]])}
          />
        )}
      </Form>
    </Card>
  );
}
