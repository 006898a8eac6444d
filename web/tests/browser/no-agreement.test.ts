// Rounds that fail: one party says no, or says nothing. All asked and the mediator see the same "no agreement", and nothing
// tells the two apart.
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { must } from "../support/acts";
import { launch } from "../support/browser";
import { type Server, serve } from "../support/server";
import { shown } from "../support/story";
import { answerRound, card } from "../support/story-round";
import { enter, type Seat, settled } from "../support/workbench";

let browser: Browser;
let server: Server;
let mediator: Seat;
let ukraine: Seat;
let russia: Seat;
const all = () => [mediator, ukraine, russia];

beforeAll(async () => {
  browser = await launch();
  server = await serve();
  mediator = await enter(browser, server, "mediator");
  ukraine = await enter(browser, server, "ukraine");
  russia = await enter(browser, server, "russia");
  for (const { page } of all()) {
    await page.goto(new URL("/rounds", page.url()).href);
    await settled(page);
  }
}, 120_000);
afterAll(async () => {
  for (const seat of all()) await seat?.close();
  await server?.stop();
  await browser?.close();
  expect(all().flatMap((seat) => seat?.faults ?? [])).toEqual([]);
});

const seconds = (from: number) => new Date(Date.now() + from * 1000).toISOString().replace(/\.\d+Z$/, "Z");

// A round that both have opted in to, about a package, to be answered within a few seconds.
async function begin(title: string): Promise<string> {
  const { issues } = await must(mediator, "GET", "/api/talks");
  const { id } = await must(mediator, "POST", "/api/rounds", {
    title,
    package: Object.fromEntries(
      issues.map((one: { id: string; options: { id: string }[] }) => [one.id, one.options[0]?.id]),
    ),
    parties: ["ukraine", "russia"],
    means: "final",
    opt_in_until: seconds(8),
    answer_until: seconds(15),
  });
  for (const seat of [ukraine, russia]) await must(seat, "PUT", `/api/rounds/${id}/opt-in`, { opt_in: true });
  // The pages that are open learn of it by themselves.
  for (const { page } of all())
    await page.locator("article.round", { hasText: title }).getByText("Under way").waitFor();
  return id;
}

// What a seat is told of a round, without who opted in, and without what differs between any two rounds.
async function told(seat: Seat, id: string) {
  const { rounds } = await must(seat, "GET", "/api/rounds");
  const { opt_ins: _, id: __, title: ___, ...round } = rounds.find((one: { id: string }) => one.id === id);
  return round;
}
const times = ["opened", "opt_in_until", "answer_until", "begun", "ended"];
const timeless = (round: object) =>
  Object.fromEntries(Object.entries(round).filter(([key]) => !times.includes(key)));

const outcomes: object[] = [];

test.each([
  ["a no", true],
  ["silence", false],
])("%s against a yes ends as no agreement, alike for both and for the mediator", async (title, spoken) => {
  const id = await begin(title);
  await answerRound(ukraine, "Yes, we accept");
  if (spoken) await answerRound(russia, "No");
  for (const seat of all()) {
    const { page } = seat;
    await card(seat).getByText("No agreement", { exact: true }).waitFor({ timeout: 60_000 });
    expect(await card(seat).locator(".answering").count()).toBe(0);
    expect(await page.getByText("All accepted").count()).toBe(0);
  }
  const [whole, ...others] = await Promise.all(all().map((seat) => told(seat, id)));
  for (const other of others) expect(other).toEqual(whole);
  expect(whole.state).toBe("no_agreement");
  expect(whole.may).toEqual([]);
  outcomes.push(timeless(whole));

  // On the page too: nothing but the list of who opted in, of which a party sees its own line, differs between the seats.
  const words = async (seat: Seat) => {
    const lines = await card(seat).locator("ul.small").first().innerText();
    return (await card(seat).innerText()).replace(lines, "");
  };
  expect(await words(russia)).toBe(await words(ukraine));
  expect(await card(ukraine).innerText()).not.toContain("Russia opted in");
  expect(await card(russia).innerText()).not.toContain("Ukraine opted in");
  expect(await shown(mediator)).not.toMatch(/said no|accepted by|rejected/i);
  const waits = await Promise.all(all().map((seat) => must(seat, "GET", "/api/home")));
  for (const { waiting } of waits)
    expect(waiting.filter(({ kind }: { kind: string }) => kind === "round")).toEqual([]);
});

test("a no and silence cannot be told apart afterwards", () => {
  expect(outcomes).toHaveLength(2);
  expect(outcomes[0]).toEqual(outcomes[1]);
});
