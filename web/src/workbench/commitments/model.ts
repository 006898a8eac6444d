// Commitments in words, and how they hang on the clauses of signed agreements.
import type { Schemas } from "../../api/client";
import type { Clause } from "../text/model";

export type CommitmentData = Schemas["Commitment"];
export type Fulfilment = Schemas["Fulfilment"];
export type RestsOn = NonNullable<CommitmentData["rests_on"]>;

export const statusWords: Record<Fulfilment, string> = {
  not_begun: "Not begun",
  minimal: "Minimal",
  intermediate: "Intermediate",
  full: "Full",
};
export const statuses = Object.keys(statusWords) as Fulfilment[];

export function stateWords({ state, status }: CommitmentData): string {
  if (state === "withdrawn") return "taken back";
  if (state === "proposed") return "not confirmed by all";
  return statusWords[status].toLowerCase();
}

// In words where no date stands: what is owed once its trigger came about is owed although nobody set one.
export const undated = ({ triggered }: CommitmentData): string =>
  triggered ? "owed since its trigger came about; no date was set" : "when its trigger comes about";

type Stretch = [title: string, of: CommitmentData[]];

// In the order of the server: the nearest date first.
export function timeline(all: readonly CommitmentData[], now: number): Stretch[] {
  const month = now + 30 * 86_400_000;
  const inForce = all.filter(({ state, status }) => state === "in_force" && status !== "full");
  const between = (from: number, until: number) =>
    inForce.filter(({ due }) => {
      const time = due ? new Date(due).getTime() : null;
      return time !== null && time > from && time <= until;
    });
  const without = (triggered: boolean) =>
    inForce.filter((one) => !one.due && (one.triggered !== null) === triggered);
  const stretches: Stretch[] = [
    ["To be confirmed", all.filter(({ state }) => state === "proposed")],
    ["Overdue", between(0, now)],
    ["Owed now, without a date", without(true)],
    ["Due within thirty days", between(now, month)],
    ["Due later", between(month, Number.POSITIVE_INFINITY)],
    ["Waiting for a trigger", without(false)],
    ["Kept", all.filter(({ state, status }) => state === "in_force" && status === "full")],
    ["Taken back", all.filter(({ state }) => state === "withdrawn")],
  ];
  return stretches.filter(([, of]) => of.length > 0);
}

// Those that rest on a clause and stand: what was taken back is read in the commitments alone.
export const commitmentsOf = (all: readonly CommitmentData[], agreement: string, clause: string) =>
  all.filter(
    ({ rests_on, state }) =>
      state !== "withdrawn" && rests_on?.agreement === agreement && rests_on.clause === clause,
  );

// Where the lead writes a commitment of this clause, and what such an address names.
export const proposeAddress = (agreement: string, clause: string): string =>
  `/commitments?${new URLSearchParams({ agreement, clause })}`;
export function proposedIn(search: string): { agreement: string; clause: string } | null {
  const asked = new URLSearchParams(search);
  const agreement = asked.get("agreement");
  const clause = asked.get("clause");
  return agreement && clause ? { agreement, clause } : null;
}

// "3. Cease-fire".
export const clauseName = ({ number, heading }: RestsOn): string =>
  heading ? `${number}. ${heading}` : `Clause ${number}`;

// The words of a clause in the first language that has any, as an obligation can begin with.
export const wordsOf = (clause: Clause): string =>
  clause.versions.find(({ body }) => body !== "")?.body.slice(0, 5000) ?? "";
