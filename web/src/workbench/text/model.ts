// The single text as views use it: types, edits, names of clauses and languages.
import { type Answer, api, ask, type Schemas } from "../../api/client";

export type SingleText = Schemas["SingleText"];
export type Working = Schemas["WorkingText"];
export type DraftText = Schemas["DraftText"];
export type Clause = DraftText["clauses"][number];
export type Version = Clause["versions"][number];
export type Language = DraftText["languages"][number];
export type Change = Schemas["TextChange"];
export type Comment = Schemas["DraftComment"];
export type SharedDraft = Schemas["SharedDraft"];
export type Run = Schemas["TextRuns"][number];
export type Comparison = Schemas["DraftComparison"];

export const postEdit = (base: number, changes: Change[]): Promise<Answer<{ number: number }>> =>
  ask(api.POST("/api/text/edits", { body: { base, changes } }));

const names = new Intl.DisplayNames(["en"], { type: "language" });
export function languageName(tag: string): string {
  try {
    return names.of(tag) ?? tag;
  } catch {
    return tag;
  }
}

// "3. Cease-fire", in the first language that has a heading.
export function clauseTitle(clause: Clause, place: number): string {
  const heading = clause.versions.find((version) => version.heading !== "")?.heading;
  return heading ? `${place + 1}. ${heading}` : `Clause ${place + 1}`;
}

export interface Issue {
  id: string;
  title: string;
  options: readonly { id: string; title: string }[];
}

// What a clause settles, by titles: an issue as such, or options of it.
export function settled(
  { issue, options }: Clause["bindings"][number],
  issues: readonly Issue[],
): { title: string; options: string[] } {
  const found = issues.find(({ id }) => id === issue);
  return {
    title: found?.title || issue,
    options: options.map((id) => found?.options.find((one) => one.id === id)?.title || id),
  };
}

export const staleCount = (text: DraftText): number =>
  text.clauses.reduce((sum, { versions }) => sum + versions.filter(({ stale }) => stale).length, 0);

// Drafts that carry the same words may have been shared with several rooms; a reader sees each once, the newest first.
export function newestFirst(drafts: readonly SharedDraft[]): SharedDraft[] {
  const seen = new Set<string>();
  return [...drafts].reverse().filter(({ label, time, sha256 }) => {
    const key = `${time} ${label} ${sha256}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

// "a changed, b added": what one edit did, in few words.
const acts: Record<Change["kind"], string> = {
  set_title: "title",
  add_language: "language added",
  remove_language: "language removed",
  set_standing: "standing of a language",
  add_clause: "clause added",
  remove_clause: "clause removed",
  move_clause: "clause moved",
  change_wording: "words changed",
  confirm: "version confirmed",
  bind: "bound to issues",
};
export const actWords = (kind: Change["kind"]): string => acts[kind];
