// The built page in a real browser.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launch, open, violations } from "../support/browser";
import { attack, everyAnalysis } from "../support/cases";
import { pagesOf } from "../support/paper";

// A picture of 2,000 points has the parts of one with 50, and takes axe forty times as long.
const cases = Object.keys(everyAnalysis).filter((name) => name !== "large");
const analysis = (name: string) => everyAnalysis[name]?.();

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const words = async (page: Page, selector: string) =>
  ((await page.locator(selector).first().textContent()) ?? "").replace(/\s+/g, " ").trim();
const picked = (page: Page) => words(page, ".picked h3");
// What reaches beyond a phone's right edge; names that are cut short with dots may.
const tooWide = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll("body *")]
      .filter((element) => element.getBoundingClientRect().right > 320.5)
      .filter((element) => !element.closest("svg, .unseen, thead, .bars-party, .parallel-names"))
      .map((element) => `${element.tagName}.${element.className} ${element.textContent?.slice(0, 40)}`),
  );
const active = (page: Page) =>
  page.evaluate(() => {
    const list = document.querySelector("[role=listbox]");
    const option = document.getElementById(list?.getAttribute("aria-activedescendant") ?? "");
    return { label: option?.getAttribute("aria-label"), selected: option?.getAttribute("aria-selected") };
  });

describe("the page", () => {
  test.each(cases)(
    "passes axe in light and dark, fits 320 pixels, is quiet, asks for nothing: %s",
    async (name) => {
      const { page, faults } = await open(browser, name, analysis(name));
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        expect(await violations(page)).toEqual([]);
      }
      await page.setViewportSize({ width: 320, height: 700 });
      expect(await tooWide(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
      expect(faults).toEqual([]);
      await page.context().close();
    },
  );

  test("never runs the text of a case", async () => {
    const { page, faults } = await open(browser, "crowded", analysis("crowded"));
    expect(await page.evaluate(() => (window as unknown as { injected?: number }).injected)).toBeUndefined();
    expect(await words(page, "h1")).toContain(attack);
    expect(await page.locator("img").count()).toBe(0);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  test("would not run markup even if it got in: the policy stops script, style and requests", async () => {
    const { page } = await open(browser, "harbour", analysis("harbour"));
    const ran = await page.evaluate(async () => {
      const state = window as unknown as { injected?: number };
      const script = document.createElement("script");
      try {
        script.textContent = "window.injected = 1";
        document.body.append(script);
      } catch {
        // Trusted types refuse the text already.
      }
      const fetched = await fetch("https://example.org/").then(
        () => true,
        () => false,
      );
      return [state.injected, fetched];
    });
    expect(ran).toEqual([undefined, false]);
    await page.context().close();
  });

  test("links only to web addresses", async () => {
    const document = analysis("harbour");
    if (!document) throw new Error("no case");
    document.sources.push({ id: "bad", title: "Bad", url: "javascript:alert(1)" });
    const { page } = await open(browser, "links", document);
    expect(
      await page.locator("a").evaluateAll((links) => links.map((link) => link.getAttribute("href"))),
    ).toEqual(["https://example.org/book"]);
    await page.context().close();
  });

  test("says so when it holds no analysis", async () => {
    const { page } = await open(browser, "none", "__NOTHING__");
    expect(await words(page, "main")).toContain("This page holds no analysis");
    await page.context().close();
  });

  test.each(["harbour", "empty", "crowded"])(
    "prints in colour on A4 with the mark on every page: %s",
    async (name) => {
      const { page } = await open(browser, name, analysis(name), { colorScheme: "dark" });
      const pages = pagesOf(await page.pdf({ preferCSSPageSize: true }));
      expect(pages.length).toBeGreaterThan(1);
      expect(pages.filter((text) => !text.includes("Mediator only"))).toEqual([]);
      await page.context().close();
    },
  );
});

describe.each(["contract", "harbour"])("picking in the picture: %s", (name) => {
  test("the keyboard moves from point to point, to the ends, and leaves with one tab", async () => {
    const { page } = await open(browser, name, analysis(name));
    await page.locator("[role=listbox]").focus();
    const count = await page.locator("[role=option]").count();
    const labels: (string | null | undefined)[] = [];
    await page.keyboard.press("Home");
    labels.push((await active(page)).label);
    for (let i = 1; i < count; ++i) {
      await page.keyboard.press(i % 2 ? "ArrowRight" : "ArrowDown");
      labels.push((await active(page)).label);
    }
    expect(new Set(labels).size).toBe(count);
    const last = await active(page);
    expect(last.selected).toBe("true");
    expect(last.label).toContain(await picked(page));
    await page.keyboard.press("ArrowRight");
    expect(await active(page)).toEqual(last);
    await page.keyboard.press("ArrowLeft");
    expect((await active(page)).label).toBe(labels.at(-2));
    await page.keyboard.press("End");
    expect(await active(page)).toEqual(last);
    await page.keyboard.press("PageUp");
    expect((await active(page)).label).toBe(labels.at(-11));
    expect(await page.locator("[role=option][aria-selected=true]").count()).toBe(1);
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.closest(".legend") !== null)).toBe(true);
    await page.context().close();
  });

  test("a click picks the nearest point", async () => {
    const { page } = await open(browser, name, analysis(name));
    const before = await picked(page);
    const target = await page
      .locator("[role=option][aria-selected=false]")
      .first()
      .evaluate((option) => {
        const path = option as SVGPathElement;
        // A point on the outline that is well inside the picture: a dot's left edge, or the upper end of a line.
        const at = path
          .getPointAtLength(path.getTotalLength() * 0.02)
          .matrixTransform(path.getScreenCTM() ?? undefined);
        return { x: at.x, y: at.y, label: path.getAttribute("aria-label") };
      });
    await page.mouse.click(target.x, target.y);
    const after = await picked(page);
    expect(after).not.toBe(before);
    expect(target.label).toContain(after);
    await page.context().close();
  });

  test("a settlement's button picks it, and a second package is compared", async () => {
    const { page } = await open(browser, name, analysis(name));
    await page.getByRole("button", { name: "Egalitarian" }).click();
    expect(await picked(page)).toContain("Egalitarian");
    const select = page.getByLabel("Compare with");
    const choice = select.locator("option", { hasText: /reference package/i });
    await select.selectOption(await choice.getAttribute("value"));
    expect(await page.locator("#who-gets-what .bar-compared").count()).toBeGreaterThan(5);
    expect(await words(page, ".picked-head")).toMatch(/Compared with .*reference package/i);
    await page.context().close();
  });
});

test("the package that a concession opens can be looked at", async () => {
  const { page } = await open(browser, "empty", analysis("empty"));
  await page.getByRole("button", { name: "(set 2)" }).click();
  expect(await picked(page)).toBe("Opened by concession 2");
  await page.context().close();
});

test("above 2,000 points a subset is shown and said to be one", async () => {
  const { page } = await open(browser, "large", analysis("large"));
  expect(await page.locator("[role=option]").count()).toBeLessThanOrEqual(2010);
  expect(await words(page, "#frontier .lead")).toContain("of 12,000 points");
  const started = Date.now();
  await page.locator("[role=listbox]").focus();
  for (let i = 0; i < 20; ++i) await page.keyboard.press("ArrowRight");
  expect(Date.now() - started).toBeLessThan(4000);
  await page.context().close();
});
