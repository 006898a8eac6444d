// Packages compared and improved at the mediator's table, on a case that is small enough to reckon by hand.
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launch } from "../support/browser";
import { divisibleCase, type Server, serve, serveText } from "../support/server";
import { state } from "../support/statements";
import { enter, pick, press, type Seat, settled } from "../support/workbench";

const subject = `parley: 1
case: harbour
title: A small harbour
assumed: true
issues:
  price: {title: The price, options: {low: Low, mid: Middling, high: High}}
  date: {title: The date, options: {soon: Soon, late: Late}}
parties:
  north:
    name: North
    scores: {price: {table: {low: 0, mid: 6, high: 10}}, date: {table: {soon: 2, late: 0}}}
    red_lines: [{id: line-1, title: Never for nothing, rule: price is not low}]
  south: {name: South, scores: {price: {table: {low: 10, mid: 7, high: 0}}, date: {table: {soon: 0, late: 0}}}}
  chair: {name: The chair, role: mediator}
rules:
  - {id: rule-1, title: No hurry at a high price, rule: price is high implies date is late}
reference: {price: mid, date: late}
`;

let browser: Browser;
let server: Server;
let mediator: Seat;
let north: Seat;

beforeAll(async () => {
  browser = await launch();
  server = await serveText(subject);
  mediator = await enter(browser, server, "mediator");
  north = await enter(browser, server, "north");
}, 120_000);
afterAll(async () => {
  for (const one of [mediator, north]) await one?.close();
  await server?.stop();
  await browser?.close();
});

const open = async ({ page }: Seat) => {
  await page.goto(new URL("/table", page.url()).href);
  await settled(page);
  await page.getByRole("heading", { name: "Whose preferences are in" }).waitFor({ timeout: 30_000 });
};
const button = ({ page }: Seat, name: string | RegExp) => page.getByRole("button", { name });
const chooser = ({ page }: Seat, name: string) => page.getByRole("group", { name });

async function choosePackage(seat: Seat, which: string, price: string, date: string): Promise<void> {
  await pick(seat.page, chooser(seat, which).getByLabel("The price"), price);
  await pick(seat.page, chooser(seat, which).getByLabel("The date"), date);
}

describe("packages at the table", () => {
  test("are taken apart issue by issue, and what they break is called by its title", async () => {
    await open(mediator);
    await choosePackage(mediator, "First package", "Middling", "Late");
    await choosePackage(mediator, "Second package", "High", "Soon");
    await press(mediator.page, button(mediator, "Compare"));
    const apart = mediator.page
      .locator("#compare")
      .getByRole("table", { name: "Points of each party from each issue" });
    await apart.waitFor();
    const price = await apart.getByRole("row", { name: /The price/ }).innerText();
    for (const words of ["Middling", "High", "6", "10"]) expect(price).toContain(words);
    await mediator.page.getByText("it breaks “No hurry at a high price”").waitFor();
    await choosePackage(mediator, "Second package", "Low", "Late");
    await press(mediator.page, button(mediator, "Compare"));
    await mediator.page.getByText("it crosses “Never for nothing” of North").waitFor();
  });

  test("are improved, with the single changes that lead there", async () => {
    await press(mediator.page, button(mediator, "Improve the first"));
    const found = mediator.page.getByRole("region", { name: "Better than the first package" });
    await found.getByText("Looked for in the zone").waitFor();
    await found.getByRole("heading", { name: "Single changes that cost nobody anything" }).waitFor();
    expect(await found.innerText()).toContain("Soon instead of Late");
    expect(mediator.faults).toEqual([]);
  });

  test("lose their results as soon as the preferences are other ones", async () => {
    const { page } = mediator;
    await open(mediator);
    await choosePackage(mediator, "First package", "Middling", "Late");
    await choosePackage(mediator, "Second package", "High", "Soon");
    await press(page, button(mediator, "Compare"));
    await page.getByRole("columnheader", { name: "Change", exact: true }).waitFor();
    await press(page, button(mediator, "Improve the first"));
    await page.getByText("Better than the first package").waitFor();
    await state(north, [0, 100, 60], [100, 0], [100, 40]);
    await page.getByText("Compare the packages again.").waitFor({ timeout: 30_000 });
    await page.getByText("Improve the first package again.").waitFor();
    expect(await page.getByRole("columnheader", { name: "Change", exact: true }).count()).toBe(0);
    await press(page, button(mediator, "Compare"));
    await page.getByRole("columnheader", { name: "Change", exact: true }).waitFor();
    expect(await page.getByText("Compare the packages again.").count()).toBe(0);
  });
});

test("where issues are divided, no link leads to a comparison that is not there", async () => {
  const divided = await serve(divisibleCase);
  const seat = await enter(browser, divided, "mediator");
  await open(seat);
  await seat.page.getByRole("heading", { name: "Settlements", exact: true }).waitFor({ timeout: 30_000 });
  expect(await seat.page.locator("a[href='#compare']").count()).toBe(0);
  expect(seat.faults).toEqual([]);
  await seat.close();
  await divided.stop();
}, 120_000);
