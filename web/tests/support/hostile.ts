// Talks in which every name is an attack: the case, its parties, issues and options, and the words of whoever acts.
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { abroad } from "./direction";
import { payloads } from "./payloads";

export const planted: { where: string; text: string }[] = [];
let count = 0;

// Text for a field: a number that is nobody else's, words of other scripts, a payload, and as many more as the field takes.
// Every payload has its turn to come first.
// `fit` makes it what the field allows, where that is not everything.
export function bad(where: string, most = 2000, fit = (text: string) => text): string {
  const at = count++;
  const first = payloads[at % payloads.length] ?? "";
  const head = fit(`〔${at}〕${abroad} ${first}`);
  planted.push({ where, text: head });
  let text = head;
  for (let next = at + 1; next < at + payloads.length; ++next) {
    const longer = fit(`${text} ${payloads[next % payloads.length]}`);
    if (longer.length > most) break;
    text = longer;
  }
  return text;
}

// Ids are shown where nothing has a title, and stand in addresses; a demonstration makes host names of them.
export const ids = {
  first: "a <img src=x onerror=window.injected=1>",
  second: 'b "><script>window.injected=1</script>',
  third: "c <svg/onload=window.injected=1>",
  fourth: "d javascript:window.injected=1",
  observer: "e <iframe srcdoc='<script>parent.injected=1</script>'>",
  choice: "f <img src=x onerror=window.injected=1>",
  bare: "g <svg/onload=window.injected=1>", // no title, so that the id is shown
  amount: 'h "><script>window.injected=1</script>',
};
export const options = [
  "i <img src=x onerror=window.injected=1>",
  "j </title><script>window.injected=1</script>",
];

export const hostOf = (id: string): string =>
  id
    .toLowerCase()
    .replace(/[^a-z0-9_-]/g, "")
    .replace(/_/g, "-");

const quoted = (name: string) => `"${name.replace(/["\\]/g, "\\$&")}"`;
export const condition = `${quoted(ids.choice)} is ${quoted(options[0] ?? "")} or ${quoted(ids.amount)} >= 0`;

const scores = (likes: number) => ({
  [ids.choice]: { table: { [options[0] ?? ""]: likes, [options[1] ?? ""]: 10 - likes } },
  [ids.bare]: { table: { [options[0] ?? ""]: 10 - likes, [options[1] ?? ""]: likes } },
  [ids.amount]: { per_unit: likes > 5 ? 1 : -1 },
});
const party = (where: string, likes: number) => ({
  name: bad(`case: name of ${where}`),
  delegates: [{ name: bad(`case: delegate of ${where}`), title: bad(`case: office of ${where}`) }],
  scores: scores(likes),
});

export function hostileCase(): string {
  const subject = {
    parley: 1,
    case: "hostile",
    title: bad("case: title"),
    about: bad("case: about"),
    source: "told",
    sources: { told: { title: bad("case: source"), url: "javascript:window.injected=1" } },
    issues: {
      [ids.choice]: {
        title: bad("case: issue"),
        options: Object.fromEntries(options.map((one, at) => [one, bad(`case: option ${at}`)])),
      },
      [ids.bare]: { options },
      [ids.amount]: {
        title: bad("case: amount"),
        amount: { from: 0, to: 2, step: 1, unit: bad("case: unit", 60) },
      },
    },
    parties: {
      [ids.first]: party("the first", 8),
      [ids.second]: party("the second", 2),
      [ids.third]: { ...party("the third", 6), role: "guarantor" },
      [ids.fourth]: {
        role: "ally",
        scores: scores(7),
        red_lines: [{ id: "line", title: bad("case: red line"), rule: condition }],
      },
      [ids.observer]: { role: "observer" },
      broker: { role: "mediator", name: bad("case: mediator") },
    },
    rules: [{ id: "rule", title: bad("case: rule"), rule: condition, firm: true }],
  };
  const file = join(mkdtempSync(join(tmpdir(), "parley-hostile-")), "case.yaml");
  writeFileSync(file, JSON.stringify(subject));
  return file;
}
