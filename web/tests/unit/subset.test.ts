import { describe, expect, test } from "vitest";
import type { Pick } from "../../src/model/picks";
import { subset } from "../../src/model/subset";

const point = (a: number, b: number, marks: Pick["marks"] = []): Pick => ({
  key: `${a}/${b}`,
  title: "",
  marks,
  scored: { scores: { a, b }, package: {} },
});
const line = Array.from({ length: 5000 }, (_, i) => point(i, 5000 - i, i === 1234 ? ["nash"] : []));

describe("the subset that a picture shows", () => {
  test("is everything while it fits", () =>
    expect(subset(line.slice(0, 2000), ["a", "b"])).toHaveLength(2000));
  test("is exactly as large as said", () => expect(subset(line, ["a", "b"])).toHaveLength(2000));
  test("keeps marked points and each party's best and worst", () => {
    const kept = subset(line, ["a", "b"], 10);
    expect(kept).toEqual(expect.arrayContaining([line[0], line[1234], line.at(-1)]));
    expect(kept).toHaveLength(10);
  });
  test("keeps the order of the frontier and is the same each time", () => {
    const kept = subset(line, ["a", "b"], 100);
    expect(kept).toEqual(subset(line, ["a", "b"], 100));
    expect(kept.map((pick) => line.indexOf(pick))).toEqual(
      kept.map((pick) => line.indexOf(pick)).sort((x, y) => x - y),
    );
  });
  test("needs no party", () => expect(subset(line, [], 50)).toHaveLength(50));
});
