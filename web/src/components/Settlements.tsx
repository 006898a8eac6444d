// The settlements side by side: what each gives every party, and how far that is from the party's best.
import type { AdjustedWinner, Analysis, Party, ScoredPackage, Scores, SettlementId } from "../contract";
import { countPlain } from "../model/counts";
import type { Names } from "../model/names";
import { settlementIds, settlementPrinciples, settlementTitles } from "../model/names";
import { exact, formatFor } from "../model/numbers";
import { capital, isolate, list, plural } from "../model/words";
import { Mark } from "./Mark";
import { Section } from "./Section";
import { Text } from "./Text";
import "./stacks.css";
import "./settlements.css";

interface Column {
  key: SettlementId | "reference";
  title: string;
  scored: ScoredPackage;
}

export function Settlements({ analysis, names }: { analysis: Analysis; names: Names }) {
  const columns = columnsOf(analysis);
  if (names.objectives.length === 0) return null;
  return (
    <Section
      id="settlements"
      title="Settlements"
      lead="Principles of division, not forecasts: each singles out one efficient package. Small figures say how far a party is from its best."
    >
      {columns.length > 0 && (
        <table class="settlements stacks">
          <thead>
            <tr>
              <th scope="col">Party</th>
              {columns.map(({ key, title }) => (
                <th key={key} scope="col" class="number">
                  <Mark name={key} /> {title}
                </th>
              ))}
              <th scope="col" class="number">
                If none
              </th>
            </tr>
          </thead>
          <tbody>
            {names.objectives.map((party) => (
              <Row key={party.id} analysis={analysis} party={party} columns={columns} />
            ))}
          </tbody>
        </table>
      )}
      <dl class="principles">
        {settlementIds.map((id) => (
          <Principle key={id} analysis={analysis} id={id} />
        ))}
      </dl>
      {analysis.adjusted_winner && <Adjusted found={analysis.adjusted_winner} names={names} />}
      <Measures analysis={analysis} />
    </Section>
  );
}

function columnsOf(analysis: Analysis): Column[] {
  const columns: Column[] = [];
  for (const id of settlementIds) {
    const scored = analysis.settlements[id];
    if (scored) columns.push({ key: id, title: settlementTitles[id], scored });
  }
  if (analysis.reference) columns.push({ key: "reference", title: "Reference", scored: analysis.reference });
  return columns;
}

function Row({ analysis, party, columns }: { analysis: Analysis; party: Party; columns: readonly Column[] }) {
  const scores = columns.map(({ scored }) => scored.scores[party.id] ?? 0);
  const fallback = analysis.disagreement[party.id] ?? null;
  const distance = analysis.distance_from_best[party.id];
  const text = formatFor(fallback === null ? scores : [...scores, fallback]);
  return (
    <tr>
      <th scope="row">
        <Text>{party.name}</Text>
      </th>
      {columns.map(({ key, title }, i) => {
        const short = key === "reference" ? undefined : distance?.settlements[key];
        return (
          <td key={key} class="number" title={exact(scores[i] ?? 0)}>
            <span class="stacks-label">{title}</span>
            {text(scores[i] ?? 0)}
            {short !== undefined && (
              <span class="short-of-best small soft">{short === 0 ? "best" : text(-short)}</span>
            )}
          </td>
        );
      })}
      <td class="number soft">
        <span class="stacks-label">If none</span>
        {fallback === null ? "—" : text(fallback)}
      </td>
    </tr>
  );
}

function Principle({ analysis, id }: { analysis: Analysis; id: SettlementId }) {
  const settlement = analysis.settlements[id];
  const note = analysis.settlement_notes[id];
  const tied = settlement?.tied ?? settlement?.ties?.length ?? 1;
  return (
    <div class={settlement ? undefined : "soft"}>
      <dt>
        <Mark name={id} /> {settlementTitles[id]}
      </dt>
      <dd>
        {settlement ? settlementPrinciples[id] : "none"}
        {tied > 1 && `; ${tied} points tie, the first in case order is shown`}
        {note && <span class="principle-note">{capital(note)}</span>}
      </dd>
    </div>
  );
}

// Adjusted Winner, told in the order in which it works.
function Adjusted({ found, names }: { found: AdjustedWinner; names: Names }) {
  const text = formatFor([...Object.values(found.before), ...Object.values(found.after)]);
  const scores = (of: Scores) =>
    list(names.objectives.map(({ id, name }) => `${text(of[id] ?? 0)} to ${isolate(name)}`));
  const steps = found.transfers.map(
    ({ issue, from, share }) =>
      `${isolate(names.party(from))} hands over ${share === 1 ? "all" : `${Number((share * 100).toFixed(1))} %`} of ${isolate(names.issue(issue))}`,
  );
  return (
    <p>
      Adjusted Winner gives each issue to whom it is worth more: {scores(found.before)}.{" "}
      {steps.length > 0 && `Then ${list(steps)}: ${scores(found.after)}.`}
    </p>
  );
}

function Measures({ analysis }: { analysis: Analysis }) {
  const { reference, opposition } = analysis;
  return (
    <>
      {opposition !== null && (
        <p>
          Opposition is {exact(Number(opposition.toPrecision(4)))}: 0 where one package is best for everybody,
          larger the further the parties’ wishes lie apart.
        </p>
      )}
      {reference && (
        <p>
          The reference package {reference.feasible ? "satisfies every rule" : "breaks a rule"}
          {typeof reference.better_for_all === "string"
            ? `; ${better(reference.better_for_all)}.`
            : reference.better_bounds
              ? `; at least ${countPlain(reference.better_bounds.at_least)} and at most ${countPlain(reference.better_bounds.at_most)} packages are better for everybody.`
              : "."}
        </p>
      )}
    </>
  );
}

const better = (count: string) =>
  count === "0"
    ? "no package is better for everybody"
    : `${countPlain(count)} ${plural(count, "package is", "packages are")} better for everybody`;
