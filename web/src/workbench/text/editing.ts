// One clause on its way from what its editor saw to what is saved.
import type { Change, Clause, DraftText } from "./model";

export type Words = Record<string, { heading: string; body: string }>;
export type Bound = Record<string, string[]>; // options by issue, or the issue as such

// Among the options of an issue: the clause settles the issue without settling on an option.
export const asSuch = "";

export interface EditState {
  base: number; // the draft that the editor saw when the editing began, and the clause in it
  seen: { words: Words; bound: Bound };
  words: Words;
  bound: Bound;
}

const wordsOf = (text: DraftText, clause: Clause | null): Words =>
  Object.fromEntries(
    text.languages.map(({ tag }, at) => {
      const version = clause?.versions[at];
      return [tag, { heading: version?.heading ?? "", body: version?.body ?? "" }];
    }),
  );

const boundOf = (clause: Clause | null): Bound =>
  Object.fromEntries(
    (clause?.bindings ?? []).map(({ issue, options }) => [
      issue,
      options.length > 0 ? [...options] : [asSuch],
    ]),
  );

const bindingsOf = (bound: Bound) =>
  Object.entries(bound)
    .filter(([, options]) => options.length > 0)
    .map(([issue, options]) => ({ issue, options: options.filter((one) => one !== asSuch) }));

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
const sameBound = (one: Bound, other: Bound) => same(bindingsOf(one), bindingsOf(other));

export function begin(text: DraftText, clause: Clause | null, number: number): EditState {
  const seen = { words: wordsOf(text, clause), bound: boundOf(clause) };
  return { base: number, seen, ...seen };
}

// What the editor changed of what it saw; what others changed meanwhile is not taken back by it.
export function changesOf(text: DraftText, clause: Clause | null, after: string, state: EditState): Change[] {
  const { seen, words, bound } = state;
  const wordings = text.languages
    .map(({ tag }) => ({ language: tag, heading: "", body: "", ...words[tag] }))
    .filter(({ language, heading, body }) => {
      const old = { heading: "", body: "", ...seen.words[language] };
      return heading !== old.heading || body !== old.body;
    });
  const bindings = bindingsOf(bound);
  if (!clause) return [{ kind: "add_clause", after, wordings, bindings }];
  const changes: Change[] = [];
  if (wordings.length > 0) changes.push({ kind: "change_wording", clause: clause.id, wordings });
  if (!sameBound(bound, seen.bound)) changes.push({ kind: "bind", clause: clause.id, bindings });
  return changes;
}

// Whether the clause reads or settles something else than its editor saw.
export function changedSince(text: DraftText, clause: Clause | null, { seen }: EditState): boolean {
  return !same(seen.words, wordsOf(text, clause)) || !sameBound(seen.bound, boundOf(clause));
}

// The editor has seen what others wrote meanwhile and keeps its own: what it has changed stays, the rest is as it is now.
export function keepMine(
  text: DraftText,
  clause: Clause | null,
  number: number,
  state: EditState,
): EditState {
  const now = begin(text, clause, number);
  const words = Object.entries(now.words).map(([tag, latest]) => {
    const mine = state.words[tag];
    return [tag, mine && !same(mine, state.seen.words[tag]) ? mine : latest];
  });
  return {
    ...now,
    words: Object.fromEntries(words),
    bound: sameBound(state.bound, state.seen.bound) ? now.bound : state.bound,
  };
}
