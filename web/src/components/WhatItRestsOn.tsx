// Which assumptions the answer rests on, how far each may move before the answer flips, and how many do not matter.
import type { Analysis, RestsOn } from "../contract";
import type { Names } from "../model/names";
import { exact } from "../model/numbers";
import { changeText, flipText } from "../model/range";
import { RangeBar } from "./RangeBar";
import { Section } from "./Section";
import { ShareLine } from "./ShareLine";
import { Text } from "./Text";
import "./stacks.css";
import "./what-it-rests-on.css";

export function WhatItRestsOn({ analysis, names }: { analysis: Analysis; names: Names }) {
  const { rests_on: numbers, rests_on_share: share, rests_on_complete: complete } = analysis;
  if (numbers.length === 0 && !share) return null;
  return (
    <Section
      id="rests-on"
      title="What it rests on"
      lead="Every assumed number and every range was moved by itself, from end to end, to see whether the answer changes."
    >
      {share && share.assumptions > 0 && (
        <ShareLine
          parts={[
            { title: "change the answer", value: share.matter, tone: "strong" },
            { title: "do not matter", value: share.do_not_matter, tone: "weak" },
          ]}
          rest={{ title: "not examined", value: share.assumptions - share.matter - share.do_not_matter }}
        />
      )}
      {numbers.length > 0 && (
        <table class="rests stacks">
          <thead>
            <tr>
              <th scope="col">Number</th>
              <th scope="col" class="number">
                Used
              </th>
              <th scope="col">
                Range{" "}
                <span class="rests-key">
                  <i class="rests-key-holds" /> answer holds <i class="rests-key-flip" /> flips
                </span>
              </th>
              <th scope="col">Changes</th>
            </tr>
          </thead>
          <tbody>
            {numbers.map((number) => (
              <Row key={number.number} number={number} names={names} />
            ))}
          </tbody>
        </table>
      )}
      {!complete && <p class="warning small">Not every assumption was examined before the work ended.</p>}
    </Section>
  );
}

function Row({ number, names }: { number: RestsOn; names: Names }) {
  return (
    <tr>
      <th scope="row" title={number.number}>
        <Title number={number} names={names} />
      </th>
      <td class="number">
        <span class="stacks-label">Used</span>
        {exact(number.value)}
      </td>
      <td class="rests-range">
        <RangeBar number={number} />
        <span class="unseen">
          from {exact(number.low)} to {exact(number.high)}
        </span>
      </td>
      <td>
        {changeText(number.changes)} <span class="soft">{flipText(number)}</span>
      </td>
    </tr>
  );
}

function Title({ number, names }: { number: RestsOn; names: Names }) {
  const { party, issue, option } = number;
  if (party === undefined && issue === undefined) return <Text>{number.number}</Text>;
  const what = issue === undefined ? lastWord(number.number) : names.issue(issue);
  return (
    <>
      {party !== undefined && (
        <span class="small soft rests-party">
          <Text>{names.party(party)}</Text>
        </span>
      )}
      <Text>{what}</Text>
      {issue !== undefined && option !== undefined && (
        <>
          : <Text>{names.option(issue, option)}</Text>
        </>
      )}
    </>
  );
}

const lastWord = (path: string) => {
  const word = path.split(".").at(-1) ?? path;
  return word === "reservation" ? "Reservation value" : word;
};
