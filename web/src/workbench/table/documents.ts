// What the engine answers about packages that were chosen, as docs/formats/explain.md and improve.md describe it, in words.
import type { Schemas } from "../../api/client";
import type { Package, ScoredPackage, Scores } from "../../contract";
import type { Names } from "../../model/names";
import { listed } from "../model/who";

export interface Account extends ScoredPackage {
  feasible: boolean;
  in_zone: boolean;
  broken_rules: string[];
  accepted_by: string[];
  crossed_red_lines: Record<string, string[]>;
}

export interface Explanation {
  packages: Account[];
  changes?: Scores | undefined;
}

export interface Improvement extends ScoredPackage {
  gains: Scores;
  for_all: boolean;
}

export interface Trade {
  changes: { issue: string; from: string | number; to: string | number }[];
  gains: Scores;
  for_all: boolean;
}

export interface Improvements {
  within: "zone" | "feasible";
  table: ScoredPackage;
  table_within: boolean;
  improvements: Improvement[];
  total: number;
  for_all: number;
  complete: boolean;
  trades: Trade[];
  trades_total: number;
  paired_trades: Trade[];
  paired_trades_total: number;
  trades_complete: boolean;
}

export const asChosen = (found: Package): Schemas["Package"] =>
  Object.fromEntries(Object.entries(found).map(([issue, option]) => [issue, String(option)]));

export const signed = (value: number, text: (value: number) => string): string =>
  value > 0 ? `+${text(value)}` : text(value);

const quoted = (titles: readonly string[]) => listed(titles.map((title) => `“${title}”`));

// What a package keeps and breaks, and who accepts it.
export function verdict(one: Account, names: Names): string {
  const words = [
    one.feasible
      ? "it keeps every rule"
      : `it breaks ${quoted(one.broken_rules.map((id) => names.rule(id)))}`,
  ];
  for (const [party, lines] of Object.entries(one.crossed_red_lines))
    if (lines.length > 0)
      words.push(
        `it crosses ${quoted(lines.map((id) => names.redLine(party, id)))} of ${names.party(party)}`,
      );
  words.push(
    one.accepted_by.length > 0
      ? `accepted by ${listed(one.accepted_by.map((id) => names.party(id)))}`
      : "accepted by nobody",
  );
  words.push(one.in_zone ? "it lies in the zone" : "it lies outside the zone");
  return `${words.join("; ")}.`;
}

// How many packages are better, or what it means that none is; and where they were looked for.
export function howMany(found: Improvements, scored: boolean): string {
  if (!scored) return "No party has scores, so that no package is better than another.";
  const where =
    found.within === "zone"
      ? "Looked for in the zone."
      : "No package in the zone was found, so that all that keep the rules were looked at.";
  return `${found.total === 0 ? none(found) : some(found)} ${where}`;
}

function none({ complete, within, table_within }: Improvements): string {
  if (!complete) return "No improvement was found, and the search is not complete.";
  if (table_within)
    return "Nothing is better for one party without costing another: the first package is efficient.";
  return within === "zone"
    ? "The first package lies outside the zone, and nothing in the zone is as good for everybody and better for one."
    : "The first package breaks a rule, and nothing that keeps the rules is as good for everybody and better for one.";
}

function some({ total, for_all, complete }: Improvements): string {
  const [costs, gives] = total === 1 ? ["package costs", "gives"] : ["packages cost", "give"];
  const better =
    for_all === total
      ? total === 1
        ? "it is better for all"
        : "all are better for all"
      : `${for_all === 0 ? "none" : for_all} ${for_all === 1 || for_all === 0 ? "is" : "are"} better for all`;
  const sentence = `${total} efficient ${costs} no party anything and ${gives} somebody something; ${better}.`;
  return complete ? sentence : `${sentence} The search is not complete: there may be better ones.`;
}
