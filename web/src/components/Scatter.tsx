// The frontier of two parties: one party's points to the right, the other's upwards. What both would accept is tinted.
import { scaleLinear } from "d3-scale";
import { useCallback, useMemo, useRef } from "preact/hooks";
import type { Analysis, Party, Segment } from "../contract";
import { extentOf } from "../model/extent";
import { formatFor } from "../model/numbers";
import type { MarkName, Pick, Picks } from "../model/picks";
import { MarkShape } from "./Mark";
import { PointList } from "./PointList";
import { Text } from "./Text";
import { useWidth } from "./useWidth";
import "./scatter.css";

interface ScatterProps {
  analysis: Analysis;
  parties: [Party, Party];
  picks: Picks;
  items: readonly Pick[];
  picked: Pick | undefined;
  compared: Pick | undefined;
  onPick: (pick: Pick) => void;
  describe: (pick: Pick) => string;
}

const inset = { left: 48, right: 18, top: 14, bottom: 26 };
const reach = 28; // how near a click has to be

type Place = (pick: Pick) => [number, number];

export function Scatter(props: ScatterProps) {
  const { analysis, parties, items, picked, compared } = props;
  const [first, second] = parties;
  const plot = useRef<HTMLDivElement>(null);
  const width = useWidth(plot, 640);
  const height = Math.round(Math.max(240, Math.min(480, width * 0.72)));
  const x = useMemo(
    () => axis(analysis, first, items, [inset.left, width - inset.right]),
    [analysis, first, items, width],
  );
  const y = useMemo(
    () => axis(analysis, second, items, [height - inset.bottom, inset.top]),
    [analysis, second, items, height],
  );
  const place: Place = useCallback(
    ({ scored: { scores } }) => [x(scores[first.id] ?? 0), y(scores[second.id] ?? 0)],
    [x, y, first, second],
  );
  const path = useCallback(
    (pick: Pick) => {
      const [px, py] = place(pick);
      return `M${(px - 3).toFixed(1)} ${py.toFixed(1)}a3 3 0 1 0 6 0a3 3 0 1 0-6 0`;
    },
    [place],
  );
  const nearest = (px: number, py: number) => closest(items, place, px, py);
  return (
    <figure class="scatter">
      <figcaption class="scatter-y small">
        <span aria-hidden="true">↑</span> <Text>{second.name}</Text>
      </figcaption>
      <div ref={plot}>
        <PointList
          label={`Efficient packages by score, ${first.name} to the right, ${second.name} upwards`}
          width={width}
          height={height}
          items={items}
          picked={picked}
          onPick={props.onPick}
          path={path}
          nearest={nearest}
          describe={props.describe}
          back={<Back analysis={analysis} parties={parties} x={x} y={y} picks={props.picks} />}
          front={(hovered) => <Front items={items} place={place} rings={{ hovered, compared, picked }} />}
        />
      </div>
      <p class="scatter-x small">
        <Text>{first.name}</Text> <span aria-hidden="true">→</span>
      </p>
    </figure>
  );
}

type Axis = ReturnType<typeof axis>;

function axis(analysis: Analysis, party: Party, items: readonly Pick[], range: [number, number]) {
  const { low, high } = extentOf(analysis, party.id, items);
  const room = (high - low) * 0.03;
  return scaleLinear([low - room, high + room], range);
}

function Back({
  analysis,
  parties,
  x,
  y,
  picks,
}: {
  analysis: Analysis;
  parties: [Party, Party];
  x: Axis;
  y: Axis;
  picks: Picks;
}) {
  const [left, right] = x.range() as [number, number];
  const [bottom, top] = y.range() as [number, number];
  const within = (value: number | null, low: number, high: number, scale: Axis) =>
    value === null ? undefined : Math.min(Math.max(scale(value), low), high);
  const fromX = within(parties[0].reservation, left, right, x);
  const fromY = within(parties[1].reservation, top, bottom, y);
  return (
    <>
      {(fromX !== undefined || fromY !== undefined) && (
        <rect
          class="zone-area"
          x={fromX ?? left}
          y={top}
          width={right - (fromX ?? left)}
          height={(fromY ?? bottom) - top}
        />
      )}
      <Ticks
        scale={x}
        line={(at) => `M${at} ${bottom}V${top}`}
        text={(at) => ({ x: at, y: bottom + 18, "text-anchor": "middle" })}
        count={(right - left) / (Math.abs(x.domain()[1] ?? 0) >= 1e9 ? 110 : 64)}
      />
      <Ticks
        scale={y}
        line={(at) => `M${left} ${at}H${right}`}
        text={(at) => ({ x: left - 8, y: at + 4, "text-anchor": "end" })}
        count={(bottom - top) / 56}
      />
      {fromX !== undefined && <path class="reservation" d={`M${fromX} ${bottom}V${top}`} />}
      {fromY !== undefined && <path class="reservation" d={`M${left} ${fromY}H${right}`} />}
      {picks.segments.map(({ from, to }, index) => (
        <path
          key={index}
          class="segment"
          d={`M${end(from.scores, parties, x, y)}L${end(to.scores, parties, x, y)}`}
        />
      ))}
      {picks.segments.map((segment, index) => (
        <OpenEnds key={String(index)} segment={segment} parties={parties} x={x} y={y} />
      ))}
      <Disagreement analysis={analysis} parties={parties} x={x} y={y} />
    </>
  );
}

// The end of a segment that does not belong to it, another package being better there.
function OpenEnds({
  segment,
  parties: [a, b],
  x,
  y,
}: {
  segment: Segment;
  parties: [Party, Party];
  x: Axis;
  y: Axis;
}) {
  const ends = [segment.from_open && segment.from, segment.to_open && segment.to];
  return (
    <>
      {ends.map(
        (open) =>
          open && (
            <circle class="open-end" cx={x(open.scores[a.id] ?? 0)} cy={y(open.scores[b.id] ?? 0)} r={4} />
          ),
      )}
    </>
  );
}

const end = (scores: Record<string, number>, [a, b]: [Party, Party], x: Axis, y: Axis) =>
  `${x(scores[a.id] ?? 0)} ${y(scores[b.id] ?? 0)}`;

function Disagreement({
  analysis,
  parties,
  x,
  y,
}: {
  analysis: Analysis;
  parties: [Party, Party];
  x: Axis;
  y: Axis;
}) {
  const [a, b] = parties.map(({ id }) => analysis.disagreement[id]);
  if (typeof a !== "number" || typeof b !== "number") return null;
  const [lowX = 0] = x.domain();
  const [lowY = 0] = y.domain();
  if (a < lowX || b < lowY) return null;
  return <path class="disagreement" d={`M${x(a) - 5} ${y(b)}h10M${x(a)} ${y(b) - 5}v10`} />;
}

interface TicksProps {
  scale: Axis;
  count: number;
  line: (at: number) => string;
  text: (at: number) => Record<string, string | number>;
}

function Ticks({ scale, count, line, text }: TicksProps) {
  const ticks = scale.ticks(count);
  const format = formatFor(ticks);
  return (
    <>
      {ticks.map((tick) => (
        <g key={tick}>
          <path class="grid" d={line(scale(tick))} />
          <text {...text(scale(tick))}>{format(tick)}</text>
        </g>
      ))}
    </>
  );
}

interface Rings {
  hovered: Pick | undefined;
  compared: Pick | undefined;
  picked: Pick | undefined;
}

function Front({ items, place, rings }: { items: readonly Pick[]; place: Place; rings: Rings }) {
  const marked = items.filter((pick) => pick.marks.length > 0);
  return (
    <>
      {(["hovered", "compared", "picked"] as const).map((name) => {
        const pick = rings[name];
        if (!pick) return null;
        const [px, py] = place(pick);
        return (
          <circle key={name} class={`ring ring-${name}`} cx={px} cy={py} r={name === "hovered" ? 8 : 12} />
        );
      })}
      <PlacedMarks items={marked} place={place} />
    </>
  );
}

// One mark sits on its point. Several share a label that hangs on the point, since beside it they would look like others;
// it hangs below where a label already hangs above.
function PlacedMarks({ items, place }: { items: readonly Pick[]; place: Place }) {
  const labels: [number, number][] = [];
  return (
    <>
      {items.map((pick) => {
        const { key, marks } = pick;
        const [only, ...more] = marks;
        if (!only) return null;
        const [x, y] = place(pick);
        if (more.length === 0) return <MarkShape key={key} name={only} x={x} y={y} />;
        const crowded = labels.some(([px, py]) => Math.abs(px - x) < 80 && Math.abs(py - y) < 24);
        if (!crowded) labels.push([x, y]);
        return <Label key={key} marks={marks} x={x} y={y} below={crowded} />;
      })}
    </>
  );
}

function Label({ marks, x, y, below }: { marks: readonly MarkName[]; x: number; y: number; below: boolean }) {
  const wide = marks.length * 15 + 5;
  const left = below ? x - 10 - wide : x + 10;
  const middle = below ? y + 28 : y - 28;
  return (
    <g>
      <circle class="pinned" cx={x} cy={y} r={4} />
      <path class="pin" d={`M${x} ${y}${below ? "l-14 18" : "l14 -18"}`} />
      <rect class="pin-label" x={left} y={middle - 10} width={wide} height={20} rx={10} />
      {marks.map((mark, i) => (
        <MarkShape key={mark} name={mark} x={left + 10 + i * 15} y={middle} />
      ))}
    </g>
  );
}

function closest(items: readonly Pick[], place: Place, x: number, y: number): Pick | undefined {
  let best: Pick | undefined;
  let least = reach;
  for (const item of items) {
    const [px, py] = place(item);
    const distance = Math.hypot(px - x, py - y);
    if (distance >= least) continue;
    least = distance;
    best = item;
  }
  return best;
}
