// The rooms of the talks by keyboard alone, seat by seat, against the real server: what each sees, and what each does not.
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { must } from "../support/acts";
import { launch } from "../support/browser";
import { type Server, serve } from "../support/server";
import { choose, enter, pick, press, type Seat, settled, sit, tabTo, type } from "../support/workbench";

let browser: Browser;
let server: Server;
let mediator: Seat;
let ukraine: Seat;
let russia: Seat;

const secret = "canary: we would accept the line of contact";

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
});

const goTo = async ({ page }: Seat, link: string) => {
  await press(
    page,
    page.getByRole("navigation", { name: "Everything" }).getByRole("link", { name: link, exact: true }),
  );
  await settled(page);
};
const item = ({ page }: Seat, words: string) => page.locator(".item", { hasText: words }).last();
const shown = ({ page }: Seat) => page.locator("main").innerText();

test("each page says who I am and for whom", async () => {
  expect(await ukraine.page.locator(".acts").innerText()).toBe("You act for Ukraine · head of delegation");
  expect(await mediator.page.locator(".acts").innerText()).toBe("You lead the mediator team");
});

test("a party thinks aloud in its own room, which the mediator cannot see", async () => {
  await goTo(ukraine, "Ukraine: own room");
  expect(await shown(ukraine)).toContain("not the mediator, not any other party");
  await type(ukraine.page, ukraine.page.getByRole("textbox", { name: "Message" }), secret);
  await press(ukraine.page, ukraine.page.getByRole("button", { name: "Post" }));
  await item(ukraine, secret).waitFor();
  expect(await ukraine.page.getByRole("textbox", { name: "Message" }).inputValue()).toBe("");

  expect(await mediator.page.getByRole("link", { name: "Ukraine: own room" }).count()).toBe(0);
  for (const room of ["room:ukraine", "room:nobody"]) {
    await mediator.page.goto(`${server.origin("mediator")}/rooms/${encodeURIComponent(room)}`);
    await mediator.page.getByRole("alert").waitFor();
    expect(await mediator.page.getByRole("alert").innerText()).toBe("There is no such thing here.");
  }
});

test("what a party sends arrives in the caucus while the mediator looks on, with its tag", async () => {
  await mediator.page.goto(server.origin("mediator"));
  await goTo(mediator, "Caucus: Ukraine and the mediator");
  const note = item(ukraine, secret);
  await press(ukraine.page, note.getByRole("button", { name: "Send to the mediator" }));
  await choose(ukraine.page, note.getByRole("radio", { name: /May be used unattributed/ }));
  await press(ukraine.page, note.getByRole("button", { name: "Send it" }));
  await note.getByText("sent to the mediator").waitFor();
  expect(await note.innerText()).toContain("May be used unattributed");

  await item(mediator, secret).waitFor();
  expect(await item(mediator, secret).innerText()).toContain("May be used unattributed");
  expect(await item(mediator, secret).innerText()).toContain("sent from the delegation’s own room");
});

test("the mediator puts it to the other side in new words, and is warned that the source will be guessed", async () => {
  await goTo(russia, "Caucus: Russia and the mediator");
  const received = item(mediator, secret);
  await press(mediator.page, received.getByRole("button", { name: "Release" }));
  expect(await received.innerText()).toContain("The source will be guessed");
  expect(await received.getByRole("radio", { name: /Convey it as it is/ }).count()).toBe(0);
  await type(
    mediator.page,
    received.getByLabel("Your own words"),
    "There may be movement on where the line runs.",
  );
  await choose(mediator.page, received.getByRole("checkbox", { name: /Caucus: Russia/ }));
  await press(mediator.page, received.getByRole("button", { name: "Release it" }));
  await received.getByText("Used without its source").waitFor();

  await item(russia, "movement on where the line runs").waitFor();
  expect(await shown(russia)).not.toContain("canary");
  expect(await item(russia, "movement").innerText()).toContain("put by the mediator");
  // The party sees what became of its item, and nobody's page but those two's holds the words.
  await goTo(ukraine, "Caucus: Ukraine and the mediator");
  await item(ukraine, secret).getByText("Used without its source").waitFor();
});

test("words that are wider than the tag need consent, and go out letter for letter", async () => {
  const own = item(ukraine, secret);
  await press(ukraine.page, own.getByRole("button", { name: "Consent to more" }));
  await type(ukraine.page, own.getByLabel("The exact words"), "Ukraine is ready to talk about lines.");
  await choose(ukraine.page, own.getByRole("checkbox", { name: "Caucus: Russia and the mediator" }));
  await press(ukraine.page, own.getByRole("button", { name: "Consent to exactly this" }));
  await own.getByText("consented, until").waitFor();

  const received = item(mediator, secret);
  await received.getByText("consented, until").waitFor();
  await press(mediator.page, received.getByRole("button", { name: "Release", exact: true }));
  await choose(mediator.page, received.getByRole("radio", { name: /words that were agreed to/ }));
  expect(await received.locator("blockquote").innerText()).toBe("Ukraine is ready to talk about lines.");
  expect(await received.getByRole("checkbox").count()).toBe(1);
  await choose(mediator.page, received.getByRole("checkbox", { name: /Caucus: Russia/ }));
  await press(mediator.page, received.getByRole("button", { name: "Release it" }));

  await item(russia, "Ukraine is ready to talk about lines.").waitFor();
  expect(await shown(russia)).not.toContain("canary");
});

test("a proposal names one option for every issue", async () => {
  const { page } = russia;
  await choose(page, page.getByRole("radio", { name: /A proposal/ }));
  await press(page, page.getByRole("button", { name: "Post" }));
  await page.getByText("A package names one option for every issue.").waitFor();
  await page.getByRole("combobox").first().waitFor();
  const issues = await page.locator(".picker select").count();
  for (let issue = 0; issue < issues; ++issue) {
    const list = page.locator(".picker select").nth(issue);
    await pick(page, list, (await list.locator("option").nth(1).textContent()) ?? "");
  }
  expect(await page.locator(".picker legend").innerText()).toContain("complete");
  await press(page, page.getByRole("button", { name: "Post" }));
  const posted = page.locator(".item", { has: page.locator(".package") });
  await posted.waitFor();
  expect(await posted.locator(".package dd").count()).toBe(issues);
  expect(await posted.innerText()).toContain("For the mediator only");
});

test("a document is kept as it is, and comes back as a download", async () => {
  const { page } = ukraine;
  await choose(page, page.getByRole("radio", { name: /A document/ }));
  await page.getByLabel("File, 4 MiB at most").setInputFiles({
    name: "список.html",
    mimeType: "text/html",
    buffer: Buffer.from("<script>window.injected = 1</script>"),
  });
  await page.getByText("список.html, 36 bytes").waitFor();
  await press(page, page.getByRole("button", { name: "Post" }));
  const posted = item(ukraine, "список.html");
  await posted.waitFor();
  const waiting = page.waitForEvent("download");
  await press(page, posted.getByRole("link", { name: "список.html" }));
  const stream = await (await waiting).createReadStream();
  const pieces: Buffer[] = [];
  for await (const piece of stream) pieces.push(piece as Buffer);
  expect(Buffer.concat(pieces).toString()).toBe("<script>window.injected = 1</script>");
  expect(await page.evaluate(() => window.injected)).toBeUndefined();
});

test("an oral promise is not agreed until each party has confirmed the same words", async () => {
  const words = "No strikes on power stations for thirty days.";
  await goTo(mediator, "Said aloud");
  await type(mediator.page, mediator.page.getByLabel("The words"), words);
  await choose(mediator.page, mediator.page.getByRole("checkbox", { name: "Ukraine" }));
  await choose(mediator.page, mediator.page.getByRole("checkbox", { name: "Russia" }));
  await press(mediator.page, mediator.page.getByRole("button", { name: "Write it down" }));
  await mediator.page.locator("main .not-agreed").waitFor();

  await goTo(ukraine, "Said aloud");
  await press(ukraine.page, ukraine.page.getByRole("button", { name: "Confirm exactly these words" }));
  await ukraine.page.getByText("Ukraine confirmed these words").waitFor();
  expect(await shown(ukraine)).toContain("Not agreed");

  await goTo(russia, "Said aloud");
  expect(await shown(russia)).not.toContain("Ukraine confirmed");
  await press(russia.page, russia.page.getByRole("button", { name: "Confirm exactly these words" }));
  for (const { page } of [mediator, ukraine, russia]) await page.locator("main .agreed").waitFor();
});

test("a head invites a delegate by a link whose secret leaves the address bar at once", async () => {
  await goTo(ukraine, "Delegation and team");
  await type(ukraine.page, ukraine.page.getByLabel("Name of the person"), "Сергій Кислиця");
  await press(ukraine.page, ukraine.page.getByRole("button", { name: "Make the invitation" }));
  const link = (await ukraine.page.locator("#made-link").innerText()).trim();
  expect(link).toMatch(/\/join#[\w-]{20,}$/);

  const delegate = await sit(browser, link);
  const { page } = delegate;
  await page.getByRole("button", { name: "Accept the invitation" }).waitFor();
  expect(new URL(page.url()).hash).toBe("");
  expect(await shown(delegate)).toContain("Ukraine");
  expect(await shown(delegate)).toContain("delegate");
  await type(page, page.getByLabel("Account name"), "serhiy");
  await type(page, page.getByLabel("Password", { exact: true }), "four words to keep");
  await type(page, page.getByLabel("The same password again"), "four words to keep");
  await press(page, page.getByRole("button", { name: "Accept the invitation" }));
  await page.getByText("You have joined the talks").waitFor();
  const login = (await page.locator(".code").innerText()).trim();
  expect(login).toMatch(/^serhiy-.{5}$/);
  await press(page, page.getByRole("button", { name: "Go on" }));
  await settled(page);
  expect(await page.locator(".acts").innerText()).toContain("delegate without a mandate");

  // Without a mandate nothing leaves the own room.
  await goTo(delegate, "Ukraine: own room");
  expect(await page.getByRole("button", { name: "Send to the mediator" }).count()).toBe(0);

  await goTo(ukraine, "Delegation and team");
  const card = ukraine.page.locator(".card", { hasText: "Сергій Кислиця" }).first();
  await press(ukraine.page, card.getByRole("button", { name: "Change the mandates" }));
  await choose(ukraine.page, card.getByRole("checkbox", { name: "Send to the mediator" }));
  await press(ukraine.page, card.getByRole("button", { name: "Grant these" }));
  await card.getByRole("table").waitFor();
  // The delegate's page says so by itself.
  await page.locator(".acts", { hasText: "may send to the mediator" }).waitFor();

  // One more mandate leaves the dates of the others as they are.
  const { members } = await must(ukraine, "GET", "/api/members");
  const held = members.find(({ mandates }: { mandates: unknown[] }) => mandates.length > 0);
  const dates = { mandate: "send", from: "2024-01-02T03:04:05Z", until: "2031-02-03T04:05:06Z" };
  await must(ukraine, "PUT", `/api/members/${held.person.id}/mandates`, { mandates: [dates] });
  await goTo(ukraine, "Ukraine: own room");
  await goTo(ukraine, "Delegation and team");
  await press(ukraine.page, card.getByRole("button", { name: "Change the mandates" }));
  await choose(ukraine.page, card.getByRole("checkbox", { name: "Tag what is sent" }));
  await press(ukraine.page, card.getByRole("button", { name: "Grant these" }));
  await card.getByRole("rowheader", { name: "tag what is sent" }).waitFor();
  const after = await must(ukraine, "GET", "/api/members");
  const { mandates } = after.members.find(
    ({ person }: { person: { id: string } }) => person.id === held.person.id,
  );
  expect(mandates).toHaveLength(2);
  expect(mandates[0]).toEqual(dates);

  // A session that ends takes nothing that was typed with it.
  await goTo(delegate, "Ukraine: own room");
  await type(page, page.getByRole("textbox", { name: "Message" }), "half a thought");
  const other = await sit(browser, `${server.origin("ukraine")}/signin`);
  await type(other.page, other.page.getByLabel("Account name"), login);
  await type(other.page, other.page.getByLabel("Password"), "four words to keep");
  await press(other.page, other.page.getByRole("button", { name: "Sign in" }));
  await settled(other.page);
  await goTo(other, "Your account");
  await press(other.page, other.page.getByRole("button", { name: "End this session" }));
  await other.page.getByRole("button", { name: "End this session" }).waitFor({ state: "detached" });

  await press(page, page.getByRole("button", { name: "Post" }));
  const again = page.getByRole("dialog", { name: "Your session has ended" });
  await again.waitFor();
  await type(page, again.getByLabel("Account name"), login);
  await type(page, again.getByLabel("Password"), "four words to keep");
  await press(page, again.getByRole("button", { name: "Sign in" }));
  await again.waitFor({ state: "detached" });
  expect(await page.getByRole("textbox", { name: "Message" }).inputValue()).toBe("half a thought");
  await tabTo(page, page.getByRole("button", { name: "Post" }));
  await page.keyboard.press("Enter");
  await item(delegate, "half a thought").waitFor();

  // Whoever leaves the delegation is outside at once, and what was written stays.
  await press(ukraine.page, card.getByRole("button", { name: "End the membership" }));
  expect(await card.innerText()).toContain("signed out everywhere at once");
  await press(ukraine.page, card.getByRole("button", { name: "End it" }));
  await card.getByText("No member since").waitFor();
  await page.reload();
  await type(page, page.getByLabel("Account name"), login);
  await type(page, page.getByLabel("Password"), "four words to keep");
  await press(page, page.getByRole("button", { name: "Sign in" }));
  await page.getByText("The name, the password or the code is wrong").waitFor();
  await goTo(ukraine, "Ukraine: own room");
  await item(ukraine, "half a thought").waitFor();
  for (const seat of [delegate, other]) {
    await seat.close();
    expect(seat.faults).toEqual([]);
  }
}, 120_000);

test("a long room shows its newest items, and the earlier ones for the asking", async () => {
  const { page } = russia;
  for (let n = 1; n <= 60; ++n)
    await must(russia, "POST", "/api/rooms/room%3Arussia/items", {
      kind: "message",
      text: `note ${n} of 60`,
    });
  await goTo(russia, "Russia: own room");
  await item(russia, "note 60 of 60").waitFor();
  expect(await page.locator(".item").count()).toBe(50);
  await press(page, page.getByRole("button", { name: "Show earlier items" }));
  await item(russia, "note 1 of 60").waitFor();
  expect(await page.getByRole("button", { name: "Show earlier items" }).count()).toBe(0);
}, 60_000);

test("a wrong password and a wrong name are told apart by nobody", async () => {
  const stranger = await sit(browser, `${server.origin("russia")}/signin`);
  const { page } = stranger;
  await settled(page);
  expect(await page.locator("main").innerText()).toContain(
    "Whoever holds the running server can read everything",
  );
  const answers: string[] = [];
  for (const login of ["demo-russia", "nobody-at-all"]) {
    await type(page, page.getByLabel("Account name"), login);
    await type(page, page.getByLabel("Password"), "not the password");
    await press(page, page.getByRole("button", { name: "Sign in" }));
    await page.getByRole("alert").waitFor();
    await page.waitForFunction(() => document.querySelector("form")?.getAttribute("aria-busy") === "false");
    answers.push(await page.getByRole("alert").innerText());
  }
  expect(answers[0]).toBe(answers[1]);
  await stranger.close();
  expect(stranger.faults).toEqual([]);
});
