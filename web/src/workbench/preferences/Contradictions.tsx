// Where answers contradict each other, in words, with what would settle it: one press takes a change over.
import type { Schemas } from "../../api/client";
import { type Answers, type Change, settled } from "../model/preferences";
import { useWorkbench } from "../workbench";

interface Props {
  answers: Answers;
  onAnswers: (answers: Answers) => void;
  assessment: Schemas["Assessment"];
}

const shown = 4; // changes beside the exchange of the two packages

export function Contradictions({ answers, onAnswers, assessment }: Props) {
  const { say } = useWorkbench();
  const { contradictions, for_all } = assessment;
  const take = (change: Change, packages: readonly number[]) => {
    onAnswers(settled(answers, change, packages));
    say(`Changed: ${change.words}`);
  };
  if (contradictions.length === 0) return <p>Nothing in your answers contradicts anything else in them.</p>;
  return (
    <>
      <p>
        These answers do not go together. Change what you did not mean, or leave it: then the scores are a
        compromise between them.
      </p>
      <ul class="stack-small">
        {contradictions.map((one) => (
          <li class={one.firm ? "contradiction firm" : "contradiction"} key={one.words}>
            <p dir="auto">{one.words}</p>
            {!one.firm && (
              <p class="soft small">Within what your ranges, or the usual wavering of a judgement, allow.</p>
            )}
            {one.changes.length > 0 && (
              <>
                <p class="small">Any one of these settles it:</p>
                <p class="row">
                  {pick(one.changes).map((change) => (
                    <button type="button" key={change.words} onClick={() => take(change, one.packages)}>
                      <bdi>{change.words}</bdi>
                    </button>
                  ))}
                </p>
              </>
            )}
          </li>
        ))}
      </ul>
      {for_all.length > 0 && contradictions.length > 1 && (
        <>
          <p class="small">Each of these settles all rankings at once:</p>
          <p class="row">
            {for_all.slice(0, shown).map((change) => (
              <button type="button" key={change.words} onClick={() => take(change, [])}>
                <bdi>{change.words}</bdi>
              </button>
            ))}
          </p>
        </>
      )}
    </>
  );
}

const pick = (changes: readonly Change[]): Change[] => [
  ...changes.filter(({ kind }) => kind !== "swap").slice(0, shown),
  ...changes.filter(({ kind }) => kind === "swap"),
];
