// The people of the whole story: three seats at the real server, each with everything that it was ever sent, and the words
// that must not leave the side that wrote them.
import { readFileSync } from "node:fs";
import type { Browser, Locator } from "playwright-core";
import { code } from "./totp";
import { choose, pick, press, type Seat, settled, sit, tabTo, type } from "./workbench";

export const smallCase = `parley: 1
case: river-crossing
title: A crossing of the river
about: Two towns decide how people cross the river between them, who pays, and what a crossing costs.
issues:
  crossing:
    title: How people cross
    options: {bridge: A bridge, ferry: A ferry, nothing: Nothing is built}
  payer:
    title: Who pays
    options: {upper-pays: The upper town, shared: Both in equal parts, lower-pays: The lower town}
  toll:
    title: What a crossing costs
    options: {free: Nothing, small: One coin, full: Three coins}
parties:
  upper: {name: Upper Town}
  lower: {name: Горішнє}
`;

export type Side = "upper" | "lower";
export const partyName: Record<Side, string> = { upper: "Upper Town", lower: "Горішнє" };

// Words that stand for secrets. own: in the room that the mediator cannot see; told: for the mediator only; line: in words
// of a red line, which reach the mediator when the preferences are sent; team: the mediator's note on a clause.
export const canary: Record<Side, { own: string; told: string; line: string }> = {
  upper: { own: "kestrel", told: "lantern", line: "marigold" },
  lower: { own: "osprey", told: "tallow", line: "foxglove" },
};
export const teamCanary = "quillwort";
export const password = "correct horse battery staple";

export interface Player extends Seat {
  received: string[]; // the body of every answer of the server
  proof: () => Promise<string>;
}

export const everything = ({ page }: Seat) => page.getByRole("navigation", { name: "Everything" });
export const shown = ({ page }: Seat) => page.locator("main").innerText();
export const button = ({ page }: Seat, name: string | RegExp) => page.getByRole("button", { name });

export async function goTo(seat: Seat, link: string): Promise<void> {
  await press(seat.page, everything(seat).getByRole("link", { name: link, exact: true }));
  await settled(seat.page);
}

// From what waits at home to where it is dealt with.
export async function follow(seat: Seat, words: RegExp): Promise<void> {
  await goTo(seat, "Home");
  await press(seat.page, seat.page.getByRole("main").getByRole("link", { name: words }).first());
  await settled(seat.page);
}

export async function join(browser: Browser, link: string, login: string): Promise<Player> {
  const received: string[] = [];
  const seat = await sit(browser, link, {}, async (response) => {
    if (new URL(response.url()).pathname.startsWith("/api/") && !response.url().endsWith("/api/changes"))
      received.push(await response.text().catch(() => ""));
  });
  const { page } = seat;
  await type(page, page.getByLabel("Account name"), login);
  await type(page, page.getByLabel("Password", { exact: true }), password);
  await type(page, page.getByLabel("The same password again"), password);
  await press(page, page.getByRole("button", { name: "Accept the invitation" }));
  await page.getByText("You have joined the talks").waitFor();
  await press(page, page.getByRole("button", { name: "Go on" }));
  return { ...seat, received, proof: async () => password };
}

// Each code counts once, and one that is a step ahead is taken as well.
export function codes(secret: string): () => Promise<string> {
  const step = () => Math.floor(Date.now() / 30_000);
  let last = 0;
  return async () => {
    while (last > step()) await new Promise((done) => setTimeout(done, 500));
    last = Math.max(last + 1, step());
    return code(secret, last - step());
  };
}

// Waits for what an act leads to; where the page asks for a fresh proof first, gives it.
export async function proved({ page, proof }: Player, outcome: Locator): Promise<void> {
  const dialog = page.getByRole("dialog", { name: "Confirm that it is you" });
  await dialog.or(outcome).first().waitFor();
  if (await dialog.isVisible()) {
    await type(page, dialog.getByLabel(/^(One-time code|Password)$/), await proof());
    await press(page, dialog.getByRole("button", { name: "Confirm" }));
    await dialog.waitFor({ state: "detached" });
  }
  await outcome.first().waitFor();
}

// What is saved when something is pressed, as text; a fresh proof is given where it is asked for.
export async function saved(player: Player, target: Locator): Promise<string> {
  const { page } = player;
  const download = page.waitForEvent("download");
  await press(page, target);
  const dialog = page.getByRole("dialog", { name: "Confirm that it is you" });
  const asked = await Promise.race([
    download.then(() => false),
    dialog.waitFor().then(
      () => true,
      () => false,
    ),
  ]);
  if (asked) await proved(player, page.locator("main"));
  return readFileSync(await (await download).path(), "utf8");
}

// Opens what is folded away.
export async function unfold({ page }: Seat, summary: string | RegExp, scope?: Locator): Promise<void> {
  const details = (scope ?? page.locator("main")).locator("details", {
    has: page.locator("summary", { hasText: summary }),
  });
  await details.first().waitFor();
  if ((await details.first().getAttribute("open")) !== null) return;
  await press(page, details.first().locator("summary").first());
}

// A day and a time, digit by digit, in the order of the launched browser: month, day, year, hour, minute, half of the day.
export async function typeTime({ page }: Seat, field: Locator, time: Date, zone = "Europe/Kyiv") {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  }).formatToParts(time);
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.find((one) => one.type === name)?.value ?? "";
  await tabTo(page, field);
  await page.keyboard.type(part("month") + part("day") + part("year"));
  await page.keyboard.press("ArrowRight");
  await page.keyboard.type(part("hour") + part("minute") + part("dayPeriod"));
}

// Every step of the preferences, as a party states them.
export async function statePreferences(seat: Player, never: string, line: string): Promise<void> {
  const { page } = seat;
  const step = (name: RegExp) =>
    page.getByRole("navigation", { name: "Steps" }).getByRole("button", { name });
  await goTo(seat, "Our preferences");
  await choose(page, page.getByRole("checkbox", { name: never }));
  await press(page, button(seat, "Add a condition over several issues"));
  await type(page, page.getByLabel("In words"), line);
  await type(page, page.getByLabel("As a condition"), "toll is full implies payer is shared");
  await press(page, step(/Order/));
  const confirm = page.getByRole("button", { name: /^This is our order of/ });
  await confirm.first().waitFor();
  while ((await confirm.count()) > 0) await press(page, confirm.first());
  await press(page, step(/Bars/));
  const bar = page.getByRole("slider", { disabled: false }).first();
  await tabTo(page, bar);
  await page.keyboard.press("ArrowUp");
  await press(page, page.getByRole("button", { name: /^give a range/ }).first());
  await press(page, step(/Weights/));
  await tabTo(page, page.getByRole("radio").first());
  await page.keyboard.press("Space");
  for (const slider of await page.getByRole("slider").all()) {
    await tabTo(page, slider);
    await page.keyboard.press("ArrowUp");
  }
  await press(page, step(/Packages/));
  await press(page, button(seat, "Show packages to rank"));
  await press(page, button(seat, "This is our order of the packages"));
  await press(page, step(/Check/));
  await page.getByText("Still to answer").waitFor({ state: "detached" });
  await press(page, button(seat, "Save in our own room"));
  await choose(page, page.getByRole("checkbox", { name: /^We have read/ }));
  await press(page, button(seat, "Send to the mediator"));
  await page.getByText("This version was sent to the mediator").waitFor();
}

// A proposal into the caucus, which the mediator may convey.
export async function propose(seat: Player, options: string[], words: string): Promise<void> {
  const { page } = seat;
  await choose(page, page.getByRole("radio", { name: /A proposal/ }));
  for (const [at, option] of options.entries())
    await pick(page, page.locator(".picker select").nth(at), option);
  await type(page, page.getByLabel("Words to go with it"), words);
  await choose(page, page.getByRole("radio", { name: /May be conveyed/ }));
  await press(page, button(seat, "Post"));
  await page.locator(".item", { hasText: words }).waitFor();
}

export async function releaseTo(lead: Player, from: Side, to: Side, words: string): Promise<void> {
  const { page } = lead;
  await goTo(lead, `Caucus: ${partyName[from]} and the mediator`);
  const item = page.locator(".item", { hasText: words }).last();
  await press(page, item.getByRole("button", { name: "Release", exact: true }));
  await choose(page, item.getByRole("radio", { name: /Convey it as it is/ }));
  await choose(page, item.getByRole("checkbox", { name: new RegExp(`Caucus: ${partyName[to]}`) }));
  await press(page, item.getByRole("button", { name: "Release it" }));
  await proved(lead, item.getByText("Conveyed as it is"));
}
