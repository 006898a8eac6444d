// Every view as every role finds it, at every moment of the talks.
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { views } from "../../src/workbench/views";
import { launch, violations } from "../support/browser";
import { type Company, gather, type Part } from "../support/company";
import { furnished, looksOf, moments } from "../support/views";
import { isSound, settled } from "../support/workbench";

let browser: Browser;
let company: Company;
const looked = new Set<string>();

beforeAll(async () => {
  browser = await launch();
  company = await gather(browser);
}, 120_000);
afterAll(async () => {
  await company?.leave();
  await browser?.close();
  expect(Object.values(company.seats).flatMap((one) => one.faults)).toEqual([]);
});

// What only talks that are open and furnished can show.
function inTheMiddle() {
  test("what is open on a view is sound too: every act on every item", async () => {
    for (const [role, path] of [
      ["head", "/rooms/room%3Aukraine"],
      ["head", "/rooms/caucus%3Aukraine"],
      ["lead", "/rooms/caucus%3Aukraine"],
      ["lead", "/people"],
      ["head", "/people"],
    ] as [Part, string][]) {
      const { page } = company.seats[role];
      await page.goto(new URL(path, page.url()).href);
      await settled(page);
      const buttons = page.locator("main button[aria-expanded=false]");
      for (let left = await buttons.count(); left > 0; left = await buttons.count()) {
        await buttons.first().press("Enter");
        if ((await buttons.count()) === left) break;
      }
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        expect(await violations(page), `${role} ${path}`).toEqual([]);
      }
      await page.setViewportSize({ width: 320, height: 640 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth), `${role} ${path}`).toBe(320);
      await page.setViewportSize({ width: 1280, height: 900 });
    }
  });

  test("every time that is shown or asked for says its zone", async () => {
    for (const path of ["/", "/rounds", "/commitments", "/record", "/text"]) {
      const { page } = company.seats.lead;
      await page.goto(new URL(path, page.url()).href);
      await settled(page);
      const times = await page.locator("main time:visible").allInnerTexts();
      expect(times.length, path).toBeGreaterThan(0);
      for (const time of times) expect(time, path).toMatch(/\d\d:\d\d (GMT\+[23]|EES?T)/);
      for (const field of await page.locator("main input[type=datetime-local]").all())
        expect(await field.evaluate((one) => (one as HTMLInputElement).labels?.[0]?.textContent)).toContain(
          "Europe/",
        );
    }
  });

  test("each language of the text runs in its own direction, beside the others", async () => {
    const { page } = company.seats.lead;
    await page.goto(new URL("/text", page.url()).href);
    await settled(page);
    const direction = (language: string) =>
      page
        .locator(`.version [lang=${language}] .clause-body`)
        .first()
        .evaluate((body) => getComputedStyle(body).direction);
    expect([await direction("en"), await direction("ar")]).toEqual(["ltr", "rtl"]);
  });
}

for (const one of moments)
  describe(`${one.moment}, every view passes axe in both schemes, keeps still and fits 320 pixels`, () => {
    beforeAll(() => one.happens(company), 120_000);

    test.concurrent.each(one.parts)(
      "%s",
      async (part) => {
        const looks = (await looksOf(company, part)).filter(({ view }) => one.looks(part, view));
        expect(looks.length).toBeGreaterThan(0);
        for (const { view, path } of looks) {
          await isSound(company.seats[part], path);
          looked.add(view);
        }
      },
      600_000,
    );

    if (one.happens === furnished) inTheMiddle();
  });

test("no view is left out", () => {
  expect(views.map(({ path }) => path).filter((path) => !looked.has(path))).toEqual([]);
});

test("the skip link comes first and leads to the page; a change of view moves the focus to its heading", async () => {
  const { page } = company.seats.head;
  await page.goto(new URL("/", page.url()).href);
  await settled(page);
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Skip to the page");
  await page.keyboard.press("Enter");
  expect(await page.evaluate(() => document.activeElement?.id)).toBe("main");
  await page.getByRole("link", { name: "All rooms" }).press("Enter");
  await settled(page);
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe("H1");
  expect(await page.title()).toBe("Rooms · Parley");
});
