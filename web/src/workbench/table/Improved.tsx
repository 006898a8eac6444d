// What is better than the first package: efficient packages, and the single and paired changes that lead there.
import type { Package as Found, Scores } from "../../contract";
import type { Names } from "../../model/names";
import { formatFor } from "../../model/numbers";
import { howMany, type Improvements, signed, type Trade } from "./documents";

interface ImprovedProps {
  improved: Improvements;
  names: Names;
  onTake: (found: Found) => void;
}

export function Improved({ improved, names, onTake }: ImprovedProps) {
  const { improvements, total, table, trades, paired_trades } = improved;
  return (
    <section class="stack-small" aria-labelledby="improved">
      <h3 id="improved">Better than the first package</h3>
      <p role="status">{howMany(improved, names.objectives.length > 0)}</p>
      {improvements.length > 0 && (
        <p class="soft small">The one with the largest smallest gain stands first.</p>
      )}
      <ol class="stack-small">
        {improvements.map((one) => (
          <li key={JSON.stringify(one.package)} class="improvement">
            <Gains gains={one.gains} names={names} />
            <ul class="small soft">
              {Object.entries(one.package)
                .filter(([issue, option]) => table.package[issue] !== option)
                .map(([issue, option]) => (
                  <li key={issue}>
                    <Changed names={names} issue={issue} from={table.package[issue]} to={option} />
                  </li>
                ))}
            </ul>
            <button type="button" onClick={() => onTake(one.package)}>
              Take it as the second
            </button>
          </li>
        ))}
      </ol>
      <More total={total} shown={improvements.length} />
      <Trades
        title="Single changes that cost nobody anything"
        trades={trades}
        total={improved.trades_total}
        names={names}
      />
      <Trades
        title="Two changes that do so together"
        trades={paired_trades}
        total={improved.paired_trades_total}
        names={names}
      />
      {!improved.trades_complete && (
        <p class="soft small">Not every change of one or two options was looked at.</p>
      )}
    </section>
  );
}

function Trades({
  title,
  trades,
  total,
  names,
}: {
  title: string;
  trades: Trade[];
  total: number;
  names: Names;
}) {
  if (trades.length === 0) return null;
  return (
    <>
      <h4>{title}</h4>
      <ul class="stack-small small">
        {trades.map(({ changes, gains }) => (
          <li key={JSON.stringify(changes)}>
            {changes.map(({ issue, from, to }, at) => (
              <span key={issue}>
                {at > 0 && "; "}
                <Changed names={names} issue={issue} from={from} to={to} />
              </span>
            ))}
            <Gains gains={gains} names={names} />
          </li>
        ))}
      </ul>
      <More total={total} shown={trades.length} />
    </>
  );
}

const More = ({ total, shown }: { total: number; shown: number }) =>
  total > shown ? <p class="soft small">And {(total - shown).toLocaleString("en-GB")} more.</p> : null;

function Gains({ gains, names }: { gains: Scores; names: Names }) {
  const text = formatFor(Object.values(gains));
  const gaining = names.objectives.filter(({ id }) => (gains[id] ?? 0) !== 0);
  return (
    <p>
      {gaining.map(({ id, name }, at) => (
        <span key={id}>
          {at > 0 && ", "}
          <bdi>{name}</bdi> {signed(gains[id] ?? 0, text)}
        </span>
      ))}
    </p>
  );
}

interface ChangedProps {
  names: Names;
  issue: string;
  from: string | number | undefined;
  to: string | number;
}

const Changed = ({ names, issue, from, to }: ChangedProps) => (
  <>
    <bdi>{names.issue(issue)}</bdi>: <bdi>{names.option(issue, to)}</bdi> instead of{" "}
    <bdi>{names.option(issue, from)}</bdi>
  </>
);
