// npm run look: every case as a picture, light and dark, on a phone and on paper. LOOK=harbour,empty takes only these;
// DOCUMENTS=a.json,b.json takes documents of the command instead.
import { mkdirSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, test } from "vitest";
import { launch, open } from "../support/browser";
import { everyAnalysis } from "../support/cases";

const folder = fileURLToPath(new URL("../../../build/look/", import.meta.url));
const only = process.env.LOOK?.split(",");
let browser: Browser;

beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  browser = await launch();
});
afterAll(() => browser.close());

const documents = process.env.DOCUMENTS?.split(",");
const all: [string, () => unknown][] = documents
  ? documents.map((file) => [basename(file, ".json"), () => JSON.parse(readFileSync(file, "utf8"))])
  : Object.entries(everyAnalysis);

for (const [name, analysis] of all) {
  test.skipIf(only && !only.includes(name))(name, async () => {
    const document = analysis();
    for (const colorScheme of ["light", "dark"] as const) {
      const { page } = await open(browser, name, document, { colorScheme });
      await page.screenshot({ path: `${folder}${name}-${colorScheme}.png`, fullPage: true });
      if (colorScheme === "light") await page.pdf({ path: `${folder}${name}.pdf`, preferCSSPageSize: true });
      await page.context().close();
    }
    const { page } = await open(browser, name, document, { viewport: { width: 320, height: 700 } });
    await page.screenshot({ path: `${folder}${name}-phone.png`, fullPage: true });
    await page.context().close();
  });
}
