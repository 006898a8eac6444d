// The built workbench as files: small enough at first, and nothing in it that the content security policy would refuse.
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";

const folder = fileURLToPath(new URL("../../dist/workbench/", import.meta.url));
const read = (file: string) => readFileSync(folder + file, "utf8");
const page = read("index.html");
const files = readdirSync(`${folder}assets`);
const scripts = files.filter((file) => file.endsWith(".js"));

// Everything that a script imports before it runs.
function withImports(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  const imported = read(`assets/${file}`).matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g);
  for (const [, next = ""] of imported) withImports(next, seen);
  return seen;
}

const entry = /src="\/assets\/([^"]+\.js)"/.exec(page)?.[1] ?? "";
const chunk = (view: string) => scripts.find((file) => file.startsWith(`${view}-`)) ?? "";

// Where somebody lands: at home whoever takes part, at the bulletin the public, and at the ways in.
const firstViews = ["Home", "Bulletin", "Demo", "SignIn", "Join"];

describe("the built workbench", () => {
  test.each(firstViews)("shows %s first with less than 100 kB of script", (view) => {
    const needed = withImports(chunk(view), withImports(entry));
    const size = [...needed].reduce((sum, file) => sum + gzipSync(read(`assets/${file}`)).length, 0);
    expect(needed.size).toBeGreaterThan(1);
    expect(size).toBeLessThan(100_000);
  });

  test("has no inline script or style, and names only files of its own", () => {
    expect(page).not.toMatch(/<style|style=|\son[a-z]+=/);
    for (const [tag] of page.matchAll(/<script[^>]*>/g)) expect(tag).toMatch(/ src="\/assets\/[^"]+\.js"/);
    for (const [, address] of page.matchAll(/(?:src|href)="([^"]*)"/g))
      expect(address).toMatch(/^(\/assets\/|\/bulletin\.atom$|data:,$)/);
  });

  test("evaluates no text as script", () => {
    for (const file of scripts) expect(read(`assets/${file}`), file).not.toMatch(/\beval\(|new Function\(/);
  });

  test("names its files by their content", () => {
    for (const file of files) expect(file).toMatch(/-[\w-]{8}\.(js|css)$/);
  });
});
