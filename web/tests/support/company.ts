// Everybody who can look at talks, one seat a role: over the sample case with an observing party beside the others, and at
// talks that nobody has opened yet.
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { must } from "./acts";
import { type Server, sampleCase, serve, serveEmpty } from "./server";
import { code } from "./totp";
import { enter, type Seat, sit } from "./workbench";

export const parts = [
  "lead",
  "assistant",
  "head",
  "delegate",
  "guarantor",
  "observer",
  "other",
  "founder",
  "nobody",
] as const;
// other: the head of the other side; founder: who leads talks that are not open yet.
export type Part = (typeof parts)[number];

export interface Company {
  seats: Record<Part, Seat>;
  secret: string; // of an invitation that nobody has accepted
  leave: () => Promise<void>;
}

function withObserver(): string {
  const subject = readFileSync(sampleCase, "utf8");
  const file = join(mkdtempSync(join(tmpdir(), "parley-company-")), "case.yaml");
  writeFileSync(
    file,
    subject.replace(/^parties:\n/m, "$&  switzerland: {name: Switzerland, role: observer}\n"),
  );
  return file;
}

// One-time codes, for whoever may do nothing before they are set up.
export async function enrol(seat: Seat): Promise<void> {
  const { totp } = await must(seat, "GET", "/api/session");
  if (totp !== "required") return;
  const { secret } = await must(seat, "POST", "/api/account/totp", {});
  await must(seat, "PUT", "/api/account/totp", { code: code(secret) });
}

async function joins(browser: Browser, origin: string, secret: string, login: string): Promise<Seat> {
  const seat = await sit(browser, `${origin}/bulletin`);
  await must(seat, "POST", "/api/invitations/accept", { secret, login, password: "a long enough password" });
  await enrol(seat);
  return seat;
}

async function founds(browser: Browser, server: Server): Promise<Seat> {
  const { origin, hash } = new URL(server.links.get("lead") ?? "");
  return joins(browser, origin, hash.slice(1), "founder");
}

export async function gather(browser: Browser): Promise<Company> {
  const [server, unopened] = await Promise.all([serve(withObserver()), serveEmpty()]);
  const [lead, head, other, guarantor, observer] = await Promise.all([
    enter(browser, server, "mediator"),
    enter(browser, server, "ukraine"),
    enter(browser, server, "russia"),
    enter(browser, server, "germany"),
    enter(browser, server, "switzerland"),
  ]);
  const invited = async (by: Seat, body: Record<string, unknown>): Promise<string> =>
    (await must(by, "POST", "/api/invitations", { days: 5, ...body })).secret;
  const [assistant, delegate, founder, nobody] = await Promise.all([
    invited(lead, { name: "Nadia Rahimi", role: "mediator" }).then((secret) =>
      joins(browser, server.origin("assistant"), secret, "nadia"),
    ),
    invited(head, { name: "Сергій Кислиця", role: "delegate" }).then((secret) =>
      joins(browser, server.origin("delegate"), secret, "serhiy"),
    ),
    founds(browser, unopened),
    sit(browser, `${server.origin("nobody")}/bulletin`),
  ]);
  const secret = await invited(lead, { name: "Anna Weber", role: "head", organisation: "germany" });
  const seats = { lead, assistant, head, delegate, guarantor, observer, other, founder, nobody };
  return {
    seats,
    secret,
    leave: async () => {
      for (const seat of Object.values(seats)) await seat.close();
      await Promise.all([server.stop(), unopened.stop()]);
    },
  };
}
