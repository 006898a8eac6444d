// The lines of the table "who gets what from which issue", and the scale of each party's bars.
import type { Analysis, Shares } from "../contract";
import type { Pick } from "./picks";

// Issues in case order, then what issues pay together, then what a cap takes away.
export function linesOf(analysis: Analysis, shares: readonly (Shares | undefined)[]): string[] {
  const issues = analysis.issues.map(({ id }) => id);
  const others = new Set<string>();
  for (const share of shares)
    for (const lines of Object.values(share ?? {}))
      for (const label of Object.keys(lines)) if (!issues.includes(label)) others.add(label);
  return [...issues, ...others];
}

export interface Reach {
  low: number;
  high: number;
}

// From the least to the most that any one line gives a party, over every package that is taken apart, so that bars keep
// their meaning from pick to pick. Zero is always inside.
export function reachOf(picks: Iterable<Pick>, parties: readonly string[]): Map<string, Reach> {
  const reach = new Map(parties.map((party) => [party, { low: 0, high: 0 }]));
  for (const { scored } of picks) {
    if (!scored.shares) continue;
    for (const [party, at] of reach)
      for (const value of Object.values(scored.shares[party] ?? {})) {
        at.low = Math.min(at.low, value);
        at.high = Math.max(at.high, value);
      }
  }
  return reach;
}
