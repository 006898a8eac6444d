// One member: the mandates that hold and until when, and where the head or the lead changes them.
import { useState } from "preact/hooks";
import { api, ask, type Schemas } from "../../api/client";
import { type Mandate, mandateWords } from "../model/who";
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
  const { who, name } = useWorkbench();
  const [open, setOpen] = useState(false);
  const { role } = member.person;
  const grants = who.role === "head" && role === "delegate";
  const assigns = who.role === "lead" && role === "mediator";
  const close = () => setOpen(false);
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
      {(grants || assigns) && (
        <div>
          <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
            {grants ? "Change the mandates" : "Assign caucuses"}
          </button>
        </div>
      )}
      {open && grants && <Grant member={member} onDone={done} onClose={close} />}
      {open && assigns && <Assign member={member} onDone={done} onClose={close} />}
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

// One span for the mandates that are granted together; those granted before are replaced.
function Grant({ member, onDone, onClose }: ActProps) {
  const { say } = useWorkbench();
  const [held, setHeld] = useState<string[]>([...new Set(member.mandates.map(({ mandate }) => mandate))]);
  const [from, setFrom] = useState(() => toLocal(new Date()));
  const [until, setUntil] = useState(() => toLocal(new Date(Date.now() + 30 * 86_400_000)));
  const grant = async () => {
    const { failure } = await ask(
      api.PUT("/api/members/{person}/mandates", {
        params: { path: { person: member.person.id } },
        body: {
          mandates: (held as Mandate[]).map((mandate) => ({
            mandate,
            from: fromLocal(from) ?? "",
            until: fromLocal(until) ?? "",
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
        name="mandates"
        label="May"
        hint="They replace the mandates held before; none ticked takes all of them back."
        values={held}
        onValues={setHeld}
        choices={all.map((one) => [one, capital(mandateWords[one])])}
      />
      <div class="two">
        <Field
          name="from"
          label={`From (time zone ${zoneName})`}
          type="datetime-local"
          value={from}
          onValue={setFrom}
        />
        <Field name="until" label="Until" type="datetime-local" value={until} onValue={setUntil} />
      </div>
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
        choices={talks.parties.filter(({ role }) => role !== "mediator").map(({ id, name }) => [id, name])}
      />
    </Form>
  );
}
