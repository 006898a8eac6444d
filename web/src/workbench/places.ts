// The places of the talks in words. An audience is a string of the contract, "caucus:ukraine"; every place has a kind with
// a colour and a shape of its own, a name, and a sentence that says who can read what is written there.
export type PlaceKind = "room" | "caucus" | "desk" | "table" | "group" | "plenary" | "public" | "account";

export interface Place {
  audience: string;
  kind: PlaceKind;
  of: string; // party, group or person; empty for plenary, table and public
}

const kinds: readonly string[] = ["room", "caucus", "desk", "table", "group", "plenary", "public", "account"];

export function placeOf(audience: string): Place {
  const [kind = "", ...rest] = audience.split(":");
  return {
    audience,
    kind: kinds.includes(kind) ? (kind as PlaceKind) : "account",
    of: rest.join(":"),
  };
}

export type NameOf = (id: string) => string;

export function placeName({ kind, of }: Place, name: NameOf): string {
  switch (kind) {
    case "room":
      return `${name(of)}: own room`;
    case "caucus":
      return `Caucus: ${name(of)} and the mediator`;
    case "desk":
      return `Desk for ${name(of)}`;
    case "table":
      return "The mediator's table";
    case "group":
      return name(of);
    case "plenary":
      return "Plenary";
    case "public":
      return "Public bulletin";
    case "account":
      return "You alone";
  }
}

export function whoReads({ kind, of }: Place, name: NameOf): string {
  switch (kind) {
    case "room":
      return `the delegation of ${name(of)} only; not the mediator, not any other party`;
    case "caucus":
      return `the delegation of ${name(of)} and the mediators assigned to it; no other party`;
    case "desk":
      return `the mediators assigned to ${name(of)} only; no party`;
    case "table":
      return "the whole mediator team; no party";
    case "group":
      return `the members of ${name(of)} and the mediator team`;
    case "plenary":
      return "every party, the observers and the mediator team";
    case "public":
      return "everybody, without signing in";
    case "account":
      return "you alone";
  }
}

// Everybody who runs the server can read what it holds: said once on the sign-in page, and here for the title of a mark.
export const placeWord: Record<PlaceKind, string> = {
  room: "Own room",
  caucus: "Caucus",
  desk: "Desk",
  table: "Mediator team",
  group: "Working group",
  plenary: "Plenary",
  public: "Public",
  account: "You alone",
};
