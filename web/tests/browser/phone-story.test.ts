// A head of delegation between two meetings, with a phone and a thumb: reads a draft, answers the mediator in the caucus,
// takes part in a round and answers it. Nothing but taps and the keyboard of the phone.
import type { Browser, Locator } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { must } from "../support/acts";
import { launch } from "../support/browser";
import { type Server, serve } from "../support/server";
import { enter, type Seat, settled, sit } from "../support/workbench";

let browser: Browser;
let server: Server;
let lead: Seat;
let other: Seat;
let head: Seat;
let round: string;

const handheld = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
};
const soon = (hours: number) =>
  new Date(Date.now() + hours * 3_600_000).toISOString().replace(/\.\d+Z$/, "Z");

// A thumb covers about 24 pixels: whatever is tapped is as large as that, in view, and covered by nothing.
async function tap(target: Locator): Promise<void> {
  await target.waitFor();
  // A choice is as large as the words that belong to it.
  const box = await target.evaluate((element) => {
    const { width, height } = (element.closest("label") ?? element).getBoundingClientRect();
    return { width, height };
  });
  expect(box.width, `${target}`).toBeGreaterThanOrEqual(24);
  expect(box.height, `${target}`).toBeGreaterThanOrEqual(24);
  await target.tap();
}

async function stands({ page }: Seat): Promise<void> {
  await settled(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
}

// From the bar at the bottom to what waits at home.
async function follow(path: string): Promise<void> {
  const { page } = head;
  await tap(page.getByRole("navigation", { name: "Most used" }).getByRole("link", { name: "Home" }));
  await stands(head);
  await tap(page.locator(`main .waits a[href="${path}"]`).first());
  await stands(head);
}

beforeAll(async () => {
  browser = await launch();
  server = await serve();
  [lead, other] = await Promise.all([enter(browser, server, "mediator"), enter(browser, server, "russia")]);
  const clause = (heading: string, body: string) => ({
    kind: "add_clause",
    after: "",
    wordings: [{ language: "en", heading, body }],
    bindings: [],
  });
  const { number } = await must(lead, "POST", "/api/text/edits", {
    base: 0,
    changes: [
      { kind: "set_title", title: "Memorandum of understanding" },
      { kind: "add_language", language: "en", standing: "authentic" },
      clause("Prisoners", "The sides release all prisoners of war, the wounded first."),
    ],
  });
  await must(lead, "POST", "/api/text/shares", { number, label: "First draft", note: "", to: ["plenary"] });
  const { issues } = await must(lead, "GET", "/api/talks");
  round = (
    await must(lead, "POST", "/api/rounds", {
      package: Object.fromEntries(
        issues.map(({ id, options }: { id: string; options: { id: string }[] }) => [id, options[0]?.id]),
      ),
      title: "A first package",
      note: "",
      parties: ["ukraine", "russia"],
      means: "ad_referendum",
      opt_in_until: soon(1),
      answer_until: soon(2),
    })
  ).id;
}, 120_000);
afterAll(async () => {
  for (const seat of [lead, other, head]) {
    await seat?.close();
    expect(seat?.faults ?? []).toEqual([]);
  }
  await server?.stop();
  await browser?.close();
});

test("a head enters, and what waits is there without looking for it", async () => {
  head = await sit(browser, server.links.get("ukraine") ?? "", handheld);
  await tap(head.page.getByRole("button", { name: /^Enter as/ }));
  await head.page.getByRole("heading", { name: "What waits for you" }).waitFor();
  await stands(head);
});

test("reads the draft, clause by clause", async () => {
  await follow("/text");
  await head.page.getByText("The sides release all prisoners of war, the wounded first.").waitFor();
});

test("answers the mediator in the caucus", async () => {
  const { page } = head;
  await follow("/rooms/caucus%3Aukraine");
  await tap(page.getByRole("button", { name: "Answer" }).first());
  const words = page.getByRole("textbox", { name: "Message" });
  await tap(words);
  await page.keyboard.insertText("The children first.");
  await tap(page.getByRole("radio", { name: /May be conveyed/ }));
  await tap(page.getByRole("button", { name: "Post" }));
  await page.locator(".item", { hasText: "The children first." }).waitFor();
  await stands(head);
  const { items } = await must(lead, "GET", "/api/rooms/caucus%3Aukraine");
  const [asked, answer] = items.slice(-2);
  expect(answer).toMatchObject({ text: "The children first.", tag: "conveyed", answers: asked.id });
});

test("takes part in the round, and answers it once the other side takes part too", async () => {
  const { page } = head;
  await follow("/rounds");
  await tap(page.getByRole("radio", { name: "We take part", exact: true }));
  await tap(page.getByRole("button", { name: "Tell the mediator" }));
  await page.getByText("Ukraine opted in").or(page.getByText("Your party has opted in.")).first().waitFor();
  await must(other, "PUT", `/api/rounds/${round}/opt-in`, { opt_in: true });
  await tap(page.getByRole("checkbox", { name: /^I have read/ }));
  await tap(page.getByRole("radio", { name: "Yes, we accept", exact: true }));
  await tap(page.getByRole("button", { name: "Put the answer into the slot" }));
  await page.getByText("An answer has been given from this page").waitFor();
  await stands(head);
});

test("finds everything else behind one button, and closes it again", async () => {
  const { page } = head;
  await tap(page.getByRole("button", { name: "Everything" }));
  const all = page.getByRole("navigation", { name: "Everything" });
  await tap(all.getByRole("link", { name: "Commitments" }));
  await page.getByRole("heading", { name: "Commitments" }).waitFor();
  expect(await all.isVisible()).toBe(false);
  await stands(head);
});
