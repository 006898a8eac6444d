// The workbench in a real browser against the real server: one page for each role, watched all the time for what must not
// happen, and driven by the keyboard.
import type { Browser, BrowserContextOptions, Locator, Page, Response } from "playwright-core";
import { expect } from "vitest";
import { checkAnswer } from "./answers";
import { violations } from "./browser";
import type { Server } from "./server";

export interface Seat {
  page: Page;
  faults: string[]; // console, scripts, requests to elsewhere, answers against the contract
  close: () => Promise<void>;
}

declare global {
  interface Window {
    shifted: number;
    injected?: number;
  }
}

// A refused act is an answer like another; the browser reports it as an error all the same.
const expected = /Failed to load resource: the server responded with a status of 4\d\d/;

export async function sit(
  browser: Browser,
  address: string,
  options: BrowserContextOptions = {},
  heard: (response: Response) => Promise<void> = async () => {},
): Promise<Seat> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    reducedMotion: "reduce",
    timezoneId: "Europe/Kyiv",
    ...options,
  });
  const page = await context.newPage();
  const faults: string[] = [];
  const checks: Promise<void>[] = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type()) && !expected.test(message.text()))
      faults.push(message.text());
  });
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("request", (request) => {
    const { host, protocol } = new URL(request.url());
    if (protocol !== "data:" && host !== new URL(address).host) faults.push(`asked for ${request.url()}`);
  });
  page.on("response", (response) => {
    checks.push(
      checkAnswer(response).then((wrong) => {
        if (wrong) faults.push(wrong);
      }),
      heard(response),
    );
  });
  await page.addInitScript(() => {
    window.shifted = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & {
        value: number;
        hadRecentInput: boolean;
      })[])
        if (!entry.hadRecentInput) window.shifted += entry.value;
    }).observe({ type: "layout-shift", buffered: true });
  });
  await page.goto(address);
  return {
    page,
    faults,
    close: async () => {
      await Promise.all(checks);
      await context.close();
    },
  };
}

// Enters a demonstration as one of its roles, by keyboard.
export async function enter(
  browser: Browser,
  server: Server,
  role: string,
  options: BrowserContextOptions = {},
): Promise<Seat> {
  const link = server.links.get(role);
  if (!link) throw new Error(`no link for ${role}; there are ${[...server.links.keys()].join(", ")}`);
  const seat = await sit(browser, link, options);
  await press(seat.page, seat.page.getByRole("button", { name: /^Enter as/ }));
  await seat.page.getByRole("navigation", { name: "Everything" }).waitFor({ state: "attached" });
  return seat;
}

const focused = (target: Locator) => target.evaluate((element) => element === document.activeElement);

// Tabs forward until the target has the focus: whoever cannot use a mouse must be able to get there.
export async function tabTo(page: Page, target: Locator, most = 250): Promise<void> {
  await target.waitFor();
  for (let turn = 0; turn < most; ++turn) {
    if (await focused(target)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`the keyboard does not reach ${target}`);
}

export async function press(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press("Enter");
}

export async function type(page: Page, target: Locator, text: string): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.insertText(text);
}

// A radio button or a box: the group is reached by tab, the choice inside it by arrows or space.
export async function choose(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  if ((await target.getAttribute("type")) !== "radio") {
    await tabTo(page, target);
    if (!(await target.isChecked())) await page.keyboard.press("Space");
    return;
  }
  if (await target.isChecked()) return;
  const group = page.locator(`input[name="${await target.getAttribute("name")}"]`);
  const checked = group.and(page.locator(":checked"));
  const none = (await checked.count()) === 0;
  await tabTo(page, none ? group.first() : checked);
  if (none) await page.keyboard.press("Space");
  for (let turn = 0; turn < 20 && !(await target.isChecked()); ++turn) await page.keyboard.press("ArrowDown");
  if (!(await target.isChecked())) throw new Error(`the arrows do not reach ${target}`);
}

// A list of options, from its beginning downwards.
export async function pick(page: Page, target: Locator, words: string): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press("Home");
  for (let turn = 0; turn < 50; ++turn) {
    const shown = await target.evaluate(
      (element) => (element as HTMLSelectElement).selectedOptions[0]?.textContent,
    );
    if (shown === words) return;
    await page.keyboard.press("ArrowDown");
  }
  throw new Error(`${target} has no ${words}`);
}

// Nothing loads any more and nothing is about to be drawn.
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => document.querySelector("h1") && !document.querySelector(".waiting"));
  await page.waitForTimeout(250);
}

const tooWide = (page: Page) =>
  page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    return [...document.querySelectorAll("body *")]
      .filter((element) => element.getBoundingClientRect().right > width + 0.5)
      .filter((element) => !element.closest("svg, .unseen, thead, .skip, .scrolls, .frame-head"))
      .map((element) => `${element.tagName}.${element.className} ${element.textContent?.slice(0, 40)}`);
  });

const phone = { width: 320, height: 640 };
const aboutColours = ["color-contrast", "link-in-text-block"];

// What every view keeps to, in both schemes, on a wide screen and on a phone: axe finds nothing, nothing moves by itself,
// nothing is wider than the screen, one heading names the page. Each view's test calls it. Each width is loaded in one
// scheme and looked at as a whole; the other scheme then changes colours and nothing else.
export async function isSound({ page, faults }: Seat, path: string): Promise<void> {
  const wide = page.viewportSize();
  const address = new URL(path, page.url()).href;
  for (const [size, colorScheme, other] of [
    [wide, "light", "dark"],
    [phone, "dark", "light"],
  ] as const) {
    const here = `${path} in ${colorScheme} at ${size?.width} pixels`;
    if (size) await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme });
    // Where only what stands behind # differs, nothing would be loaded.
    if (path.includes("#")) await page.goto("about:blank");
    await page.goto(address);
    await settled(page);
    expect(await page.evaluate(() => window.shifted), `${here} moves`).toBeLessThanOrEqual(0.01);
    expect(await page.locator("h1").count(), `${here} has one heading`).toBe(1);
    if (size === phone) {
      expect(await page.evaluate(() => document.documentElement.scrollWidth), here).toBe(phone.width);
      expect(await tooWide(page), here).toEqual([]);
    }
    expect(await violations(page), here).toEqual([]);
    await page.emulateMedia({ colorScheme: other });
    expect(await violations(page, aboutColours), `${here}, turned ${other}`).toEqual([]);
  }
  if (wide) await page.setViewportSize(wide);
  expect(faults, path).toEqual([]);
}
