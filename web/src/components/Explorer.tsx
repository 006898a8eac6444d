// The frontier as a picture, the package that is picked on it, and who gets what from which issue.
import { useCallback, useMemo } from "preact/hooks";
import type { Analysis } from "../contract";
import type { Names } from "../model/names";
import { formatFor } from "../model/numbers";
import type { Pick, Picks } from "../model/picks";
import { shownText } from "../model/shown";
import { subset } from "../model/subset";
import { Legend } from "./Legend";
import { Parallel } from "./Parallel";
import { PickedPackage } from "./PickedPackage";
import { Scatter } from "./Scatter";
import { Section } from "./Section";
import type { Picking } from "./usePicking";
import "./explorer.css";

interface ExplorerProps {
  analysis: Analysis;
  names: Names;
  picks: Picks;
  picking: Picking;
}

export function Explorer({ analysis, names, picks, picking }: ExplorerProps) {
  const shown = useMemo(() => shownOf(names, picks), [names, picks]);
  const describe = useDescription(names, picks);
  const { picked, compared, pick } = picking;
  // A point that the subset leaves out can still be picked from a list elsewhere; it is then drawn too.
  const items = useMemo(() => withPicked(shown, names, [picked, compared]), [shown, names, picked, compared]);
  const drawn = shown.filter(({ point }) => point !== undefined).length;
  const [first, second, third] = names.objectives;
  const chart = { analysis, items, picked, compared, onPick: pick, describe };
  return (
    <Section
      id="frontier"
      title="Efficient packages"
      lead={<Lead analysis={analysis} listed={picks.points.length} shown={drawn} />}
    >
      <div class="explorer">
        <div class="explorer-chart">
          {items.length === 0 || !first ? (
            <p class="explorer-empty">{nothingToDraw(names)}</p>
          ) : second && !third ? (
            <Scatter {...chart} parties={[first, second]} picks={picks} />
          ) : (
            <Parallel {...chart} parties={names.objectives} />
          )}
          <Legend analysis={analysis} picks={picks} picked={picked} onPick={pick} />
        </div>
        <PickedPackage analysis={analysis} names={names} picks={picks} picking={picking} />
      </div>
    </Section>
  );
}

const nothingToDraw = (names: Names) =>
  names.objectives.length === 0
    ? "No party has scores, so that packages cannot be compared; only the rules and red lines decide."
    : "There is no efficient package to draw.";

function Lead({ analysis, listed, shown }: { analysis: Analysis; listed: number; shown: number }) {
  const where =
    analysis.frontier.within === "zone"
      ? "No other package in the zone is"
      : `${analysis.zone_empty ? "The zone being empty, these are taken from all feasible packages: no" : "No"} other feasible package is`;
  return (
    <>
      {where} as good for everybody and better for somebody. {shownText(analysis.frontier, listed, shown)}{" "}
      {shown > 1 && "Click one, or use the arrow keys."}
    </>
  );
}

const openedAtMost = 8;

function shownOf(names: Names, picks: Picks): Pick[] {
  const parties = names.objectives.map(({ id }) => id);
  const opened = picks.others.filter((pick) => pick.marks.includes("opened"));
  // Many opened packages would bury the picture; each is drawn when it is looked at.
  const others =
    opened.length > openedAtMost ? picks.others.filter((pick) => !opened.includes(pick)) : picks.others;
  return inOrder([...subset(picks.points, parties), ...others], names);
}

function withPicked(shown: readonly Pick[], names: Names, extra: (Pick | undefined)[]): readonly Pick[] {
  const missing = extra.filter((pick): pick is Pick => pick !== undefined && !shown.includes(pick));
  return missing.length === 0 ? shown : inOrder([...shown, ...missing], names);
}

// Keys move from left to right: by the first party's score, then the second's.
function inOrder(items: Pick[], names: Names): Pick[] {
  const ids = names.objectives.map(({ id }) => id);
  return items.sort((a, b) => {
    for (const id of ids) {
      const difference = (a.scored.scores[id] ?? 0) - (b.scored.scores[id] ?? 0);
      if (difference !== 0) return difference;
    }
    return 0;
  });
}

function useDescription(names: Names, picks: Picks): (pick: Pick) => string {
  const formats = useMemo(
    () =>
      names.objectives.map((party) => ({
        party,
        text: formatFor(picks.points.slice(0, 500).map((pick) => pick.scored.scores[party.id] ?? 0)),
      })),
    [names, picks],
  );
  return useCallback(
    (pick: Pick) =>
      `${pick.title}: ${formats.map(({ party, text }) => `${party.name} ${text(pick.scored.scores[party.id] ?? 0)}`).join(", ")}`,
    [formats],
  );
}
