import { describe, expect, test } from "vitest";
import { Names } from "../../src/model/names";
import { type Account, howMany, type Improvements, verdict } from "../../src/workbench/table/documents";
import { emptyAnalysis } from "../support/cases";

const improvements = (over: Partial<Improvements>): Improvements => ({
  within: "zone",
  table: { scores: {}, package: {} },
  table_within: true,
  improvements: [],
  total: 0,
  for_all: 0,
  complete: true,
  trades: [],
  trades_total: 0,
  paired_trades: [],
  paired_trades_total: 0,
  trades_complete: true,
  ...over,
});

describe("how many packages are better", () => {
  test("none: the package is efficient only if it is among those looked at, and all were", () => {
    expect(howMany(improvements({}), true)).toContain("the first package is efficient");
    for (const within of ["zone", "feasible"] as const)
      expect(howMany(improvements({ within, table_within: false }), true)).not.toContain("efficient");
    expect(howMany(improvements({ table_within: false }), true)).toContain("lies outside the zone");
    expect(howMany(improvements({ complete: false }), true)).toContain("the search is not complete");
    expect(howMany(improvements({ complete: false }), false)).toBe(
      "No party has scores, so that no package is better than another.",
    );
  });
  test("some: how many of them are better for all, where they were looked for, and whether these are all", () => {
    expect(howMany(improvements({ total: 1, for_all: 1 }), true)).toBe(
      "1 efficient package costs no party anything and gives somebody something; it is better for all. Looked for in the zone.",
    );
    const some = howMany(improvements({ within: "feasible", total: 12, for_all: 3, complete: false }), true);
    expect(some).toContain("12 efficient packages cost no party anything");
    expect(some).toContain("3 are better for all");
    expect(some).toContain("there may be better ones");
    expect(some).toContain("No package in the zone was found");
  });
});

test("a verdict names rules, red lines and parties by their titles", () => {
  const analysis = emptyAnalysis();
  const [rule] = analysis.rules;
  const [line] = analysis.red_lines;
  if (!rule || !line) throw new Error("the case has a rule and a red line");
  const account: Account = {
    scores: {},
    package: {},
    feasible: false,
    in_zone: false,
    broken_rules: [rule.id],
    accepted_by: [],
    crossed_red_lines: { [line.party]: [line.id] },
  };
  const words = verdict(account, new Names(analysis));
  expect(words).toContain(`it breaks “${rule.title}”`);
  expect(words).toContain(`it crosses “${line.title}” of`);
  expect(words).toContain("accepted by nobody");
});
