// Which points a picture shows where there are more than it can: a stated subset, the same on every machine.
//
// Kept are the points that carry a mark, and, for each party in turn, points at even ranks of that party's score, best
// and worst first, until the limit is reached. Even ranks keep the picture's density honest where points crowd.
import type { Pick } from "./picks";

export const shownAtMost = 2000;

export function subset(points: readonly Pick[], parties: readonly string[], most = shownAtMost): Pick[] {
  if (points.length <= most) return [...points];
  const kept = new Set(points.filter((pick) => pick.marks.length > 0).slice(0, most));
  const orders = parties.map((party) => [...points].sort((a, b) => score(b, party) - score(a, party)));
  if (orders.length === 0) orders.push([...points]);
  const rounds = Math.ceil(most / orders.length);
  for (const order of orders) take(order, rounds, kept, most);
  // Ranks of different parties often fall on the same point; what is left is filled from the first party's order.
  const first = orders[0] ?? [];
  for (let parts = rounds * 2; kept.size < most && parts < points.length * 2; parts *= 2)
    take(first, parts, kept, most);
  return points.filter((pick) => kept.has(pick));
}

function take(order: readonly Pick[], parts: number, kept: Set<Pick>, most: number) {
  const steps = Math.min(parts, order.length);
  for (let i = 0; i < steps && kept.size < most; ++i) {
    const pick = order[Math.round((i * (order.length - 1)) / Math.max(1, steps - 1))];
    if (pick) kept.add(pick);
  }
}

const score = (pick: Pick, party: string) => pick.scored.scores[party] ?? 0;
