// Every room that I may enter, and who reads there. A mediator's caucuses and desks stand in a table of their own.
import type { Schemas } from "../../api/client";
import { Empty, PageHead } from "../parts/Page";
import { PlaceShape } from "../parts/PlaceMark";
import { Time } from "../parts/Time";
import { placeOf, whoReads } from "../places";
import { useWorkbench } from "../workbench";

type Known = Schemas["Room"];

function Way({ room, words }: { room: Known; words?: string }) {
  const { name } = useWorkbench();
  const whole = name(room.room);
  return (
    <a
      class="way"
      href={room.kind === "public" ? "/bulletin" : `/rooms/${encodeURIComponent(room.room)}`}
      aria-label={words && words !== whole ? whole : undefined}
    >
      <PlaceShape kind={room.kind} />
      <bdi>{words ?? whole}</bdi>
    </a>
  );
}

const Last = ({ room: { last } }: { room: Known }) =>
  last ? <Time at={last} /> : <span class="soft">nothing yet</span>;

export default function Rooms() {
  const { rooms, name, who } = useWorkbench();
  const apart = who.mediates ? ["caucus", "desk"] : [];
  const caucuses = rooms.filter(({ kind }) => who.mediates && kind === "caucus");
  const desk = (caucus: Known) => rooms.find(({ room }) => room === `desk:${placeOf(caucus.room).of}`);
  return (
    <>
      <PageHead title="Rooms">
        <p class="soft">
          Each has readers of its own. What is written in one stays there until somebody sends it on.
        </p>
      </PageHead>
      {rooms.length === 0 && (
        <Empty title="No room is open yet.">
          <p>
            Rooms open with the talks: one of your own, one with the mediator, the plenary and the public
            bulletin.
          </p>
        </Empty>
      )}
      {rooms.length > 0 && (
        <table class="folds">
          <thead>
            <tr>
              <th scope="col">Room</th>
              <th scope="col">Who reads there</th>
              <th scope="col" class="number">
                Items
              </th>
              <th scope="col">Last</th>
            </tr>
          </thead>
          <tbody>
            {rooms
              .filter(({ kind }) => !apart.includes(kind))
              .map((room) => (
                <tr key={room.room}>
                  <th scope="row">
                    <Way room={room} />
                  </th>
                  <td class="small soft">{whoReads(placeOf(room.room), name)}</td>
                  <td class="number" data-label="Items">
                    {room.items}
                  </td>
                  <td data-label="Last">
                    <Last room={room} />
                  </td>
                </tr>
              ))}
          </tbody>
        </table>
      )}
      {caucuses.length > 0 && (
        <section class="stack-small" aria-labelledby="caucuses">
          <h2 id="caucuses">Caucuses and desks</h2>
          <p class="soft small">
            A caucus is read by the party’s delegation and the mediators assigned to it; its desk by those
            mediators alone. No other party reads either.
          </p>
          <table class="folds">
            <thead>
              <tr>
                <th scope="col">Caucus with</th>
                <th scope="col" class="number">
                  Items
                </th>
                <th scope="col">Last</th>
                <th scope="col">Desk</th>
              </tr>
            </thead>
            <tbody>
              {caucuses.map((caucus) => {
                const notes = desk(caucus);
                return (
                  <tr key={caucus.room}>
                    <th scope="row">
                      <Way room={caucus} words={name(placeOf(caucus.room).of)} />
                    </th>
                    <td class="number" data-label="Items">
                      {caucus.items}
                    </td>
                    <td data-label="Last">
                      <Last room={caucus} />
                    </td>
                    <td>
                      {notes && (
                        <>
                          <Way room={notes} words="desk" />{" "}
                          <span class="soft small">{notes.items === 0 ? "empty" : notes.items}</span>
                        </>
                      )}
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </section>
      )}
    </>
  );
}
