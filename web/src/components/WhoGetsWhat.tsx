// Who gets what from which issue: the picked package taken apart, beside the one that it is compared with.
import { useMemo } from "preact/hooks";
import type { Analysis } from "../contract";
import type { Reach } from "../model/lines";
import { linesOf, reachOf } from "../model/lines";
import type { Names } from "../model/names";
import type { NumberText } from "../model/numbers";
import { exact, formatFor } from "../model/numbers";
import type { Pick, Picks } from "../model/picks";
import { Section } from "./Section";
import { Text } from "./Text";
import "./who-gets-what.css";

interface Props {
  analysis: Analysis;
  names: Names;
  picks: Picks;
  picked: Pick | undefined;
  compared: Pick | undefined;
}

interface Column {
  id: string;
  name: string;
  reach: Reach;
  text: NumberText;
}

// Beyond this many parties a table is wider than a page; each issue then becomes a block of its own.
const widestTable = 6;

export function WhoGetsWhat({ analysis, names, picks, picked, compared: other }: Props) {
  const columns = useMemo(() => columnsOf(names, picks), [names, picks]);
  if (!picked) return null;
  const compared = other === picked ? undefined : other;
  const both = [picked, compared].map((pick) => pick?.scored.shares);
  const lines = linesOf(analysis, both);
  const parts = both.some(Boolean);
  return (
    <Section
      id="who-gets-what"
      title="Who gets what from which issue"
      lead={
        <>
          {picked.title}
          {compared && <>, compared with {lower(compared.title)}</>}.{" "}
          {parts &&
            "Points of each party; a bar is as long as the issue is worth to that party, on its own scale."}
          {!picked.scored.shares &&
            "The document does not take this package apart; the options are shown alone."}
        </>
      }
    >
      <table class={`shares ${columns.length > widestTable || !parts ? "shares-blocks" : ""}`}>
        <thead>
          <tr>
            <th scope="col" class="shares-issue">
              Issue and settlement
            </th>
            {parts &&
              columns.map((column) => (
                <th key={column.id} scope="col">
                  <Text>{column.name}</Text>
                </th>
              ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((label) => (
            <tr key={label}>
              <th scope="row" class="shares-issue">
                <Options names={names} label={label} picked={picked} compared={compared} />
              </th>
              {parts &&
                columns.map((column) => (
                  <Cell key={column.id} column={column} label={label} picked={picked} compared={compared} />
                ))}
            </tr>
          ))}
        </tbody>
        {parts && <Totals columns={columns} picked={picked} compared={compared} />}
      </table>
    </Section>
  );
}

const lower = (title: string) =>
  /^[A-Z][a-z]/.test(title) && !/^(Nash|Kalai)/.test(title)
    ? title.charAt(0).toLowerCase() + title.slice(1)
    : title;

function columnsOf(names: Names, picks: Picks): Column[] {
  const ids = names.objectives.map(({ id }) => id);
  const reach = reachOf(picks.byKey.values(), ids);
  return names.objectives.map(({ id, name }) => {
    const own = reach.get(id) ?? { low: 0, high: 0 };
    return { id, name, reach: own, text: formatFor([own.low, own.high, (own.low + own.high) / 3]) };
  });
}

interface Pair {
  picked: Pick;
  compared: Pick | undefined;
}

function Options({ names, label, picked, compared }: Pair & { names: Names; label: string }) {
  const one = picked.scored.package[label];
  const two = compared?.scored.package[label];
  return (
    <>
      <span class="soft small shares-title">
        <Text>{names.line(label)}</Text>
      </span>
      {one !== undefined && (
        <span class="shares-option">
          <Text>{names.option(label, one)}</Text>
        </span>
      )}
      {two !== undefined && two !== one && (
        <span class="shares-option shares-option-compared">
          <i class="swatch swatch-compared" /> <Text>{names.option(label, two)}</Text>
        </span>
      )}
    </>
  );
}

function Cell({ column, label, picked, compared }: Pair & { column: Column; label: string }) {
  const one = picked.scored.shares?.[column.id]?.[label];
  const two = compared?.scored.shares?.[column.id]?.[label];
  return (
    <td>
      <span class="shares-party small soft">
        <Text>{column.name}</Text>
      </span>
      <Bar column={column} value={one} name="picked" />
      {compared && <Bar column={column} value={two} name="compared" />}
    </td>
  );
}

function Bar({
  column,
  value,
  name,
}: {
  column: Column;
  value: number | undefined;
  name: "picked" | "compared";
}) {
  if (value === undefined) return <span class="share-value soft">—</span>;
  const { low, high } = column.reach;
  const stretch = high - low || 1;
  const from = (Math.min(0, value) - low) / stretch;
  return (
    <span class={`share share-${name}`}>
      <span class="share-value" title={exact(value)}>
        {column.text(value)}
      </span>
      <span class="share-track" aria-hidden="true">
        {value !== 0 && (
          <i
            class="share-bar moves"
            style={{
              insetInlineStart: `${from * 100}%`,
              inlineSize: `${(Math.abs(value) / stretch) * 100}%`,
            }}
          />
        )}
      </span>
    </span>
  );
}

function Totals({ columns, picked, compared }: Pair & { columns: readonly Column[] }) {
  return (
    <tfoot>
      <tr>
        <th scope="row" class="shares-issue">
          Score
        </th>
        {columns.map((column) => {
          const one = picked.scored.scores[column.id] ?? 0;
          const two = compared?.scored.scores[column.id];
          const text = formatFor([one, two ?? one]);
          return (
            <td key={column.id}>
              <span class="shares-party small soft">
                <Text>{column.name}</Text>
              </span>
              <span class="share share-picked" title={exact(one)}>
                <span class="share-value">{text(one)}</span>
              </span>
              {two !== undefined && (
                <span class="share share-compared" title={exact(two)}>
                  <span class="share-value">{text(two)}</span>
                </span>
              )}
            </td>
          );
        })}
      </tr>
    </tfoot>
  );
}
