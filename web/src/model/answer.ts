// The answer in one sentence, and the sentences that stand under it.
import type { Analysis } from "../contract";
import { countPlain } from "./counts";
import { Names, settlementIds, settlementTitles } from "./names";
import { formatFor, percent } from "./numbers";
import { isolate, list, plural, shortList } from "./words";

export type Verdict = "agreement" | "none" | "open";

export interface Answer {
  verdict: Verdict;
  headline: string;
  more: string[];
  warnings: string[];
}

export function answerOf(analysis: Analysis): Answer {
  const verdict = verdictOf(analysis);
  const names = new Names(analysis);
  const more =
    verdict === "none"
      ? [whatOpens(analysis, names)]
      : [efficient(analysis), settles(analysis, names), rests(analysis)];
  return {
    verdict,
    headline: headline(analysis, verdict),
    more: more.filter(Boolean),
    warnings: warnings(analysis),
  };
}

const verdictOf = (analysis: Analysis): Verdict =>
  analysis.zone_empty === null ? "open" : analysis.zone_empty ? "none" : "agreement";

function headline(analysis: Analysis, verdict: Verdict): string {
  if (verdict === "agreement") return `Agreement is possible: ${zoneSize(analysis)}.`;
  if (verdict === "none") return `No agreement is possible as things stand: ${whyNone(analysis)}.`;
  return `Whether an agreement is possible is not settled: ${stopped(analysis)} before one was found or ruled out.`;
}

// "to enough parties": the decision rule asks for fewer than all, or for some combination; its text stands elsewhere.
const acceptable = (analysis: Analysis) =>
  `acceptable to ${everybody(analysis) ? "everybody" : "enough parties"}`;
const everybody = (analysis: Analysis) => analysis.decision === "everybody" || analysis.decision === "";

function zoneSize(analysis: Analysis): string {
  const { zone, packages, zone_bounds: bounds } = analysis;
  if (analysis.frontier.divisible && zone === null && !bounds)
    return `there are divisions ${acceptable(analysis)}`;
  if (zone === null && bounds && bounds.at_least !== "0")
    return `at least ${countPlain(bounds.at_least)} ${plural(bounds.at_least, "package is", "packages are")} ${acceptable(analysis)}`;
  if (zone === null) return `there are packages ${acceptable(analysis)}`;
  if (packages === null)
    return `${countPlain(zone)} ${plural(zone, "package is", "packages are")} ${acceptable(analysis)}`;
  if (zone === packages) return `each of the ${countPlain(packages)} packages is ${acceptable(analysis)}`;
  return `${countPlain(zone)} of ${countPlain(packages)} packages ${plural(zone, "is", "are")} ${acceptable(analysis)}`;
}

function whyNone(analysis: Analysis): string {
  const { feasible, packages } = analysis;
  if (feasible === "0") return `none of the ${countPlain(packages ?? "0")} packages satisfies every rule`;
  const names = new Names(analysis);
  const stuck = Object.entries(analysis.accepts).filter(([, count]) => count === "0");
  if (stuck.length > 0 && everybody(analysis))
    return `${shortList(stuck.map(([id]) => isolate(names.party(id))))} would accept no package at all`;
  if (feasible === null) return `no feasible package is ${acceptable(analysis)}`;
  return `none of the ${countPlain(feasible)} feasible packages is ${acceptable(analysis)}`;
}

function efficient(analysis: Analysis): string {
  const { size, complete, coverage, within, divisible, segments } = analysis.frontier;
  if (divisible)
    return `Its frontier has ${segments?.length ?? 0} ${plural(segments?.length ?? 0, "segment")}.`;
  if (size === 0) return "";
  const where = within === "zone" ? "" : " among the feasible packages";
  const shown = size.toLocaleString("en-GB");
  return complete || coverage?.all_found
    ? `${shown} different ${plural(size, "outcome is", "outcomes are")} efficient${where}: nobody can gain there unless somebody loses.`
    : `At least part of the frontier${where} is known: ${shown} ${plural(size, "outcome")} so far.`;
}

function settles(analysis: Analysis, names: Names): string {
  const id = settlementIds.find((candidate) => analysis.settlements[candidate]);
  const settlement = id && analysis.settlements[id];
  if (!id || !settlement) return "";
  if (names.objectives.length > 6) return "";
  const text = formatFor(Object.values(settlement.scores));
  const gets = names.objectives.map(
    (party) => `${text(settlement.scores[party.id] ?? 0)} to ${isolate(names.party(party.id))}`,
  );
  return `The ${settlementTitles[id]} settlement gives ${list(gets)}.`;
}

function rests(analysis: Analysis): string {
  const share = analysis.rests_on_share;
  if (!share || share.assumptions === 0 || !analysis.rests_on_complete) return "";
  if (share.matter === 0) return `None of the ${share.assumptions} assumptions, moved alone, changes this.`;
  return `${share.matter} of ${share.assumptions} assumptions, moved alone within their ranges, would change it.`;
}

function whatOpens(analysis: Analysis, names: Names): string {
  const sizes = analysis.concessions.map((concession) => concession.elements.length);
  const least = Math.min(...sizes);
  const cut = analysis.equal_cut
    ? ` If all gave up ${percent(analysis.equal_cut.share)} of their hopes alike, that would open one too.`
    : "";
  if (sizes.length === 0) return cut.trim();
  const easiest = analysis.concessions.filter((concession) => concession.elements.length === least);
  const ways = `${sizes.length} ${plural(sizes.length, "set")} of concessions ${plural(sizes.length, "opens", "open")} a zone`;
  const first = easiest[0]?.elements.map((element) => isolate(names.element(element))) ?? [];
  const smallest =
    easiest.length === 1
      ? `the smallest is ${list(first)}`
      : `${easiest.length} of them ${least === 1 ? "are single steps" : `need ${least} steps`}, such as ${list(first)}`;
  return `${ways}; ${smallest}.${cut}`;
}

function stopped(analysis: Analysis): string {
  if (analysis.ended === "time") return "the time allowed ran out";
  if (analysis.ended === "memory") return "the memory allowed ran out";
  if (analysis.ended === "stopped") return "the work was stopped";
  return "the search ended";
}

function warnings(analysis: Analysis): string[] {
  const result: string[] = [];
  if (analysis.ended)
    result.push(
      `This answer is incomplete: ${stopped(analysis)}. What stands here was found until then; more may exist.`,
    );
  else if (!analysis.frontier.complete && analysis.frontier.size > 0) result.push(partial(analysis));
  if (analysis.zone === null && !analysis.frontier.divisible && analysis.zone_empty !== true)
    result.push("The zone is not counted to the end; its size is given by bounds.");
  if (analysis.zone_empty && !analysis.concessions_complete)
    result.push("More sets of concessions may exist than are listed.");
  return result;
}

function partial(analysis: Analysis): string {
  const coverage = analysis.frontier.coverage;
  if (!coverage) return "The frontier is not proved complete; further efficient packages may exist.";
  const all = coverage.all_found ? "" : " found";
  return `The frontier is shown by ${coverage.points.toLocaleString("en-GB")} of its ${coverage.of.toLocaleString("en-GB")}${all} points; every other one is within ${percent(coverage.within)} of one of them.`;
}
