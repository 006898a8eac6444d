// Who sits before the screen, in words, and what a view may ask about that.
import type { Schemas, Session } from "../../api/client";

export type Role = Schemas["Role"];
export type Mandate = Schemas["Mandate"];

export interface Who {
  role: Role;
  party: string; // empty for the mediator team
  mediates: boolean; // a member of the mediator team, its lead included
  state: Session["talks"]["state"];
  may: (mandate: Mandate) => boolean; // a head has every mandate
}

export const mandateWords: Record<Mandate, string> = {
  send: "send to the mediator",
  tag: "tag what is sent",
  consent: "consent to wider use",
  preferences: "state preferences",
  accept_referendum: "accept ad referendum",
  accept_final: "accept finally",
  sign: "sign",
};

export const roleWords: Record<Role, string> = {
  lead: "lead of the mediator team",
  mediator: "member of the mediator team",
  head: "head of delegation",
  delegate: "delegate",
  observer: "observer",
};

export function whoOf({ person, mandates, talks }: Session): Who | null {
  if (!person) return null;
  const { role } = person;
  return {
    role,
    party: person.organisation,
    mediates: role === "lead" || role === "mediator",
    state: talks.state,
    may: (mandate) => role === "head" || (role === "delegate" && mandates.includes(mandate)),
  };
}

type Talks = Schemas["Talks"];

// The talks are open and my own party takes part in them: what the server asks for before most things are done.
export const underWay = ({ state, withdrawn }: Talks): boolean => state === "open" && withdrawn === null;

// Why nothing can be done now, and what still can.
export function standstill({ state, withdrawn }: Talks): string {
  if (withdrawn !== null) return "Your party has left the talks. What you saw stays readable.";
  if (state === "suspended")
    return "The talks are suspended. Everything can be read; nothing new is written.";
  if (state === "ended") return "The talks have ended. Everything can be read and taken along.";
  return "";
}

type Party = Talks["parties"][number];

// The parties with a room and a caucus of their own.
export const delegations = ({ parties }: Talks): Party[] =>
  parties.filter(({ role }) => role !== "mediator" && role !== "observer");

// The two whom everybody will guess as the source of what has none; null where there are more.
export function onlyTwo(talks: Talks): Party[] | null {
  const principals = talks.parties.filter(({ role }) => role === "principal");
  return [principals, delegations(talks)].find(({ length }) => length === 2) ?? null;
}

const list = new Intl.ListFormat("en-GB", { type: "conjunction" });
export const listed = (words: readonly string[]): string => list.format(words);

// "You act for Ukraine", "head of delegation": the line at the top of every page.
export function actsFor(session: Session, partyName: (id: string) => string): [string, string] {
  const { person, mandates, caucuses } = session;
  if (!person) return ["", ""];
  const party = partyName(person.organisation);
  switch (person.role) {
    case "lead":
      return ["You lead the mediator team", ""];
    case "mediator":
      return [
        "You mediate",
        caucuses.length ? `in caucus with ${listed(caucuses.map(partyName))}` : "no caucus assigned yet",
      ];
    case "head":
      return [`You act for ${party}`, roleWords.head];
    case "delegate":
      return [
        `You act for ${party}`,
        mandates.length
          ? `delegate: may ${listed(mandates.map((mandate) => mandateWords[mandate]))}`
          : "delegate without a mandate",
      ];
    case "observer":
      return [party ? `You observe for ${party}` : "You observe", ""];
  }
}
