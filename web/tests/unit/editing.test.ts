import { describe, expect, test } from "vitest";
import { asSuch, begin, changedSince, changesOf, keepMine } from "../../src/workbench/text/editing";
import type { Clause, DraftText } from "../../src/workbench/text/model";

const language = (tag: string) => ({ tag, standing: "authentic" as const, rtl: false });
const clause = (en: string, ar: string, options: string[] = []): Clause => ({
  id: "c",
  versions: [
    { language: "en", heading: "H", body: en, stale: false },
    { language: "ar", heading: "", body: ar, stale: false },
  ],
  bindings: options.length > 0 ? [{ issue: "venue", options }] : [],
});
const text = (...clauses: Clause[]): DraftText => ({
  title: "",
  languages: [language("en"), language("ar")],
  clauses,
});
const kinds = (changes: { kind: string }[]) => changes.map(({ kind }) => kind);

const before = clause("old", "قديم");
const began = begin(text(before), before, 3);
const write = (en: string) => ({ ...began, words: { ...began.words, en: { heading: "H", body: en } } });

describe("an edit of a clause", () => {
  test("changes nothing until something is written", () => {
    expect(changesOf(text(before), before, "", began)).toEqual([]);
  });
  test("holds the languages that were written, and not what others changed of the clause meanwhile", () => {
    const now = clause("old", "قديم", ["geneva"]);
    const changes = changesOf(text(now), now, "", write("mine"));
    expect(kinds(changes)).toEqual(["change_wording"]);
    expect(changes[0]?.wordings).toEqual([{ language: "en", heading: "H", body: "mine" }]);
  });
  test("binds when what it settles was changed", () => {
    const bound = { ...began, bound: { venue: ["geneva"] } };
    expect(kinds(changesOf(text(before), before, "", bound))).toEqual(["bind"]);
  });
});

describe("what a clause settles", () => {
  const issue = (options: string[]): Clause => ({ ...before, bindings: [{ issue: "land", options }] });
  const bindings = (bound: Record<string, string[]>) =>
    changesOf(text(before), before, "", { ...began, bound })[0]?.bindings;
  test("may be an issue as such, also one that is divided and has no option", () => {
    expect(bindings({ land: [asSuch] })).toEqual([{ issue: "land", options: [] }]);
    expect(begin(text(issue([])), issue([]), 3).bound).toEqual({ land: [asSuch] });
  });
  test("is an option once one is chosen beside the issue, and nothing once all are taken back", () => {
    expect(bindings({ land: [asSuch, "north"] })).toEqual([{ issue: "land", options: ["north"] }]);
    const bound = issue(["north"]);
    const none = { ...begin(text(bound), bound, 3), bound: { land: [] } };
    expect(changesOf(text(bound), bound, "", none)[0]?.bindings).toEqual([]);
  });
});

describe("when somebody else saved the same clause meanwhile", () => {
  const now = clause("theirs", "جديد", ["geneva"]);
  test("the editor is shown it, and not where the clause reads as before", () => {
    expect(changedSince(text(now), now, write("mine"))).toBe(true);
    expect(changedSince(text(before), before, write("mine"))).toBe(false);
  });
  test("keeping mine writes over what I wrote, and takes the rest as it is now", () => {
    const kept = keepMine(text(now), now, 4, write("mine"));
    expect(kept.base).toBe(4);
    expect(kept.words).toEqual({ en: { heading: "H", body: "mine" }, ar: { heading: "", body: "جديد" } });
    expect(kept.bound).toEqual({ venue: ["geneva"] });
    const changes = changesOf(text(now), now, "", kept);
    expect(kinds(changes)).toEqual(["change_wording"]);
    expect(changes[0]?.wordings?.map((one) => one.language)).toEqual(["en"]);
  });
});
