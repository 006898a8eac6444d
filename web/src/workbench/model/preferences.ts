// What can be done with a party's answers before they are saved: put in order, rate, weigh, rank. Pure.
import type { Schemas } from "../../api/client";

export type Answers = Schemas["Answers"];
export type IssueAnswer = Answers["issues"][number];
export type Rated = IssueAnswer["options"][number];
export type Bar = Schemas["Bar"];
export type Change = Schemas["Change"];

// A list in order: rows from best to worst, each with one entry or several that tie.
export type Rows = string[][];

export const likely = (bar: Bar | null): number | null => {
  if (!bar) return null;
  const [over, under] = bar.likely.split("/");
  return Number(over) / Number(under ?? 1);
};

const numberOf = (text: string): number => {
  const [over, under] = text.split("/");
  return Number(over) / Number(under ?? 1);
};

export const barOf = (value: number): Bar => ({ likely: String(Math.round(value)), low: null, high: null });

// The range keeps the likely value inside; a range of no width is none.
export function ranged(bar: Bar, low: number, high: number): Bar {
  const at = numberOf(bar.likely);
  const clamp = (x: number) => Math.min(100, Math.max(0, Math.round(x)));
  const [from, to] = [Math.min(clamp(low), at), Math.max(clamp(high), at)];
  return from === to ? { ...bar, low: null, high: null } : { ...bar, low: String(from), high: String(to) };
}

export function moved(bar: Bar | null, value: number): Bar {
  const next = barOf(value);
  return bar?.low != null && bar.high != null ? ranged(next, numberOf(bar.low), numberOf(bar.high)) : next;
}

export const ends = (bar: Bar): [number, number] | null =>
  bar.low != null && bar.high != null ? [numberOf(bar.low), numberOf(bar.high)] : null;

// --- Order ---

export const placed = (issue: IssueAnswer): boolean => issue.options.every(({ place }) => place > 0);

function rowsBy(entries: readonly { key: string; place: number }[]): Rows {
  const places = [...new Set(entries.map(({ place }) => place))].sort((a, b) => a - b);
  return places.map((place) => entries.filter((one) => one.place === place).map(({ key }) => key));
}

// Before anything is placed, the order of the case stands there to be moved.
export const optionRows = (issue: IssueAnswer): Rows =>
  placed(issue)
    ? rowsBy(issue.options.map(({ option, place }) => ({ key: option, place })))
    : issue.options.map(({ option }) => [option]);

// One step up or down: into the neighbouring row's gap; an entry of a tie leaves it first.
export function step(rows: Rows, key: string, by: -1 | 1): Rows {
  const at = rows.findIndex((row) => row.includes(key));
  const row = rows[at];
  if (!row) return rows;
  const without = rows.map((one) => one.filter((other) => other !== key)).filter((one) => one.length > 0);
  const target = row.length > 1 ? (by < 0 ? at : at + 1) : at + by;
  if (target < 0 || target > without.length) return rows;
  return [...without.slice(0, target), [key], ...without.slice(target)];
}

// Dropped before (or after, at the end) another entry.
export function dropped(rows: Rows, key: string, on: string): Rows {
  if (key === on) return rows;
  const from = rows.findIndex((row) => row.includes(key));
  const to = rows.findIndex((row) => row.includes(on));
  const without = rows.map((one) => one.filter((other) => other !== key)).filter((one) => one.length > 0);
  const at = without.findIndex((row) => row.includes(on));
  const target = from < to ? at + 1 : at;
  return [...without.slice(0, target), [key], ...without.slice(target)];
}

// Ties with the row above, or leaves the tie for a row below it.
export function tied(rows: Rows, key: string): Rows {
  const at = rows.findIndex((row) => row.includes(key));
  const row = rows[at] ?? [];
  if (row.length > 1 && row[0] !== key) return step(rows, key, 1);
  const above = rows[at - 1];
  if (!above || row.length > 1) return rows;
  return [...rows.slice(0, at - 1), [...above, key], ...rows.slice(at + 1)];
}

const placeIn = (rows: Rows, key: string): number => rows.findIndex((row) => row.includes(key)) + 1;

// Bars that the new order contradicts are taken away; the first and the last need none.
export function ordered(issue: IssueAnswer, rows: Rows): IssueAnswer {
  let ceiling = 100;
  const kept = new Map<string, Bar>();
  for (const row of rows.slice(1, -1)) {
    const bars = row.map((key) => issue.options.find(({ option }) => option === key)?.value ?? null);
    const bar = bars.find((one) => one !== null) ?? null;
    const value = likely(bar);
    if (bar === null || value === null || value > ceiling) continue;
    for (const key of row) kept.set(key, bar);
    ceiling = value;
  }
  const options = issue.options.map((one) => ({
    ...one,
    place: placeIn(rows, one.option),
    value: kept.get(one.option) ?? null,
  }));
  return { ...issue, options };
}

// --- Bars ---

// Between what a bar may move, so that it does not contradict the order; where it stands while it is not set.
export function room(issue: IssueAnswer, row: number): { low: number; high: number; even: number } {
  const rows = optionRows(issue);
  const last = rows.length - 1;
  const standing = (at: number): number | null => {
    if (at === 0) return 100;
    if (at === last) return 0;
    return likely(issue.options.find(({ option }) => option === rows[at]?.[0])?.value ?? null);
  };
  let above = row - 1;
  while (above > 0 && standing(above) === null) above -= 1;
  let below = row + 1;
  while (below < last && standing(below) === null) below += 1;
  const high = standing(above) ?? 100;
  const low = standing(below) ?? 0;
  return { low, high, even: Math.round(high - ((high - low) * (row - above)) / (below - above)) };
}

export const rated = (issue: IssueAnswer, keys: readonly string[], value: Bar | null): IssueAnswer => ({
  ...issue,
  options: issue.options.map((one) => (keys.includes(one.option) ? { ...one, value } : one)),
});

export const withIssue = (answers: Answers, issue: IssueAnswer): Answers => ({
  ...answers,
  issues: answers.issues.map((one) => (one.issue === issue.issue ? issue : one)),
});

// --- Swings ---

export const first = (answers: Answers): string | null =>
  answers.issues.find(({ swing }) => likely(swing) === 100)?.issue ?? null;

// The issue that matters most has 100; any other that stood there is moved aside for it.
export function mattersMost(answers: Answers, issue: string): Answers {
  const before = first(answers);
  return {
    ...answers,
    issues: answers.issues.map((one) => {
      if (one.issue === issue) return { ...one, swing: barOf(100) };
      return one.issue === before ? { ...one, swing: null } : one;
    }),
  };
}

// After a change the largest swing stands at 100 again; the proportions stay.
export function rescaled(answers: Answers): Answers {
  const most = Math.max(...answers.issues.map(({ swing }) => likely(swing) ?? 0));
  if (most <= 0 || most === 100) return answers;
  const scale = (text: string) => String(Math.min(100, Math.round((numberOf(text) * 100) / most)));
  return {
    ...answers,
    issues: answers.issues.map((one) => ({
      ...one,
      swing: one.swing && {
        likely: scale(one.swing.likely),
        low: one.swing.low === null ? null : scale(one.swing.low),
        high: one.swing.high === null ? null : scale(one.swing.high),
      },
    })),
  };
}

// --- Packages and no deal ---

export const noDeal = "no deal";
export const letter = (at: number): string => String.fromCharCode(65 + at);

// Packages by their letters, and no deal among them once it has a place.
export function packageRows(answers: Answers): Rows {
  const ranked = answers.packages.every(({ place }) => place > 0);
  const rows = ranked
    ? rowsBy(answers.packages.map(({ place }, at) => ({ key: letter(at), place })))
    : answers.packages.map((_, at) => [letter(at)]);
  const at = answers.no_deal === null ? rows.length : answers.no_deal - 1;
  return [...rows.slice(0, at), [noDeal], ...rows.slice(at)];
}

// No deal ties with nothing: it stands before what it was tied with.
export function rankedBy(answers: Answers, rows: Rows): Answers {
  const split = rows.flatMap((row) =>
    row.includes(noDeal) && row.length > 1 ? [[noDeal], row.filter((key) => key !== noDeal)] : [row],
  );
  const places = split.filter((row) => !row.includes(noDeal));
  return {
    ...answers,
    packages: answers.packages.map((one, at) => ({ ...one, place: placeIn(places, letter(at)) })),
    no_deal: split.findIndex((row) => row.includes(noDeal)) + 1,
  };
}

export const isRanked = (answers: Answers): boolean =>
  answers.packages.length > 0 && answers.no_deal !== null && answers.packages.every(({ place }) => place > 0);

// --- What settles a contradiction ---

export function settled(answers: Answers, change: Change, packages: readonly number[]): Answers {
  if (change.kind === "swap") {
    const [a, b] = packages;
    const placeOf = (at: number | undefined) => answers.packages[at ?? -1]?.place ?? 0;
    return {
      ...answers,
      packages: answers.packages.map((one, at) =>
        at === a ? { ...one, place: placeOf(b) } : at === b ? { ...one, place: placeOf(a) } : one,
      ),
    };
  }
  const issue = answers.issues.find((one) => one.issue === change.issue);
  if (!issue) return answers;
  if (change.kind === "swing")
    return rescaled(withIssue(answers, { ...issue, swing: moved(issue.swing, change.to) }));
  const bar = issue.options.find(({ option }) => option === change.option)?.value ?? null;
  return withIssue(answers, rated(issue, [change.option], moved(bar, change.to)));
}

// --- Red lines ---

export const isExcluded = (answers: Answers, issue: string, option: string): boolean =>
  answers.excluded.some((one) => one.issue === issue && one.option === option);

export const exclude = (answers: Answers, issue: string, option: string, out: boolean): Answers => ({
  ...answers,
  excluded: [
    ...answers.excluded.filter((one) => one.issue !== issue || one.option !== option),
    ...(out ? [{ issue, option }] : []),
  ],
});

// The ids of conditions are ours: red-1, red-2, ...
export function newRedLine(answers: Answers): Answers["red_lines"][number] {
  let n = 1;
  while (answers.red_lines.some(({ id }) => id === `red-${n}`)) n += 1;
  return { id: `red-${n}`, title: "", text: "" };
}
