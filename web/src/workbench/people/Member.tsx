// One member: the mandates that hold and until when, and where the head or the lead changes them or ends the membership.
import { useState } from "preact/hooks";
import { api, ask, fault, type Schemas } from "../../api/client";
import { delegations, type Mandate, mandateWords } from "../model/who";
import { Checks, Field, Form } from "../parts/Form";
import { Time } from "../parts/Time";
import { fromLocal, toLocal, zoneName } from "../time";
import { useWorkbench } from "../workbench";

export type MemberData = Schemas["Members"]["members"][number];

interface MemberProps {
  member: MemberData;
  onDone: () => Promise<void>;
}

const all = Object.keys(mandateWords) as Mandate[];
const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);

export function Member({ member, onDone }: MemberProps) {
  const { who, name, person } = useWorkbench();
  const [changing, setChanging] = useState(false);
  const [ending, setEnding] = useState(false);
  const { role, id } = member.person;
  if (member.left)
    return (
      <p class="soft">
        No member since <Time at={member.left} />. What was said and done before stays.
      </p>
    );
  const grants = who.role === "head" && role === "delegate";
  const assigns = who.role === "lead" && role === "mediator";
  const ends = (who.role === "head" || who.role === "lead") && id !== person.id;
  const close = () => setChanging(false);
  const done = async () => {
    close();
    await onDone();
  };
  return (
    <>
      {role === "head" && <p class="soft">Has every mandate.</p>}
      {role === "lead" && <p class="soft">Sits in every caucus.</p>}
      {role === "mediator" && (
        <p>
          {member.caucuses.length === 0 ? (
            <span class="soft">No caucus assigned.</span>
          ) : (
            <>
              Sits in caucus with <bdi>{member.caucuses.map(name).join(", ")}</bdi>.
            </>
          )}
        </p>
      )}
      {role === "delegate" && <Held member={member} />}
      {(grants || assigns || ends) && (
        <div class="row">
          {(grants || assigns) && (
            <button type="button" aria-expanded={changing} onClick={() => setChanging(!changing)}>
              {grants ? "Change the mandates" : "Assign caucuses"}
            </button>
          )}
          {ends && (
            <button type="button" aria-expanded={ending} onClick={() => setEnding(!ending)}>
              End the membership
            </button>
          )}
        </div>
      )}
      {changing && grants && <Grant member={member} onDone={done} onClose={close} />}
      {changing && assigns && <Assign member={member} onDone={done} onClose={close} />}
      {ending && <End member={member} onDone={onDone} onClose={() => setEnding(false)} />}
    </>
  );
}

function Held({ member }: { member: MemberData }) {
  if (member.mandates.length === 0)
    return <p class="soft">No mandate: may write in your own room, and read.</p>;
  return (
    <table class="folds">
      <thead>
        <tr>
          <th scope="col">May</th>
          <th scope="col">From</th>
          <th scope="col">Until</th>
        </tr>
      </thead>
      <tbody>
        {member.mandates.map(({ mandate, from, until }) => (
          <tr key={mandate + from}>
            <th scope="row">{mandateWords[mandate]}</th>
            <td data-label="From">
              <Time at={from} />
            </td>
            <td data-label="Until">
              <Time at={until} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type ActProps = MemberProps & { onClose: () => void };

interface Span {
  mandate: Mandate;
  from: string; // as the fields hold it
  until: string;
  held?: MemberData["mandates"][number]; // as it was granted
}

const spanOf = (held: MemberData["mandates"][number]): Span => ({
  mandate: held.mandate,
  from: toLocal(new Date(held.from)),
  until: toLocal(new Date(held.until)),
  held,
});

const newSpan = (mandate: Mandate): Span => ({
  mandate,
  from: toLocal(new Date()),
  until: toLocal(new Date(Date.now() + 30 * 86_400_000)),
});

// A date that nobody has changed stays what it was, to the second.
const dateOf = (field: string, granted: string | undefined): string =>
  granted && field === toLocal(new Date(granted)) ? granted : (fromLocal(field) ?? "");

// Each mandate has dates of its own: granting one more leaves the others as they are.
function Grant({ member, onDone, onClose }: ActProps) {
  const { say } = useWorkbench();
  const [spans, setSpans] = useState<Span[]>(member.mandates.map(spanOf));
  const ticked = (mandates: readonly string[]) =>
    setSpans([
      ...spans.filter(({ mandate }) => mandates.includes(mandate)),
      ...all
        .filter((one) => mandates.includes(one) && !spans.some(({ mandate }) => mandate === one))
        .map(newSpan),
    ]);
  const change = (at: number, part: Partial<Span>) =>
    setSpans(spans.map((span, index) => (index === at ? { ...span, ...part } : span)));
  const grant = async () => {
    const { failure } = await ask(
      api.PUT("/api/members/{person}/mandates", {
        params: { path: { person: member.person.id } },
        body: {
          mandates: spans.map(({ mandate, from, until, held }) => ({
            mandate,
            from: dateOf(from, held?.from),
            until: dateOf(until, held?.until),
          })),
        },
      }),
    );
    if (failure) return failure;
    say("The mandates are granted.");
    await onDone();
    return null;
  };
  return (
    <Form onSubmit={grant} submit="Grant these" onClose={onClose}>
      <Checks
        name="held"
        label="May"
        hint="A mandate that is no longer ticked is taken back; none ticked takes all of them back."
        values={[...new Set(spans.map(({ mandate }) => mandate))]}
        onValues={ticked}
        choices={all.map((one) => [one, capital(mandateWords[one])])}
      />
      {spans.length > 0 && <p class="hint">Dates are in the time zone {zoneName}.</p>}
      {spans.map(({ mandate, from, until, held }, at) => (
        <div class="two" key={mandate + (held?.from ?? "")}>
          <Field
            name={`mandates/${at}/from`}
            label={`${capital(mandateWords[mandate])}: from`}
            type="datetime-local"
            value={from}
            onValue={(value) => change(at, { from: value })}
          />
          <Field
            name={`mandates/${at}/until`}
            label={`${capital(mandateWords[mandate])}: until`}
            type="datetime-local"
            value={until}
            onValue={(value) => change(at, { until: value })}
          />
        </div>
      ))}
    </Form>
  );
}

function Assign({ member, onDone, onClose }: ActProps) {
  const { say, talks } = useWorkbench();
  const [parties, setParties] = useState<string[]>(member.caucuses);
  const assign = async () => {
    const { failure } = await ask(
      api.PUT("/api/members/{person}/caucuses", {
        params: { path: { person: member.person.id } },
        body: { parties },
      }),
    );
    if (failure) return failure;
    say("The caucuses are assigned.");
    await onDone();
    return null;
  };
  return (
    <Form onSubmit={assign} submit="Assign these" onClose={onClose}>
      <Checks
        name="parties"
        label="Sits in caucus with"
        hint="Reads everything that was ever said there. They replace those assigned before."
        values={parties}
        onValues={setParties}
        choices={delegations(talks).map(({ id, name }) => [id, name])}
      />
    </Form>
  );
}

function End({ member, onDone, onClose }: ActProps) {
  const { say, confirm } = useWorkbench();
  const { id, name, role } = member.person;
  const end = async () => {
    if (!(await confirm())) return fault("confirm", "The membership goes on.", "It needs a fresh code.");
    const { failure } = await ask(api.DELETE("/api/members/{person}", { params: { path: { person: id } } }));
    if (failure) return failure;
    say("The membership is ended.");
    await onDone();
    return null;
  };
  return (
    <Form
      onSubmit={end}
      submit="End it"
      label={`End the membership of ${name}`}
      tone="grave"
      onClose={onClose}
    >
      <p>
        <bdi>{name}</bdi> is signed out everywhere at once and cannot sign in again. What was said and done
        before stays, and what was read is known. Whoever has only lost a password can be invited again.
      </p>
      {(role === "head" || role === "lead") && (
        <p class="soft">Invitations of yours that are still open are withdrawn, whoever made them.</p>
      )}
    </Form>
  );
}
