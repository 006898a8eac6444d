// npm run look: every case as a picture, light and dark, on a phone and on paper.
import { mkdirSync } from "node:fs";
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

for (const [name, analysis] of Object.entries(everyAnalysis)) {
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
