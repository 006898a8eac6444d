// Small grammar for sentences that hold words of a case.

// Text of a case inside a sentence keeps its own direction: first strong isolate ... pop directional isolate.
export const isolate = (text: string) => `\u2068${text}\u2069`;

export const plural = (n: number | string, one: string, many = `${one}s`) => (String(n) === "1" ? one : many);

export function list(parts: readonly string[], last = "and"): string {
  if (parts.length < 2) return parts[0] ?? "";
  return `${parts.slice(0, -1).join(", ")} ${last} ${parts.at(-1)}`;
}

// A list that stays readable: the first few, and how many more.
export function shortList(parts: readonly string[], most = 4): string {
  if (parts.length <= most + 1) return list(parts);
  return `${parts.slice(0, most).join(", ")} and ${parts.length - most} more`;
}

export const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
