import { describe, expect, test } from "vitest";
import { yesMeans } from "../../src/workbench/rounds/words";

const hash = "0".repeat(64);

describe("what a yes means", () => {
  test("leads to signing where it is about a frozen text, and only there", () => {
    for (const means of ["final", "ad_referendum"] as const) {
      expect(yesMeans({ means, sha256: hash })).toContain("the text is ready to be signed");
      expect(yesMeans({ means, sha256: "" })).toContain("a package is not signed");
      expect(yesMeans({ means, sha256: "" })).not.toContain("ready to be signed");
    }
  });
  test("is final, or subject to approval at home", () => {
    expect(yesMeans({ means: "final", sha256: "" })).toContain("finally and without reservation");
    expect(yesMeans({ means: "ad_referendum", sha256: hash })).toContain("subject to approval at home");
  });
});
