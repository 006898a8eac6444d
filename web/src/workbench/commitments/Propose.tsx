// The lead writes an obligation down; it is in force once every party named has confirmed it.
import { useState } from "preact/hooks";
import { api, ask } from "../../api/client";
import { useDraft } from "../model/draft";
import { Area, Checks, Field, Form, Select } from "../parts/Form";
import { Card } from "../parts/Page";
import { WhoReads } from "../parts/PlaceMark";
import { placeOf } from "../places";
import { fromLocal, zoneName } from "../time";
import { useWorkbench } from "../workbench";

const empty = {
  obligation: "",
  who: "",
  quantity: "",
  unit: "",
  due: "",
  trigger: "",
  verifier: "",
  evidence: "",
  clause: "",
};

export function Propose({ onDone }: { onDone: () => Promise<void> }) {
  const { talks, say, name } = useWorkbench();
  const bound = talks.parties.filter(({ role }) => role !== "mediator" && role !== "observer");
  const [draft, setDraft, clear] = useDraft("commitment", { ...empty, who: bound[0]?.id ?? "" });
  const [parties, setParties] = useState<string[]>([]);
  const set = (key: keyof typeof empty) => (text: string) => setDraft({ ...draft, [key]: text });
  const named = bound.map(({ id }) => id).filter((id) => id === draft.who || parties.includes(id));
  const make = async () => {
    const { due, ...rest } = draft;
    const { failure } = await ask(
      api.POST("/api/commitments", { body: { ...rest, parties: named, due: fromLocal(due) } }),
    );
    if (failure) return failure;
    clear();
    setParties([]);
    say("Written down. Each party named is asked to confirm.");
    await onDone();
    return null;
  };
  const organisations = talks.parties.filter(({ role }) => role !== "mediator");
  return (
    <Card title="Write a commitment down">
      <Form onSubmit={make} submit="Ask the parties to confirm" label="Write a commitment down">
        <WhoReads place={placeOf("plenary")} name={name} />
        <Area
          name="obligation"
          label="The obligation"
          rows={3}
          value={draft.obligation}
          onValue={set("obligation")}
          maxLength={5000}
        />
        <Select
          name="who"
          label="Who owes it"
          value={draft.who}
          onValue={set("who")}
          choices={bound.map((one): [string, string] => [one.id, one.name])}
        />
        <Checks
          name="parties"
          label="Who must confirm it"
          hint="Whoever owes it always does."
          values={named}
          onValues={setParties}
          choices={bound.map((one) => [one.id, <bdi key={one.id}>{one.name}</bdi>])}
        />
        <div class="two">
          <Field
            name="quantity"
            label="How much (a number)"
            value={draft.quantity}
            onValue={set("quantity")}
            maxLength={40}
          />
          <Field name="unit" label="Unit" value={draft.unit} onValue={set("unit")} maxLength={100} />
          <Field
            name="due"
            label={`Due (time zone ${zoneName})`}
            type="datetime-local"
            value={draft.due}
            onValue={set("due")}
          />
          <Field
            name="trigger"
            label="Or: what must happen first"
            value={draft.trigger}
            onValue={set("trigger")}
            maxLength={2000}
          />
          <Select
            name="verifier"
            label="Who verifies it"
            value={draft.verifier}
            onValue={set("verifier")}
            choices={[
              ["", "the mediator"],
              ...organisations.map((one): [string, string] => [one.id, one.name]),
            ]}
          />
          <Field
            name="clause"
            label="Clause of the agreement"
            value={draft.clause}
            onValue={set("clause")}
            maxLength={200}
          />
        </div>
        <Area
          name="evidence"
          label="What counts as evidence"
          rows={2}
          value={draft.evidence}
          onValue={set("evidence")}
          maxLength={2000}
        />
      </Form>
    </Card>
  );
}
