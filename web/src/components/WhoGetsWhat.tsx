// Who gets what from which issue: the picked package taken apart, beside the one that it is compared with.
import { useMemo } from "preact/hooks";
import type { Analysis } from "../contract";
import { linesOf, valuesOf } from "../model/lines";
import type { Names } from "../model/names";
import type { Pick, Picks } from "../model/picks";
import type { BarColumn, BarRow } from "./BarMatrix";
import { BarMatrix } from "./BarMatrix";
import { columnOf } from "./columns";
import { Section } from "./Section";
import { Text } from "./Text";
import "./who-gets-what.css";

export interface Pair {
  picked: Pick;
  compared: Pick | undefined;
}

interface Props {
  analysis: Analysis;
  names: Names;
  picks: Picks;
  picked: Pick | undefined;
  compared: Pick | undefined;
}

export function WhoGetsWhat({ analysis, names, picks, picked, compared: other }: Props) {
  const columns = useMemo(
    () => names.objectives.map((party) => columnOf(party, valuesOf(picks.byKey.values(), party.id))),
    [names, picks],
  );
  if (!picked) return null;
  const pair: Pair = { picked, compared: other === picked ? undefined : other };
  return (
    <Section
      id="who-gets-what"
      title="Who gets what from which issue"
      lead={<Lead pair={pair} apart={sharesOf(pair).some(Boolean)} />}
    >
      <TakenApart analysis={analysis} names={names} columns={columns} pair={pair} />
    </Section>
  );
}

interface TakenApartProps {
  analysis: Analysis;
  names: Names;
  columns: readonly BarColumn[];
  pair: Pair;
}

// The matrix alone, for any two packages.
export function TakenApart({ analysis, names, columns, pair }: TakenApartProps) {
  const shares = sharesOf(pair);
  const apart = shares.some(Boolean);
  return (
    <BarMatrix
      caption="Points of each party from each issue"
      heading="Issue and settlement"
      columns={apart ? columns : []}
      rows={linesOf(analysis, shares).map((label) => rowOf(names, label, pair))}
      {...(apart && { totals: totalsOf(pair) })}
    />
  );
}

const sharesOf = ({ picked, compared }: Pair) => [picked.scored.shares, compared?.scored.shares];

function Lead({ pair: { picked, compared }, apart }: { pair: Pair; apart: boolean }) {
  return (
    <>
      <strong>{picked.title}</strong>
      {compared && (
        <>
          , compared with <strong>{compared.title}</strong>
        </>
      )}
      . {apart && "Bars are as long as the points that the party gets; each party has its own scale. "}
      {!picked.scored.shares &&
        "The analysis does not take this package apart, so that its options stand alone."}
    </>
  );
}

function rowOf(names: Names, label: string, { picked, compared }: Pair): BarRow {
  return {
    key: label,
    head: <Settled names={names} label={label} picked={picked} compared={compared} />,
    values: ({ id }: BarColumn) => [
      { tone: "picked", value: picked.scored.shares?.[id]?.[label] },
      ...(compared ? [{ tone: "compared" as const, value: compared.scored.shares?.[id]?.[label] }] : []),
    ],
  };
}

function totalsOf({ picked, compared }: Pair): BarRow {
  return {
    key: "score",
    head: "Score",
    values: ({ id }: BarColumn) => [
      { tone: "picked", value: picked.scored.scores[id] },
      ...(compared ? [{ tone: "compared" as const, value: compared.scored.scores[id] }] : []),
    ],
  };
}

// How an issue is settled, in both packages where they differ.
function Settled({ names, label, picked, compared }: Pair & { names: Names; label: string }) {
  const one = picked.scored.package[label];
  const two = compared?.scored.package[label];
  return (
    <>
      <span class="settled-issue small soft">
        <Text>{names.line(label)}</Text>
      </span>
      {one !== undefined && (
        <span class="settled">
          <Text>{names.option(label, one)}</Text>
        </span>
      )}
      {two !== undefined && two !== one && (
        <span class="settled settled-compared">
          <i class="swatch swatch-compared" /> <Text>{names.option(label, two)}</Text>
        </span>
      )}
    </>
  );
}
