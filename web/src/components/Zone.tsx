// How many packages there are, how many each party would accept, and how many are left: the zone.
import type { Analysis, Bounds, Count } from "../contract";
import { shareOf, shareText } from "../model/counts";
import type { Names } from "../model/names";
import { CountValue } from "./CountValue";
import { Section } from "./Section";
import { Text } from "./Text";
import "./stacks.css";
import "./zone.css";

export function Zone({ analysis, names }: { analysis: Analysis; names: Names }) {
  const { packages, feasible, zone } = analysis;
  const rule = names.decision(analysis.decision);
  if (packages === null)
    return (
      <Section id="zone" title="The zone">
        <p>
          Some issues can be divided at will, so that packages are not counted. The decision rule asks for:{" "}
          {rule}.
        </p>
      </Section>
    );
  return (
    <Section
      id="zone"
      title="The zone"
      lead={<>The packages that satisfy every rule and are acceptable as the decision asks: {rule}.</>}
    >
      <table class="zone stacks">
        <thead>
          <tr>
            <th scope="col">Packages</th>
            <th scope="col" class="number">
              Number
            </th>
            <th scope="col" class="number">
              Share of all
            </th>
            <th scope="col" class="zone-bar-cell">
              <span class="unseen">Share as a bar</span>
            </th>
          </tr>
        </thead>
        <tbody>
          <Row title="All combinations" count={packages} of={packages} />
          <Row
            title="Satisfying every rule"
            count={feasible}
            bounds={analysis.feasible_bounds}
            of={packages}
          />
          {Object.entries(analysis.accepts).map(([party, count]) => (
            <Row key={party} title={names.party(party)} before="Acceptable to " count={count} of={packages} />
          ))}
          <Row title="In the zone" count={zone} bounds={analysis.zone_bounds} of={packages} strong />
        </tbody>
      </table>
    </Section>
  );
}

interface RowProps {
  title: string;
  before?: string;
  count: Count;
  bounds?: Bounds | undefined;
  of: string;
  strong?: boolean;
}

function Row({ title, before = "", count, bounds, of, strong = false }: RowProps) {
  return (
    <tr class={strong ? "zone-total" : undefined}>
      <th scope="row">
        {before}
        <Text>{title}</Text>
      </th>
      {count !== null ? (
        <>
          <td class="number">
            <CountValue digits={count} />
          </td>
          <td class="number">{shareText(count, of)}</td>
          <td class="zone-bar-cell">
            <Bar from={0} to={shareOf(count, of)} some={count !== "0"} />
          </td>
        </>
      ) : (
        <Bounded bounds={bounds} of={of} />
      )}
    </tr>
  );
}

function Bounded({ bounds, of }: { bounds: Bounds | undefined; of: string }) {
  if (!bounds)
    return (
      <td colSpan={3} class="soft zone-uncounted">
        not counted
      </td>
    );
  const { at_least: least, at_most: most } = bounds;
  return (
    <>
      <td colSpan={2} class="number zone-uncounted">
        from <CountValue digits={least} /> to <CountValue digits={most} />
      </td>
      <td class="zone-bar-cell">
        <Bar from={shareOf(least, of)} to={shareOf(most, of)} some open />
      </td>
    </>
  );
}

function Bar({ from, to, some, open = false }: { from: number; to: number; some: boolean; open?: boolean }) {
  return (
    <div class="zone-track" aria-hidden="true">
      {some && (
        <i
          class={`zone-bar ${open ? "zone-bar-open" : ""}`}
          style={{ insetInlineStart: `${from * 100}%`, inlineSize: `${(to - from) * 100}%` }}
        />
      )}
    </div>
  );
}
