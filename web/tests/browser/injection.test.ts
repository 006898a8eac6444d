// Every text that the contract lets somebody store is planted with what would be script if anything took it for markup, in
// talks whose names are attacks too. Then everybody looks at everything, and at every file that leaves: nothing runs, the
// policy has nothing to refuse, and what was written is shown as it was written.
import { createHash } from "node:crypto";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { whoOf } from "../../src/workbench/model/who";
import { views } from "../../src/workbench/views";
import { act, must } from "../support/acts";
import { launch } from "../support/browser";
import { enrol } from "../support/company";
import { directions } from "../support/direction";
import { held, operations, textFields } from "../support/fields";
import { bad, condition, hostileCase, hostOf, ids, options, planted } from "../support/hostile";
import { payloads } from "../support/payloads";
import { type Server, serve } from "../support/server";
import { signature } from "../support/sign";
import { enter, type Seat, settled, sit } from "../support/workbench";
import { partsOf } from "../support/zip";

// What cannot hold any text, or is not kept, and why. Everything else of the contract has to be planted below.
const exempt: [fields: RegExp, why: string][] = [
  [/^(signIn|confirmSession|changePassword|enterDemo|lookAtInvitation) /, "compared, never kept"],
  [/^acceptInvitation \/(secret|password)$/, "compared or hashed, never shown"],
  [/^(checkCase|openTalks) \/case$/, "a case file: every text of one is planted by hostileCase"],
  [/^readPreferences \/csv$/, "read into answers, which are planted, and not kept"],
  [/^(add|amend)Entry \/date$/, "a day or nothing"],
  [/^makeCommitment \/quantity$/, "a number or nothing"],
  [/\/(likely|low|high)$/, "an exact number"],
  [/^lookAtFile /, "looked into and not kept"],
  [/^postItem \/file\/bytes$/, "base64 of a file that is only ever handed back as a download"],
  [/^openAgreement \/room$/, "the plenary or a group, whose id is random"],
  [/\/red_lines\/\*\/id$/, "an id: small letters, digits and -"],
  [/^makeCommitment \/clause$/, "the id of a clause of a signed agreement"],
  [/^editText \/changes\/\*\/after$/, "the id of a clause"],
];

let browser: Browser;
let server: Server;
const seats: Record<string, Seat> = {};
const seat = (role: string): Seat => {
  const found = seats[role];
  if (!found) throw new Error(`nobody sits as ${role}`);
  return found;
};
const covered = new Set<string>();

beforeAll(async () => {
  browser = await launch();
  server = await serve(hostileCase());
  const roles = {
    lead: "mediator",
    ...Object.fromEntries(
      ["first", "second", "third", "fourth", "observer"].map((role) => [
        role,
        hostOf(ids[role as keyof typeof ids]),
      ]),
    ),
  };
  for (const [role, host] of Object.entries(roles)) seats[role] = await enter(browser, server, host);
}, 120_000);
afterAll(async () => {
  for (const one of Object.values(seats)) await one.close();
  await server?.stop();
  await browser?.close();
  expect(Object.values(seats).flatMap((one) => one.faults)).toEqual([]);
});

// An operation of the contract by its name; what of its body is an attack counts as planted once the server has taken it.
async function post(role: string, id: string, body: unknown, params: Record<string, string> = {}) {
  const operation = operations.find((one) => one.id === id);
  if (!operation) throw new Error(`${id} is not in the contract`);
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(params[name] ?? ""),
  );
  const answer = await must(seat(role), operation.method, path, body);
  for (const [at, text] of held(operation.body, body))
    if (text.includes("injected")) covered.add(`${id} ${at}`);
  return answer;
}

const at = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString().replace(/\.\d+Z$/, "Z");
const caucus = (party: string) => `caucus:${party}`;
const both = [ids.first, ids.second];
const chosen = { [ids.choice]: options[0], [ids.bare]: options[1], [ids.amount]: "1" };

// Somebody who joins by invitation, under a hostile name.
async function joins(role: string, inviter: string, body: Record<string, unknown>): Promise<void> {
  const { secret } = await post(inviter, "invite", { name: bad(`name of ${role}`, 200), ...body });
  const stranger = await sit(browser, `${server.origin(role)}/bulletin`);
  seats[role] = stranger;
  await post(role, "acceptInvitation", {
    secret,
    login: bad(`login of ${role}`, 150, (text) => text.replace(/\s/g, "")),
    password: "a long enough password",
  });
  await enrol(stranger);
}

async function plantPeople() {
  await post("lead", "makeGroup", { title: bad("group", 200), parties: both });
  await joins("delegate", "first", { role: "delegate" });
  const { members: own } = await must(seat("first"), "GET", "/api/members");
  const delegate = own.find(({ person }: { person: { role: string } }) => person.role === "delegate");
  const mandates = ["send", "tag", "consent", "preferences", "sign"].map((mandate) => ({
    mandate,
    from: at(-60),
    until: at(86_400),
  }));
  await post("first", "grantMandates", { mandates }, { person: delegate.person.id });
  await joins("member", "lead", { role: "mediator", caucuses: both });
  const { members } = await must(seat("lead"), "GET", "/api/members");
  const member = members.find(({ person }: { person: { role: string } }) => person.role === "mediator");
  await post("lead", "assignCaucuses", { parties: both }, { person: member.person.id });
  await post("lead", "invite", { name: bad("invited", 200), role: "head", organisation: ids.fourth });
  await post("lead", "changeState", { state: "suspended", statement: bad("suspension") });
  await post("lead", "changeState", { state: "open", statement: bad("resumption") });
}

async function plantRooms() {
  const file = {
    name: bad("file name", 250, (text) => text.replaceAll("/", "")),
    bytes: btoa("<script>window.injected=1</script>"),
  };
  for (const room of [`room:${ids.first}`, caucus(ids.first), "plenary"])
    await post("delegate", "postItem", { kind: "message", text: bad(`message in ${room}`) }, { room });
  await post("lead", "postItem", { kind: "message", text: bad("bulletin") }, { room: "public" });
  await post("member", "postItem", { kind: "message", text: bad("desk") }, { room: `desk:${ids.first}` });
  await post("member", "postItem", { kind: "message", text: bad("table") }, { room: "table" });
  await post(
    "first",
    "postItem",
    { kind: "document", text: bad("document"), file },
    { room: caucus(ids.first) },
  );
  await post(
    "first",
    "postItem",
    { kind: "proposal", text: bad("proposal"), package: chosen },
    { room: caucus(ids.first) },
  );
  const item = await post(
    "first",
    "postItem",
    { kind: "message", text: bad("to be released"), tag: "public" },
    { room: caucus(ids.first) },
  );
  const hinted = await post(
    "first",
    "postItem",
    { kind: "message", text: bad("to be used unattributed", 60), tag: "unattributed" },
    { room: caucus(ids.first) },
  );
  await post(
    "first",
    "consent",
    { words: bad("consent"), recipients: [caucus(ids.second), "plenary"], expires: at(86_400) },
    { item: item.id },
  );
  await post(
    "lead",
    "releaseItem",
    { how: "conveyed", to: [caucus(ids.second), "public"] },
    { item: item.id },
  );
  await post(
    "lead",
    "releaseItem",
    // One payload each, and not the same: what repeats the original is no text of the mediator's own.
    { how: "unattributed", to: [caucus(ids.second)], words: bad("unattributed", 60) },
    { item: hinted.id },
  );
  await post(
    "lead",
    "releaseItem",
    { how: "spoken", to: [caucus(ids.third)], words: bad("spoken") },
    { item: item.id },
  );
  const readout = await post("lead", "logReadout", { words: bad("readout"), parties: both, spoken: at(-60) });
  await post(
    "second",
    "confirmReadout",
    { words: bad("confirmed otherwise") },
    { readout: (await must(seat("second"), "GET", "/api/readouts")).readouts[0].id },
  );
  expect(readout.id).toBeTruthy();
}

async function plantRecord() {
  const wording = (what: string) => ({
    words: bad(`${what}: words`),
    source: bad(`${what}: source`),
    says: bad(`${what}: says`, 500),
    date: "",
  });
  const one = await post(
    "delegate",
    "addEntry",
    { kind: "claim", tag: "public", ...wording("claim") },
    { room: caucus(ids.first) },
  );
  const other = await post(
    "first",
    "addEntry",
    { kind: "incident", tag: "public", ...wording("incident") },
    { room: caucus(ids.first) },
  );
  await post("first", "linkEntries", { other: one.id, note: bad("contradiction") }, { entry: other.id });
  await post("first", "amendEntry", { ...wording("amended"), reason: bad("reason") }, { entry: one.id });
  await post("lead", "releaseEntry", { how: "conveyed", to: ["plenary", "public"] }, { entry: one.id });
  const hinted = await post(
    "first",
    "addEntry",
    {
      kind: "claim",
      tag: "unattributed",
      words: bad("hint", 60),
      source: "A letter",
      says: "A clerk",
      date: "",
    },
    { room: caucus(ids.first) },
  );
  await post(
    "lead",
    "releaseEntry",
    { how: "unattributed", to: ["plenary"], words: bad("entry released", 60) },
    { entry: hinted.id },
  );
  const commitment = {
    obligation: bad("obligation"),
    who: ids.first,
    parties: both,
    unit: bad("unit", 100),
    quantity: "7",
    verifier: ids.second,
    evidence: bad("evidence"),
  };
  const due = await post("lead", "makeCommitment", { ...commitment, due: at(86_400) });
  const waits = await post("lead", "makeCommitment", {
    ...commitment,
    obligation: bad("obligation that waits"),
    trigger: bad("trigger"),
  });
  for (const { id } of [due, waits])
    for (const role of ["first", "second"]) await post(role, "confirmCommitment", {}, { commitment: id });
  await post(
    "second",
    "setCommitmentStatus",
    { status: "minimal", evidence: bad("evidence of status") },
    { commitment: due.id },
  );
  await post(
    "second",
    "triggerCommitment",
    { words: bad("triggered"), due: at(90_000) },
    { commitment: waits.id },
  );
}

async function plantPreferences() {
  const bar = (likely: string) => ({ likely, low: null, high: null });
  const rated = (one: string | undefined, place: number) => ({
    option: one,
    place,
    value: bar(place === 1 ? "100" : "0"),
  });
  const answers = (who: string) => ({
    red_lines: [{ id: "line-1", title: bad(`red line of ${who}`, 400), text: condition }],
    excluded: [{ issue: ids.bare, option: options[0] }],
    issues: [
      { issue: ids.choice, options: [rated(options[0], 1), rated(options[1], 2)], swing: bar("100") },
      { issue: ids.bare, options: [rated(options[1], 1), rated(options[0], 2)], swing: bar("50") },
      {
        issue: ids.amount,
        options: [rated("2", 1), { option: "1", place: 2, value: bar("50") }, rated("0", 3)],
        swing: bar("30"),
      },
    ],
    packages: [{ package: chosen, place: 1 }],
    no_deal: 2,
  });
  const mine = answers("the first");
  await post("first", "assessPreferences", { answers: mine });
  await post("first", "packagesToRank", { answers: mine });
  const { id } = await post("first", "savePreferences", { answers: mine, based_on: null });
  const { assessment } = await must(seat("first"), "GET", "/api/preferences");
  await post("first", "sendPreferences", { version: id, words: assessment.words });
  await post(
    "lead",
    "saveEstimate",
    { answers: answers("the second"), based_on: null },
    { party: ids.second },
  );
  await post("lead", "explainPackages", { packages: [chosen] });
  await post("lead", "improvePackage", { package: chosen });
}

// Headings take no directional overrides, and count bytes.
const unturned = (text: string) => text.replace(/[\u2028\u202a-\u202e]/g, "");

async function plantText(): Promise<{ sha256: string; drafts: string[] }> {
  const wording = (what: string) => ({
    language: "en",
    heading: bad(`${what}: heading`, 300, unturned),
    body: bad(`${what}: body`, 2000, unturned),
  });
  const bindings = [{ issue: ids.choice, options: [options[0]] }];
  const made = await post("lead", "editText", {
    base: 0,
    changes: [
      { kind: "set_title", title: bad("title of the text", 300, unturned) },
      { kind: "add_language", language: "en", standing: "authentic" },
      { kind: "add_clause", after: "", wordings: [wording("clause")], bindings },
    ],
  });
  await post("lead", "shareText", {
    number: made.number,
    label: bad("label", 200),
    note: "",
    to: [caucus(ids.first), "plenary"],
  });
  const edited = await post("lead", "editText", {
    base: made.number,
    changes: [{ kind: "change_wording", clause: made.added[0], wordings: [wording("edited clause")] }],
  });
  const frozen = await post("lead", "shareText", {
    number: edited.number,
    label: bad("frozen label", 200),
    note: bad("note with the frozen text"),
    to: ["plenary"],
    freeze: true,
  });
  const { drafts } = await must(seat("first"), "GET", "/api/text");
  for (const { id } of drafts)
    await post(
      "delegate",
      "commentOnDraft",
      {
        room: caucus(ids.first),
        clause: made.added[0],
        words: bad("comment"),
        wording: wording("proposed"),
        tag: "public",
      },
      { draft: id },
    );
  return { sha256: frozen.sha256, drafts: drafts.map(({ id }: { id: string }) => id) };
}

// Everybody accepts the frozen text; what it becomes is signed with keys of this test.
async function plantAgreement(sha256: string): Promise<string> {
  const { id } = await post("lead", "openRound", {
    sha256,
    title: bad("round on a text", 200),
    note: bad("note of a round"),
    parties: both,
    means: "final",
    opt_in_until: at(4),
    answer_until: at(5),
  });
  for (const role of ["first", "second"]) await post(role, "optIn", { opt_in: true }, { round: id });
  for (const role of ["first", "second"])
    await post(role, "answerRound", { answer: "accept", means: "final" }, { round: id });
  await expect
    .poll(async () => (await must(seat("lead"), "GET", "/api/rounds")).rounds.at(-1).state, {
      timeout: 20_000,
    })
    .toBe("all_accepted");
  const agreement = await post("lead", "openAgreement", { round: id, room: "plenary" });
  await post("first", "signAgreement", signature(sha256), { agreement: agreement.id });
  await post("lead", "openRound", {
    package: chosen,
    title: bad("round on a package", 200),
    note: bad("note of a package"),
    parties: both,
    means: "final",
    opt_in_until: at(86_400),
    answer_until: at(90_000),
  });
  return agreement.id;
}

const shown: string[] = [];
const places = new Set<string>();
const misread: string[] = [];
const missing = () =>
  planted
    .filter(({ text }) => !shown.some((page) => page.includes(text)))
    .map(({ where, text }) => `${where}: ${text}`);

// Looks at a page until everything is drawn, opens what can be opened, keeps what it says, and says what ran.
async function ran({ page }: Seat, path: string): Promise<unknown> {
  await page.goto(new URL(path, page.url()).href);
  await settled(page).catch(async () => {
    throw new Error(`${path} is not drawn: ${(await page.locator("body").innerText()).slice(0, 300)}`);
  });
  const closed = page.locator("main button[aria-expanded=false]");
  for (let left = await closed.count(); left > 0; left = await closed.count()) {
    await closed.first().press("Enter");
    if ((await closed.count()) === left) break;
  }
  await page.locator("details").evaluateAll((all) => {
    for (const one of all) (one as HTMLDetailsElement).open = true;
  });
  await page.waitForTimeout(100);
  shown.push(
    ...(await page.evaluate(() => {
      const typed = [...document.querySelectorAll<HTMLInputElement>("input, textarea")].map(
        ({ value }) => value,
      );
      const whole = document.body.cloneNode(true) as HTMLElement;
      const before = whole.textContent ?? "";
      // Of a comparison, what it said and what it says now.
      const after = whole.cloneNode(true) as HTMLElement;
      for (const gone of whole.querySelectorAll("ins, .unseen")) gone.remove();
      for (const gone of after.querySelectorAll("del, .unseen")) gone.remove();
      return [...typed, before, whole.textContent ?? "", after.textContent ?? ""];
    })),
  );
  const ways = await directions(page);
  for (const place of ways.places) places.add(place);
  misread.push(...ways.misread.map((where) => `${path}: ${where}`));
  return page.evaluate(() => window.injected);
}

async function pathsOf(one: Seat, secret: string): Promise<string[]> {
  const who = whoOf(await must(one, "GET", "/api/session"));
  const rooms = who ? (await must(one, "GET", "/api/rooms")).rooms : [];
  const all = views.filter((view) => view.open || (who && (view.for?.(who) ?? true))).map(({ path }) => path);
  return all.flatMap((path) => {
    if (path.includes(":room"))
      return rooms.map(({ room }: { room: string }) => `/rooms/${encodeURIComponent(room)}`);
    if (path.includes(":party")) return both.map((party) => `/estimates/${encodeURIComponent(party)}`);
    return path === "/join" ? [`/join#${secret}`] : [path];
  });
}

// A file of the server as whoever sits there gets it.
async function fileOf({ page }: Seat, path: string): Promise<Buffer> {
  const bytes = await page.evaluate(async (where) => {
    const answer = await fetch(where);
    if (!answer.ok) throw new Error(`${where}: ${answer.status}`);
    return [...new Uint8Array(await answer.arrayBuffer())];
  }, path);
  return Buffer.from(bytes);
}

// What an exported page says when somebody opens it from a disk; and once more without the policy that it carries.
async function opened(html: string): Promise<string> {
  const file = join(mkdtempSync(join(tmpdir(), "parley-export-")), "export.html");
  let says = "";
  for (const text of [html, html.replace(/<meta http-equiv="?content-security-policy[^>]*>/gi, "")]) {
    writeFileSync(file, text);
    const { page, faults, close } = await sit(browser, pathToFileURL(file).href);
    await page.waitForTimeout(150);
    expect(await page.evaluate(() => window.injected)).toBeUndefined();
    expect(await page.locator("script, iframe, object, form, base, img[src=x]").count()).toBe(0);
    if (text === html) expect(faults).toEqual([]);
    says = await page.locator("body").innerText();
    await close();
  }
  return says;
}

const xml = (one: Seat, text: string) =>
  one.page.evaluate((source) => {
    const parsed = new DOMParser().parseFromString(source, "application/xml");
    return {
      broken: parsed.querySelector("parsererror")?.textContent ?? "",
      names: [...new Set([...parsed.querySelectorAll("*")].map(({ namespaceURI }) => namespaceURI))],
      text: parsed.documentElement.textContent ?? "",
    };
  }, text);

let frozen: { sha256: string; drafts: string[] };
let agreement: string;

describe("what people write never runs", () => {
  test("every text of the contract is planted, or named as one that cannot hold any", async () => {
    await plantPeople();
    await plantPreferences();
    await plantRooms();
    await plantRecord();
    frozen = await plantText();
    agreement = await plantAgreement(frozen.sha256);
    await post("third", "withdraw", { words: bad("withdrawal") });
    const open = textFields().filter((field) => !covered.has(field));
    expect(open.filter((field) => !exempt.some(([fields]) => fields.test(field)))).toEqual([]);
    for (const [fields, why] of exempt)
      expect(
        open.some((field) => fields.test(field)),
        why,
      ).toBe(true);
  }, 120_000);

  test("whoever looks at whatever, and what was written is there to be read", async () => {
    const { secret } = await post("lead", "invite", {
      name: bad("seen before joining", 200),
      role: "head",
      organisation: ids.second,
    });
    seats.nobody = await sit(browser, `${server.origin("nobody")}/bulletin`);
    await Promise.all(
      Object.entries(seats).map(async ([role, one]) => {
        for (const path of await pathsOf(one, secret))
          expect(await ran(one, path), `${role} ${path}`).toBeUndefined();
      }),
    );
    for (const [role, { faults }] of Object.entries(seats)) expect(faults, role).toEqual([]);
    expect(missing()).toEqual([]);
  }, 240_000);

  test("words that are written from the right are read from the right, wherever they stand", () => {
    expect(misread).toEqual([]);
    const elements = [...places].map((place) => place.split(".")[0]);
    expect(elements).toEqual(
      expect.arrayContaining(["a", "bdi", "dd", "h1", "h2", "input", "p", "textarea"]),
    );
  });

  test("in the pages and documents that leave", async () => {
    const first = seat("first");
    const file = `/api/drafts/${frozen.drafts.at(-1)}/file?format=`;
    const against = `&against=${frozen.drafts[0]}`;
    const signed = `/api/agreements/${agreement}/file?format=`;
    const body = planted.find(({ where }) => where === "edited clause: body")?.text ?? "";
    const number = body.slice(0, body.indexOf("〕") + 1);
    for (const path of [`${file}html`, `${file}html${against}`, `${signed}html`])
      expect(await opened((await fileOf(first, path)).toString()), path).toContain(number);
    for (const path of [`${file}docx`, `${file}docx${against}`]) {
      const parts = partsOf(await fileOf(first, path));
      for (const [name, part] of parts)
        if (/\.(xml|rels)$/.test(name))
          expect((await xml(first, part.toString())).broken, `${path} ${name}`).toBe("");
      expect((await xml(first, parts.get("word/document.xml")?.toString() ?? "")).text).toContain(number);
    }
    const text = await fileOf(first, `${signed}text`);
    expect(text.toString()).toContain(body);
    expect(createHash("sha256").update(text).digest("hex")).toBe(frozen.sha256);
  }, 60_000);

  test("in the feed and in the calendar", async () => {
    const nobody = seat("nobody");
    const feed = await xml(nobody, (await fileOf(nobody, "/bulletin.atom")).toString());
    expect(feed.broken).toBe("");
    expect(feed.names).toEqual(["http://www.w3.org/2005/Atom"]);
    expect(feed.text).toContain(planted.find(({ where }) => where === "bulletin")?.text);
    const calendar = (await fileOf(seat("first"), "/api/commitments/calendar.ics")).toString();
    expect(calendar.match(/^BEGIN:VEVENT\r$/gm)?.length).toBe(2);
    for (const line of calendar.replaceAll("\r\n ", "").split("\r\n"))
      expect(line).toMatch(/^([A-Z-]+[;:]|$)/);
  });
});

test("an address that somebody made up is text to the page", async () => {
  for (const payload of payloads) {
    for (const path of [`/rooms/${encodeURIComponent(payload)}`, `/join#${encodeURIComponent(payload)}`]) {
      const { page } = seat(path.startsWith("/join") ? "second" : "first");
      await page.goto(new URL(path, page.url()).href);
      await page.locator("h1").first().waitFor();
      expect(await page.evaluate(() => window.injected), path).toBeUndefined();
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

test("a document comes back as bytes to be saved, whatever it is called", async () => {
  const { items } = await must(seat("first"), "GET", `/api/rooms/${encodeURIComponent(caucus(ids.first))}`);
  const document = items.find(({ kind }: { kind: string }) => kind === "document");
  const answer = await act(seat("first"), "GET", `/api/items/${document.id}/file`).catch(() => null);
  expect(answer).toBeNull(); // no JSON
  expect((await fileOf(seat("first"), `/api/items/${document.id}/file`)).toString()).toBe(
    "<script>window.injected=1</script>",
  );
});
