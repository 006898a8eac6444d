import { describe, expect, test } from "vitest";
import { exampleOf, named } from "../../src/workbench/model/conditions";
import { inLines } from "../../src/workbench/model/sentence";

const option = (id: string) => ({ id, title: id.toUpperCase() });
const venue = {
  id: "venue",
  title: "Venue",
  kind: "choice",
  options: [option("geneva"), option("oslo")],
} as const;
const aid = { id: "aid", title: "Aid", kind: "amount", options: ["0", "20", "40"].map(option) } as const;
const cast = (issues: readonly unknown[]) => issues as Parameters<typeof exampleOf>[0];

describe("conditions", () => {
  test("have an example in the names of the case", () => {
    expect(exampleOf(cast([venue, aid]))).toBe("venue is geneva implies aid >= 20");
    expect(exampleOf(cast([aid]))).toBe("aid >= 20");
    expect(exampleOf(cast([]))).toBe("");
  });
  test("name what is no plain word in quotes", () => {
    expect(named("cease-fire")).toBe("cease-fire");
    for (const name of ["not", "2", "a b", "-a"]) expect(named(name)).toBe(`"${name}"`);
  });
});

describe("mistakes in a file", () => {
  test("say the line and the column", () => {
    const fault = (at: string) => ({ code: "value", message: "no such issue", hint: "", at });
    const { errors } = inLines({ errors: [fault("12:5"), fault("/case")] });
    expect(errors.map(({ message }) => message)).toEqual([
      "line 12, column 5: no such issue",
      "no such issue",
    ]);
  });
});
