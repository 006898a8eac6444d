import { expect, test } from "vitest";
import type { Frontier } from "../../src/contract";
import { shownText } from "../../src/model/shown";

const frontier = (size: number, complete: boolean): Frontier => ({
  within: "zone",
  size,
  complete,
  method: "",
  ideal: {},
});

test("the picture says how many points it shows, and of how many", () => {
  expect(shownText(frontier(253, true), 253, 253)).toBe("Shown are all 253 points.");
  expect(shownText(frontier(253, false), 253, 253)).toBe("Shown are the 253 points found.");
  expect(shownText(frontier(1, true), 1, 1)).toBe("There is one such point.");
  expect(shownText(frontier(0, true), 0, 0)).toBe("");
});

test("a subset is said to be one", () => {
  expect(shownText(frontier(12000, true), 12000, 2000)).toMatch(
    /^Shown are 2,000 of 12,000 points: every settlement/,
  );
  expect(shownText(frontier(12000, false), 300, 300)).toBe(
    "Shown are 300 of 12,000 points found, as the analysis lists them.",
  );
});
