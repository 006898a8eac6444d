// What one saw, to be taken along: the chains of one's rooms, a signed checkpoint, and the heads that members compare.
import { useState } from "preact/hooks";
import { api, ask, type Failure, fault } from "../../api/client";
import { useLoad } from "../model/useLoad";
import { Download, take } from "../parts/Download";
import { Faults, Select } from "../parts/Form";
import { Card, Waiting } from "../parts/Page";
import { useWorkbench } from "../workbench";

const chainOf = (room: string) => `/api/rooms/${encodeURIComponent(room)}/chain`;
const fileOf = (room: string) => `${room.replaceAll(":", "-")}.jsonl`;

export function TakeAlong() {
  return (
    <>
      <Card title="Take along what you saw">
        <p>
          Each room that you sit in can be exported as the chain of everything that was said there.{" "}
          <code>parley verify</code> checks it without this server, and <code>parley read</code> shows what
          stands in it, documents too.
        </p>
        <Export />
      </Card>
      <Card title="Compare with others">
        <p>
          A room’s head stands for its whole history. Whoever reads the same room sees the same head at the
          same number of entries; where two differ, one of you was shown something else.
        </p>
        <Heads />
      </Card>
    </>
  );
}

function Export() {
  const { rooms, name, who, confirm, say } = useWorkbench();
  const [chosen, setRoom] = useState("");
  const [failure, setFailure] = useState<Failure | null>(null);
  // The chain of the team's table holds the case as it was handed in; the lead alone takes it out.
  const mine = rooms.filter(({ room }) => room !== "table" || who.role === "lead");
  const room = chosen || mine[0]?.room;
  if (!room) return null;
  const all = async () => {
    setFailure(null);
    if (!(await confirm()))
      return setFailure(fault("confirm", "Nothing was downloaded.", "It needs a fresh code."));
    for (const one of mine) {
      const failed = await take(chainOf(one.room), fileOf(one.room));
      if (failed) return setFailure(failed);
    }
    say(`${mine.length} files are downloaded.`);
  };
  return (
    <>
      <div class="row">
        <button type="button" class="main" onClick={() => void all()}>
          Export all my rooms
        </button>
        <span class="soft small">{mine.length} files, one a room</span>
      </div>
      <Faults failure={failure} />
      <Select
        name="room"
        label="Or one room"
        value={room}
        onValue={setRoom}
        choices={mine.map((one): [string, string] => [one.room, name(one.room)])}
      />
      <div>
        <Download proof href={chainOf(room)} name={fileOf(room)}>
          Export this room
        </Download>
      </div>
    </>
  );
}

interface Head {
  audience: string;
  n: number;
  head: string;
}

// The heads in a checkpoint (docs/formats/log.md), but that of one's own account, which nobody else can compare.
function headsOf(checkpoint: string): Head[] {
  const { heads } = JSON.parse(checkpoint) as { heads: Head[] };
  return heads.filter(({ audience }) => !audience.startsWith("account:"));
}

const digits = (head: string) => (head.slice(0, 16).match(/.{4}/g) ?? []).join(" ");

function Heads() {
  const { name } = useWorkbench();
  const { data, failure } = useLoad<string>(() => ask(api.GET("/api/checkpoint", { parseAs: "text" })), []);
  if (!data) return <Waiting failure={failure} />;
  return (
    <>
      <table class="folds">
        <thead>
          <tr>
            <th scope="col">Room</th>
            <th scope="col" class="number">
              Entries
            </th>
            <th scope="col">Head, its first digits</th>
          </tr>
        </thead>
        <tbody>
          {headsOf(data).map(({ audience, n, head }) => (
            <tr key={audience}>
              <th scope="row" dir="auto">
                {name(audience)}
              </th>
              <td class="number" data-label="Entries">
                {n}
              </td>
              <td data-label="Head">
                <code title={head}>{digits(head)}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        A checkpoint is the same as a statement that the server signs. Keep one: with it,{" "}
        <code>parley verify --checkpoint</code> shows later whether history was changed behind you, and{" "}
        <code>parley restore --checkpoint</code> refuses a backup that is older.
      </p>
      <div>
        <Download href="/api/checkpoint" name="checkpoint.json">
          Keep a checkpoint
        </Download>
      </div>
    </>
  );
}
