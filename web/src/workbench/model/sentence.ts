// Messages of the contract are clauses without a capital or a full stop; on the page they are sentences.
import type { Fault } from "../../api/client";

export function sentence(words: string): string {
  const text = words.trim();
  if (text === "") return "";
  const begun = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?…:]$/.test(begun) ? begun : `${begun}.`;
}

export const inWords = ({ message, hint }: Fault): string =>
  [message, hint].map(sentence).filter(Boolean).join(" ");
