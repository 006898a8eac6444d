import { describe, expect, test } from "vitest";
import { countPlain, countText, shareOf, shareText } from "../../src/model/counts";

describe("a count", () => {
  test("is grouped while it fits on a line", () => {
    expect(countPlain("7128000")).toBe("7,128,000");
    expect(countPlain("0")).toBe("0");
  });
  test("becomes a power of ten when it is long, and keeps every digit", () => {
    const digits = `1${"0".repeat(40)}`;
    expect(countText(digits)).toMatchObject({ text: "10", power: "40" });
    expect(countText(digits).full.replaceAll(",", "")).toBe(digits);
    expect(countPlain("12345678901234567890")).toBe("1.23 × 10¹⁹");
  });
  test("rounds up into the next power", () => {
    expect(countPlain("99999999999999999999")).toBe("1.00 × 10²⁰");
  });
});

describe("a share", () => {
  test("is a percentage, one in so many, none or all", () => {
    expect(shareText("55", "720")).toBe("7.6 %");
    expect(shareText("1", "13123")).toBe("1 in 13,000");
    expect(shareText("0", "10")).toBe("none");
    expect(shareText("10", "10")).toBe("all");
    expect(shareText("99999", "100000")).toBe("over 99 %");
  });
  test("is exact for counts beyond any floating-point number", () => {
    const whole = `4${"0".repeat(400)}`;
    expect(shareOf(`1${"0".repeat(400)}`, whole)).toBe(0.25);
    expect(shareText("1", whole)).toBe("1 in 4.00 × 10⁴⁰⁰");
  });
  test("of nothing is nothing", () => expect(shareOf("0", "0")).toBe(0));
});
