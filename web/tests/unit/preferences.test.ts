import { describe, expect, test } from "vitest";
import {
  type Answers,
  barOf,
  dropped,
  type IssueAnswer,
  likely,
  mattersMost,
  moved,
  noDeal,
  optionRows,
  ordered,
  packageRows,
  ranged,
  rankedBy,
  rescaled,
  room,
  settled,
  step,
  tied,
} from "../../src/workbench/model/preferences";

const issue = (places: number[], values: (number | null)[] = []): IssueAnswer => ({
  issue: "venue",
  swing: null,
  options: places.map((place, at) => {
    const value = values[at] ?? null;
    return { option: "abcde"[at] ?? "", place, value: value === null ? null : barOf(value) };
  }),
});

const answers = (part: Partial<Answers> = {}): Answers => ({
  red_lines: [],
  excluded: [],
  issues: [],
  packages: [],
  no_deal: null,
  ...part,
});

describe("order", () => {
  test("begins with the order of the case, which is not an answer yet", () => {
    expect(optionRows(issue([0, 0, 0]))).toEqual([["a"], ["b"], ["c"]]);
  });
  test("moves an entry past its neighbour, and not past the ends", () => {
    expect(step([["a"], ["b"], ["c"]], "c", -1)).toEqual([["a"], ["c"], ["b"]]);
    expect(step([["a"], ["b"]], "a", -1)).toEqual([["a"], ["b"]]);
    expect(step([["a"], ["b"]], "b", 1)).toEqual([["a"], ["b"]]);
  });
  test("ties with the one above, and leaves the tie the same way", () => {
    const both = tied([["a"], ["b"], ["c"]], "b");
    expect(both).toEqual([["a", "b"], ["c"]]);
    expect(tied(both, "b")).toEqual([["a"], ["b"], ["c"]]);
    expect(step(both, "b", -1)).toEqual([["b"], ["a"], ["c"]]);
  });
  test("drops an entry where it is let go", () => {
    expect(dropped([["a"], ["b"], ["c"]], "a", "c")).toEqual([["b"], ["c"], ["a"]]);
    expect(dropped([["a"], ["b"], ["c"]], "c", "a")).toEqual([["c"], ["a"], ["b"]]);
  });
  test("takes away the bars that a new order contradicts, and those of the ends", () => {
    const before = issue([1, 2, 3, 4], [null, 70, 30, null]);
    const after = ordered(before, [["a"], ["c"], ["b"], ["d"]]);
    expect(after.options.map(({ place }) => place)).toEqual([1, 3, 2, 4]);
    expect(after.options.map(({ value }) => likely(value))).toEqual([null, null, 30, null]);
  });
});

describe("bars", () => {
  test("move between their neighbours and stand evenly until they are set", () => {
    expect(room(issue([1, 2, 3, 4]), 1)).toEqual({ low: 0, high: 100, even: 67 });
    expect(room(issue([1, 2, 3, 4], [null, 80, null, null]), 2)).toEqual({ low: 0, high: 80, even: 40 });
  });
  test("keep the likely value within their range", () => {
    const wide = ranged(barOf(40), 30, 60);
    expect(wide).toEqual({ likely: "40", low: "30", high: "60" });
    expect(moved(wide, 70)).toEqual({ likely: "70", low: "30", high: "70" });
    expect(ranged(barOf(40), 40, 40)).toEqual(barOf(40));
  });
});

describe("swings", () => {
  const two = answers({
    issues: [
      { ...issue([1, 2]), issue: "x", swing: barOf(100) },
      { ...issue([1, 2]), issue: "y", swing: barOf(50) },
    ],
  });
  test("have one that matters most", () => {
    expect(mattersMost(two, "y").issues.map(({ swing }) => likely(swing))).toEqual([null, 100]);
  });
  test("are brought back to 100 with their proportions", () => {
    const smaller = settled(two, { kind: "swing", issue: "x", option: "", from: 100, to: 40, words: "" }, []);
    expect(smaller.issues.map(({ swing }) => likely(swing))).toEqual([80, 100]);
    expect(rescaled(two)).toBe(two);
  });
});

describe("packages", () => {
  const three = answers({ packages: [1, 2, 3].map(() => ({ package: {}, place: 0 })) });
  test("are ranked together with no deal", () => {
    expect(packageRows(three)).toEqual([["A"], ["B"], ["C"], [noDeal]]);
    const ranked = rankedBy(three, [["B"], [noDeal], ["A", "C"]]);
    expect(ranked.packages.map(({ place }) => place)).toEqual([2, 1, 2]);
    expect(ranked.no_deal).toBe(2);
    expect(packageRows(ranked)).toEqual([["B"], [noDeal], ["A", "C"]]);
  });
  test("never tie with no deal", () => {
    expect(rankedBy(three, [["A"], ["B", noDeal], ["C"]]).no_deal).toBe(2);
  });
  test("change places when that settles a contradiction", () => {
    const ranked = rankedBy(three, [["A"], ["B"], ["C"], [noDeal]]);
    const swapped = settled(
      ranked,
      { kind: "swap", issue: "", option: "", from: 0, to: 0, words: "" },
      [0, 1],
    );
    expect(swapped.packages.map(({ place }) => place)).toEqual([2, 1, 3]);
  });
});
