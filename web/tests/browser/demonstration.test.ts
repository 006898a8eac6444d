// What `parley serve --demo` prints, and where each of its links leads.
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launch } from "../support/browser";
import { type Server, serve } from "../support/server";
import { enter, press, settled, sit } from "../support/workbench";

let browser: Browser;
let server: Server;
let links: Map<string, string>; // by the name that is printed beside it

beforeAll(async () => {
  browser = await launch();
  server = await serve();
  links = new Map(
    [...server.printed.matchAll(/^ {2}(\S.*?) +(http:\S+)$/gm)].map(([, name = "", link = ""]) => [
      name,
      link,
    ]),
  );
}, 120_000);
afterAll(async () => {
  await server?.stop();
  await browser?.close();
});

test("there is a link for the mediator, for each party, and for the public", () => {
  expect([...links.keys()]).toEqual(
    expect.arrayContaining(["Russia", "Ukraine", "Germany", "France", "public"]),
  );
  expect([...links.keys()][0]).toMatch(/mediator/i);
  expect(new Set(links.values()).size).toBe(links.size);
});

test("each link lets its role in, on a host of its own", async () => {
  for (const role of ["mediator", "russia", "germany"]) {
    const seat = await enter(browser, server, role);
    await settled(seat.page);
    expect(new URL(seat.page.url()).hostname).toBe(`${role}.localhost`);
    expect(seat.faults).toEqual([]);
    await seat.close();
  }
});

test("the public's link leads to the bulletin, and so does the page that asks to sign in", async () => {
  const stranger = await sit(browser, links.get("public") ?? "");
  const bulletin = stranger.page.getByRole("heading", { level: 1, name: "Public bulletin" });
  await bulletin.waitFor();
  await stranger.page.goto(`${server.origin("public")}/`);
  await press(stranger.page, stranger.page.getByRole("link", { name: "public bulletin" }));
  await bulletin.waitFor();
  expect(stranger.faults).toEqual([]);
  await stranger.close();
});
