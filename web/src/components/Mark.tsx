// The mark of a settlement, of the reference or of an opened package: a shape of its own, so that colour only helps.

import type { SymbolType } from "d3-shape";
import {
  symbol,
  symbolCircle,
  symbolDiamond,
  symbolSquare,
  symbolStar,
  symbolTimes,
  symbolTriangle,
} from "d3-shape";
import type { MarkName } from "../model/picks";
import "./mark.css";

const shapes: Record<MarkName, { type: SymbolType; size: number }> = {
  nash: { type: symbolDiamond, size: 80 },
  "kalai-smorodinsky": { type: symbolTriangle, size: 80 },
  egalitarian: { type: symbolSquare, size: 84 },
  utilitarian: { type: symbolStar, size: 74 },
  reference: { type: symbolTimes, size: 90 },
  opened: { type: symbolCircle, size: 60 },
};

const drawn = new Map(
  Object.entries(shapes).map(([name, { type, size }]) => [name, symbol(type, size)() ?? ""] as const),
);

// In a drawing, centred on x, y.
export function MarkShape({ name, x, y }: { name: MarkName; x: number; y: number }) {
  return <path class={`mark mark-${name}`} d={drawn.get(name) ?? ""} transform={`translate(${x},${y})`} />;
}

// In a line of text.
export function Mark({ name }: { name: MarkName }) {
  return (
    <svg class="mark-inline" viewBox="-9 -9 18 18" aria-hidden="true">
      <MarkShape name={name} x={0} y={0} />
    </svg>
  );
}

export function Marks({ names }: { names: readonly MarkName[] }) {
  return (
    <>
      {names.map((name) => (
        <Mark key={name} name={name} />
      ))}
    </>
  );
}
