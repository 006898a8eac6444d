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
