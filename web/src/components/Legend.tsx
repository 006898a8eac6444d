// What the marks mean; each is also the button that picks its package.
import type { Analysis } from "../contract";
import { settlementIds, settlementPrinciples, settlementTitles } from "../model/names";
import type { MarkName, Pick, Picks } from "../model/picks";
import { Mark } from "./Mark";
import "./legend.css";

interface LegendProps {
  analysis: Analysis;
  picks: Picks;
  picked: Pick | undefined;
  onPick: (pick: Pick) => void;
}

export function Legend({ analysis, picks, picked, onPick }: LegendProps) {
  const all = [...picks.byKey.values()];
  const reference = all.find((pick) => pick.marks.includes("reference"));
  const opened = picks.others.filter((pick) => pick.marks.includes("opened"));
  const button = (mark: MarkName, title: string, note: string, pick: Pick) => (
    <button
      key={title}
      type="button"
      aria-pressed={picked === pick}
      title={note}
      onClick={() => onPick(pick)}
    >
      <Mark name={mark} /> {title}
    </button>
  );
  return (
    <div class="legend">
      <div class="legend-marks">
        {settlementIds.map((id) => {
          const pick = picks.settlements.get(id);
          return pick && button(id, settlementTitles[id], settlementPrinciples[id], pick);
        })}
        {reference &&
          button("reference", "Reference", "the package that the case names for comparison", reference)}
        {opened.length > 0 && (
          <span class="legend-note">
            <Mark name="opened" /> opened by a concession
          </span>
        )}
      </div>
      {analysis.parties.some((party) => party.objective && party.reservation !== null) && (
        <p class="small soft">
          <svg class="legend-line" viewBox="0 0 22 10" aria-hidden="true">
            <rect class="zone-area" x="2" y="0" width="20" height="10" />
            <path class="reservation" d="M2 0V10" />
          </svg>{" "}
          from the reservation value upwards
        </p>
      )}
    </div>
  );
}
