// The keys of the analysis document, held to the types of src/contract.ts by the compiler and to documents by tests.
import type {
  Analysis,
  Concession,
  Element,
  EqualCut,
  Frontier,
  Party,
  Point,
  Price,
  RedLine,
  Reference,
  RestsOn,
  Rule,
  Segment,
  Settlement,
  Source,
} from "../../src/contract";

type Shape<T> = { [K in keyof Required<T>]: undefined extends T[K] ? "may" : "must" };
type Keys = Record<string, "may" | "must">;

const top: Shape<Analysis> = {
  parley: "must",
  command: "must",
  case: "must",
  title: "must",
  about: "must",
  reading: "may",
  quantum: "may",
  parties: "must",
  issues: "must",
  rules: "must",
  red_lines: "must",
  sources: "must",
  assumed_numbers: "must",
  sourced_numbers: "must",
  decision: "must",
  packages: "must",
  feasible: "must",
  feasible_bounds: "may",
  accepts: "must",
  zone: "must",
  zone_bounds: "may",
  zone_empty: "must",
  zone_examples: "must",
  zone_sample: "may",
  frontier: "must",
  disagreement: "must",
  settlements: "must",
  settlement_notes: "must",
  adjusted_winner: "may",
  opposition: "must",
  reference: "must",
  distance_from_best: "must",
  concessions: "must",
  concessions_complete: "must",
  concessions_note: "may",
  equal_cut: "must",
  equal_cut_note: "may",
  prices: "must",
  rests_on: "must",
  rests_on_share: "must",
  rests_on_complete: "must",
  ended: "must",
  elapsed_s: "must",
};
const party: Shape<Party> = {
  id: "must",
  name: "must",
  role: "must",
  delegates: "must",
  objective: "must",
  reservation: "must",
  best_feasible: "must",
  least_feasible: "must",
};
const rule: Shape<Rule> = {
  id: "must",
  title: "must",
  text: "must",
  firm: "may",
  assumed: "must",
  source: "must",
};
const redLine: Shape<RedLine> = { ...rule, party: "must" };
const source: Shape<Source> = { id: "must", title: "must", url: "must" };
const frontier: Shape<Frontier> = {
  within: "must",
  size: "must",
  complete: "must",
  method: "must",
  coverage: "may",
  ideal: "must",
  points: "may",
  packages: "may",
  divisible: "may",
  segments: "may",
};
const scored = { scores: "must", package: "must", shares: "may" } as const;
const point: Shape<Point> = { ...scored, packages: "may", packages_complete: "may" };
const segment: Shape<Segment> = { from: "must", to: "must", from_open: "may", to_open: "may" };
const settlement: Shape<Settlement> = { ...scored, point: "may", ties: "may", tied: "may" };
const reference: Shape<Reference> = {
  ...scored,
  accepted_by: "must",
  feasible: "must",
  better_for_all: "may",
  better_bounds: "may",
};
const element: Shape<Element> = { kind: "must", party: "may", id: "must", title: "must" };
const concession: Shape<Concession> = { ...scored, elements: "must", veto_of: "may", minimal: "must" };
const cut: Shape<EqualCut> = { ...scored, share: "must", pays: "must", proved: "may" };
const price: Shape<Price> = { element: "must", price: "must" };
const restsOn: Shape<RestsOn> = {
  number: "must",
  party: "may",
  issue: "may",
  option: "may",
  value: "must",
  low: "must",
  high: "must",
  changes: "must",
  flips_below: "must",
  flips_above: "must",
};

export const topKeys = Object.keys(top);

// What a document has that the contract does not name, and what it lacks. An absent part is reported once, as absent.
export function differences(document: Analysis): string[] {
  const found: string[] = [];
  const compare = (value: unknown, keys: Keys, where: string) => {
    if (typeof value !== "object" || value === null) return;
    for (const key of Object.keys(value))
      if (!(key in keys)) found.push(`${where}.${key} is not in the contract`);
    for (const [key, need] of Object.entries(keys))
      if (need === "must" && !(key in value)) found.push(`${where}.${key} is missing`);
  };
  const each = (values: readonly unknown[] | undefined, keys: Keys, where: string) => {
    for (const value of values ?? []) compare(value, keys, where);
  };
  compare(document, top, "");
  each(document.parties, party, ".parties");
  each(document.rules, rule, ".rules");
  each(document.red_lines, redLine, ".red_lines");
  each(document.sources, source, ".sources");
  compare(document.frontier, frontier, ".frontier");
  each(document.frontier?.points, point, ".frontier.points");
  each(document.frontier?.segments, segment, ".frontier.segments");
  each(Object.values(document.settlements ?? {}), settlement, ".settlements");
  compare(document.reference, reference, ".reference");
  each(document.concessions, concession, ".concessions");
  each(
    document.concessions?.flatMap(({ elements }) => elements),
    element,
    ".concessions.elements",
  );
  compare(document.equal_cut, cut, ".equal_cut");
  each(document.prices, price, ".prices");
  each(document.rests_on, restsOn, ".rests_on");
  return [...new Set(found)];
}
