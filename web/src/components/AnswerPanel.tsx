// The answer in one sentence, with what follows from it and what is uncertain about it.
import type { Answer } from "../model/answer";
import "./answer-panel.css";

export function AnswerPanel({ answer }: { answer: Answer }) {
  return (
    <section class={`answer answer-${answer.verdict}`} aria-labelledby="answer-title">
      <h2 id="answer-title" class="unseen">
        The answer
      </h2>
      <p class="answer-headline">{answer.headline}</p>
      {answer.more.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {answer.warnings.map((warning) => (
        <p key={warning} class="warning small">
          {warning}
        </p>
      ))}
    </section>
  );
}
