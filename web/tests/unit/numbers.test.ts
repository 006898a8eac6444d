import { describe, expect, test } from "vitest";
import { exact, formatFor, percent, signed } from "../../src/model/numbers";

describe("numbers read together", () => {
  test("have the same decimals, and none if all are whole", () => {
    expect([5, 40].map(formatFor([5, 40]))).toEqual(["5", "40"]);
    expect([70.6, 78].map(formatFor([70.6, 78]))).toEqual(["70.6", "78.0"]);
  });
  test("keep about four figures of utilities", () => {
    expect(formatFor([0.910916, 0.733218])(0.910916)).toBe("0.9109");
  });
  test("do not show the noise of binary fractions", () => {
    expect(formatFor([0.1 + 0.2])(0.1 + 0.2)).toBe("0.3");
  });
  test("turn to powers when huge or tiny", () => {
    expect(formatFor([1e40])(1e40)).toBe("1e40");
    expect(formatFor([-1.23456e-9])(-1.23456e-9)).toBe("−1.235e-9");
  });
  test("never show a negative zero, and use a real minus sign", () => {
    const text = formatFor([-2.5, 0]);
    expect([text(-2.5), text(-0)]).toEqual(["−2.5", "0.0"]);
    expect(signed(text, 2.5)).toBe("+2.5");
  });
  test("stand with every figure in a tooltip", () => expect(exact(1234.56789)).toBe("1,234.56789"));
  test("as a share of a whole", () => {
    expect([0.123, 0.05, 0.0001, 0].map(percent)).toEqual(["12 %", "5 %", "under 0.1 %", "0 %"]);
  });
});
