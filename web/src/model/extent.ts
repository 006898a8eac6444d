// The stretch of a party's points that a picture shows.
import type { Analysis } from "../contract";
import type { Pick } from "./picks";

export interface Extent {
  low: number;
  high: number;
}

// Everything drawn fits. The reservation value and the point of disagreement are drawn if they do not dwarf the rest.
export function extentOf(analysis: Analysis, party: string, picks: readonly Pick[]): Extent {
  const drawn = picks.map((pick) => pick.scored.scores[party]).filter((score) => score !== undefined);
  const { reservation = null, best_feasible: best = null } =
    analysis.parties.find(({ id }) => id === party) ?? {};
  if (drawn.length === 0) drawn.push(...[reservation, best].filter((value) => value !== null));
  if (drawn.length === 0) return { low: 0, high: 1 };
  let low = drawn.reduce((a, b) => Math.min(a, b));
  let high = drawn.reduce((a, b) => Math.max(a, b));
  const reach = 2 * (high - low || Math.abs(high) || 1);
  for (const value of [reservation, analysis.disagreement[party] ?? null]) {
    if (value === null || value < low - reach || value > high + reach) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (low === high) return { low: low - (Math.abs(low) || 1) / 2, high: high + (Math.abs(high) || 1) / 2 };
  return { low, high };
}
