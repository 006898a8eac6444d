// Preferences by keyboard, as a party and as the mediator: stated, contradicted, settled, confirmed, sent, estimated.
import { readFile } from "node:fs/promises";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Answers } from "../../src/workbench/model/preferences";
import { must } from "../support/acts";
import { launch } from "../support/browser";
import { type Server, serve } from "../support/server";
import { choose, enter, isSound, press, type Seat, settled, tabTo } from "../support/workbench";

let browser: Browser;
let server: Server;
let seat: Seat;
beforeAll(async () => {
  browser = await launch();
  server = await serve();
});
afterAll(async () => {
  await seat?.close();
  await browser?.close();
  await server?.stop();
  expect(seat?.faults ?? []).toEqual([]);
});

const stepOf = (page: Page, name: RegExp) =>
  page.getByRole("navigation", { name: "Steps" }).getByRole("button", { name });
const step = (name: RegExp) => stepOf(seat.page, name);

const open = async ({ page }: Seat, path: string) => {
  await page.goto(new URL(path, page.url()).href);
  await settled(page);
};

// Every issue in the order of the case; the first matters most, and the others as much as `swing` says.
const whole = (answers: Answers, swing = "50"): Answers => ({
  ...answers,
  issues: answers.issues.map((issue, at) => ({
    ...issue,
    options: issue.options.map((one, k) => ({ ...one, place: k + 1, value: null })),
    swing: { likely: at === 0 ? "100" : swing, low: null, high: null },
  })),
});

describe("preferences", () => {
  test("are sound before anything is answered", async () => {
    seat = await enter(browser, server, "ukraine");
    await isSound(seat, "/preferences");
  });

  test("are put in order, rated, weighed and ranked by keyboard, and sent in words", async () => {
    const { page } = seat;
    await page.goto(new URL("/preferences", page.url()).href);
    await settled(page);
    await choose(page, page.getByRole("checkbox", { name: "never Moscow" }));
    await press(page, step(/Order/));
    const confirm = page.getByRole("button", { name: /^This is our order of/ });
    await confirm.first().waitFor();
    await press(page, page.getByRole("button", { name: "Geneva: up" }));
    expect(await page.evaluate(() => document.activeElement?.getAttribute("aria-label"))).toBe("Geneva: up");
    while ((await confirm.count()) > 0) await press(page, confirm.first());
    await press(page, step(/Bars/));
    const bar = page.getByRole("slider", { disabled: false }).first();
    await tabTo(page, bar);
    await page.keyboard.press("ArrowUp");
    expect(await bar.getAttribute("aria-valuetext")).toMatch(/^\d+$/);
    await press(page, page.getByRole("button", { name: /^give a range/ }).first());
    expect(await bar.getAttribute("aria-valuetext")).toMatch(/between \d+ and \d+/);
    await press(page, step(/Weights/));
    await tabTo(page, page.getByRole("radio").first());
    await page.keyboard.press("Space");
    for (const slider of await page.getByRole("slider").all()) {
      await tabTo(page, slider);
      await page.keyboard.press("ArrowUp");
    }
    await press(page, step(/Packages/));
    await press(page, page.getByRole("button", { name: "Show packages to rank" }));
    await page.getByRole("button", { name: "Package E: up" }).waitFor();
    for (let at = 0; at < 4; ++at) await press(page, page.getByRole("button", { name: "Package E: up" }));
    await press(page, page.getByRole("button", { name: "No deal: up" }));
    await press(page, step(/Check/));
    await page
      .getByText("These answers do not go together")
      .or(page.getByText("Nothing in your answers"))
      .waitFor();
    await press(page, page.getByRole("button", { name: "Save in our own room" }));
    await choose(page, page.getByRole("checkbox", { name: /^We have read/ }));
    await press(page, page.getByRole("button", { name: "Send to the mediator" }));
    await page.getByText("This version was sent to the mediator").waitFor();
    await isSound(seat, "/preferences");
  });

  test("are confirmed by a tick that ends with the sentences that it was about", async () => {
    const { page } = seat;
    await open(seat, "/preferences");
    const now = await must(seat, "GET", "/api/preferences");
    const save = (swing: string, based_on: string) =>
      must(seat, "PUT", "/api/preferences", { answers: whole(now.answers, swing), based_on });
    const { id } = await save("40", now.version);
    await press(page, step(/Check/));
    const tick = page.getByRole("checkbox", { name: /^We have read/ });
    await tick.check();
    await save("30", id);
    await page.getByText(/Next to that: .*\(30\)/).waitFor();
    expect(await tick.isChecked()).toBe(false);
    expect(await page.getByRole("button", { name: "Send to the mediator" }).isDisabled()).toBe(true);
  });

  test("are put in order by dragging", async () => {
    const { page } = seat;
    await open(seat, "/preferences");
    await step(/Order/).click();
    const rows = page.locator(".order-list").first().locator(".order-row");
    const titles = () => rows.locator(".order-title").allInnerTexts();
    const before = await titles();
    expect(before.length).toBeGreaterThan(2);
    await rows.nth(0).dragTo(rows.nth(2));
    const [first, second, third, ...rest] = before;
    await expect.poll(titles).toEqual([second, third, first, ...rest]);
    await page.getByRole("button", { name: "Undo what is not saved" }).click();
    expect(await titles()).toEqual(before);
  });

  test("say by which names a condition speaks of the issues", async () => {
    const { page } = seat;
    await step(/Red lines/).click();
    await page.getByRole("button", { name: "Add a condition over several issues" }).click();
    await page.getByText("Names of issues and options in conditions").click();
    const names = await page.locator(".condition-names code").allInnerTexts();
    const { issues } = await must(seat, "GET", "/api/talks");
    expect(names).toContain(issues[0].id);
    const hint = await page.getByText(/^for example: /).innerText();
    await page.getByLabel("As a condition").fill(hint.replace("for example: ", ""));
    await page.getByLabel("In words").fill("As the example says");
    await page.getByRole("button", { name: "Save in our own room" }).click();
    await page.getByRole("button", { name: "Undo what is not saved" }).waitFor({ state: "detached" });
    await isSound(seat, "/preferences");
  });

  test("are read and not changed while the talks are suspended, older versions too", async () => {
    const { page } = seat;
    const mediator = await enter(browser, server, "mediator");
    const turn = (state: string) => must(mediator, "PUT", "/api/talks/state", { state, statement: state });
    await turn("suspended");
    await open(seat, "/preferences");
    await page.getByText("The talks are not open, and the preferences stay as they are.").waitFor();
    const controls = page.locator(".answered :is(input, textarea, button)");
    for (const name of [/Red lines/, /Order/, /Bars/, /Weights/, /Packages/]) {
      await step(name).click();
      const all = await controls.all();
      for (const one of all) expect(await one.isDisabled(), String(name)).toBe(true);
      expect(all.length, String(name)).toBeGreaterThan(0);
    }
    await step(/Order/).click();
    const rows = page.locator(".order-list").first().locator(".order-row");
    const before = await rows.allInnerTexts();
    expect(await rows.first().getAttribute("draggable")).toBe("false");
    await rows.nth(0).dragTo(rows.nth(1));
    expect(await rows.allInnerTexts()).toEqual(before);
    await page.locator("summary", { hasText: "Versions" }).click();
    await page.getByRole("button", { name: "Version 1", exact: true }).click();
    await page
      .locator(".opened-version")
      .getByText(/you will not accept “Moscow”/)
      .waitFor();
    expect(await page.getByRole("button", { name: /Take it up|Replace/ }).count()).toBe(0);
    await turn("open");
    await mediator.close();
  });

  test("are taken up again without losing what is not saved", async () => {
    const { page } = seat;
    await open(seat, "/preferences");
    const box = page.getByRole("checkbox", { name: "never Geneva" });
    await box.check();
    await page.locator("summary", { hasText: "Versions" }).click();
    await page.getByRole("button", { name: "Version 1", exact: true }).click();
    await page.getByText("What you have not saved would be lost.").waitFor();
    expect(await box.isChecked()).toBe(true);
    expect(await page.getByRole("button", { name: "Take it up again" }).count()).toBe(0);
    await page.getByRole("button", { name: "Replace what is not saved by it" }).click();
    expect(await box.isChecked()).toBe(false);
    await page.getByRole("button", { name: "Undo what is not saved" }).click();
  });

  test("are seen by the mediator, who may estimate the others", async () => {
    const mediator = await enter(browser, server, "mediator");
    await isSound(mediator, "/estimates");
    expect(await mediator.page.getByText("stated by the party").count()).toBe(1);
    await isSound(mediator, "/estimates/ukraine");
    expect(
      await mediator.page.getByText("In “The place of the meeting” you will not accept").count(),
    ).toBeLessThan(2);
    await isSound(mediator, "/estimates/russia");
    await mediator.close();
    expect(mediator.faults).toEqual([]);
  });

  test("are estimated by one mediator without overwriting another", async () => {
    const [one, other] = [await enter(browser, server, "mediator"), await enter(browser, server, "mediator")];
    const path = "/api/estimates/russia";
    const { answers, version } = await must(other, "GET", path);
    const first = await must(other, "PUT", path, { answers: whole(answers), based_on: version });
    const { page } = one;
    await open(one, "/estimates/russia");
    const box = page.getByRole("checkbox", { name: "never Moscow" });
    await box.check();
    await must(other, "PUT", path, { answers: whole(answers, "20"), based_on: first.id });
    await page.getByText("Somebody of your team has saved another version meanwhile.").waitFor();
    const save = page.getByRole("button", { name: "Save the estimate" });
    await save.click();
    await page.getByRole("alert").getByText("Somebody has saved another version meanwhile.").waitFor();
    expect((await must(other, "GET", path)).versions.length).toBe(2);
    await page.getByRole("button", { name: "Keep mine" }).click();
    await save.click();
    await page.getByRole("button", { name: "Undo what is not saved" }).waitFor({ state: "detached" });
    const now = await must(other, "GET", path);
    expect([now.versions.length, now.answers.excluded.length]).toEqual([3, 1]);
    await page.locator("summary", { hasText: "Estimates (3)" }).click();
    await page.getByRole("button", { name: "Estimate 1", exact: true }).click();
    await page
      .locator(".opened-version")
      .getByText(/Next to that: .*\(50\)/)
      .waitFor();
    await isSound(one, "/estimates/russia");
    for (const { close } of [one, other]) await close();
  });

  test("are read from a table, whose mistakes come with line and column, again and again", async () => {
    const mediator = await enter(browser, server, "mediator");
    const { page } = mediator;
    await open(mediator, "/estimates/russia");
    await page.getByText("As a table for a spreadsheet").click();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: /as CSV/ }).click(),
    ]);
    expect(download.suggestedFilename()).toBe("estimate-russia.csv");
    const table = await readFile(await download.path(), "utf8");
    const file = page.getByLabel("Read answers from a CSV file");
    const take = async (text: string) => {
      const [chooser] = await Promise.all([page.waitForEvent("filechooser"), file.click()]);
      const left = await file.evaluate((input) => (input as HTMLInputElement).files?.length);
      expect(left, "the same file counts as chosen anew").toBe(0);
      await chooser.setFiles({ name: "russia.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
    };
    await take(table.replace("excluded,,", "excluded,,no-"));
    await page
      .getByText(/^Line \d+, column \d+: /)
      .first()
      .waitFor();
    await take(table);
    await page.getByRole("button", { name: "Undo what is not saved" }).waitFor();
    expect(await page.getByRole("alert").count()).toBe(0);
    await take("x".repeat(1024 * 1024 + 1));
    await page.getByText("This file is too large: 1.0 MiB.").waitFor();
    expect(mediator.faults).toEqual([]);
    await mediator.close();
  });
});
