// Takes the analysis out of the page. The command that wrote it is trusted to keep to the contract, but not to be of
// the same age as this page: what a document lacks is read as "nothing", and a document of another version is refused.
import type { Analysis } from "../contract";

export type Read = { analysis: Analysis } | { problem: string };

export function read(text: string): Read {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return { problem: "This page holds no analysis. Make a report with: parley report CASE -o FILE.html" };
  }
  return readDocument(document);
}

export function readDocument(document: unknown): Read {
  if (!isObject(document)) return { problem: "The analysis in this page is not a JSON object." };
  if (document.parley !== 1 || document.command !== "analyze")
    return { problem: "This page reads analyses of version 1; it was given something else." };
  return { analysis: { ...nothing(), ...document } as Analysis };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const nothing = (): Omit<Analysis, "parley" | "command" | "case"> => ({
  title: "",
  about: "",
  parties: [],
  issues: [],
  rules: [],
  red_lines: [],
  sources: [],
  assumed_numbers: 0,
  sourced_numbers: 0,
  decision: "everybody",
  packages: null,
  feasible: null,
  accepts: {},
  zone: null,
  zone_empty: null,
  zone_examples: [],
  frontier: { within: "zone", size: 0, complete: false, method: "", ideal: {}, points: [] },
  disagreement: {},
  settlements: { nash: null, "kalai-smorodinsky": null, egalitarian: null, utilitarian: null },
  settlement_notes: {},
  opposition: null,
  reference: null,
  distance_from_best: {},
  concessions: [],
  concessions_complete: true,
  equal_cut: null,
  prices: [],
  rests_on: [],
  rests_on_share: null,
  rests_on_complete: true,
  ended: null,
  elapsed_s: 0,
});
