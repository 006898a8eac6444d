// From an empty directory to two parties in their rooms, by keyboard alone: the lead joins, enrols one-time codes, opens the
// talks on a case, invites two heads; they join by link. Sign-in and release then ask for codes, each of which counts once.
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launch } from "../support/browser";
import { type Server, serveEmpty } from "../support/server";
import { code } from "../support/totp";
import { choose, isSound, pick, press, type Seat, settled, sit, type } from "../support/workbench";

let browser: Browser;
let server: Server;
let lead: Seat;
const heads = new Map<string, Seat>();
const password = "correct horse battery staple";
let secret = "";
let login = "";

beforeAll(async () => {
  browser = await launch();
  server = await serveEmpty();
});
afterAll(async () => {
  for (const seat of [lead, ...heads.values()]) {
    await seat?.close();
    expect(seat?.faults ?? []).toEqual([]);
  }
  await server?.stop();
  await browser?.close();
});

const everything = ({ page }: Seat) => page.getByRole("navigation", { name: "Everything" });

async function join(link: string, name: string): Promise<Seat> {
  const seat = await sit(browser, link);
  const { page } = seat;
  await type(page, page.getByLabel("Account name"), name);
  await type(page, page.getByLabel("Password", { exact: true }), password);
  await type(page, page.getByLabel("The same password again"), password);
  await press(page, page.getByRole("button", { name: "Accept the invitation" }));
  await page.getByText("You have joined the talks").waitFor();
  return seat;
}

test("whoever leads joins by the link that the server printed, and must enrol one-time codes first", async () => {
  lead = await join(server.links.get("lead") ?? "", "lead");
  const { page } = lead;
  login = (await page.locator(".code").innerText()).trim();
  await press(page, page.getByRole("button", { name: "Go on" }));
  await page.getByRole("heading", { name: "Set up one-time codes" }).waitFor();
  await press(page, page.getByRole("button", { name: "Show me a new secret" }));
  secret = (await page.locator(".code").innerText()).trim();
  expect(await page.getByRole("link", { name: "open it on this device" }).getAttribute("href")).toMatch(
    /^otpauth:\/\/totp\//,
  );
  await type(page, page.getByLabel("The code that it shows now"), "000000");
  await press(page, page.getByRole("button", { name: "Turn on one-time codes" }));
  await page.getByRole("alert").waitFor();
  await type(page, page.getByLabel("The code that it shows now"), code(secret));
  await press(page, page.getByRole("button", { name: "Turn on one-time codes" }));
  await everything(lead).waitFor();
});

test("the lead opens the talks on a case that was checked first", async () => {
  const { page } = lead;
  await settled(page);
  await press(page, everything(lead).getByRole("link", { name: "Open the talks" }));
  await isSound(lead, "/opening");
  await type(page, page.getByLabel("The case as text"), "parley: 1\ncase: nonsense\nissues: {a: {}}\n");
  await press(page, page.getByRole("button", { name: "Check it" }));
  await page
    .getByText(/^Line \d+, column \d+: /)
    .first()
    .waitFor();
  expect(await page.getByRole("button", { name: "Open the talks" }).isDisabled()).toBe(true);

  const large = { name: "large.yaml", mimeType: "text/yaml", buffer: Buffer.alloc(2 * 1024 * 1024, "#") };
  await page.getByLabel("Case file").setInputFiles(large);
  await page.getByText("This file is too large: 2.0 MiB.").waitFor();
  await page.getByLabel("Case file").setInputFiles("../cases/talks-2025.yaml");
  await press(page, page.getByRole("button", { name: "Check it" }));
  await page.getByText("No mistake was found").waitFor();
  expect(await page.locator("main").innerText()).toContain("10 parties, 10 issues");
  await press(page, page.getByRole("button", { name: "Open the talks" }));
  await everything(lead).getByRole("link", { name: "Caucus: Ukraine and the mediator" }).waitFor();
});

test("two heads join by invitation, and each finds its own rooms and no others", async () => {
  const { page } = lead;
  for (const [party, name] of [
    ["Ukraine", "Олена Ковальчук"],
    ["Russia", "Мария Иванова"],
  ] as const) {
    await press(page, everything(lead).getByRole("link", { name: "Delegation and team" }));
    await settled(page);
    await type(page, page.getByLabel("Name of the person"), name);
    await pick(page, page.getByLabel("As", { exact: true }), "head of delegation");
    await pick(page, page.getByLabel("Of", { exact: true }), party);
    await press(page, page.getByRole("button", { name: "Make the invitation" }));
    await page.locator(".made", { hasText: name }).waitFor();
    const link = (await page.locator("#made-link").innerText()).trim();
    const head = await join(link.replace("lead.", `${party.toLowerCase()}.`), party.toLowerCase());
    heads.set(party, head);
    await press(head.page, head.page.getByRole("button", { name: "Go on" }));
    await settled(head.page);
    const rooms = await everything(head).innerText();
    expect(rooms).toContain(`${party}: own room`);
    expect(rooms).not.toContain(party === "Ukraine" ? "Russia" : "Ukraine: own room");
    expect(await head.page.locator(".acts").innerText()).toBe(`You act for ${party} · head of delegation`);
    // A spent link opens nothing any more.
    const late = await sit(browser, link);
    await late.page.getByRole("alert").waitFor();
    expect(await late.page.getByRole("button", { name: "Accept the invitation" }).count()).toBe(0);
    await late.close();
    expect(late.faults).toEqual([]);
  }
});

test("the lead signs in with a code that counts once, and a release asks for a fresh one", async () => {
  const ukraine = heads.get("Ukraine");
  if (!ukraine) throw new Error("nobody sits for Ukraine");
  await press(ukraine.page, everything(ukraine).getByRole("link", { name: /^Caucus/ }));
  await settled(ukraine.page);
  await type(ukraine.page, ukraine.page.getByRole("textbox", { name: "Message" }), "Geneva would do.");
  await choose(ukraine.page, ukraine.page.getByRole("radio", { name: /May be conveyed/ }));
  await press(ukraine.page, ukraine.page.getByRole("button", { name: "Post" }));
  await ukraine.page.locator(".item", { hasText: "Geneva would do." }).waitFor();

  const { page } = lead;
  await press(page, page.getByRole("button", { name: "Sign out" }));
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  const spent = code(secret, 1);
  await type(page, page.getByLabel("Account name"), login);
  await type(page, page.getByLabel("Password"), password);
  await press(page, page.getByRole("button", { name: "Sign in" }));
  await page.getByRole("alert").waitFor();
  await type(page, page.getByLabel("One-time code"), spent);
  await press(page, page.getByRole("button", { name: "Sign in" }));
  await everything(lead).waitFor();

  await press(page, everything(lead).getByRole("link", { name: "Caucus: Ukraine and the mediator" }));
  const received = page.locator(".item", { hasText: "Geneva would do." }).last();
  await press(page, received.getByRole("button", { name: "Release", exact: true }));
  await choose(page, received.getByRole("checkbox", { name: /Caucus: Russia/ }));
  await press(page, received.getByRole("button", { name: "Release it" }));
  const proof = page.getByRole("dialog", { name: "Confirm that it is you" });
  await type(page, proof.getByLabel("One-time code"), spent);
  await press(page, proof.getByRole("button", { name: "Confirm" }));
  await proof.getByText(/code or password is wrong/i).waitFor();
  // The next code: the window of the last one has to pass.
  await page.waitForTimeout(31_000 - (Date.now() % 30_000));
  await type(page, proof.getByLabel("One-time code"), code(secret, 1));
  await press(page, proof.getByRole("button", { name: "Confirm" }));
  await proof.waitFor({ state: "detached" });
  await received.getByText("Conveyed as it is").waitFor();

  const russia = heads.get("Russia");
  if (!russia) throw new Error("nobody sits for Russia");
  await press(russia.page, everything(russia).getByRole("link", { name: /^Caucus/ }));
  const conveyed = russia.page.locator(".item", { hasText: "Geneva would do." });
  await conveyed.waitFor();
  expect(await conveyed.innerText()).toContain("conveyed by the mediator");
  expect(await conveyed.innerText()).toContain("Ukraine");
}, 150_000);
