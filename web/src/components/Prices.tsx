// What each rule, red line and reservation value costs whom, where there is a zone.
import type { Analysis, Element } from "../contract";
import type { Names } from "../model/names";
import { BarMatrix } from "./BarMatrix";
import { columnOf } from "./columns";
import { Section } from "./Section";
import { Text } from "./Text";

export function Prices({ analysis, names }: { analysis: Analysis; names: Names }) {
  const all = analysis.prices;
  if (all.length === 0) return null;
  const dear = all.filter(({ price }) => Object.values(price).some((value) => value !== 0));
  const payers = names.objectives.filter(({ id }) => dear.some(({ price }) => (price[id] ?? 0) !== 0));
  const columns = payers.map((party) =>
    columnOf(
      party,
      dear.map(({ price }) => price[party.id] ?? 0),
    ),
  );
  const free = all.length - dear.length;
  return (
    <Section
      id="prices"
      title="What each condition costs"
      lead="How much better a party’s best package in the zone would be, in its own points, if the condition were gone."
    >
      {dear.length > 0 && (
        <BarMatrix
          caption="What each condition costs each party"
          heading="Condition"
          columns={columns}
          rows={dear.map(({ element, price }) => ({
            key: element.kind + element.id + (element.party ?? ""),
            head: <Condition element={element} names={names} />,
            values: ({ id }) => [{ tone: "picked", value: price[id] ?? undefined }],
          }))}
        />
      )}
      {free > 0 && (
        <p class="soft">
          {dear.length === 0
            ? `None of the ${free} conditions costs`
            : `The other ${free === 1 ? "one costs" : `${free} cost`}`}{" "}
          anybody anything at their best.
        </p>
      )}
    </Section>
  );
}

function Condition({ element, names }: { element: Element; names: Names }) {
  const party = element.party ? names.party(element.party) : "";
  if (element.kind === "reservation")
    return (
      <>
        <span class="small soft">Reservation value</span>
        <br />
        <Text>{party}</Text>
      </>
    );
  return (
    <>
      <span class="small soft">
        {element.kind === "rule" ? "Rule" : "Red line of "}
        {element.kind === "red-line" && <Text>{party}</Text>}
      </span>
      <br />
      <Text>{element.title || element.id}</Text>
    </>
  );
}
