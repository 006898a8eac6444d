// Every room that I may enter, and who reads there.
import { Empty, PageHead } from "../parts/Page";
import { PlaceMark } from "../parts/PlaceMark";
import { Time } from "../parts/Time";
import { placeOf, whoReads } from "../places";
import { useWorkbench } from "../workbench";

export default function Rooms() {
  const { rooms, name } = useWorkbench();
  return (
    <>
      <PageHead title="Rooms">
        <p class="soft">
          Each has readers of its own. What is written in one stays there until somebody sends it on.
        </p>
      </PageHead>
      {rooms.length === 0 ? (
        <Empty title="No room is open yet.">
          <p>
            Rooms open with the talks: one of your own, one with the mediator, the plenary and the public
            bulletin.
          </p>
        </Empty>
      ) : (
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
            {rooms.map((room) => (
              <tr key={room.room}>
                <th scope="row">
                  <PlaceMark kind={room.kind} />{" "}
                  <a href={room.kind === "public" ? "/bulletin" : `/rooms/${encodeURIComponent(room.room)}`}>
                    <bdi>{name(room.room)}</bdi>
                  </a>
                </th>
                <td class="small soft">{whoReads(placeOf(room.room), name)}</td>
                <td class="number" data-label="Items">
                  {room.items}
                </td>
                <td data-label="Last">
                  {room.last ? <Time at={room.last} /> : <span class="soft">nothing yet</span>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
