// The talks as a whole, by keyboard: a group is made, what one saw is taken along and compared, a party leaves and it is
// announced, the talks are suspended, resumed and ended; what cannot be done then is not offered.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Download } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { must } from "../support/acts";
import { launch } from "../support/browser";
import { command, type Server, serve } from "../support/server";
import { choose, enter, press, type Seat, settled, sit, tabTo, type } from "../support/workbench";

let browser: Browser;
let server: Server;
let mediator: Seat;
let ukraine: Seat;
let russia: Seat;
const folder = mkdtempSync(join(tmpdir(), "parley-state-"));

beforeAll(async () => {
  browser = await launch();
  server = await serve();
  mediator = await enter(browser, server, "mediator");
  ukraine = await enter(browser, server, "ukraine");
  russia = await enter(browser, server, "russia");
}, 120_000);
afterAll(async () => {
  for (const seat of [mediator, ukraine, russia]) {
    await seat?.close();
    expect(seat?.faults ?? []).toEqual([]);
  }
  await server?.stop();
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

const go = async ({ page }: Seat, path: string) => {
  await page.goto(new URL(path, page.url()).href);
  await settled(page);
};
const button = ({ page }: Seat, name: string | RegExp) => page.getByRole("button", { name });
const shown = ({ page }: Seat) => page.locator("main").innerText();
const parley = (...args: string[]) => execFileSync(command(), args, { cwd: folder, encoding: "utf8" });

async function announce(seat: Seat, state: RegExp | null, statement: string) {
  const { page } = seat;
  await go(seat, "/state");
  if (state) await choose(page, page.getByRole("radio", { name: state }));
  await type(page, page.getByLabel("Statement to everybody at the table"), statement);
  await press(page, button(seat, "Announce it"));
  await page.waitForFunction(() => document.querySelector<HTMLTextAreaElement>("textarea")?.value === "");
}

test("a working group is made of parties with a room", async () => {
  await go(mediator, "/state");
  const form = mediator.page.getByRole("form", { name: "Make a working group" });
  await type(mediator.page, form.getByLabel("What it is called"), "Prisoners");
  for (const party of ["Ukraine", "Russia"])
    await choose(mediator.page, form.getByRole("checkbox", { name: party, exact: true }));
  await press(mediator.page, form.getByRole("button", { name: "Make it" }));
  await ukraine.page.getByRole("link", { name: "Prisoners" }).first().waitFor({ state: "attached" });
  await go(ukraine, "/rooms");
  expect(await shown(ukraine)).toContain("Prisoners");
});

test("every room is taken along under one confirmation, checked and read without the server", async () => {
  const { page } = ukraine;
  await must(ukraine, "POST", "/api/rooms/room%3Aukraine/items", {
    kind: "message",
    text: "canary: our bottom line",
  });
  await go(ukraine, "/state");
  const files: Download[] = [];
  page.on("download", (file) => files.push(file));
  const rooms = (await must(ukraine, "GET", "/api/rooms")).rooms.length;
  await press(page, button(ukraine, "Export all my rooms"));
  await expect.poll(() => files.length, { timeout: 30_000 }).toBe(rooms);
  for (const file of files) await file.saveAs(join(folder, file.suggestedFilename()));
  await press(page, button(ukraine, "Keep a checkpoint"));
  await expect.poll(() => files.length, { timeout: 30_000 }).toBe(rooms + 1);
  await files.at(-1)?.saveAs(join(folder, "checkpoint.json"));
  const names = files.slice(0, rooms).map((file) => file.suggestedFilename());
  expect(names).toContain("room-ukraine.jsonl");

  const verified = parley("verify", ...names, "--checkpoint", "checkpoint.json");
  expect(verified.match(/^good /gm)).toHaveLength(rooms);
  expect(parley("read", "room-ukraine.jsonl")).toContain("canary: our bottom line");
  expect(readFileSync(join(folder, "plenary.jsonl"), "utf8")).not.toContain("canary");
}, 90_000);

test("two readers of one room see the same head of it", async () => {
  const head = async (seat: Seat) => {
    await go(seat, "/state");
    const row = seat.page.getByRole("row", { name: /Plenary/ });
    await row.waitFor();
    return row.innerText();
  };
  const seen = await head(ukraine);
  expect(seen).toMatch(/[0-9a-f]{4}( [0-9a-f]{4}){3}/);
  expect(await head(russia)).toBe(seen);
  expect(await shown(russia)).not.toContain("Ukraine: own room");
});

test("a published statement is asked for a second time, and a published document is anybody's to fetch", async () => {
  const { page } = mediator;
  await go(mediator, "/rooms/public");
  expect(await button(mediator, "Post").count()).toBe(0);
  await choose(page, page.getByRole("radio", { name: /A document/ }));
  await page.getByLabel("File, 4 MiB at most").setInputFiles({
    name: "plan.pdf",
    mimeType: "application/pdf",
    buffer: Buffer.from("%PDF-1.4 /Author (canary of the author)"),
  });
  // What it hides is shown while it can still be kept back.
  await page.getByText("canary of the author").waitFor();
  expect(await page.locator(".item").count()).toBe(0);
  await press(page, button(mediator, "Publish"));
  await page.locator(".item", { hasText: "plan.pdf" }).waitFor();

  const stranger = await sit(browser, `${server.origin("public")}/bulletin`);
  await settled(stranger.page);
  const waiting = stranger.page.waitForEvent("download");
  await press(stranger.page, stranger.page.getByRole("link", { name: "plan.pdf" }));
  await (await waiting).saveAs(join(folder, "plan.pdf"));
  expect(readFileSync(join(folder, "plan.pdf"), "utf8")).toContain("%PDF-1.4");
  expect(await stranger.page.locator('link[rel="alternate"]').getAttribute("href")).toBe("/bulletin.atom");
  await stranger.close();
  expect(stranger.faults).toEqual([]);
});

test("while the talks are suspended nobody is offered to write", async () => {
  await go(ukraine, "/rooms/caucus%3Aukraine");
  await tabTo(ukraine.page, ukraine.page.getByRole("textbox", { name: "Message" }));
  await announce(mediator, /Suspended/, "We pause until Monday.");
  await ukraine.page.getByText("The talks are suspended. Everything can be read").waitFor();
  expect(await ukraine.page.getByRole("textbox", { name: "Message" }).count()).toBe(0);
  expect(await button(ukraine, "Answer").count()).toBe(0);
  await go(mediator, "/state");
  expect(await mediator.page.getByRole("form", { name: "Make a working group" }).count()).toBe(0);
  await go(ukraine, "/");
  expect(await shown(ukraine)).toContain("We pause until Monday.");
  await go(ukraine, "/state");
  expect(await button(ukraine, /^Leave for/).count()).toBe(0);

  await go(ukraine, "/rooms/caucus%3Aukraine");
  await announce(mediator, /^Open/, "We go on.");
  await ukraine.page.getByRole("textbox", { name: "Message" }).waitFor();
}, 60_000);

test("a party that leaves is told so; the others learn of it by the mediator's announcement alone", async () => {
  await go(russia, "/state");
  await press(russia.page, button(russia, /^Leave for/));
  await type(russia.page, russia.page.getByLabel("Words to the mediator"), "canary: we have had enough");
  await press(russia.page, button(russia, "Leave the talks"));
  await russia.page.getByText("Your party has left the talks").first().waitFor();
  await expect.poll(() => button(russia, /^Leave/).count()).toBe(0);
  await go(russia, "/rooms/room%3Arussia");
  expect(await shown(russia)).toContain("Your party has left the talks");
  expect(await russia.page.getByRole("textbox").count()).toBe(0);

  await go(ukraine, "/");
  expect(await shown(ukraine)).not.toContain("left the talks");
  await announce(mediator, null, "Russia has left the talks.");
  await ukraine.page.getByText("Russia has left the talks.").waitFor();
  expect(await shown(ukraine)).not.toContain("canary");
  await go(ukraine, "/rooms/caucus%3Aukraine");
  await ukraine.page.getByRole("textbox", { name: "Message" }).waitFor();
}, 60_000);

test("what has ended can be read and taken along, and only announcements are left to the mediator", async () => {
  await announce(mediator, /^Ended/, "The talks are over.");
  await mediator.page.getByRole("heading", { name: "Announce something" }).waitFor();
  expect(await mediator.page.getByRole("radio").count()).toBe(0);
  await announce(mediator, null, "Thank you.");
  await go(ukraine, "/");
  expect(await shown(ukraine)).toContain("Thank you.");
  await go(ukraine, "/rooms/caucus%3Aukraine");
  expect(await shown(ukraine)).toContain("The talks have ended.");
  expect(await ukraine.page.getByRole("textbox").count()).toBe(0);
  await go(ukraine, "/state");
  await button(ukraine, "Export all my rooms").waitFor();
  expect(await shown(ukraine)).toContain("gone for good once the last backup is gone");
}, 60_000);
