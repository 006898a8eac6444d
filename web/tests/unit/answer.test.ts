import { describe, expect, test } from "vitest";
import type { Analysis } from "../../src/contract";
import { answerOf } from "../../src/model/answer";
import { contractAnalysis, emptyAnalysis, harbourAnalysis } from "../support/cases";

const bare = (text: string) => text.replace(/[\u2068\u2069]/g, "");
const answer = (change: Partial<Analysis>, base = contractAnalysis()) => {
  const found = answerOf({ ...base, ...change });
  return { ...found, headline: bare(found.headline), more: found.more.map(bare) };
};

describe("the answer in one sentence", () => {
  test("counts the zone", () => {
    expect(answer({}, harbourAnalysis()).headline).toBe(
      "Agreement is possible: 55 of 720 packages are acceptable to enough parties.",
    );
    expect(answer({ zone: "1" }).headline).toBe(
      "Agreement is possible: 1 of 720 packages is acceptable to everybody.",
    );
    expect(answer({ zone: "720" }).headline).toBe(
      "Agreement is possible: each of the 720 packages is acceptable to everybody.",
    );
  });
  test("gives bounds where the zone is not counted, and says so", () => {
    const found = answer({ zone: null, zone_bounds: { at_least: "1200", at_most: "9000" } });
    expect(found.headline).toBe(
      "Agreement is possible: at least 1,200 packages are acceptable to everybody.",
    );
    expect(found.warnings).toEqual(["The zone is not counted to the end; its size is given by bounds."]);
  });
  test("does not count divisions", () => {
    const frontier = { ...contractAnalysis().frontier, divisible: true, packages: null };
    expect(answer({ frontier, packages: null, feasible: null, zone: null }).headline).toBe(
      "Agreement is possible: there are divisions acceptable to everybody.",
    );
  });
  test("says that no agreement is possible, and why", () => {
    const empty: Partial<Analysis> = { zone: "0", zone_empty: true };
    expect(answer(empty).headline).toBe(
      "No agreement is possible as things stand: none of the 720 feasible packages is acceptable to everybody.",
    );
    expect(answer({ ...empty, accepts: { p0: "0", p1: "3" } }).headline).toBe(
      "No agreement is possible as things stand: Buyer would accept no package at all.",
    );
    expect(answer({ ...empty, feasible: "0" }).headline).toBe(
      "No agreement is possible as things stand: none of the 720 packages satisfies every rule.",
    );
  });
  test("names the smallest concession when the zone is empty", () => {
    const [opens] = answer({}, emptyAnalysis()).more;
    expect(opens).toContain("3 sets of concessions open a zone");
    expect(opens).toContain(
      "the smallest is Environmental League’s red line “No dredging of the inner harbour”",
    );
    expect(opens).toContain("If all gave up 12 % of their hopes alike");
  });
  test("admits what it does not know", () => {
    const found = answer({ zone: null, zone_empty: null, ended: "time" });
    expect(found.verdict).toBe("open");
    expect(found.headline).toBe(
      "Whether an agreement is possible is not settled: the time allowed ran out before one was found or ruled out.",
    );
    expect(found.warnings[0]).toMatch(/^This answer is incomplete: the time allowed ran out\./);
  });
  test("states the coverage of a representative subset", () => {
    const { frontier } = contractAnalysis();
    const coverage = { points: 200, of: 11997, within: 0.012, all_found: true };
    expect(answer({ frontier: { ...frontier, complete: false, coverage } }).warnings).toEqual([
      "The frontier is shown by 200 of its 11,997 points; every other one is within 1.2 % of one of them.",
    ]);
  });
});
