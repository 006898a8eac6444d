// Words with redlines: removed and added, by colour, by line and by element.
import type { Run } from "./model";

export function Runs({ runs }: { runs: readonly Run[] }) {
  return (
    <>
      {runs.map(({ kind, text }, at) =>
        kind === "kept" ? (
          <span key={at}>{text}</span>
        ) : kind === "added" ? (
          <ins key={at}>{text}</ins>
        ) : (
          <del key={at}>{text}</del>
        ),
      )}
    </>
  );
}
