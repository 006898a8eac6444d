// Who looks at what, and when: every view that a role finds, before anything has happened and when something of everything
// has, and what is different while the talks rest or are over. The list follows from the views of the workbench, so that
// none can be forgotten. The soundness test and the pictures take all of it.
import { whoOf } from "../../src/workbench/model/who";
import { views } from "../../src/workbench/views";
import { furnish, must } from "./acts";
import { type Company, type Part, parts } from "./company";

// What stands for the parameters of a path. One room of every kind is enough; of the side that furnish() tells most about.
const side = "ukraine";
const filled: Record<string, (rooms: { room: string; kind: string }[]) => string[]> = {
  ":room": (rooms) =>
    [...new Set(rooms.map(({ kind }) => kind))].map((kind) => {
      const alike = rooms.filter((one) => one.kind === kind).map(({ room }) => room);
      return encodeURIComponent(alike.find((room) => room.endsWith(`:${side}`)) ?? alike[0] ?? "");
    }),
  ":party": () => [side],
};

// What no view of the list says: the way in, what leads nowhere.
const beside: Partial<Record<Part, (company: Company) => string[]>> = {
  nobody: ({ secret }) => ["/", `/join#${secret}`, "/join#nothing"],
  head: () => ["/nowhere"],
};

export interface Look {
  view: string; // as views.ts names it; empty if it does not
  path: string;
}

export async function looksOf(company: Company, part: Part): Promise<Look[]> {
  const seat = company.seats[part];
  const who = whoOf(await must(seat, "GET", "/api/session"));
  const { rooms } = who ? await must(seat, "GET", "/api/rooms") : { rooms: [] };
  // Whoever is signed in is led away from the way in.
  const found = views.filter((view) =>
    who ? (view.group || !view.open) && (view.for?.(who) ?? true) : view.open,
  );
  const looks = found.flatMap(({ path: view }) => {
    const parameter = /:\w+/.exec(view)?.[0];
    if (!parameter) return [{ view, path: view }];
    if (!filled[parameter])
      throw new Error(`views.ts of the tests does not know what ${parameter} of ${view} is`);
    return filled[parameter](rooms).map((value) => ({ view, path: view.replace(parameter, value) }));
  });
  return [...looks, ...(beside[part]?.(company) ?? []).map((path) => ({ view: "", path }))];
}

export interface Moment {
  moment: string;
  happens: (company: Company) => Promise<void>;
  parts: readonly Part[];
  looks: (part: Part, view: string) => boolean;
}

const changed = ["/", "/rooms", "/rooms/:room", "/preferences", "/estimates", "/text", "/rounds", "/state"];

export const furnished = ({ seats }: Company) => furnish(seats);

export const moments: Moment[] = [
  {
    moment: "before anything has happened",
    happens: async () => {},
    parts: parts.filter((part) => part !== "other"),
    looks: () => true,
  },
  {
    moment: "when something of everything has",
    happens: furnished,
    parts: parts.filter((part) => part !== "founder"),
    looks: (part, view) => part !== "other" || view === "/rooms/:room",
  },
  {
    moment: "while the talks are suspended",
    happens: async ({ seats }) => {
      await must(seats.lead, "PUT", "/api/talks/state", {
        state: "suspended",
        statement: "The delegations consult their capitals until Monday.",
      });
    },
    parts: ["lead", "head"],
    looks: (_, view) => changed.includes(view),
  },
  {
    moment: "after a party has withdrawn and the talks have ended",
    happens: async ({ seats }) => {
      const turn = (state: string, statement: string) =>
        must(seats.lead, "PUT", "/api/talks/state", { state, statement });
      await turn("open", "We go on.");
      await must(seats.other, "POST", "/api/withdrawal", { words: "We leave the talks." });
      await turn("ended", "The talks have ended.");
    },
    parts: ["lead", "head", "other"],
    looks: (_, view) => changed.includes(view),
  },
];
