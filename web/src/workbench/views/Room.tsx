// A room: what was said in it, the newest last, and where to write.
import { useEffect, useState } from "preact/hooks";
import { api, ask } from "../../api/client";
import { useLoad } from "../model/useLoad";
import { standstill } from "../model/who";
import { Empty, PageHead, Waiting } from "../parts/Page";
import { PlaceMark } from "../parts/PlaceMark";
import { type PlaceKind, placeOf, whoReads } from "../places";
import { Composer, useRoomDraft } from "../room/Composer";
import { Item } from "../room/Item";
import type { ViewProps } from "../views";
import { useWorkbench } from "../workbench";

const teaching: Partial<Record<PlaceKind, string>> = {
  room: "Think aloud here: notes, drafts of proposals, papers. Nothing leaves until somebody with the mandate sends it to the mediator.",
  caucus:
    "What is said here stays between the delegation and the mediator. Each item carries a tag that says what the mediator may do with it.",
  desk: "Notes of the assigned mediators on this party. The party never sees them.",
  table: "The mediator team among itself.",
  group: "A smaller table: its members and the mediator team.",
  plenary: "Everybody at the table reads what is said here.",
  public: "Statements for everybody, signed in or not.",
};

export default function Room({ params }: ViewProps) {
  const room = params.room ?? "";
  const place = placeOf(room);
  const { name, say, talks, who } = useWorkbench();
  // Whether one may write here follows the state of the talks and one's own party; the tag of what was sent, its caucus.
  const watched = [
    room,
    "plenary",
    `room:${who.party}`,
    ...(place.kind === "room" ? [`caucus:${place.of}`] : []),
  ];
  const [newest, setNewest] = useState(50);
  const { data, failure, reload } = useLoad(
    () => ask(api.GET("/api/rooms/{room}", { params: { path: { room }, query: { newest: `${newest}` } } })),
    [room],
    watched,
  );
  useEffect(() => {
    if (newest > 50) void reload();
  }, [newest, reload]);
  const [draft, setDraft, clear] = useRoomDraft(room);
  const items = data?.items ?? [];
  const item = (id: string) => items.find((one) => one.id === id);
  const count = data?.room.items ?? 0;
  const earlier = count - items.length;
  useEffect(() => {
    if (count > 0) say(`${count} ${count === 1 ? "item" : "items"} in this room.`);
  }, [count, say]);

  const answer = (id: string) => {
    setDraft({ ...draft, answers: id });
    document.querySelector<HTMLTextAreaElement>("#write textarea")?.focus();
  };

  return (
    <div class={`room place-${place.kind}`}>
      <PageHead title={name(room)}>
        <p class="row small">
          <PlaceMark kind={place.kind} />
          <span>
            Read by <bdi>{whoReads(place, name)}</bdi>.
          </span>
          {count > 4 && data?.room.may_write && <a href="#write">To the newest, and to write</a>}
        </p>
      </PageHead>
      {!data ? (
        <Waiting failure={failure} lines={12} />
      ) : (
        <>
          {count === 0 ? (
            <Empty title="Nothing has been said here yet.">
              <p>{teaching[place.kind]}</p>
            </Empty>
          ) : (
            <ol class="items">
              {earlier > 0 && (
                <li class="earlier">
                  <button type="button" onClick={() => setNewest(newest + 200)}>
                    Show earlier items
                  </button>{" "}
                  <span class="soft">
                    {earlier} of {count} stand before these.
                  </span>
                </li>
              )}
              {items.map((one) => (
                <Item
                  key={one.id}
                  item={one}
                  room={room}
                  answered={item(one.answers)}
                  onAnswer={data.room.may_write ? () => answer(one.id) : null}
                  onDone={reload}
                />
              ))}
            </ol>
          )}
          {data.room.may_write ? (
            <Composer
              room={room}
              draft={draft}
              setDraft={setDraft}
              clear={clear}
              answered={item(draft.answers)}
              onPosted={reload}
            />
          ) : (
            <p class="note">{standstill(talks) || "You read here. Writing is for others."}</p>
          )}
        </>
      )}
    </div>
  );
}
