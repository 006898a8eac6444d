// The whole story by keyboard alone, against the real server: talks are opened on a case, two parties join by link, state
// preferences, exchange a proposal, get a text, accept it blindly, sign it, and see what is owed. What each sees is asserted,
// and what it does not.
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { must } from "../support/acts";
import { launch, violations } from "../support/browser";
import { type Server, serveEmpty } from "../support/server";
import {
  button,
  canary,
  codes,
  everything,
  follow,
  goTo,
  join,
  type Player,
  partyName,
  propose,
  proved,
  releaseTo,
  saved,
  shown,
  smallCase,
  statePreferences,
  teamCanary,
  unfold,
} from "../support/story";
import { fulfil, owed, proposeCommitment } from "../support/story-commitment";
import { answerRound, card, openRound } from "../support/story-round";
import { clauseForm, share, writeClause } from "../support/story-text";
import { verifyPage } from "../support/verify";
import { choose, isSound, pick, press, settled, type } from "../support/workbench";

let browser: Browser;
let server: Server;
let lead: Player;
let upper: Player;
let lower: Player;
const heads = () => [["upper", upper] as const, ["lower", lower] as const];
const all = () => [lead, upper, lower];
let sha256 = "";

beforeAll(async () => {
  browser = await launch();
  server = await serveEmpty();
}, 120_000);
afterAll(async () => {
  for (const seat of all()) await seat?.close();
  await server?.stop();
  await browser?.close();
  expect(all().flatMap((seat) => seat?.faults ?? [])).toEqual([]);
});

test("the mediator joins by link and opens the talks on a case", async () => {
  lead = await join(browser, server.links.get("lead") ?? "", "lead");
  const { page } = lead;
  await press(page, button(lead, "Show me a new secret"));
  lead.proof = codes((await page.locator(".code").innerText()).trim());
  await type(page, page.getByLabel("The code that it shows now"), await lead.proof());
  await press(page, button(lead, "Turn on one-time codes"));
  await everything(lead).waitFor();
  await settled(page);
  await follow(lead, /Open the talks/);
  await type(page, page.getByLabel("The case as text"), smallCase);
  await press(page, button(lead, "Check it"));
  await page.getByText("No mistake was found").waitFor();
  expect(await shown(lead)).toContain("2 parties, 3 issues");
  await press(page, button(lead, "Open the talks"));
  await proved(lead, everything(lead).getByRole("link", { name: "Caucus: Горішнє and the mediator" }));
});

test("two heads join by link, and each finds its own rooms and no others", async () => {
  const { page } = lead;
  const seats: Player[] = [];
  for (const [side, name] of [
    ["upper", "Ada Upfield"],
    ["lower", "Леся Долинська"],
  ] as const) {
    await goTo(lead, "Delegation and team");
    await type(page, page.getByLabel("Name of the person"), name);
    await pick(page, page.getByLabel("As", { exact: true }), "head of delegation");
    await pick(page, page.getByLabel("Of", { exact: true }), partyName[side]);
    await press(page, button(lead, "Make the invitation"));
    await page.locator(".made", { hasText: name }).waitFor();
    const link = (await page.locator("#made-link").innerText()).trim();
    const seat = await join(browser, link.replace("lead.", `${side}.`), side);
    await settled(seat.page);
    seats.push(seat);
    const other = partyName[side === "upper" ? "lower" : "upper"];
    expect(await seat.page.locator(".acts").innerText()).toBe(
      `You act for ${partyName[side]} · head of delegation`,
    );
    const places = await everything(seat).innerText();
    expect(places).toContain(`${partyName[side]}: own room`);
    expect(places).not.toContain(other);
    expect(places).not.toContain("Analysis");
  }
  [upper, lower] = seats as [Player, Player];
});

test("each thinks aloud unseen, and tells the mediator what no other may hear", async () => {
  for (const [side, seat] of heads()) {
    await goTo(seat, `${partyName[side]}: own room`);
    await type(
      seat.page,
      seat.page.getByRole("textbox", { name: "Message" }),
      `${canary[side].own} among us`,
    );
    await press(seat.page, button(seat, "Post"));
    await seat.page.locator(".item", { hasText: canary[side].own }).waitFor();
    await goTo(seat, `Caucus: ${partyName[side]} and the mediator`);
    await type(
      seat.page,
      seat.page.getByRole("textbox", { name: "Message" }),
      `${canary[side].told} for you`,
    );
    await press(seat.page, button(seat, "Post"));
    await seat.page.locator(".item", { hasText: canary[side].told }).waitFor();
    await goTo(lead, `Caucus: ${partyName[side]} and the mediator`);
    await lead.page.locator(".item", { hasText: canary[side].told }).waitFor();
    expect(await shown(lead)).toContain("For the mediator only");
    expect(await shown(lead)).not.toContain(canary[side].own);
  }
});

test("each states its preferences and sends them; the mediator reads both, a party only its own", async () => {
  const never = { upper: "never A ferry", lower: "never Nothing is built" };
  for (const [side, seat] of heads()) {
    await statePreferences(seat, never[side], `${canary[side].line} holds`);
    await goTo(lead, "Preferences");
    await press(lead.page, lead.page.getByRole("main").getByRole("link", { name: partyName[side] }));
    await settled(lead.page);
    const stated = await shown(lead);
    expect(stated).toContain("stated by the party");
    expect(stated).toContain(canary[side].line);
    await goTo(lead, "Preferences");
    expect(await lead.page.getByText("stated by the party").count()).toBe(side === "upper" ? 1 : 2);
  }
});

test("a proposal goes over by release as its tag allows, and is answered by another", async () => {
  const [first, second] = ["We build a bridge and share.", "Bridge, but you pay; free for all."];
  await goTo(upper, "Caucus: Upper Town and the mediator");
  await propose(upper, ["A bridge", "Both in equal parts", "One coin"], first);
  await goTo(lower, "Caucus: Горішнє and the mediator");
  expect(await shown(lower)).not.toContain("bridge and share");
  await releaseTo(lead, "upper", "lower", first);
  const offer = lower.page.locator(".item", { hasText: first });
  await offer.waitFor();
  const offered = await offer.innerText();
  for (const words of ["conveyed by the mediator", "Upper Town", "Both in equal parts", "One coin"])
    expect(offered).toContain(words);

  await press(lower.page, offer.getByRole("button", { name: "Answer" }));
  await propose(lower, ["A bridge", "The upper town", "Nothing"], second);
  expect(await lower.page.locator(".item", { hasText: second }).innerText()).toContain("in answer to");
  expect(await shown(upper)).not.toContain("free for all");
  await releaseTo(lead, "lower", "upper", second);
  const answer = upper.page.locator(".item", { hasText: second });
  await answer.waitFor();
  expect(await answer.innerText()).toContain("Горішнє");
  for (const word of Object.values(canary.lower)) expect(await shown(upper)).not.toContain(word);
  for (const word of Object.values(canary.upper)) expect(await shown(lower)).not.toContain(word);
});

test("the mediator writes one text, its clauses bound to issues, and the parties read nothing of it yet", async () => {
  const { page } = lead;
  await goTo(lead, "Text");
  await type(page, page.getByLabel("Title of the text"), "A bridge for two towns");
  await press(page, button(lead, "Save the title"));
  await page.getByRole("heading", { name: "A bridge for two towns" }).waitFor();
  for (const [tag, name] of [
    ["en", "English"],
    ["uk", "Ukrainian"],
  ] as const) {
    await unfold(lead, "Title and languages");
    await type(page, page.getByLabel("Another language"), tag);
    await press(page, button(lead, "Add the language"));
    await page.locator("summary", { hasText: `${name}, authentic` }).waitFor();
  }
  await writeClause(
    lead,
    /Write the first clause/,
    [
      ["The bridge", "The towns build one bridge and share its cost."],
      ["Міст", "Міста будують один міст і ділять його вартість."],
    ],
    ["A bridge", "Both in equal parts"],
  );
  await writeClause(
    lead,
    /Add a clause below/,
    [
      ["The toll", "A crossing costs two coins."],
      ["Мито", "Переправа коштує дві монети."],
    ],
    ["One coin"],
  );
  expect(await shown(lead)).toContain("How people cross: A bridge");
  for (const [, seat] of heads()) {
    await goTo(seat, "Text");
    expect(await shown(seat)).toContain("No draft has been shared with you.");
  }
});

test("a draft is shared, a party comments in caucus, and the mediator takes its words over", async () => {
  await share(lead, /^a draft/, "First draft", [/Caucus: Upper/, /Caucus: Горішнє/], "Share the draft");
  for (const [, seat] of heads()) await follow(seat, /A draft to read: First draft/);
  expect(await shown(lower)).toContain("Міста будують");
  const { page } = upper;
  const toll = page.getByRole("article", { name: "2. The toll" });
  await press(page, toll.getByRole("button", { name: "Comment, or propose words" }));
  await choose(page, toll.getByRole("radio", { name: /^Caucus/ }));
  await type(page, toll.getByLabel("Your words"), "Two are too many.");
  await pick(page, toll.getByLabel("Propose other wording"), "in English");
  await type(page, toll.getByLabel("Text", { exact: true }), "A crossing costs one coin.");
  await choose(page, toll.getByRole("radio", { name: /May be conveyed/ }));
  await press(page, button(upper, "Post the comment"));
  await toll.getByText("Two are too many.").waitFor();

  await goTo(lead, "Text");
  const clause = lead.page.getByRole("article", { name: "2. The toll" });
  await press(lead.page, clause.getByRole("button", { name: "Take these words into the editor" }));
  await press(lead.page, clause.getByRole("button", { name: "Save the clause" }));
  await clause.locator(".stale").waitFor();
  await press(lead.page, clause.getByRole("button", { name: "Edit", exact: true }));
  await type(lead.page, clauseForm(lead, /^Ukrainian/).getByLabel("Text"), "Переправа коштує одну монету.");
  await press(lead.page, clause.getByRole("button", { name: "Save the clause" }));
  // Both are authentic: what was changed in one is confirmed in the other.
  await press(
    lead.page,
    clause.getByRole("button", { name: "Confirm that it still says the same in English" }),
  );
  await clause.locator(".stale").waitFor({ state: "detached" });
  await press(lead.page, clause.getByRole("button", { name: "Note for the team" }));
  await type(lead.page, clause.getByLabel("Your words"), `${teamCanary}: they will take one coin`);
  await press(lead.page, clause.getByRole("button", { name: "Post the comment" }));
  await clause.getByText(teamCanary).waitFor();
  await goTo(lower, "Text");
  expect(await shown(lower)).not.toContain("too many");
});

test("the text is frozen in the plenary, and both read its hash and what has changed", async () => {
  await share(lead, /^a frozen text/, "The agreed text", [/^Plenary/], "Freeze and share it");
  const hashes = new Set<string>();
  for (const [, seat] of heads()) {
    await follow(seat, /A draft to read: The agreed text/);
    expect(await shown(seat)).toContain("A crossing costs one coin.");
    hashes.add((await seat.page.locator(".made .code").innerText()).trim());
    expect(await saved(seat, button(seat, "Download the bytes"))).toContain("Переправа коштує одну монету.");
  }
  expect(hashes.size).toBe(1);
  [sha256 = ""] = hashes;
  expect(sha256).toMatch(/^[0-9a-f]{64}$/);
  await press(lower.page, lower.page.getByRole("link", { name: "Compare two drafts" }));
  await settled(lower.page);
  await lower.page.locator("ins", { hasText: "one" }).first().waitFor();
  expect(await shown(lower)).toContain("1 of 2 clauses differ.");
});

test("a blind round begins when both have opted in, and nobody sees an answer", async () => {
  await openRound(lead, `The frozen text “The agreed text” (${sha256.slice(0, 8)})`);
  await follow(upper, /Say whether your party takes part/);
  await choose(upper.page, upper.page.getByRole("radio", { name: "We take part", exact: true }));
  await press(upper.page, button(upper, "Tell the mediator"));
  await card(upper).getByText("opted in, said").waitFor();
  await follow(lower, /Say whether your party takes part/);
  expect(await card(lower).innerText()).not.toContain("opted in, said");
  expect(await card(lower).innerText()).toContain("Waits for everybody");
  await choose(lower.page, lower.page.getByRole("radio", { name: "We take part", exact: true }));
  await press(lower.page, button(lower, "Tell the mediator"));
  for (const seat of all()) await card(seat).getByText("Under way").waitFor();
  expect(await card(lead).getByText("opted in, said").count()).toBe(2);
  for (const [, seat] of heads()) expect(await card(seat).getByText("opted in, said").count()).toBe(1);

  const known = async () => {
    const told: unknown[] = [];
    for (const seat of all())
      for (const path of ["/api/rounds", "/api/home"]) told.push(await must(seat, "GET", path));
    return told;
  };
  const before = await known();
  for (const [, seat] of heads()) {
    await follow(seat, /A blind round is under way/);
    const asked = await card(seat).innerText();
    for (const words of ["finally and without reservation", "somebody else did not", sha256])
      expect(asked).toContain(words);
    await press(seat.page, button(seat, "Put the answer into the slot"));
    await card(seat).getByRole("alert").waitFor();
    await answerRound(seat, "Yes, we accept");
  }
  expect(await known()).toEqual(before);
  // Whoever comes back finds nothing of the answer, and the preferences locked.
  await isSound(upper, "/rounds");
  expect(await shown(upper)).not.toContain("An answer has been given");
  await goTo(lower, "Our preferences");
  expect(await shown(lower)).toContain("A round is under way");
});

test("until the deadline every view is sound in the state that it is in; then all learn that all accepted", async () => {
  await isSound(lead, "/rounds");
  await isSound(lead, "/text");
  await isSound(lead, "/text/share");
  await isSound(lead, "/estimates/lower");
  await isSound(upper, "/text");
  await isSound(upper, "/preferences");
  await isSound(lower, "/text/compare");
  for (const seat of all()) {
    await goTo(seat, "Blind rounds");
    await card(seat).getByText("All accepted").waitFor({ timeout: 180_000 });
  }
  expect(await button(upper, "Put the answer into the slot").count()).toBe(0);
  await isSound(lower, "/rounds");
}, 240_000);

test("both sign in the browser, and what they signed is verified without the server", async () => {
  await goTo(lead, "Agreement");
  await press(lead.page, button(lead, "Open for signature"));
  await proved(lead, lead.page.getByText("0 of 2 parties have signed"));
  for (const [side, seat] of heads()) {
    await follow(seat, /An agreement waits for your party's signature/);
    const { page } = seat;
    expect(await shown(seat)).toContain(sha256);
    await choose(page, page.getByRole("radio", { name: /^Made here/ }));
    await choose(page, page.getByRole("checkbox", { name: /^I have read the text/ }));
    if (side === "upper") expect(await violations(page)).toEqual([]);
    await press(page, button(seat, `Sign for ${partyName[side]}`));
    await proved(seat, page.getByText(side === "upper" ? "1 of 2 parties" : "Signed by every party named"));
  }
  for (const seat of all()) {
    await goTo(seat, "Agreement");
    const signed = await shown(seat);
    for (const words of ["Signed by every party named", "Ada Upfield", "Леся Долинська", "in the browser"])
      expect(signed).toContain(words);
  }
  const waiting = lower.page.waitForEvent("download");
  await press(lower.page, button(lower, "Page that verifies it"));
  const download = await waiting;
  expect(download.suggestedFilename()).toBe("agreement.html");
  const told = await verifyPage(browser, await download.path());
  expect(told.faults).toEqual([]);
  expect(told.sha256).toBe(sha256);
  expect(told.signed).toEqual(["Upper Town", "Горішнє"]);
  expect(told.text).toContain("in the browser, with a key made there");
  await isSound(lead, "/agreement");
  await isSound(lower, "/agreement");
});

test("a signed clause becomes a commitment, confirmed by both, followed, and taken into a calendar", async () => {
  const due = new Date(Date.now() + 7 * 86_400_000);
  await proposeCommitment(lead, due);
  expect(await owed(lead).innerText()).toContain("2. The toll, A bridge for two towns");
  for (const [side, seat] of heads()) {
    await follow(seat, /A commitment waits for your confirmation/);
    await press(seat.page, button(seat, "Confirm for my party"));
    await proved(seat, owed(seat).locator("dd div:has(time)", { hasText: partyName[side] }));
    await owed(seat).getByRole("button", { name: "Confirm for my party" }).waitFor({ state: "detached" });
  }
  for (const seat of all()) {
    await goTo(seat, "Commitments");
    const list = seat.page.getByRole("region", { name: "Due within thirty days" });
    await list.waitFor();
    expect(await list.innerText()).toContain("A crossing costs one coin.");
  }
  await goTo(upper, "Agreement");
  const clause = upper.page.getByRole("article", { name: "2. The toll" });
  expect(await clause.getByRole("list", { name: /rest on this clause/ }).innerText()).toContain(
    "Горішнє, not begun",
  );
  await follow(lower, /Your commitment is due/);
  const calendar = await saved(lower, lower.page.getByRole("link", { name: /into your calendar/ }));
  expect(calendar).toMatch(/^BEGIN:VCALENDAR\r\n/);
  expect(calendar).toContain(due.toISOString().slice(0, 16).replace(/[-:]/g, ""));
  await fulfil(lead, "The sign is up");
  await goTo(upper, "Commitments");
  for (const seat of all())
    await seat.page.getByRole("region", { name: "Kept" }).getByText("The sign is up").waitFor();
  await isSound(lead, "/commitments");
  await isSound(upper, "/commitments");
});

test("nobody was ever sent a word that was not for them", async () => {
  for (const seat of all())
    for (const link of await everything(seat).getByRole("link").all()) {
      await link.press("Enter");
      await seat.page.waitForFunction(
        () => document.querySelector("h1") && !document.querySelector(".waiting"),
      );
    }
  const got = (seat: Player) => seat.received.join("\n");
  for (const [side, seat] of heads()) {
    const other = canary[side === "upper" ? "lower" : "upper"];
    for (const word of [...Object.values(other), teamCanary])
      expect(got(seat), `${side} was sent ${word}`).not.toContain(word);
    for (const word of Object.values(canary[side])) expect(got(seat)).toContain(word);
    expect(got(lead)).not.toContain(canary[side].own);
    expect(got(lead)).toContain(canary[side].told);
    expect(got(lead)).toContain(canary[side].line);
  }
});
