// A number that an answer rests on: where its range, its value and the places at which the answer flips lie on a bar.
import type { Headline, RestsOn } from "../contract";
import { exact } from "./numbers";
import { list } from "./words";

export interface RangePlaces {
  value: number; // all from 0 to 1 along the range
  below: number | null;
  above: number | null;
}

export function placesOf({ low, high, value, flips_below, flips_above }: RestsOn): RangePlaces {
  const at = (x: number) => (high > low ? Math.min(1, Math.max(0, (x - low) / (high - low))) : 0.5);
  return {
    value: at(value),
    below: flips_below === null ? null : at(flips_below),
    above: flips_above === null ? null : at(flips_above),
  };
}

export function flipText({ flips_below: below, flips_above: above }: RestsOn): string {
  const parts = [];
  if (below !== null) parts.push(`at ${exact(below)} and lower`);
  if (above !== null) parts.push(`at ${exact(above)} and higher`);
  return parts.join(", or ") || "within its range";
}

const headlines: Record<Headline, string> = {
  zone: "whether there is a zone",
  nash: "the Nash package",
  "who-must-give": "who must give",
};

export const changeText = (changes: readonly Headline[]) =>
  list(changes.map((change) => headlines[change] ?? change));
