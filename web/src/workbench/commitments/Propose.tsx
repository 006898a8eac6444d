// The lead writes an obligation down, on a clause of a signed agreement or on none; it is in force once every party named
// has confirmed it. The address of the view may name the clause (model.ts); its words then begin the obligation.
import { useEffect, useState } from "preact/hooks";
import { api, ask } from "../../api/client";
import { useDraft } from "../model/draft";
import { useLoad } from "../model/useLoad";
import { Area, Checks, Field, Form, Select } from "../parts/Form";
import { Card } from "../parts/Page";
import { WhoReads } from "../parts/PlaceMark";
import { placeOf } from "../places";
import { navigate } from "../router";
import { clauseTitle } from "../text/model";
import { fromLocal, zoneName } from "../time";
import { useWorkbench } from "../workbench";
import { proposedIn, wordsOf } from "./model";

const empty = {
  obligation: "",
  who: "",
  quantity: "",
  unit: "",
  due: "",
  trigger: "",
  verifier: "",
  evidence: "",
  agreement: "",
  clause: "",
};

export function Propose({ onDone }: { onDone: () => Promise<void> }) {
  const { talks, say, name } = useWorkbench();
  const bound = talks.parties.filter(({ role }) => role !== "mediator" && role !== "observer");
  const [draft, setDraft, clear] = useDraft("commitment", { ...empty, who: bound[0]?.id ?? "" });
  const [parties, setParties] = useState<string[] | null>(null);
  const set = (key: keyof typeof empty) => (text: string) => setDraft({ ...draft, [key]: text });
  const { data: known } = useLoad(() => ask(api.GET("/api/agreements")), []);
  const signed = known?.agreements.filter(({ complete }) => complete) ?? [];
  const agreement = signed.find(({ id }) => id === draft.agreement);
  const [asked, setAsked] = useState(() => proposedIn(location.search));
  useEffect(() => {
    if (!asked || !known) return;
    setAsked(null);
    const found = signed.find(({ id }) => id === asked.agreement);
    const clause = found?.text.clauses.find(({ id }) => id === asked.clause);
    if (clause) setDraft({ ...draft, ...asked, obligation: wordsOf(clause) });
  }, [asked, known, signed, draft, setDraft]);

  const owing = agreement ? agreement.parties : bound;
  const who = owing.some(({ id }) => id === draft.who) ? draft.who : (owing[0]?.id ?? "");
  const chosen = parties ?? agreement?.parties.map(({ id }) => id) ?? [];
  const named = bound.map(({ id }) => id).filter((id) => id === who || chosen.includes(id));
  const make = async () => {
    const { due, agreement: on, clause, ...rest } = draft;
    const { failure } = await ask(
      api.POST("/api/commitments", {
        body: { ...rest, who, parties: named, due: fromLocal(due), ...(on && { agreement: on, clause }) },
      }),
    );
    if (failure) return failure;
    clear();
    setParties(null);
    if (location.search) navigate("/commitments", "replace");
    say("Written down. Each party named is asked to confirm.");
    await onDone();
    return null;
  };
  const organisations = talks.parties.filter(({ role }) => role !== "mediator");
  return (
    <Card title="Write a commitment down">
      <Form onSubmit={make} submit="Ask the parties to confirm" label="Write a commitment down">
        <WhoReads place={placeOf(agreement?.room ?? "plenary")} name={name} />
        {signed.length > 0 && (
          <div class="two">
            <Select
              name="agreement"
              label="Agreement that it rests on"
              value={draft.agreement}
              onValue={(agreement) => setDraft({ ...draft, agreement, clause: "" })}
              choices={[
                ["", "none"],
                ...signed.map((one): [string, string] => [one.id, one.title || "Without a title"]),
              ]}
            />
            {agreement && (
              <Select
                name="clause"
                label="Clause of it"
                value={draft.clause}
                onValue={set("clause")}
                choices={[
                  ["", "choose one"],
                  ...agreement.text.clauses.map((clause, at): [string, string] => [
                    clause.id,
                    clauseTitle(clause, at),
                  ]),
                ]}
              />
            )}
          </div>
        )}
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
          value={who}
          onValue={set("who")}
          choices={owing.map((one): [string, string] => [one.id, one.name])}
        />
        <Checks
          name="parties"
          label="Who must confirm it"
          hint={
            agreement
              ? "Whoever owes it always does. The clause is signed; what you add to it is not."
              : "Whoever owes it always does."
          }
          values={named}
          onValues={setParties}
          choices={bound.map((one) => [one.id, one.name])}
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
