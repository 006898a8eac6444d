// Conditions in the language of case files, in the names of the case at the table. Pure.
import type { Schemas } from "../../api/client";

type Issue = Schemas["Talks"]["issues"][number];

const words = [
  "and",
  "or",
  "not",
  "implies",
  "is",
  "one",
  "none",
  "of",
  "at",
  "most",
  "least",
  "exactly",
  "true",
  "false",
];

// A name in quotes is always one.
export const named = (name: string): string =>
  /^\p{L}[\p{L}\d-]*$/u.test(name) && !words.includes(name) ? name : `"${name}"`;

// What an issue can be asked: its first option, or at least an amount from the middle.
function atom({ id, kind, options }: Issue): string {
  const middle = options[kind === "amount" ? Math.floor(options.length / 2) : 0];
  return middle ? `${named(id)} ${kind === "amount" ? `>= ${middle.id}` : `is ${named(middle.id)}`}` : "";
}

// A condition over two issues, an amount among them where there is one.
export function exampleOf(issues: readonly Issue[]): string {
  const asked = issues.filter(({ options }) => options.length > 0);
  const first = asked.find(({ kind }) => kind === "choice") ?? asked[0];
  const others = asked.filter((issue) => issue !== first);
  const second = others.find(({ kind }) => kind === "amount") ?? others[0];
  return [first, second].flatMap((issue) => (issue ? [atom(issue)] : [])).join(" implies ");
}
