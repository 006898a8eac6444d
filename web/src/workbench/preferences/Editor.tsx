// Preferences step by step: red lines, order, bars, weights, packages, and what follows from it. Serves a party for its own
// preferences and the mediator for estimates of them; who uses it says what stands on the last step.
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { api, ask, type Failure, type Schemas } from "../../api/client";
import { type Answers, isRanked, likely, placed } from "../model/preferences";
import { inWords } from "../model/sentence";
import { useWorkbench } from "../workbench";
import { Contradictions } from "./Contradictions";
import { Bars, Order, Ranking, RedLines, type StepProps, Swings } from "./steps";
import "./preferences.css";

interface EditorProps {
  answers: Answers;
  onAnswers: ((answers: Answers) => void) | null; // null: to be read only
  saved: Schemas["Assessment"]; // of the answers as they were loaded
  changed: boolean;
  last: (assessment: Schemas["Assessment"]) => ComponentChildren;
  end: ComponentChildren; // below every step: saving
}

interface Step {
  title: string;
  show: (props: StepProps) => JSX.Element;
  done: (answers: Answers) => boolean;
}

const steps: Step[] = [
  {
    title: "Red lines",
    show: RedLines,
    done: ({ excluded, red_lines }) => excluded.length + red_lines.length > 0,
  },
  { title: "Order", show: Order, done: ({ issues }) => issues.every(placed) },
  {
    title: "Bars",
    show: Bars,
    done: ({ issues }) => issues.some(({ options }) => options.some(({ value }) => value !== null)),
  },
  {
    title: "Weights",
    show: Swings,
    done: ({ issues }) => issues.every(({ swing }) => likely(swing) !== null),
  },
  { title: "Packages", show: Ranking, done: isRanked },
];

// What follows from the answers, half a second after they were last changed.
function useAssessment(answers: Answers, saved: Schemas["Assessment"], changed: boolean) {
  const [fresh, setFresh] = useState<Schemas["Assessment"] | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  useEffect(() => {
    if (!changed) {
      setFresh(null);
      setFailure(null);
      return;
    }
    let wanted = true;
    const timer = setTimeout(async () => {
      const found = await ask(api.POST("/api/preferences/assessment", { body: { answers } }));
      if (!wanted) return;
      setFailure(found.failure ?? null);
      if (found.data) setFresh(found.data);
    }, 500);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [answers, changed]);
  return { assessment: changed ? (fresh ?? saved) : saved, failure };
}

// What does not hold while somebody is still typing is said beside it and takes no focus.
function NotYet({ failure }: { failure: Failure }) {
  return (
    <div class="note" role="status">
      {failure.errors.map((one) => (
        <p key={one.at + one.message} dir="auto">
          {inWords(one)}
        </p>
      ))}
    </div>
  );
}

export function Editor({ answers, onAnswers, saved, changed, last, end }: EditorProps) {
  const { say } = useWorkbench();
  const [at, setAt] = useState(0);
  const heading = useRef<HTMLHeadingElement>(null);
  const { assessment, failure } = useAssessment(answers, saved, changed);
  const titles = [...steps.map(({ title }) => title), "Check and confirm"];
  const go = (to: number) => {
    setAt(to);
    say(`Step ${to + 1} of ${titles.length}: ${titles[to]}`);
    requestAnimationFrame(() => heading.current?.focus());
  };
  const current = steps[at];
  const fixed = onAnswers === null;
  const step = { answers, onAnswers: onAnswers ?? (() => {}), fixed };
  return (
    <div class="stack">
      <nav aria-label="Steps">
        <ol class="steps">
          {titles.map((title, to) => (
            <li key={title}>
              <button type="button" aria-current={to === at ? "step" : undefined} onClick={() => go(to)}>
                <span class="steps-number" aria-hidden="true">
                  {steps[to]?.done(answers) ? "✓" : to + 1}
                </span>
                {title}
                {steps[to]?.done(answers) && <span class="unseen"> (answered)</span>}
              </button>
            </li>
          ))}
        </ol>
      </nav>
      <section class="stack" aria-labelledby="step">
        <h2 id="step" tabIndex={-1} ref={heading}>
          {titles[at]}
        </h2>
        {failure && <NotYet failure={failure} />}
        {current ? (
          <fieldset class="stack answered" disabled={fixed}>
            <current.show {...step} />
          </fieldset>
        ) : (
          <>
            {assessment.missing.length > 0 && (
              <div class="note">
                <p>
                  <strong>Still to answer</strong>
                </p>
                <ul>
                  {assessment.missing.map((words) => (
                    <li key={words} dir="auto">
                      {words}
                    </li>
                  ))}
                </ul>
              </div>
            )}
            {assessment.missing.length === 0 && (
              <>
                <h3>What does not go together</h3>
                <fieldset class="stack answered" disabled={fixed}>
                  <Contradictions {...step} assessment={assessment} />
                </fieldset>
              </>
            )}
            <h3>Your answers in words</h3>
            <ul class="in-words">
              {assessment.words.map((words) => (
                <li key={words} dir="auto">
                  {words}
                </li>
              ))}
            </ul>
            {last(assessment)}
          </>
        )}
      </section>
      <div class="row spread">
        <span class="row">
          <button type="button" aria-disabled={at === 0} onClick={() => at > 0 && go(at - 1)}>
            Back
          </button>
          {at < titles.length - 1 && (
            <button type="button" onClick={() => go(at + 1)}>
              Next: {titles[at + 1]}
            </button>
          )}
        </span>
        {end}
      </div>
    </div>
  );
}
