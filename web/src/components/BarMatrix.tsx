// A table of bars: things in rows, parties in columns, one bar or two in a cell. Each party has a scale of its own, since
// points of different parties do not compare. On a narrow page, or with many parties, each row becomes a block.
import type { ComponentChildren } from "preact";
import type { NumberText } from "../model/numbers";
import { exact } from "../model/numbers";
import { Text } from "./Text";
import "./bar-matrix.css";

export interface BarColumn {
  id: string;
  name: string;
  low: number; // of all bars in the column; zero is always inside
  high: number;
  text: NumberText;
}

export type BarTone = "picked" | "compared";

export interface BarRow {
  key: string;
  head: ComponentChildren;
  values: (column: BarColumn) => { tone: BarTone; value: number | undefined }[];
}

interface BarMatrixProps {
  caption: string;
  heading: string; // of the first column
  columns: readonly BarColumn[];
  rows: readonly BarRow[];
  totals?: BarRow; // written without bars
}

// Beyond this many parties a table is wider than a page.
const widestTable = 6;

export function BarMatrix({ caption, heading, columns, rows, totals }: BarMatrixProps) {
  return (
    <table
      class={`bars ${columns.length > widestTable ? "bars-blocks" : ""} ${columns.length === 0 ? "bars-blocks bars-alone" : ""}`}
    >
      <caption class="unseen">{caption}</caption>
      <thead>
        <tr>
          <th scope="col" class="bars-head">
            {heading}
          </th>
          {columns.map((column) => (
            <th key={column.id} scope="col">
              <Text>{column.name}</Text>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.key} row={row} columns={columns} drawn />
        ))}
      </tbody>
      {totals && (
        <tfoot>
          <Row row={totals} columns={columns} drawn={false} />
        </tfoot>
      )}
    </table>
  );
}

function Row({ row, columns, drawn }: { row: BarRow; columns: readonly BarColumn[]; drawn: boolean }) {
  return (
    <tr>
      <th scope="row" class="bars-head">
        {row.head}
      </th>
      {columns.map((column) => (
        <td key={column.id}>
          <span class="bars-party small soft" title={column.name}>
            <Text>{column.name}</Text>
          </span>
          {row.values(column).map(({ tone, value }) => (
            <Bar key={tone} column={column} value={value} tone={tone} drawn={drawn} />
          ))}
        </td>
      ))}
    </tr>
  );
}

interface BarProps {
  column: BarColumn;
  value: number | undefined;
  tone: BarTone;
  drawn: boolean;
}

function Bar({ column, value, tone, drawn }: BarProps) {
  const stretch = column.high - column.low || 1;
  return (
    <span class={`bar bar-${tone}`}>
      <span class="bar-value" title={value === undefined ? undefined : exact(value)}>
        {value === undefined ? "—" : column.text(value)}
      </span>
      {drawn && value !== undefined && (
        <span class="bar-track" aria-hidden="true">
          {value !== 0 && (
            <i
              class="bar-fill moves"
              style={{
                insetInlineStart: `${(100 * (Math.min(0, value) - column.low)) / stretch}%`,
                inlineSize: `${(100 * Math.abs(value)) / stretch}%`,
              }}
            />
          )}
        </span>
      )}
    </span>
  );
}
