import { describe, expect, test } from "vitest";
import type { Schemas, Session } from "../../src/api/client";
import { actsFor, delegations, onlyTwo, standstill, underWay, whoOf } from "../../src/workbench/model/who";
import { type PlaceKind, placeName, placeOf, whoReads } from "../../src/workbench/places";
import { match } from "../../src/workbench/router";
import { absolute, away, fromLocal, toLocal } from "../../src/workbench/time";
import { views } from "../../src/workbench/views";
import { merge, pieces } from "../../tools/contract.mjs";

const piece = (name: string, document: Record<string, unknown>) => ({ name, document });

describe("the contract", () => {
  test("is one document whose references all lead somewhere", () => {
    const whole = merge(pieces());
    expect(Object.keys(whole.paths).length).toBeGreaterThan(20);
  });
  test("is refused when a name is given to two things", () => {
    const one = piece("one", { components: { schemas: { A: { type: "string" } } } });
    const other = piece("other", { components: { schemas: { A: { type: "integer" } } } });
    expect(() => merge([one, other])).toThrow(/A is said twice/);
  });
  test("is refused when a reference leads nowhere", () => {
    const lost = piece("lost", { components: { schemas: { A: { $ref: "#/components/schemas/B" } } } });
    expect(() => merge([lost])).toThrow(/leads nowhere/);
  });
});

describe("paths", () => {
  test("give their parameters decoded", () => {
    expect(match("/rooms/:room", "/rooms/caucus%3Aukraine")).toEqual({ room: "caucus:ukraine" });
    expect(match("/", "/")).toEqual({});
    expect(match("/rooms", "/rooms/")).toEqual({});
  });
  test("of another shape, or broken, do not match", () => {
    for (const path of ["/rooms", "/rooms/", "/rooms/a/b", "/rooms/%E0%A4%A", "/"])
      expect(match("/rooms/:room", path)).toBeNull();
  });
  test("name one view each", () => {
    expect(new Set(views.map(({ path }) => path)).size).toBe(views.length);
  });
});

describe("places", () => {
  const name = (id: string) => id.toUpperCase();
  test("say who reads there, and never the mediator for a party's own room", () => {
    expect(whoReads(placeOf("room:ukraine"), name)).toMatch(/UKRAINE only; not the mediator/);
    for (const audience of [
      "room:a",
      "caucus:a",
      "desk:a",
      "table",
      "group:g",
      "plenary",
      "public",
      "account:p",
    ]) {
      expect(whoReads(placeOf(audience), name)).not.toBe("");
      expect(placeName(placeOf(audience), name)).not.toBe("");
    }
  });
  test("that are unknown are taken for the narrowest", () => {
    expect(placeOf("surprise:x").kind satisfies PlaceKind).toBe("account");
  });
});

describe("the line that says who I am", () => {
  const session = (
    role: "lead" | "mediator" | "head" | "delegate" | "observer",
    organisation: string,
  ): Session => ({
    person: { id: "a".repeat(22), name: "N", role, organisation },
    login: "n-abcde",
    mandates: role === "delegate" ? ["send", "tag"] : [],
    caucuses: role === "mediator" ? ["a", "b"] : [],
    totp: "none",
    confirmed_until: null,
    csrf: "",
    now: "2025-08-18T14:00:00Z",
    demo: false,
    server_key: "",
    talks: { state: "open", title: "T" },
  });
  test("names the party and the office", () => {
    const name = (id: string) => id.toUpperCase();
    expect(actsFor(session("head", "ukraine"), name)).toEqual(["You act for UKRAINE", "head of delegation"]);
    expect(actsFor(session("delegate", "ukraine"), name)[1]).toMatch(/may send to the mediator and tag/);
    expect(actsFor(session("mediator", ""), name)[1]).toBe("in caucus with A and B");
  });
  test("gives a head every mandate, a delegate only those that hold, others none", () => {
    expect(whoOf(session("head", "a"))?.may("sign")).toBe(true);
    expect(whoOf(session("delegate", "a"))?.may("sign")).toBe(false);
    expect(whoOf(session("delegate", "a"))?.may("send")).toBe(true);
    expect(whoOf(session("lead", ""))?.may("send")).toBe(false);
  });
});

describe("the state of the talks", () => {
  type Talks = Schemas["Talks"];
  const party = (id: string, role: Talks["parties"][number]["role"]) => ({
    id,
    name: id.toUpperCase(),
    role,
  });
  const talks = (parties: Talks["parties"], more: Partial<Talks> = {}): Talks => ({
    state: "open",
    title: "",
    about: "",
    opened: null,
    keep_until: null,
    backups: { kept_days: 0, until: null },
    withdrawn: null,
    rounds: 3,
    parties,
    issues: [],
    rules: [],
    announcements: [],
    ...more,
  });
  const names = (found: Talks["parties"] | null) => found?.map(({ id }) => id);

  test("lets nothing be done while they are suspended or over, or once one's party has left", () => {
    expect(underWay(talks([]))).toBe(true);
    expect(standstill(talks([]))).toBe("");
    for (const more of [
      { state: "suspended" },
      { state: "ended" },
      { withdrawn: "2025-08-18T14:00:00Z" },
    ] as Partial<Talks>[]) {
      expect(underWay(talks([], more))).toBe(false);
      expect(standstill(talks([], more))).not.toBe("");
    }
  });
  test("tell where the source would be guessed: between two principals, or two parties at all", () => {
    const chair = party("chair", "mediator");
    const watch = party("watch", "observer");
    const [a, b, c] = [party("a", "principal"), party("b", "principal"), party("c", "guarantor")];
    expect(names(onlyTwo(talks([a, b, c, chair, watch])))).toEqual(["a", "b"]);
    expect(names(onlyTwo(talks([a, c, chair, watch])))).toEqual(["a", "c"]);
    expect(onlyTwo(talks([a, b, party("d", "principal"), chair]))).toBeNull();
    expect(names(delegations(talks([a, c, chair, watch])))).toEqual(["a", "c"]);
  });
});

describe("times", () => {
  test("say how far away they are", () => {
    const now = new Date("2025-08-18T14:00:00Z");
    expect(away(new Date("2025-08-18T14:00:20Z"), now)).toBe("now");
    expect(away(new Date("2025-08-18T16:30:00Z"), now)).toBe("in 2 hours");
    expect(away(new Date("2025-08-15T13:00:00Z"), now)).toBe("3 days ago");
  });
  test("are absolute with the zone that they are in", () => {
    expect(absolute(new Date("2025-08-18T14:00:00Z"))).toMatch(
      / 2025,? .*\d\d:00 (UTC|GMT([+-]\d+)?|[A-Z]{3,4})$/,
    );
  });
  test("typed in the reader's zone come out in UTC, and back", () => {
    const time = new Date("2025-08-18T14:00:00Z");
    expect(fromLocal(toLocal(time))).toBe("2025-08-18T14:00:00Z");
    expect(fromLocal("")).toBeNull();
    expect(fromLocal("nonsense")).toBeNull();
  });
});
