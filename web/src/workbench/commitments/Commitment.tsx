// One commitment: what is owed, by whom, until when, who verifies it, and the whole history of how far it is.
import { useState } from "preact/hooks";
import { api, ask, fault } from "../../api/client";
import { listed } from "../model/who";
import { Area, Field, Form, Radios } from "../parts/Form";
import { Said } from "../parts/Page";
import { Time } from "../parts/Time";
import { fromLocal, zoneName } from "../time";
import { useWorkbench } from "../workbench";
import { type CommitmentData, clauseName, type Fulfilment, statuses, statusWords, undated } from "./model";

interface CommitmentProps {
  commitment: CommitmentData;
  onDone: () => Promise<void>;
}

export function Commitment({ commitment, onDone }: CommitmentProps) {
  const { name, who, say, confirm } = useWorkbench();
  const [act, setAct] = useState<"status" | "trigger" | null>(null);
  const path = { params: { path: { commitment: commitment.id } } };
  const proposed = commitment.state === "proposed";
  const organisation = (id: string) => (id === "" ? "the mediator" : name(id));
  const done = async () => {
    setAct(null);
    await onDone();
  };
  const agree = async () => {
    if (!(await confirm())) return fault("confirm", "Nothing was confirmed.", "It needs a fresh code.");
    const { failure } = await ask(
      api.POST("/api/commitments/{commitment}/confirmations", { ...path, body: {} }),
    );
    if (failure) return failure;
    say("Your party has confirmed the commitment.");
    await onDone();
    return null;
  };
  const takeBack = async () => {
    const { failure } = await ask(api.DELETE("/api/commitments/{commitment}", path));
    if (failure) return failure;
    say("The commitment is taken back.");
    await onDone();
    return null;
  };
  return (
    <article class="card commitment">
      <p class="row spread small">
        <span class="row">
          <strong>
            <bdi>{name(commitment.who)}</bdi>
          </strong>
          {commitment.quantity && (
            <bdi>
              {commitment.quantity} {commitment.unit}
            </bdi>
          )}
        </span>
        <Status commitment={commitment} />
      </p>
      <Said>{commitment.obligation}</Said>
      <dl class="facts">
        <dt>Due</dt>
        <dd>{commitment.due ? <Time at={commitment.due} /> : undated(commitment)}</dd>
        {commitment.trigger && (
          <>
            <dt>Trigger</dt>
            <dd dir="auto">
              {commitment.trigger}
              {commitment.triggered && (
                <>
                  {" "}
                  (came about: {commitment.triggered.words}, <Time at={commitment.triggered.time} />)
                </>
              )}
            </dd>
          </>
        )}
        <dt>Verified by</dt>
        <dd dir="auto">{organisation(commitment.verifier)}</dd>
        <dt>Evidence</dt>
        <dd dir="auto">{commitment.evidence}</dd>
        {commitment.rests_on && (
          <>
            <dt>Rests on</dt>
            <dd>
              <a href="/agreement">
                <bdi lang={commitment.rests_on.heading ? commitment.rests_on.language : undefined}>
                  {clauseName(commitment.rests_on)}
                </bdi>
              </a>
              , <bdi>{commitment.rests_on.title}</bdi>
            </dd>
          </>
        )}
        {commitment.room !== "plenary" && (
          <>
            <dt>Who can read this</dt>
            <dd>
              <bdi>{name(commitment.room)}</bdi>
            </dd>
          </>
        )}
        <dt>Confirmed</dt>
        <dd>
          {commitment.confirmations.length === 0
            ? "by nobody yet"
            : commitment.confirmations.map(({ party, time }) => (
                <div key={party}>
                  <bdi>{name(party)}</bdi>, <Time at={time} />
                </div>
              ))}
          {proposed && <div>It takes {listed(commitment.parties.map(name))}.</div>}
        </dd>
      </dl>
      <History commitment={commitment} organisation={organisation} />
      {commitment.may_confirm && (
        <Form onSubmit={agree} submit="Confirm for my party" tone="grave" label="Confirm the commitment">
          <p class="consequence">
            Everybody who reads it sees that your party has confirmed it. It cannot be taken back once all
            have.
          </p>
        </Form>
      )}
      {proposed && who.role === "lead" && (
        <Form onSubmit={takeBack} submit="Take it back" tone="grave" label="Take the commitment back">
          {null}
        </Form>
      )}
      {commitment.may_set && !act && (
        <div class="item-acts">
          <button type="button" onClick={() => setAct("status")}>
            Say how far it is
          </button>
          {commitment.trigger && !commitment.triggered && (
            <button type="button" onClick={() => setAct("trigger")}>
              The trigger came about
            </button>
          )}
        </div>
      )}
      {act === "status" && <SetStatus commitment={commitment} onDone={done} onClose={() => setAct(null)} />}
      {act === "trigger" && <Trigger commitment={commitment} onDone={done} onClose={() => setAct(null)} />}
    </article>
  );
}

function Status({ commitment: { state, status } }: { commitment: CommitmentData }) {
  if (state === "withdrawn") return <span class="soft">Taken back</span>;
  if (state === "proposed") return <strong>Not confirmed by all</strong>;
  const filled = statuses.indexOf(status);
  return (
    <span class="row status">
      <span class="status-steps" aria-hidden="true">
        {[1, 2, 3].map((step) => (
          <i key={step} class={step <= filled ? "status-step status-done" : "status-step"} />
        ))}
      </span>
      <strong>{statusWords[status]}</strong>
    </span>
  );
}

function History({
  commitment,
  organisation,
}: {
  commitment: CommitmentData;
  organisation: (id: string) => string;
}) {
  if (commitment.history.length === 0) return null;
  return (
    <ol class="item-history">
      {commitment.history.map(({ status, evidence, author, time }, at) => (
        <li key={time + at}>
          <p>
            <strong>{statusWords[status]}</strong>, said by <bdi>{author.name}</bdi>,{" "}
            <bdi>{organisation(author.organisation)}</bdi>, <Time at={time} />
          </p>
          <Said>{evidence}</Said>
        </li>
      ))}
    </ol>
  );
}

type ActProps = CommitmentProps & { onClose: () => void };

function SetStatus({ commitment, onDone, onClose }: ActProps) {
  const { say } = useWorkbench();
  const [status, setStatus] = useState<Fulfilment>(commitment.status);
  const [evidence, setEvidence] = useState("");
  const set = async () => {
    const { failure } = await ask(
      api.POST("/api/commitments/{commitment}/status", {
        params: { path: { commitment: commitment.id } },
        body: { status, evidence },
      }),
    );
    if (failure) return failure;
    say("The status is set.");
    await onDone();
    return null;
  };
  return (
    <div class="act">
      <Form onSubmit={set} submit="Set the status" label="Set the status" onClose={onClose}>
        <Radios
          name="status"
          label="How far it is"
          value={status}
          onValue={(value) => setStatus(value as Fulfilment)}
          choices={statuses.map((one) => [one, statusWords[one]])}
        />
        <Area
          name="evidence"
          label="On what evidence"
          hint="Everybody who sees the commitment reads it, with your name and the time. It stays in the history."
          value={evidence}
          onValue={setEvidence}
          maxLength={5000}
        />
      </Form>
    </div>
  );
}

function Trigger({ commitment, onDone, onClose }: ActProps) {
  const { say } = useWorkbench();
  const [words, setWords] = useState("");
  const [due, setDue] = useState("");
  const note = async () => {
    const until = fromLocal(due);
    const { failure } = await ask(
      api.POST("/api/commitments/{commitment}/trigger", {
        params: { path: { commitment: commitment.id } },
        body: { words, ...(until && { due: until }) },
      }),
    );
    if (failure) return failure;
    say("It is noted that the trigger came about.");
    await onDone();
    return null;
  };
  return (
    <div class="act">
      <Form onSubmit={note} submit="It came about" label="The trigger came about" onClose={onClose}>
        <Area name="words" label="What happened" rows={2} value={words} onValue={setWords} maxLength={5000} />
        <Field
          name="due"
          label={`Due from now on (time zone ${zoneName}; may stay empty)`}
          type="datetime-local"
          value={due}
          onValue={setDue}
        />
      </Form>
    </div>
  );
}
