// The frontier of more than two parties as parallel axes, laid on their side: a row for each party, its points from
// left to right, a line from row to row for each package. Names stay readable and twenty parties still fit a phone.
import { scaleLinear } from "d3-scale";
import { line } from "d3-shape";
import { useCallback, useMemo, useRef } from "preact/hooks";
import type { Analysis, Party } from "../contract";
import { extentOf } from "../model/extent";
import { formatFor } from "../model/numbers";
import type { Pick } from "../model/picks";
import { MarkShape } from "./Mark";
import { PointList } from "./PointList";
import { Text } from "./Text";
import { useWidth } from "./useWidth";
import "./parallel.css";

interface ParallelProps {
  analysis: Analysis;
  parties: readonly Party[];
  items: readonly Pick[];
  picked: Pick | undefined;
  compared: Pick | undefined;
  onPick: (pick: Pick) => void;
  describe: (pick: Pick) => string;
}

const rowHeightOf = (rows: number) => (rows <= 8 ? 60 : 46);
const axisAt = 20; // down a row
const inset = 14;

interface Row {
  party: Party;
  y: number;
  scale: (score: number) => number;
  low: string;
  high: string;
}

export function Parallel(props: ParallelProps) {
  const { analysis, parties, items, picked, compared } = props;
  const plot = useRef<HTMLDivElement>(null);
  const width = useWidth(plot, 480);
  const rowHeight = rowHeightOf(parties.length);
  const rows = useMemo(
    () => parties.map((party, i) => rowOf(analysis, party, i, items, width, rowHeight)),
    [analysis, parties, items, width, rowHeight],
  );
  const height = rows.length * rowHeight;
  const path = useCallback((pick: Pick) => trace(rows, pick), [rows]);
  const drawn = (name: string, pick: Pick | undefined) =>
    pick && <path class={`trace trace-${name}`} d={path(pick)} />;
  return (
    <figure class={`parallel ${items.length > 300 ? "parallel-dense" : ""}`}>
      <ol class="parallel-names" aria-hidden="true">
        {parties.map((party) => (
          <li key={party.id} class="small" title={party.name}>
            <Text>{party.name}</Text>
          </li>
        ))}
      </ol>
      <div ref={plot}>
        <PointList
          label={`Efficient packages by score, a row for each of ${parties.length} parties`}
          width={width}
          height={height}
          items={items}
          picked={picked}
          onPick={props.onPick}
          path={path}
          nearest={(x, y) => closest(rows, rowHeight, items, x, y)}
          describe={props.describe}
          back={rows.map((row) => <Axis key={row.party.id} row={row} right={width - inset} />)}
          front={(hovered) => (
            <>
              {items.map((pick) => {
                const [mark] = pick.marks;
                return mark && mark !== "opened" && drawn(`mark trace-${mark}`, pick);
              })}
              {drawn("hovered", hovered)}
              {drawn("compared", compared)}
              {drawn("picked", picked)}
              {items.map(
                (pick) => pick.marks.length > 0 && <RowMarks key={pick.key} rows={rows} pick={pick} />,
              )}
            </>
          )}
        />
      </div>
    </figure>
  );
}

function rowOf(
  analysis: Analysis,
  party: Party,
  index: number,
  items: readonly Pick[],
  width: number,
  rowHeight: number,
): Row {
  const { low, high } = extentOf(analysis, party.id, items);
  const format = formatFor([low, high]);
  const scale = scaleLinear([low, high], [inset, width - inset]);
  return { party, y: index * rowHeight + axisAt, scale, low: format(low), high: format(high) };
}

const at = (row: Row, pick: Pick): [number, number] => [
  row.scale(pick.scored.scores[row.party.id] ?? 0),
  row.y,
];

const straight = line<[number, number]>().digits(1);

function trace(rows: readonly Row[], pick: Pick): string {
  const points = rows.map((row) => at(row, pick));
  const [only] = points;
  // A single party has no line to draw: a tick on its axis.
  if (points.length === 1 && only) return `M${only[0].toFixed(1)} ${only[1] - 9}v18`;
  return straight(points) ?? "";
}

function Axis({ row, right }: { row: Row; right: number }) {
  const { reservation } = row.party;
  const bar = reservation === null ? undefined : row.scale(reservation);
  const inside = bar !== undefined && bar >= inset && bar <= right;
  return (
    <g>
      {inside && <rect class="zone-area" x={bar} y={row.y - 9} width={right - bar} height={18} />}
      <path class="axis" d={`M${inset} ${row.y}H${right}`} />
      {inside && <path class="reservation" d={`M${bar} ${row.y - 11}v22`} />}
      <text x={inset} y={row.y + 22}>
        {row.low}
      </text>
      <text x={right} y={row.y + 22} text-anchor="end">
        {row.high}
      </text>
    </g>
  );
}

function RowMarks({ rows, pick }: { rows: readonly Row[]; pick: Pick }) {
  return (
    <>
      {rows.map((row) => {
        const [x, y] = at(row, pick);
        return pick.marks.map((mark, i) => (
          <MarkShape key={row.party.id + mark} name={mark} x={x} y={y - i * 11} />
        ));
      })}
    </>
  );
}

// The line that passes nearest to a place between two rows, measured along the row.
function closest(
  rows: readonly Row[],
  rowHeight: number,
  items: readonly Pick[],
  x: number,
  y: number,
): Pick | undefined {
  const [first] = rows;
  if (!first) return undefined;
  const above = Math.max(0, Math.min(rows.length - 2, Math.floor((y - first.y) / rowHeight)));
  const upper = rows[above] ?? first;
  const lower = rows[above + 1] ?? upper;
  const part = Math.max(0, Math.min(1, (y - upper.y) / rowHeight));
  let best: Pick | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const item of items) {
    const distance = Math.abs(at(upper, item)[0] * (1 - part) + at(lower, item)[0] * part - x);
    if (distance >= least) continue;
    least = distance;
    best = item;
  }
  return best;
}
