// The lines of the table "who gets what from which issue", and what each party's bars have to span.
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

// What any one line gives a party, over every package that is taken apart: bars that are scaled by all of them keep
// their meaning from pick to pick.
export function valuesOf(picks: Iterable<Pick>, party: string): number[] {
  const values = new Set<number>();
  for (const { scored } of picks)
    for (const value of Object.values(scored.shares?.[party] ?? {})) values.add(value);
  return [...values];
}
