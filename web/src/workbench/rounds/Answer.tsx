// Answering: what a yes means and what everybody will know is read first; then one choice, and the same words whatever it was.
import { useState } from "preact/hooks";
import { api, ask, fault } from "../../api/client";
import { Checks, Form, Radios } from "../parts/Form";
import { Time } from "../parts/Time";
import { useWorkbench } from "../workbench";
import { type RoundData, yesMeans } from "./words";

export function Answer({ round }: { round: RoundData }) {
  const { say } = useWorkbench();
  const [read, setRead] = useState<string[]>([]);
  const [choice, setChoice] = useState("");
  const [sent, setSent] = useState(false);
  const send = async () => {
    if (!read.length) return fault("read", "Say first that you have read what a yes means.");
    if (choice !== "accept" && choice !== "reject") return fault("answer", "Choose yes or no.");
    const { failure } = await ask(
      api.PUT("/api/rounds/{round}/answer", {
        params: { path: { round: round.id } },
        body: { answer: choice, means: round.means },
      }),
    );
    if (failure) return failure;
    // Whoever looks over the shoulder afterwards, or takes the device, learns nothing.
    setChoice("");
    setRead([]);
    setSent(true);
    say("The answer is in its slot.");
    return null;
  };
  return (
    <section class="round-answer" aria-labelledby={`answer-${round.id}`}>
      <h3 id={`answer-${round.id}`}>Your party's answer</h3>
      <dl class="means">
        <dt>A yes means</dt>
        <dd>{yesMeans(round)}</dd>
        <dt>A no means the same as no answer, or one that comes too late</dt>
        <dd>The result is then “no agreement”.</dd>
        <dt>What everybody asked will know at the deadline</dt>
        <dd>
          Either that all accepted, or that somebody did not: not who, and not how many. If your party says
          yes and there is no agreement, it will know that somebody else did not accept. Between two parties
          that is the other one.
        </dd>
        <dt>Until then</dt>
        <dd>
          Nobody can see an answer, or whether there is one: not the mediator, not your own delegation, not
          you. The server keeps it and is trusted until <Time at={round.answer_until} />; then it counts, and
          destroys the key of all answers. Your preferences are locked until then.
        </dd>
      </dl>
      {sent && (
        <p role="status">
          An answer has been given from this page. You may answer again until the deadline; only the last one
          counts.
        </p>
      )}
      <Form onSubmit={send} submit="Put the answer into the slot" label="Answer">
        <Checks
          name="read"
          label="Before you answer"
          values={read}
          onValues={setRead}
          choices={[["read", "I have read what a yes means and what others will know."]]}
        />
        <Radios
          name="answer"
          label="The answer"
          value={choice}
          onValue={setChoice}
          choices={[
            ["accept", "Yes, we accept"],
            ["reject", "No"],
          ]}
        />
      </Form>
    </section>
  );
}
