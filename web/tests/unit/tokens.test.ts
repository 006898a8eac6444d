import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const css = readFileSync(new URL("../../src/styles/tokens.css", import.meta.url), "utf8");
const schemes = [...css.matchAll(/:root \{(.*?)\}/gs)].map(([, body = ""]) =>
  Object.fromEntries(
    [...body.matchAll(/--([a-z-]+): (#[0-9a-f]{3,6});/g)].map(([, name, colour]) => [name, colour]),
  ),
);

function luminance(colour = ""): number {
  const digits = colour.length === 4 ? colour.replace(/[0-9a-f]/g, "$&$&") : colour;
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(digits.slice(at, at + 2), 16) / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a?: string, b?: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

const marks = [
  "nash",
  "kalai-smorodinsky",
  "egalitarian",
  "utilitarian",
  "reference",
  "opened",
  "picked",
  "compared",
];
const texts = ["ink", "ink-soft", "picked", "compared", "good", "bad"];

test.each(["light", "dark", "paper"].map((name, i) => [name, schemes[i] ?? {}] as const))(
  "marks keep 3:1 and words 4.5:1 on the ground: %s",
  (_name, colours) => {
    for (const mark of [...marks, "point", "rule-strong"])
      expect(contrast(colours[mark], colours.paper), mark).toBeGreaterThanOrEqual(3);
    for (const text of texts)
      expect(contrast(colours[text], colours.paper), text).toBeGreaterThanOrEqual(4.5);
    for (const text of ["ink", "ink-soft"])
      expect(contrast(colours[text], colours.panel), text).toBeGreaterThanOrEqual(4.5);
    expect(contrast(colours["warn-ink"], colours["warn-paper"])).toBeGreaterThanOrEqual(4.5);
  },
);
