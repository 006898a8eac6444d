// Preferences by keyboard, as a party and as the mediator: stated, contradicted, settled, confirmed, sent, estimated.
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
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

const step = (name: RegExp) =>
  seat.page.getByRole("navigation", { name: "Steps" }).getByRole("button", { name });

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
    await press(page, page.getByRole("button", { name: "Show five packages" }));
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
});
