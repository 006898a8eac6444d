// Every field of the contract is posted with text that would be script if anything took it for markup. Then everybody
// looks at everything: nothing runs, and the policy has nothing to refuse.
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { act, must } from "../support/acts";
import { launch } from "../support/browser";
import { payloads, together } from "../support/payloads";
import { type Server, serve } from "../support/server";
import { looks } from "../support/views";
import { enter, type Seat, settled } from "../support/workbench";

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
  for (const seat of [mediator, ukraine, russia]) await seat?.close();
  await server?.stop();
  await browser?.close();
});

const room = (name: string) => `/api/rooms/${encodeURIComponent(name)}`;
const at = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().replace(/\.\d+Z$/, "Z");
const bytes = (text: string) => Buffer.from(text).toString("base64");

// Looks at a page until everything is drawn, opens what can be opened, and says what ran.
async function ran({ page }: Seat, path: string): Promise<unknown> {
  await page.goto(new URL(path, page.url()).href);
  await settled(page);
  const closed = page.locator("main button[aria-expanded=false]");
  for (let left = await closed.count(); left > 0; left = await closed.count()) {
    await closed.first().press("Enter");
    if ((await closed.count()) === left) break;
  }
  await page.locator("main details").evaluateAll((all) => {
    for (const one of all) (one as HTMLDetailsElement).open = true;
  });
  await page.waitForTimeout(150);
  return page.evaluate(() => window.injected);
}

test("what people write never runs, whoever reads it", async () => {
  // Messages, documents and their names, one for each payload.
  for (const payload of payloads) {
    await must(ukraine, "POST", `${room("room:ukraine")}/items`, { kind: "message", text: payload });
    await must(ukraine, "POST", `${room("plenary")}/items`, { kind: "message", text: payload });
    await must(mediator, "POST", `${room("public")}/items`, { kind: "message", text: payload });
    await act(ukraine, "POST", `${room("caucus:ukraine")}/items`, {
      kind: "document",
      text: payload,
      file: { name: payload, bytes: bytes(payload) },
      tag: "public",
    });
    await must(mediator, "POST", "/api/readouts", {
      words: payload,
      parties: ["ukraine", "russia"],
      spoken: at(-1),
    });
    await must(ukraine, "POST", "/api/invitations", { name: payload.slice(0, 200), role: "delegate" });
    await must(mediator, "POST", "/api/groups", { title: payload, parties: ["ukraine", "russia"] });
  }
  // What stands on top of an item, and what people of every role are called.
  const { id } = await must(ukraine, "POST", `${room("caucus:ukraine")}/items`, {
    kind: "message",
    text: `${together} `,
    tag: "public",
  });
  await must(ukraine, "POST", `/api/items/${id}/consents`, {
    words: together,
    recipients: ["caucus:russia", "plenary"],
    expires: at(5),
  });
  await must(mediator, "POST", `/api/items/${id}/releases`, {
    how: "conveyed",
    to: ["caucus:russia", "public"],
  });
  await must(mediator, "POST", `/api/items/${id}/releases`, {
    how: "unattributed",
    to: ["caucus:russia"],
    words: `put otherwise: ${payloads[1]}`,
  });
  const { readouts } = await must(ukraine, "GET", "/api/readouts");
  await must(ukraine, "POST", `/api/readouts/${readouts[0].id}/confirmations`, { words: together });
  const invited = await must(mediator, "POST", "/api/invitations", {
    name: together.slice(0, 200),
    role: "head",
    organisation: "germany",
  });
  await must(mediator, "PUT", "/api/talks/state", { state: "suspended", statement: together });
  await must(mediator, "PUT", "/api/talks/state", { state: "open", statement: together });

  const seats: Record<string, Seat> = { mediator, ukraine, russia };
  for (const [role, path] of looks) {
    const seat = seats[role];
    if (seat) expect(await ran(seat, path), `${role} ${path}`).toBeUndefined();
  }
  const { rooms } = await must(russia, "GET", "/api/rooms");
  for (const { room: name } of rooms)
    expect(await ran(russia, `/rooms/${encodeURIComponent(name)}`), name).toBeUndefined();
  expect(await ran(russia, `/join#${invited.secret}`)).toBeUndefined();
  for (const { faults } of [mediator, ukraine, russia]) expect(faults).toEqual([]);
}, 240_000);

test("an address that somebody made up is text to the page", async () => {
  for (const payload of payloads) {
    for (const path of [`/rooms/${encodeURIComponent(payload)}`, `/join#${encodeURIComponent(payload)}`]) {
      const seat = path.startsWith("/join") ? russia : ukraine;
      await seat.page.goto(new URL(path, seat.page.url()).href);
      // With a dot in it, it names a file that is not there, and the server says so in plain text.
      await seat.page.locator("h1, pre").first().waitFor();
      expect(await seat.page.evaluate(() => window.injected), path).toBeUndefined();
    }
  }
}, 120_000);

test("the payloads are live: without escaping and policy they do run", async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  let live = 0;
  for (const payload of payloads) {
    await page.goto("about:blank");
    await page.setContent(`<title>x</title><p>${payload}</p>`);
    await page.waitForTimeout(30);
    if ((await page.evaluate(() => window.injected)) === 1) ++live;
  }
  expect(live).toBeGreaterThanOrEqual(10);
  await context.close();
});
