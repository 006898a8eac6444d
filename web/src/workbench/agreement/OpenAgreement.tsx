// The mediator opens an accepted text for signature, in a room where every signatory reads.
import { useState } from "preact/hooks";
import { api, ask, fault } from "../../api/client";
import { useLoad } from "../model/useLoad";
import { Form, Select } from "../parts/Form";
import { Card } from "../parts/Page";
import { useWorkbench } from "../workbench";

export function OpenAgreement({ opened, onDone }: { opened: string[]; onDone: () => Promise<void> }) {
  const { confirm, say, rooms } = useWorkbench();
  const { data } = useLoad(() => ask(api.GET("/api/rounds")), []);
  const ready = (data?.rounds ?? []).filter(
    ({ id, state, sha256, means, parties, confirmed }) =>
      state === "all_accepted" &&
      sha256 &&
      !opened.includes(id) &&
      (means === "final" || parties.every((party) => confirmed.includes(party))),
  );
  const [round, setRound] = useState("");
  const [room, setRoom] = useState("plenary");
  const chosen = round || ready[0]?.id || "";
  const open = async () => {
    if (!(await confirm())) return fault("confirm", "Nothing was opened.");
    const { failure } = await ask(api.POST("/api/agreements", { body: { round: chosen, room } }));
    if (failure) return failure;
    say("The text is open for signature.");
    await onDone();
    return null;
  };
  if (ready.length === 0) return null;
  return (
    <Card title="Open an accepted text for signature">
      <Form onSubmit={open} submit="Open for signature" label="Open for signature">
        <Select
          name="round"
          label="The text that everybody accepted in"
          value={chosen}
          onValue={setRound}
          choices={ready.map(({ id, title }) => [id, title])}
        />
        <Select
          name="room"
          label="Where it is signed"
          hint="Whoever reads there sees the text and who has signed it, from now on."
          value={room}
          onValue={setRoom}
          choices={rooms
            .filter(({ kind }) => kind === "plenary" || kind === "group")
            .map((one) => [one.room, one.title])}
        />
      </Form>
    </Card>
  );
}
