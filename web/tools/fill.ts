// Fills the built page with an analysis, as the command does: docs/report.md gives the rule.
import { placeholder } from "./single-file";

const escapes: Record<string, string> = {
  "<": "\\u003c",
  ">": "\\u003e",
  "&": "\\u0026",
  "\u2028": "\\u2028",
  "\u2029": "\\u2029",
};

export function fill(page: string, analysis: unknown): string {
  const json = typeof analysis === "string" ? analysis : JSON.stringify(analysis);
  const safe = json.replace(/[<>&\u2028\u2029]/g, (character) => escapes[character] ?? character);
  return page.replace(placeholder, () => safe);
}
