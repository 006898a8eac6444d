// Every view of every role, as the demonstration shows it after a few acts.
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { furnish } from "../support/acts";
import { launch, violations } from "../support/browser";
import { type Server, serve } from "../support/server";
import { looks } from "../support/views";
import { enter, isSound, type Seat, settled, sit } from "../support/workbench";

let browser: Browser;
let server: Server;
const seats = new Map<string, Seat>();
const seat = (role: string) => {
  const found = seats.get(role);
  if (!found) throw new Error(`nobody sits as ${role}`);
  return found;
};

beforeAll(async () => {
  browser = await launch();
  server = await serve();
  for (const role of new Set(["mediator", "ukraine", "russia", ...looks.map(([who]) => who)]))
    seats.set(role, await enter(browser, server, role));
  await furnish({ mediator: seat("mediator"), ukraine: seat("ukraine"), russia: seat("russia") });
}, 120_000);
afterAll(async () => {
  for (const one of seats.values()) await one.close();
  await server?.stop();
  await browser?.close();
  expect([...seats.values()].flatMap((one) => one.faults)).toEqual([]);
});

describe("every view passes axe in both schemes, keeps still and fits 320 pixels", () => {
  test.each(looks)("%s %s", async (role, path) => {
    await isSound(seat(role), path);
  });

  test.each(["/", "/signin", "/join", "/demo", "/join#nothing"])("nobody %s", async (path) => {
    const stranger = await sit(browser, server.origin("mediator") + path);
    await isSound(stranger, path);
    await stranger.close();
    expect(stranger.faults).toEqual([]);
  });
});

test("what is open on a view is sound too: every act on every item", async () => {
  for (const [role, path] of [
    ["ukraine", "/rooms/room%3Aukraine"],
    ["ukraine", "/rooms/caucus%3Aukraine"],
    ["mediator", "/rooms/caucus%3Aukraine"],
    ["mediator", "/people"],
    ["ukraine", "/people"],
  ] as const) {
    const { page } = seat(role);
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
    const { page } = seat("mediator");
    await page.goto(new URL(path, page.url()).href);
    await settled(page);
    const times = await page.locator("main time").allInnerTexts();
    expect(times.length, path).toBeGreaterThan(0);
    for (const time of times) expect(time, path).toMatch(/\d\d:\d\d (GMT\+[23]|EES?T)/);
    for (const field of await page.locator("main input[type=datetime-local]").all())
      expect(await field.evaluate((one) => (one as HTMLInputElement).labels?.[0]?.textContent)).toContain(
        "Europe/",
      );
  }
});

test("the skip link comes first and leads to the page; a change of view moves the focus to its heading", async () => {
  const { page } = seat("ukraine");
  await page.goto(`${server.origin("ukraine")}/`);
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
