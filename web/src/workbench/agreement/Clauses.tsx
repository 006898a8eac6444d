// The text that is signed, clause by clause; once it is signed, with the commitments that rest on each clause.
import { type CommitmentData, commitmentsOf, proposeAddress, stateWords } from "../commitments/model";
import { clauseTitle } from "../text/model";
import { Bindings, Versions } from "../text/Versions";
import { useWorkbench } from "../workbench";
import type { AgreementData } from "./Agreement";
import "../text/text.css";

interface ClausesProps {
  agreement: AgreementData;
  commitments: readonly CommitmentData[];
}

export function Clauses({ agreement, commitments }: ClausesProps) {
  const { talks, who } = useWorkbench();
  const { clauses, languages } = agreement.text;
  return (
    <section class="signed-text" aria-label={`The text of ${agreement.title}`}>
      <h3>The text</h3>
      <ol class="clauses">
        {clauses.map((clause, at) => (
          <li key={clause.id}>
            <article class="signed-clause" aria-label={clauseTitle(clause, at)}>
              <h4 class="clause-number">Clause {at + 1}</h4>
              <Versions clause={clause} languages={languages} />
              <Bindings clause={clause} issues={talks.issues} />
              {agreement.complete && (
                <Kept commitments={commitmentsOf(commitments, agreement.id, clause.id)} />
              )}
              {agreement.complete && who.role === "lead" && (
                <p>
                  <a href={proposeAddress(agreement.id, clause.id)}>Make a commitment of this clause</a>
                </p>
              )}
            </article>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Kept({ commitments }: { commitments: readonly CommitmentData[] }) {
  const { name } = useWorkbench();
  if (commitments.length === 0) return <p class="small soft">No commitment rests on this clause yet.</p>;
  return (
    <ul class="clause-commitments" aria-label="Commitments that rest on this clause">
      {commitments.map((one) => (
        <li key={one.id}>
          <a href="/commitments" dir="auto">
            {one.obligation}
          </a>{" "}
          <span class="small soft">
            <bdi>{name(one.who)}</bdi>, {stateWords(one)}
          </span>
        </li>
      ))}
    </ul>
  );
}
