// The engine's suggestion by keyboard: asked for, opted in to, looked at with what it gives away, sent, answered.
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launch } from "../support/browser";
import { type Server, serveText } from "../support/server";
import { state } from "../support/statements";
import { choose, enter, isSound, pick, press, type Seat, settled, type } from "../support/workbench";

const subject = `parley: 1
case: harbour
title: A small harbour
assumed: true
issues:
  price: {title: The price, options: {low: Low, mid: Middling, high: High}}
  date: {title: The date, options: {soon: Soon, late: Late}}
parties:
  north: {name: North, scores: {price: {table: {low: 0, mid: 6, high: 10}}}}
  south: {name: South, scores: {price: {table: {low: 10, mid: 7, high: 0}}}}
  chair: {name: The chair, role: mediator}
`;

let browser: Browser;
let server: Server;
let mediator: Seat;
let north: Seat;
let south: Seat;

beforeAll(async () => {
  browser = await launch();
  server = await serveText(subject);
  mediator = await enter(browser, server, "mediator");
  north = await enter(browser, server, "north");
  south = await enter(browser, server, "south");
}, 120_000);
afterAll(async () => {
  for (const one of [mediator, north, south]) await one?.close();
  await server?.stop();
  await browser?.close();
  expect([mediator, north, south].flatMap((one) => one?.faults ?? [])).toEqual([]);
});

const go = async ({ page }: Seat) => {
  await page.goto(new URL("/rounds", page.url()).href);
  await settled(page);
};
const button = ({ page }: Seat, name: string | RegExp) => page.getByRole("button", { name });

test("the mediator asks for a suggestion of the engine", async () => {
  await state(north, [0, 60, 100], [100, 0], [100, 40]);
  await state(south, [100, 70, 0], [0, 100], [60, 100]);
  await go(mediator);
  const { page } = mediator;
  await type(page, page.getByLabel("What the parties know the round by"), "What would the engine say?");
  await pick(
    page,
    page.getByLabel("What they are asked about"),
    "A suggestion of the engine, once all have opted in",
  );
  await page.getByText("At most one in a round.").waitFor();
  await choose(page, page.getByRole("checkbox", { name: "North" }));
  await choose(page, page.getByRole("checkbox", { name: "South" }));
  await press(page, button(mediator, "Ask these parties"));
  await page.getByRole("heading", { name: "What would the engine say?" }).waitFor();
  expect(await button(mediator, /^Show me the suggestion/).count()).toBe(0);
});

test("each party reads what opting in means and opts in", async () => {
  for (const seat of [north, south]) {
    await go(seat);
    await seat.page.getByText("from nothing else").waitFor();
    await seat.page.getByText("your preferences are locked until the round ends").waitFor();
    await choose(seat.page, seat.page.getByRole("radio", { name: "We take part", exact: true }));
    await press(seat.page, button(seat, "Tell the mediator"));
    await seat.page.getByText("Your party has opted in.").waitFor();
  }
  await north.page.getByText("the mediator has not sent the suggestion yet").waitFor();
  expect(await button(north, "Put the answer into the slot").count()).toBe(0);
});

test("the mediator sees the package with its bits and their prior, and sends it", async () => {
  await isSound(mediator, "/rounds");
  const { page } = mediator;
  await press(page, button(mediator, /^Show me the suggestion/));
  await page.getByRole("heading", { name: "What South would learn about North" }).waitFor();
  await page
    .getByText(/\d\.\d bits, if every order of the options is possible/)
    .first()
    .waitFor();
  await page
    .getByText(/^Assumed: the party that reads the suggestion/)
    .first()
    .waitFor();
  await page.getByText("It rests on what was stated and on no estimate").waitFor();
  await press(page, button(mediator, "Send this package to the parties asked"));
  await page.getByText(/^Suggested by the engine/).waitFor();
  expect(mediator.faults).toEqual([]);
});

test("the parties see the package and the principle, no figure, and answer unseen", async () => {
  for (const seat of [north, south]) {
    await isSound(seat, "/rounds");
    await seat.page.getByText(/^Suggested by the engine/).waitFor();
    await button(seat, "Put the answer into the slot").waitFor();
    const read = await seat.page.locator("main").textContent();
    expect(read).not.toMatch(/\bbits?\b/);
    expect(read).toContain("a package is not signed");
  }
});
