// Everything in an analysis that can be picked and looked at: the points of the frontier, the settlements, the
// reference, the packages that concessions open, examples from the zone.
//
// A settlement is a point of the frontier, so that it has one pick, with all the settlements' marks on it.
import type { Analysis, Point, ScoredPackage, Segment, SettlementId } from "../contract";
import { samePackage, settlementIds, settlementTitles } from "./names";

export type MarkName = SettlementId | "reference" | "opened";

export interface Pick {
  key: string;
  title: string;
  scored: ScoredPackage;
  marks: MarkName[];
  point?: number; // position on the frontier, from 0
}

export interface Picks {
  points: Pick[];
  others: Pick[]; // reference, packages that concessions open, examples; none of them is a point of the frontier
  settlements: Map<SettlementId, Pick>;
  byKey: Map<string, Pick>;
  segments: Segment[];
}

export function picksOf(analysis: Analysis): Picks {
  const segments = analysis.frontier.segments ?? [];
  const scored = frontierPoints(analysis, segments);
  const points = scored.map((point, index): Pick => {
    return {
      key: `point:${index + 1}`,
      title: pointTitle(analysis, index, scored.length),
      scored: point,
      marks: [],
      point: index,
    };
  });
  const others: Pick[] = [];
  const settlements = placeSettlements(analysis, points, others);
  addReference(analysis, points, others);
  analysis.concessions.forEach((concession, index) => {
    others.push({
      key: `concession:${index + 1}`,
      title: `Opened by concession ${index + 1}`,
      scored: concession,
      marks: ["opened"],
    });
  });
  if (analysis.equal_cut)
    others.push({
      key: "equal-cut",
      title: "Opened by the equal cut",
      scored: analysis.equal_cut,
      marks: ["opened"],
    });
  const byKey = new Map([...points, ...others].map((pick) => [pick.key, pick]));
  return { points, others, settlements, byKey, segments };
}

// The point to begin with: the first settlement that exists, else the reference, else whatever there is.
export function firstPick(picks: Picks): Pick | undefined {
  for (const id of settlementIds) {
    const pick = picks.settlements.get(id);
    if (pick) return pick;
  }
  return picks.others.find((pick) => pick.marks.includes("opened")) ?? picks.points[0] ?? picks.others[0];
}

function frontierPoints(analysis: Analysis, segments: Segment[]): Point[] {
  const points = analysis.frontier.points ?? [];
  if (points.length > 0 || segments.length === 0) return points;
  // A divisible frontier may come as segments alone: its vertices are their ends, each once.
  const ends = segments.flatMap((segment) => [segment.from, segment.to]);
  return ends.filter((end, i) => ends.findIndex((other) => samePackage(other.package, end.package)) === i);
}

function pointTitle(analysis: Analysis, index: number, listed: number): string {
  const size = Math.max(analysis.frontier.size, listed);
  const of = size.toLocaleString("en-GB");
  return size > listed
    ? `Listed point ${index + 1} (${listed.toLocaleString("en-GB")} of ${of})`
    : `Point ${index + 1} of ${of}`;
}

function placeSettlements(analysis: Analysis, points: Pick[], others: Pick[]): Map<SettlementId, Pick> {
  const placed = new Map<SettlementId, Pick>();
  for (const id of settlementIds) {
    const settlement = analysis.settlements[id];
    if (!settlement) continue;
    let pick = typeof settlement.point === "number" ? points[settlement.point] : undefined;
    pick ??= others.find((other) => samePackage(other.scored.package, settlement.package));
    if (!pick) {
      pick = { key: id, title: "", scored: settlement, marks: [] };
      others.push(pick);
    }
    pick.marks.push(id);
    if (!pick.scored.shares && settlement.shares) pick.scored = { ...pick.scored, shares: settlement.shares };
    placed.set(id, pick);
  }
  for (const pick of new Set(placed.values())) {
    const titles = pick.marks
      .filter((mark): mark is SettlementId => mark in settlementTitles)
      .map((id) => settlementTitles[id]);
    pick.title = `${titles.join(", ")} ${titles.length > 1 ? "settlements" : "settlement"}${pick.title && ` · ${lower(pick.title)}`}`;
  }
  return placed;
}

const lower = (title: string) => title.charAt(0).toLowerCase() + title.slice(1);

function addReference(analysis: Analysis, points: Pick[], others: Pick[]) {
  const reference = analysis.reference;
  if (!reference) return;
  const same = points.find((pick) => samePackage(pick.scored.package, reference.package));
  if (!same) {
    others.push({ key: "reference", title: "Reference package", scored: reference, marks: ["reference"] });
    return;
  }
  same.marks.push("reference");
  same.title = `${same.title} · the reference package`;
  if (!same.scored.shares && reference.shares) same.scored = { ...same.scored, shares: reference.shares };
}
