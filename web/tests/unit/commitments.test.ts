import { describe, expect, test } from "vitest";
import {
  type CommitmentData,
  clauseName,
  commitmentsOf,
  proposeAddress,
  proposedIn,
  stateWords,
  timeline,
  undated,
  wordsOf,
} from "../../src/workbench/commitments/model";

const restsOn = (clause: string, agreement = "one"): NonNullable<CommitmentData["rests_on"]> => ({
  agreement,
  title: "Accord",
  clause,
  number: 3,
  heading: "Cease-fire",
  language: "en",
  rtl: false,
});
const commitment = (over: Partial<CommitmentData>): CommitmentData => ({
  id: "c",
  obligation: "Hand over",
  who: "north",
  parties: ["north"],
  quantity: "",
  unit: "",
  due: null,
  trigger: "",
  triggered: null,
  verifier: "",
  evidence: "Lists",
  room: "plenary",
  rests_on: null,
  time: "2025-08-18T14:00:00Z",
  state: "in_force",
  status: "minimal",
  confirmations: [],
  history: [],
  may_confirm: false,
  may_set: false,
  ...over,
});

describe("the commitments of a clause", () => {
  test("are those that rest on this clause of this agreement, and were not taken back", () => {
    const all = [
      commitment({ id: "mine", rests_on: restsOn("a") }),
      commitment({ id: "another clause", rests_on: restsOn("b") }),
      commitment({ id: "another agreement", rests_on: restsOn("a", "two") }),
      commitment({ id: "none" }),
      commitment({ id: "gone", rests_on: restsOn("a"), state: "withdrawn" }),
    ];
    expect(commitmentsOf(all, "one", "a").map(({ id }) => id)).toEqual(["mine"]);
  });
  test("are named by number and heading, or by number alone", () => {
    expect(clauseName(restsOn("a"))).toBe("3. Cease-fire");
    expect(clauseName({ ...restsOn("a"), heading: "" })).toBe("Clause 3");
  });
  test("say how far they are", () => {
    expect(stateWords(commitment({}))).toBe("minimal");
    expect(stateWords(commitment({ state: "proposed" }))).toBe("not confirmed by all");
  });
});

describe("the address under which a clause becomes a commitment", () => {
  test("gives agreement and clause back, whatever stands in them", () => {
    const address = proposeAddress("a&b=c", "clause 1#2");
    expect(proposedIn(new URL(address, "http://localhost").search)).toEqual({
      agreement: "a&b=c",
      clause: "clause 1#2",
    });
  });
  test("names both or nothing", () => {
    expect(proposedIn("?agreement=a")).toBeNull();
    expect(proposedIn("")).toBeNull();
  });
  test("begins the obligation with the first words that the clause has", () => {
    const version = (body: string) => ({ language: "en", heading: "H", body, stale: false });
    expect(wordsOf({ id: "a", versions: [version(""), version("نص")], bindings: [] })).toBe("نص");
    expect(wordsOf({ id: "a", versions: [version("x".repeat(6000))], bindings: [] })).toHaveLength(5000);
  });
});

describe("the timeline", () => {
  const now = new Date("2025-08-18T14:00:00Z").getTime();
  const trigger = "The lists are exchanged";
  const author = { name: "Anna", organisation: "" };
  const triggered = { words: "They are", author, time: "2025-08-18T12:00:00Z" };
  test("holds each commitment once, the most urgent first", () => {
    const all = [
      commitment({ id: "over", due: "2025-08-18T13:00:00Z" }),
      commitment({ id: "soon", due: "2025-08-28T13:00:00Z" }),
      commitment({ id: "later", due: "2026-08-18T13:00:00Z" }),
      commitment({ id: "asked", state: "proposed" }),
      commitment({ id: "kept", status: "full", trigger, triggered }),
      commitment({ id: "waits", trigger }),
      commitment({ id: "owed", trigger, triggered }),
    ];
    expect(timeline(all, now).map(([title, of]) => [title, ...of.map(({ id }) => id)])).toEqual([
      ["To be confirmed", "asked"],
      ["Overdue", "over"],
      ["Owed now, without a date", "owed"],
      ["Due within thirty days", "soon"],
      ["Due later", "later"],
      ["Waiting for a trigger", "waits"],
      ["Kept", "kept"],
    ]);
  });
  test("says of what has no date whether it still waits", () => {
    expect(undated(commitment({ trigger }))).toBe("when its trigger comes about");
    expect(undated(commitment({ trigger, triggered }))).toContain("owed since its trigger came about");
  });
});
