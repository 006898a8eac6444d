// Styles of a view are loaded with it and stay: a class that two files mean differently would change one view after a
// visit to another.
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const source = fileURLToPath(new URL("../../src/", import.meta.url));
const files = readdirSync(source, { recursive: true, encoding: "utf8" }).filter((file) =>
  file.endsWith(".css"),
);

// The classes that begin a selector, by what stands before every opening brace.
function begun(text: string): Set<string> {
  const found = new Set<string>();
  for (const [, head = ""] of text.replace(/\/\*.*?\*\//gs, "").matchAll(/([^{};]+)\{/g))
    for (const selector of head.split(","))
      for (const [, name = ""] of selector.trim().matchAll(/^\.([\w-]+)(?=$|[ >:+~[])/g)) found.add(name);
  return found;
}

test("a class begins selectors in one style sheet only", () => {
  const owner = new Map<string, string>();
  const twice: string[] = [];
  for (const file of files)
    for (const name of begun(readFileSync(source + file, "utf8"))) {
      const other = owner.get(name);
      if (other) twice.push(`.${name}: ${other} and ${file}`);
      owner.set(name, file);
    }
  expect(files.length).toBeGreaterThan(20);
  expect(owner.size).toBeGreaterThan(200);
  expect(twice).toEqual([]);
});
