// What must give before there is a zone: minimal sets of concessions, and the equal cut.
import type { Analysis, Concession, Element, EqualCut } from "../contract";
import type { Names } from "../model/names";
import { formatFor, percent } from "../model/numbers";
import type { Pick, Picks } from "../model/picks";
import { BarMatrix } from "./BarMatrix";
import { columnOf } from "./columns";
import { Section } from "./Section";
import { Text } from "./Text";
import "./what-must-give.css";

interface Props {
  analysis: Analysis;
  names: Names;
  picks: Picks;
  onPick: (pick: Pick) => void;
}

export function WhatMustGive({ analysis, names, picks, onPick }: Props) {
  const { concessions, equal_cut: cut, concessions_note: note } = analysis;
  if (!analysis.zone_empty && concessions.length === 0 && !cut) return null;
  return (
    <Section id="what-must-give" title="What must give" lead={lead(analysis)}>
      {concessions.length > 0 && (
        <ol class="concessions">
          {concessions.map((concession, index) => (
            <Way
              key={String(index)}
              number={index + 1}
              concession={concession}
              names={names}
              pick={picks.byKey.get(`concession:${index + 1}`)}
              onPick={onPick}
            />
          ))}
        </ol>
      )}
      {note && <p class="soft">{note}</p>}
      {!analysis.concessions_complete && (
        <p class="warning small">More sets may exist than are listed here.</p>
      )}
      {!cut && analysis.equal_cut_note && <p class="soft">No equal cut: {analysis.equal_cut_note}</p>}
      {cut && <Cut cut={cut} names={names} pick={picks.byKey.get("equal-cut")} onPick={onPick} />}
    </Section>
  );
}

const lead = ({ concessions }: Analysis) =>
  concessions.length > 0
    ? "Each of these opens a zone by itself, and none works with any part of it left out. A concession is a step that could be asked for, not one that should be taken."
    : "No set of concessions was found that opens a zone.";

interface WayProps {
  number: number;
  concession: Concession;
  names: Names;
  pick: Pick | undefined;
  onPick: (pick: Pick) => void;
}

function Way({ number, concession, names, pick, onPick }: WayProps) {
  return (
    <li class="concession">
      <span class="concession-number" aria-hidden="true">
        {number}
      </span>
      <div class="concession-body">
        {concession.veto_of !== undefined && (
          <p class="small soft">
            All that <Text>{names.party(concession.veto_of)}</Text> insists on: its veto
          </p>
        )}
        <ul>
          {concession.elements.map((element) => (
            <li key={element.kind + element.id + (element.party ?? "")}>
              <Step element={element} names={names} />
            </li>
          ))}
        </ul>
        {!concession.minimal && <p class="small soft">Not proved minimal.</p>}
        {pick && <Opens pick={pick} onPick={onPick} which={`set ${number}`} />}
      </div>
    </li>
  );
}

export function Step({ element, names }: { element: Element; names: Names }) {
  const title = <Text>{`“${element.title || element.id}”`}</Text>;
  const party = <Text>{element.party ? names.party(element.party) : "A party"}</Text>;
  if (element.kind === "rule") return <>The rule {title} is lifted</>;
  if (element.kind === "red-line")
    return (
      <>
        {party} gives up the red line {title}
      </>
    );
  return <>{party} accepts less than its reservation value</>;
}

function Opens({ pick, onPick, which }: { pick: Pick; onPick: (pick: Pick) => void; which: string }) {
  const look = () => {
    onPick(pick);
    document.getElementById("frontier")?.scrollIntoView({ block: "start" });
  };
  return (
    <p class="no-print">
      <button type="button" onClick={look}>
        Look at the package that it opens <span class="unseen">({which})</span>
      </button>
    </p>
  );
}

function Cut({
  cut,
  names,
  pick,
  onPick,
}: {
  cut: EqualCut;
  names: Names;
  pick: Pick | undefined;
  onPick: (p: Pick) => void;
}) {
  const payers = names.objectives.filter((party) => cut.pays[party.id] !== undefined);
  const most = payers.map((party) => cut.pays[party.id] ?? 0);
  const columns = payers.map((party) => ({
    ...columnOf(party, most),
    text: formatFor([cut.pays[party.id] ?? 0]),
  }));
  return (
    <div class="cut">
      <h3>Or an equal cut</h3>
      <p>
        If every party gives up the same {percent(cut.share)} of what lies between its reservation value and
        its best, this package opens. What each then lacks of its reservation value, in its own points:
      </p>
      <BarMatrix
        caption="What each party pays for the equal cut"
        heading="Equal cut"
        columns={columns}
        rows={[
          {
            key: "pays",
            head: percent(cut.share),
            values: ({ id }) => [{ tone: "picked", value: cut.pays[id] }],
          },
        ]}
      />
      {cut.proved === false && (
        <p class="warning small">A smaller cut may do; the work ended before that was known.</p>
      )}
      {pick && <Opens pick={pick} onPick={onPick} which="the equal cut" />}
    </div>
  );
}
