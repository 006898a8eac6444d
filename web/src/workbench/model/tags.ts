// What an author allows the mediator to do with an item, from the narrowest to the widest.
import type { Schemas } from "../../api/client";

export type Tag = Schemas["Tag"];

export const tags: Tag[] = ["mediator_only", "unattributed", "conveyed", "public"];

export const tagWords: Record<Tag, string> = {
  mediator_only: "For the mediator only",
  unattributed: "May be used unattributed",
  conveyed: "May be conveyed",
  public: "May be made public",
};

export const tagMeaning: Record<Tag, string> = {
  mediator_only: "Nobody else learns of it. This is what holds if you choose nothing.",
  unattributed:
    "The mediator may put the idea to others in new words, as the mediator’s own. Who knows the positions may still guess.",
  conveyed: "The mediator may show it to other parties as it is, with your delegation’s name.",
  public: "The mediator may also publish it.",
};

export const allows = (tag: Tag, use: Tag): boolean => tags.indexOf(tag) >= tags.indexOf(use);
