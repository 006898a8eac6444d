// The mediator's table, the record, the public bulletin and the commitments, by keyboard and as each role sees them.
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launch } from "../support/browser";
import { type Server, serve } from "../support/server";
import { choose, enter, isSound, pick, press, type Seat, settled, sit, type } from "../support/workbench";

let browser: Browser;
let server: Server;
let mediator: Seat;
let ukraine: Seat;
let russia: Seat;

beforeAll(async () => {
  browser = await launch();
  server = await serve();
  mediator = await enter(browser, server, "mediator");
  ukraine = await enter(browser, server, "ukraine");
  russia = await enter(browser, server, "russia");
}, 120_000);
afterAll(async () => {
  for (const one of [mediator, ukraine, russia]) await one?.close();
  await server?.stop();
  await browser?.close();
  expect([mediator, ukraine, russia].flatMap((one) => one?.faults ?? [])).toEqual([]);
});

const go = async ({ page }: Seat, path: string) => {
  await page.goto(new URL(path, page.url()).href);
  await settled(page);
};
const button = ({ page }: Seat, name: string | RegExp) => page.getByRole("button", { name });

describe("the analysis", () => {
  test("says whose preferences it rests on, and shows what the engine finds", async () => {
    await go(mediator, "/table");
    const { page } = mediator;
    await page.getByRole("heading", { name: "Settlements" }).waitFor({ timeout: 30_000 });
    await page.getByText("Everything below rests on the mediator’s estimates").waitFor();
    const row = page.getByRole("row", { name: /Ukraine/ }).first();
    expect(await row.textContent()).toContain("Estimated");
  });

  test("compares two packages and improves one, by keyboard", async () => {
    const { page } = mediator;
    const first = page.getByRole("group", { name: "First package" });
    const second = page.getByRole("group", { name: "Second package" });
    await pick(page, first.getByLabel("Begin with"), "Nash settlement");
    await pick(page, second.getByLabel("Begin with"), "Egalitarian settlement");
    await press(page, button(mediator, "Compare"));
    await page.getByRole("columnheader", { name: "Change", exact: true }).waitFor();
    await press(page, button(mediator, "Improve the first"));
    await page.getByText("the first package is efficient").waitFor();
    expect(mediator.faults).toEqual([]);
  });

  test("is not there for a party", async () => {
    await go(ukraine, "/table");
    expect(await ukraine.page.getByRole("heading", { name: "Analysis" }).count()).toBe(0);
  });
});

async function record({ page }: Seat, where: string, words: string) {
  await pick(page, page.getByLabel("Where it is kept"), where);
  await type(page, page.getByLabel("What is claimed or what happened"), words);
  await type(page, page.getByLabel("Who says so"), "Наші спостерігачі");
  await type(page, page.getByLabel("Source"), "Report 17");
  const act = where === "Public bulletin" ? "Publish" : "Put it on record";
  await press(page, page.getByRole("button", { name: act }));
  await page.locator(".entry", { hasText: words }).first().waitFor();
}

describe("the record", () => {
  test("puts contradicting claims side by side and keeps what was said before an amendment", async () => {
    await go(ukraine, "/record");
    await go(russia, "/record");
    await record(ukraine, "Plenary", "Ten vehicles crossed the line.");
    await record(russia, "Plenary", "No vehicle crossed the line.");
    const mine = russia.page.locator(".entry", { hasText: "No vehicle" }).first();
    await press(russia.page, mine.getByRole("button", { name: /Say what it contradicts/ }));
    await press(russia.page, button(russia, "Put them side by side"));
    await mine.getByText("Contradicted by").waitFor();
    await press(russia.page, mine.getByRole("button", { name: /Amend/ }));
    await type(
      russia.page,
      mine.getByLabel("What is claimed or what happened"),
      "No armed vehicle crossed it.",
    );
    await type(russia.page, mine.getByLabel("Why it is amended"), "a slip");
    await press(russia.page, button(russia, "Amend it"));
    await russia.page.getByText("Amended once").first().waitFor();
    await go(ukraine, "/record");
    const seen = await ukraine.page.locator("main").innerText();
    for (const words of ["No armed vehicle", "No vehicle crossed the line.", "a slip"])
      expect(seen).toContain(words);
  });

  test("keeps what is written in a party's own room from everybody else", async () => {
    await go(ukraine, "/record");
    await record(ukraine, "Ukraine: own room", "Our own source counted twelve.");
    await go(mediator, "/record");
    expect(await mediator.page.locator("main").innerText()).not.toContain("twelve");
  });

  test("sends an entry of the own room to the mediator, with its tag", async () => {
    const { page } = ukraine;
    await record(ukraine, "Ukraine: own room", "A bridge was closed.");
    const own = page.locator(".entry", { hasText: "A bridge was closed." }).first();
    await press(page, own.getByRole("button", { name: /Send to the mediator/ }));
    await choose(page, own.getByRole("radio", { name: /May be conveyed/ }));
    await press(page, own.getByRole("button", { name: "Send it" }));
    // What arrived in the caucus stands above what was sent.
    await page
      .locator(".entry", { hasText: "A bridge was closed." })
      .getByText("Sent to the mediator")
      .waitFor();
    await go(mediator, "/record");
    const arrived = mediator.page.locator(".entry", { hasText: "A bridge was closed." }).first();
    await arrived.waitFor();
    expect(await arrived.innerText()).toContain("May be conveyed");
    expect(await mediator.page.locator("main").innerText()).not.toContain("twelve");
  });
});

describe("the public bulletin", () => {
  test("shows without an account what the mediator publishes, and nothing else", async () => {
    await go(mediator, "/record");
    await record(mediator, "Public bulletin", "مشاهدون من طرف ثالث سيصلون غدا");
    const stranger = await sit(browser, `${server.origin("mediator")}/bulletin`);
    await settled(stranger.page);
    const seen = await stranger.page.locator("main").innerText();
    expect(seen).toContain("مشاهدون");
    expect(seen).not.toContain("vehicle");
    expect(seen).not.toContain("Lead mediator");
    await isSound(stranger, "/bulletin");
    await stranger.close();
    expect(stranger.faults).toEqual([]);
  });
});

describe("commitments", () => {
  const row = ({ page }: Seat) => page.locator(".commitment").first();

  test("are written down, confirmed by each party named, and followed", async () => {
    const { page } = mediator;
    await go(mediator, "/commitments");
    await type(page, page.getByLabel("The obligation"), "Hand over prisoners");
    await pick(page, page.getByLabel("Who owes it"), "Ukraine");
    await choose(page, page.getByRole("checkbox", { name: "Russia" }));
    await type(page, page.getByLabel("How much (a number)"), "1200");
    await type(page, page.getByLabel("Unit", { exact: true }), "persons");
    await page.getByLabel(/^Due/).fill("2030-05-01T12:00");
    await type(page, page.getByLabel("What counts as evidence"), "Lists");
    await press(page, button(mediator, "Ask the parties to confirm"));
    await row(mediator).getByText("Not confirmed by all").waitFor();
    for (const seat of [ukraine, russia]) {
      await go(seat, "/");
      await press(seat.page, seat.page.getByRole("link", { name: /A commitment waits/ }));
      await settled(seat.page);
      await press(seat.page, button(seat, "Confirm for my party"));
      const proof = seat.page.getByLabel(/Password|One-time code/);
      if (await proof.isVisible().catch(() => false)) throw new Error("a demonstration asks for a proof");
      await row(seat).getByRole("button", { name: "Confirm for my party" }).waitFor({ state: "detached" });
    }
    await go(mediator, "/commitments");
    await press(page, row(mediator).getByRole("button", { name: "Say how far it is" }));
    await choose(page, page.getByRole("radio", { name: "Intermediate" }));
    await type(page, page.getByLabel("On what evidence"), "List 7: 700 persons");
    await press(page, button(mediator, "Set the status"));
    await row(mediator).getByText("List 7: 700 persons").waitFor();
    await go(russia, "/commitments");
    expect(await row(russia).innerText()).toContain("Intermediate");
  });
});

describe("every view is sound", () => {
  test.each([
    ["mediator", "/table"],
    ["mediator", "/record"],
    ["ukraine", "/record"],
    ["mediator", "/commitments"],
    ["ukraine", "/commitments"],
    ["ukraine", "/bulletin"],
  ] as const)("%s %s", async (role, path) => {
    await isSound(role === "mediator" ? mediator : ukraine, path);
  });
});
