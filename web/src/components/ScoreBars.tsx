// Every party's score of a package, between what it has without agreement and the best it can have.
import type { Analysis, Party } from "../contract";
import type { Names } from "../model/names";
import { exact, formatFor, signed } from "../model/numbers";
import type { Pick } from "../model/picks";
import { Text } from "./Text";
import "./score-bars.css";

interface ScoreBarsProps {
  analysis: Analysis;
  names: Names;
  picked: Pick;
  compared: Pick | undefined;
}

export function ScoreBars({ analysis, names, picked, compared }: ScoreBarsProps) {
  return (
    <table class="score-bars">
      <thead>
        <tr>
          <th scope="col">Party</th>
          <th scope="col">
            <span class="unseen">Where it lies between disagreement and best</span>
          </th>
          <th scope="col" class="number">
            Score
          </th>
          {compared && (
            <th scope="col" class="number">
              Change
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {names.objectives.map((party) => (
          <Row key={party.id} analysis={analysis} party={party} picked={picked} compared={compared} />
        ))}
      </tbody>
    </table>
  );
}

interface RowProps {
  analysis: Analysis;
  party: Party;
  picked: Pick;
  compared: Pick | undefined;
}

function Row({ analysis, party, picked, compared }: RowProps) {
  const score = picked.scored.scores[party.id] ?? 0;
  const other = compared?.scored.scores[party.id];
  const best = analysis.frontier.ideal[party.id] ?? party.best_feasible ?? score;
  const text = formatFor([score, other ?? 0, best]);
  const ends = [score, other, analysis.disagreement[party.id] ?? party.least_feasible, best].filter(
    (end) => typeof end === "number",
  );
  const low = Math.min(...ends);
  const high = Math.max(...ends);
  const share = (value: number) => `${high > low ? (100 * (value - low)) / (high - low) : 0}%`;
  const short = party.reservation !== null && score < party.reservation;
  return (
    <tr>
      <th scope="row">
        <Text>{party.name}</Text>
      </th>
      <td class="score-track-cell">
        <div class="score-track" aria-hidden="true">
          <i class="score-bar score-bar-picked moves" style={{ inlineSize: share(score) }} />
          {other !== undefined && (
            <i class="score-bar score-bar-compared moves" style={{ inlineSize: share(other) }} />
          )}
          {party.reservation !== null && party.reservation >= low && party.reservation <= high && (
            <i class="score-reservation" style={{ insetInlineStart: share(party.reservation) }} />
          )}
        </div>
      </td>
      <td class="number" title={exact(score)}>
        {text(score)}
        {short && (
          <span class="short" title={`below the reservation value, ${exact(party.reservation ?? 0)}`}>
            {" "}
            below
          </span>
        )}
      </td>
      {other !== undefined && <td class={`number ${tone(score - other)}`}>{signed(text, score - other)}</td>}
    </tr>
  );
}

export const tone = (difference: number) => (difference > 0 ? "gain" : difference < 0 ? "loss" : "soft");
