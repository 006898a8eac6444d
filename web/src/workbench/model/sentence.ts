// Messages of the contract are clauses without a capital or a full stop; on the page they are sentences.
import type { Failure, Fault } from "../../api/client";

export function sentence(words: string): string {
  const text = words.trim();
  if (text === "") return "";
  const begun = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?…:]$/.test(begun) ? begun : `${begun}.`;
}

export const inWords = ({ message, hint }: Fault): string =>
  [message, hint].map(sentence).filter(Boolean).join(" ");

// A place in a file is "12:5" in the contract.
export const inLines = ({ errors }: Failure): Failure => ({
  errors: errors.map((one) => {
    const [, line, column] = /^(\d+):(\d+)$/.exec(one.at) ?? [];
    return line ? { ...one, message: `line ${line}, column ${column}: ${one.message}` } : one;
  }),
});
