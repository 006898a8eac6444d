// Columns of a bar matrix: a party, the stretch of its numbers, and how they are written.
import type { Party } from "../contract";
import { formatFor } from "../model/numbers";
import type { BarColumn } from "./BarMatrix";

export function columnOf(party: Party, values: readonly number[]): BarColumn {
  const low = values.reduce((a, b) => Math.min(a, b), 0);
  const high = values.reduce((a, b) => Math.max(a, b), 0);
  return { id: party.id, name: party.name, low, high, text: formatFor(values) };
}
