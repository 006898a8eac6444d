// Invitations: the mediator invites heads, observers and its team; a head invites its delegates. The link is shown once,
// because the server keeps no more than what is needed to recognise it.
import { useState } from "preact/hooks";
import { api, ask, type Failure, type Schemas } from "../../api/client";
import { delegations, type Role, roleWords } from "../model/who";
import { Checks, type Choice, Faults, Field, Form, Select } from "../parts/Form";
import { Card } from "../parts/Page";
import { Time } from "../parts/Time";
import { useWorkbench } from "../workbench";

type Made = { name: string; link: string; expires: string };

const stateWords: Record<Schemas["Invitations"]["invitations"][number]["state"], string> = {
  open: "open",
  accepted: "accepted",
  expired: "expired",
  withdrawn: "withdrawn",
};

type Invited = Schemas["Invitations"]["invitations"];

export function Invitations({ invitations, reload }: { invitations: Invited; reload: () => Promise<void> }) {
  const { say, name } = useWorkbench();
  const [made, setMade] = useState<Made | null>(null);
  const [wrong, setWrong] = useState<Failure | null>(null);
  const withdraw = async (id: string) => {
    const { failure: found } = await ask(
      api.DELETE("/api/invitations/{invitation}", { params: { path: { invitation: id } } }),
    );
    setWrong(found ?? null);
    if (!found) say("The invitation is withdrawn.");
    await reload();
  };
  return (
    <>
      <Card title="Invite">
        {made && <Link made={made} />}
        <Invite
          onMade={async (next) => {
            setMade(next);
            await reload();
          }}
        />
      </Card>
      <Card title="Invitations">
        <Faults failure={wrong} />
        {invitations.length === 0 ? (
          <p class="soft">None yet. An invitation names one person and one role, and is spent once.</p>
        ) : (
          <table class="folds">
            <thead>
              <tr>
                <th scope="col">Who</th>
                <th scope="col">As</th>
                <th scope="col">Until</th>
                <th scope="col">State</th>
                <th scope="col">
                  <span class="unseen">Withdraw it</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {invitations.map((one) => (
                <tr key={one.id}>
                  <th scope="row" dir="auto">
                    {one.name}
                  </th>
                  <td data-label="As">
                    {roleWords[one.role]}
                    {one.organisation && (
                      <>
                        , <bdi>{name(one.organisation)}</bdi>
                      </>
                    )}
                  </td>
                  <td data-label="Until">
                    <Time at={one.expires} />
                  </td>
                  <td data-label="State">{stateWords[one.state]}</td>
                  <td>
                    {one.state === "open" && (
                      <button type="button" onClick={() => void withdraw(one.id)}>
                        Withdraw
                      </button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Card>
    </>
  );
}

function Link({ made }: { made: Made }) {
  const { say } = useWorkbench();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(made.link);
      say("The link is copied.");
    } catch {
      say("The browser does not let the page copy. Select the link and copy it yourself.");
    }
  };
  return (
    <div class="made" role="status">
      <p>
        The link for <strong dir="auto">{made.name}</strong>, valid until <Time at={made.expires} />. It is
        shown once: hand it over by a way that you trust. Whoever opens it first is in.
      </p>
      <p class="code" id="made-link">
        {made.link}
      </p>
      <div>
        <button type="button" onClick={() => void copy()}>
          Copy the link
        </button>
      </div>
    </div>
  );
}

const invitable: Record<"lead" | "head", Role[]> = {
  lead: ["head", "observer", "mediator", "lead"],
  head: ["delegate"],
};

function Invite({ onMade }: { onMade: (made: Made) => Promise<void> }) {
  const { who, talks, say } = useWorkbench();
  const observing = talks.parties.filter((one) => one.role === "observer");
  const roles = (who.role === "lead" ? invitable.lead : invitable.head).filter(
    (one) => one !== "observer" || observing.length > 0,
  );
  const [person, setPerson] = useState("");
  const [role, setRole] = useState<Role>(roles[0] ?? "delegate");
  const [organisation, setOrganisation] = useState("");
  const [caucuses, setCaucuses] = useState<string[]>([]);
  const [days, setDays] = useState("7");
  const parties = role === "observer" ? observing : delegations(talks);
  const ofParty = role === "head" || role === "observer";

  const invite = async () => {
    const { data, failure } = await ask(
      api.POST("/api/invitations", {
        body: {
          name: person,
          role,
          days: Number(days),
          ...(ofParty && organisation && { organisation }),
          ...(role === "mediator" && { caucuses }),
        },
      }),
    );
    if (failure) return failure;
    setPerson("");
    say("The invitation is made. Its link is shown once.");
    await onMade({ name: person, link: `${location.origin}/join#${data.secret}`, expires: data.expires });
    return null;
  };
  return (
    <Form onSubmit={invite} submit="Make the invitation" label="Invite">
      <Field
        name="name"
        label="Name of the person"
        hint="As everybody who reads with them will see it."
        value={person}
        onValue={setPerson}
        maxLength={200}
      />
      {roles.length > 1 && (
        <Select
          name="role"
          label="As"
          value={role}
          onValue={(value) => {
            setRole(value as Role);
            setOrganisation("");
          }}
          choices={roles.map((one): Choice => [one, roleWords[one]])}
        />
      )}
      {ofParty && (
        <Select
          name="organisation"
          label="Of"
          value={organisation}
          onValue={setOrganisation}
          choices={[["", "choose"], ...parties.map(({ id, name }): Choice => [id, name])]}
        />
      )}
      {role === "mediator" && (
        <Checks
          name="caucuses"
          label="Sits in caucus with"
          values={caucuses}
          onValues={setCaucuses}
          choices={parties.map(({ id, name }) => [id, name])}
        />
      )}
      <Field
        name="days"
        label="Days until it expires"
        type="number"
        min={1}
        max={30}
        value={days}
        onValue={setDays}
      />
    </Form>
  );
}
