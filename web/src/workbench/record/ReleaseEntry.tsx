// The mediator makes an entry known to the plenary or the public, within its author's tag.
import { useState } from "preact/hooks";
import { api, ask, fault } from "../../api/client";
import { allows } from "../model/tags";
import { onlyTwo } from "../model/who";
import { Area, Checks, type Explained, Form, NotNow, Radios } from "../parts/Form";
import { placeOf, whoReads } from "../places";
import { useWorkbench } from "../workbench";
import { type EntryData, standing } from "./Entry";

type How = "conveyed" | "unattributed";

interface ReleaseProps {
  entry: EntryData;
  onDone: () => Promise<void>;
  onClose: () => void;
}

export function ReleaseEntry({ entry, onDone, onClose }: ReleaseProps) {
  const { name, say, confirm, talks } = useWorkbench();
  const ways: Explained[] = [];
  if (allows(entry.tag, "conveyed"))
    ways.push([
      "conveyed",
      "As it stands",
      "with its author, its source and who says so; without earlier wordings",
    ]);
  if (allows(entry.tag, "unattributed"))
    ways.push(["unattributed", "In new words of yours", "nothing of the original goes along"]);
  const [how, setHow] = useState<How>((ways[0]?.[0] ?? "conveyed") as How);
  const [to, setTo] = useState<string[]>([]);
  const [words, setWords] = useState("");
  const rooms = ["plenary", "public"].filter(
    (room) =>
      room !== entry.room && (room !== "public" || how === "unattributed" || allows(entry.tag, "public")),
  );
  const going = to.filter((room) => rooms.includes(room));
  if (ways.length === 0)
    return (
      <div class="act stack-small">
        <p>
          <strong>The tag keeps this with you.</strong> Ask its author for a wider one.
        </p>
        <div>
          <NotNow onClose={onClose} />
        </div>
      </div>
    );
  const release = async () => {
    if (!(await confirm())) return fault("confirm", "Nothing was released.", "It needs a fresh code.");
    const { failure } = await ask(
      api.POST("/api/record/{entry}/releases", {
        params: { path: { entry: entry.id } },
        body: {
          how,
          to: going as ("plenary" | "public")[],
          ...(how === "unattributed" && { words }),
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
      <Form onSubmit={release} submit="Release it" tone="grave" label="Release the entry" onClose={onClose}>
        <Radios name="how" label="How" value={how} onValue={(value) => setHow(value as How)} choices={ways} />
        {how === "unattributed" && (
          <>
            {onlyTwo(talks) && entry.author.organisation && (
              <p class="note">With two parties the other side will guess whose words these are.</p>
            )}
            <Area name="words" label="Your words" value={words} onValue={setWords} />
          </>
        )}
        {how === "conveyed" && (
          <blockquote class="exact" dir="auto">
            {standing(entry).words}
          </blockquote>
        )}
        <Checks
          name="to"
          label="To whom"
          values={going}
          onValues={setTo}
          choices={rooms.map((room) => [room, name(room), whoReads(placeOf(room), name)])}
        />
      </Form>
    </div>
  );
}
