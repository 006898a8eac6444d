import { describe, expect, test } from "vitest";
import { read } from "../../src/model/read";
import { fill } from "../../tools/fill";
import { fold, policy } from "../../tools/single-file";
import { attack, everyAnalysis } from "../support/cases";

const page = `<head><meta charset="utf-8" /><script type="module" crossorigin src="/x.js"></script>
<link rel="stylesheet" crossorigin href="/x.css"></head><body><i>__PARLEY_ANALYSIS__</i></body>`;

describe("the one-file page", () => {
  test("carries script and style inside, and names them in its policy", () => {
    const folded = fold(page, "a('$&')", "b{}");
    expect(folded).toContain(`<script type="module">a('$&')</script>`);
    expect(folded).toContain(`content="${policy("a('$&')", "b{}")}"`);
    expect(folded).not.toMatch(/src=|href=/);
  });
  test("refuses a script that would end its own element", () => {
    expect(() => fold(page, "'</SCRIPT>'", "")).toThrow();
  });
  test("needs its placeholder exactly once", () => {
    expect(() => fold(page, "'__PARLEY_ANALYSIS__'", "")).toThrow();
  });
  test("is filled with text that cannot become markup", () => {
    const filled = fill("__PARLEY_ANALYSIS__", { title: `${attack}\u2028&$&` });
    expect(filled).not.toMatch(/[<>&\u2028]/);
    expect(JSON.parse(filled).title).toBe(`${attack}\u2028&$&`);
  });
});

describe("reading the analysis", () => {
  test("takes every case", () => {
    for (const make of Object.values(everyAnalysis))
      expect(read(JSON.stringify(make()))).toHaveProperty("analysis");
  });
  test("fills in what an older command did not say", () => {
    expect(read('{"parley":1,"command":"analyze","case":"x"}')).toMatchObject({
      analysis: { concessions: [] },
    });
  });
  test("refuses what it does not know", () => {
    for (const text of [
      "",
      "__PARLEY_ANALYSIS__",
      "[]",
      "null",
      '{"parley":2}',
      '{"parley":1,"command":"explain"}',
    ])
      expect(read(text)).toHaveProperty("problem");
  });
});
