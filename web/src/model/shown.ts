// How many of the efficient packages a picture shows, and of which they are all: the sentence over the picture.
import type { Frontier } from "../contract";

const many = (count: number) => count.toLocaleString("en-GB");

// `shown` of the `listed` points of the document are drawn.
export function shownText(
  { size, complete: listedAll, coverage }: Frontier,
  listed: number,
  shown: number,
): string {
  const complete = listedAll || coverage?.all_found === true;
  const total = Math.max(size, listed);
  const found = complete ? "" : " found";
  if (shown === 0) return "";
  if (shown < listed)
    return `Shown are ${many(shown)} of ${many(total)} points${found}: every settlement, and points at even ranks of each party’s score.`;
  if (listed < total)
    return `Shown are ${many(listed)} of ${many(total)} points${found}, as the analysis lists them.`;
  if (total === 1) return complete ? "There is one such point." : "One such point was found.";
  return complete ? `Shown are all ${many(total)} points.` : `Shown are the ${many(total)} points found.`;
}
