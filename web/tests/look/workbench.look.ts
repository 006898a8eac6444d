// npm run look: every view of every role at every moment as a picture, on a wide screen and on a phone, light and dark.
// LOOK=lead,/rooms takes only those; LOOK=readme takes the one of the project's README, into docs/images.
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, test } from "vitest";
import { launch } from "../support/browser";
import { type Company, gather, type Part } from "../support/company";
import { furnished, looksOf, moments } from "../support/views";
import { type Seat, settled } from "../support/workbench";

const project = new URL("../../../", import.meta.url);
const folder = fileURLToPath(new URL("build/look/", project));
const only = process.env.LOOK?.split(",");
const wanted = (...names: string[]) => !only || names.some((name) => only.includes(name));
let browser: Browser;
let company: Company;

beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  browser = await launch();
  company = await gather(browser);
}, 120_000);
afterAll(async () => {
  await company?.leave();
  await browser?.close();
});

const sizes = { wide: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } };
const fileOf = (at: number, part: Part, path: string) =>
  `workbench-${at}-${part}${
    path === "/"
      ? "-home"
      : decodeURIComponent(path)
          .replace(/[^a-z]+/gi, "-")
          .slice(0, 40)
  }`;

async function pictures({ page }: Seat, path: string, file: string): Promise<void> {
  for (const [size, viewport] of Object.entries(sizes)) {
    await page.setViewportSize(viewport);
    await page.goto(new URL(path, page.url()).href);
    await settled(page);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: `${folder}${file}-${size}-${colorScheme}.png`, fullPage: true });
    }
  }
}

for (const [at, one] of moments.entries())
  describe(one.moment, () => {
    beforeAll(() => one.happens(company), 120_000);

    test.each(one.parts)("%s", async (part) => {
      for (const { view, path } of await looksOf(company, part))
        if (one.looks(part, view) && wanted(part, view, path))
          await pictures(company.seats[part], path, fileOf(at, part, path));
    });

    // What the mediator was told, what it may do with that, and what it is about to do.
    test.skipIf(one.happens !== furnished || !only?.includes("readme"))("readme", async () => {
      const { page } = company.seats.lead;
      await page.setViewportSize({ width: 1400, height: 1000 });
      await page.emulateMedia({ colorScheme: "light" });
      await page.goto(new URL("/rooms/caucus%3Aukraine", page.url()).href);
      await settled(page);
      const told = page.locator(".item", { hasText: "We can live with Geneva" }).first();
      await told.getByRole("button", { name: "Release", exact: true }).click();
      await page.evaluate(() => scrollTo(0, 0));
      await page.screenshot({ path: fileURLToPath(new URL("docs/images/workbench.png", project)) });
    });
  });

// The navigation of a phone, for who has most in it and for who has least.
test.skipIf(!wanted("everything")).each(["lead", "head"] as const)("%s: everything", async (part) => {
  const { page } = company.seats[part];
  await page.setViewportSize(sizes.phone);
  await page.goto(new URL("/", page.url()).href);
  await settled(page);
  await page.getByRole("button", { name: "Everything" }).click();
  await page.screenshot({ path: `${folder}workbench-${part}-everything-phone.png` });
});
