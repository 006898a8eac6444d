import { expect, test } from "vitest";
import {
  type Clause,
  clauseTitle,
  languageName,
  newestFirst,
  type SharedDraft,
  settled,
  staleCount,
} from "../../src/workbench/text/model";

const shared = (id: string, room: string, label: string, time: string): SharedDraft => ({
  id,
  room,
  label,
  note: "",
  time,
  author: { name: "Anna", organisation: "" },
  sha256: "",
});

const clause = (...headings: string[]): Clause => ({
  id: "c",
  bindings: [],
  versions: headings.map((heading, at) => ({ language: `l${at}`, heading, body: "", stale: heading === "" })),
});

test("a draft that was shared with several rooms at once stands there once, the newest first", () => {
  const drafts = [
    shared("a", "caucus:x", "First", "2025-08-18T10:00:00Z"),
    shared("b", "plenary", "First", "2025-08-18T10:00:00Z"),
    shared("c", "plenary", "Second", "2025-08-19T10:00:00Z"),
  ];
  expect(newestFirst(drafts).map(({ id }) => id)).toEqual(["c", "b"]);
});

test("a clause is called by its first heading in any language, or by its number", () => {
  expect(clauseTitle(clause("", "وقف"), 2)).toBe("3. وقف");
  expect(clauseTitle(clause("", ""), 0)).toBe("Clause 1");
});

test("every stale version counts", () => {
  expect(staleCount({ title: "", languages: [], clauses: [clause("", "x"), clause("", "")] })).toBe(3);
});

test("a language is called by its name where the tag has one", () => {
  expect(languageName("ar")).toBe("Arabic");
  expect(languageName("not a tag")).toBe("not a tag");
});

test("what a clause settles is called by titles, an issue as such by its own", () => {
  const issues = [{ id: "venue", title: "Venue", options: [{ id: "geneva", title: "Geneva" }] }];
  const of = (issue: string, options: string[]) => settled({ issue, options }, issues);
  expect(of("venue", ["geneva"])).toEqual({ title: "Venue", options: ["Geneva"] });
  expect(of("venue", [])).toEqual({ title: "Venue", options: [] });
  expect(of("gone", ["x"])).toEqual({ title: "gone", options: ["x"] });
});
