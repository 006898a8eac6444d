// One round, as whoever looks at it may see it, with what there is to do.
import { useState } from "preact/hooks";
import { api, ask, fault } from "../../api/client";
import { listed } from "../model/who";
import { Form, Radios } from "../parts/Form";
import { Said } from "../parts/Page";
import { Time } from "../parts/Time";
import { PackageTable } from "../room/PackageTable";
import { useWorkbench } from "../workbench";
import { Answer } from "./Answer";
import { Suggestion } from "./Suggestion";
import { type RoundData, shortMeans, stateOf } from "./words";
import "./rounds.css";

interface RoundProps {
  round: RoundData;
  onDone: () => Promise<void>;
}

export function Round({ round, onDone }: RoundProps) {
  const { who, name, talks } = useWorkbench();
  const tone = { all_accepted: "agreed", no_agreement: "not-agreed" }[round.state as string] ?? "";
  return (
    <article class="card round">
      <h2 class="card-title" dir="auto">
        {round.title}
      </h2>
      <p>
        <strong class={tone}>{stateOf(round)}</strong>
      </p>
      <dl class="round-facts">
        <div>
          <dt>Asked</dt>
          <dd>
            <bdi>{listed(round.parties.map(name))}</bdi>
          </dd>
        </div>
        <div>
          <dt>What it means</dt>
          <dd>{shortMeans[round.means]}</dd>
        </div>
        <div>
          <dt>{round.begun ? "Begun" : "Opt in until"}</dt>
          <dd>
            <Time at={round.begun ?? round.opt_in_until} />
          </dd>
        </div>
        <div>
          <dt>Answer until</dt>
          <dd>
            <Time at={round.answer_until} />
          </dd>
        </div>
      </dl>
      {round.note && <Said>{round.note}</Said>}
      {round.suggestion && <AboutSuggestion round={round} />}
      {round.package && <PackageTable chosen={round.package} />}
      {round.sha256 && (
        <p>
          About the frozen text <a href="/text">in the text view</a>, SHA-256{" "}
          <code class="hash">{round.sha256}</code>
        </p>
      )}
      {round.opt_ins.length > 0 && (
        <ul class="small">
          {round.opt_ins.map(({ party, opt_in, author, time }) => (
            <li key={party}>
              <bdi>{name(party)}</bdi> {opt_in ? "opted in" : "does not take part"}, said{" "}
              <bdi>{author.name}</bdi>, <Time at={time} />
            </li>
          ))}
        </ul>
      )}
      {round.state === "asking" && !who.mediates && (
        <p class="small soft">
          The round begins as soon as every party named has opted in, and then runs to its deadline. If one
          does not, nobody is told which.
        </p>
      )}
      {talks.state === "suspended" && !round.ended && (
        <p class="note">
          The talks are suspended: until they go on, nobody can opt in to this round, answer it or withdraw
          it. Its deadlines stay as they are.
        </p>
      )}
      {round.may.includes("opt_in") && <OptIn round={round} onDone={onDone} />}
      {round.may.includes("suggest") && <Suggestion round={round} onDone={onDone} />}
      {round.may.includes("answer") && <Answer round={round} />}
      {round.may.includes("confirm") && <Confirm round={round} onDone={onDone} />}
      {round.may.includes("withdraw") && <Withdraw round={round} onDone={onDone} />}
      {round.state === "begun" && who.mediates && (
        <p class="small soft">
          Nobody can see an answer or whether there is one: not you, not the party that gives it.
        </p>
      )}
      {round.confirmed.length > 0 && (
        <p class="small">
          Confirmed since by <bdi>{listed(round.confirmed.map(name))}</bdi>
        </p>
      )}
      {round.state === "all_accepted" && round.sha256 && who.mediates && (
        <p>
          <a href="/agreement">Open the text for signature</a>
        </p>
      )}
    </article>
  );
}

// What everybody asked should know about it, before and after.
function AboutSuggestion({ round }: { round: RoundData }) {
  const { who } = useWorkbench();
  if (round.suggested)
    return (
      <p>
        Suggested by the engine, <Time at={round.suggested} />: the package with the largest product of what
        each party asked gains (Nash), by what they stated.
      </p>
    );
  if (round.ended) return <p class="small soft">The engine's suggestion was asked for.</p>;
  return (
    <div class="stack-small">
      <p>
        About one package that the engine will suggest: the one with the largest product of what each party
        asked gains (Nash), from the preferences that they have sent to the mediator, and from nothing else.
      </p>
      {!who.mediates && (
        <p class="small soft">
          By the package each of you learns something about what the others stated. The mediator sees an
          estimate of how much before it sends the package, and may send none. Nobody is shown scores or
          reasons. Once everybody has opted in, your preferences are locked until the round ends.
        </p>
      )}
    </div>
  );
}

function OptIn({ round, onDone }: RoundProps) {
  const { say, who } = useWorkbench();
  const said = round.opt_ins.find(({ party }) => party === who.party);
  const [choice, setChoice] = useState(said ? (said.opt_in ? "yes" : "no") : "");
  const send = async () => {
    if (!choice) return fault("opt_in", "Choose one of the two.");
    const { failure } = await ask(
      api.PUT("/api/rounds/{round}/opt-in", {
        params: { path: { round: round.id } },
        body: { opt_in: choice === "yes" },
      }),
    );
    if (failure) return failure;
    say(choice === "yes" ? "Your party has opted in." : "The mediator knows that you do not take part.");
    await onDone();
    return null;
  };
  return (
    <Form onSubmit={send} submit="Tell the mediator" label="Opt in">
      <Radios
        name="opt_in"
        label="Does your party take part?"
        hint="The mediator reads what you choose here. It binds you to nothing but the round: you may still answer no, or not at all."
        value={choice}
        onValue={setChoice}
        choices={[
          ["yes", "We take part"],
          ["no", "We do not take part"],
        ]}
      />
    </Form>
  );
}

function Confirm({ round, onDone }: RoundProps) {
  const { say } = useWorkbench();
  const send = async () => {
    const { failure } = await ask(
      api.POST("/api/rounds/{round}/confirmation", { params: { path: { round: round.id } } }),
    );
    if (failure) return failure;
    say("Confirmed. The mediator has been told.");
    await onDone();
    return null;
  };
  return (
    <Form onSubmit={send} submit="It has been approved: we accept finally" label="Confirm" tone="grave">
      <p>
        Your party accepted this ad referendum. Once it has been approved at home, confirm it here. The
        mediator reads that; it cannot be taken back.
      </p>
    </Form>
  );
}

function Withdraw({ round, onDone }: RoundProps) {
  const { say } = useWorkbench();
  const send = async () => {
    const { failure } = await ask(
      api.DELETE("/api/rounds/{round}", { params: { path: { round: round.id } } }),
    );
    if (failure) return failure;
    say("The round is withdrawn.");
    await onDone();
    return null;
  };
  return (
    <Form onSubmit={send} submit="Withdraw this round" label="Withdraw" tone="grave">
      <p class="small soft">
        Until it begins you may withdraw it; it then does not count against the number agreed.
      </p>
    </Form>
  );
}
