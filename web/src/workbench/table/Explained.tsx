// One package taken apart, or two beside one another: what each party gets, from which issue, and what is broken.
import { columnOf } from "../../components/columns";
import { type Pair, TakenApart } from "../../components/WhoGetsWhat";
import type { Analysis } from "../../contract";
import { valuesOf } from "../../model/lines";
import type { Names } from "../../model/names";
import { formatFor } from "../../model/numbers";
import type { Pick } from "../../model/picks";
import { type Account, type Explanation, signed, verdict } from "./documents";

interface ExplainedProps {
  analysis: Analysis;
  explained: Explanation;
  names: Names;
}

const pickOf = (title: string, scored: Account): Pick => ({ key: title, title, scored, marks: [] });

export function Explained({ analysis, explained: { packages, changes }, names }: ExplainedProps) {
  const titles = packages.length > 1 ? ["First", "Second"] : ["Package"];
  const [picked, compared] = packages.map((one, at) => pickOf(titles[at] ?? "", one));
  if (!picked) return null;
  const pair: Pair = { picked, compared };
  const shown = compared ? [picked, compared] : [picked];
  const columns = names.objectives.map((party) => columnOf(party, valuesOf(shown, party.id)));
  return (
    <div class="stack-small">
      <Totals packages={packages} changes={changes} titles={titles} names={names} />
      <ul class="stack-small small">
        {packages.map((one, at) => (
          <li key={titles[at]}>
            <strong>{titles[at]}:</strong> {verdict(one, names)}
          </li>
        ))}
      </ul>
      <h3>Who gets what from which issue</h3>
      <p class="soft small">
        Bars are as long as the points that the party gets; each party has its own scale.
        {compared && " What differs in the second package stands below the first."}
      </p>
      <TakenApart analysis={analysis} names={names} columns={columns} pair={pair} />
    </div>
  );
}

function Totals({ packages, changes, titles, names }: Explanation & { titles: string[]; names: Names }) {
  const text = formatFor([
    ...packages.flatMap(({ scores }) => Object.values(scores)),
    ...Object.values(changes ?? {}),
  ]);
  return (
    <table class="folds compared">
      <thead>
        <tr>
          <th scope="col">Party</th>
          {titles.map((title) => (
            <th key={title} scope="col" class="number">
              {title}
            </th>
          ))}
          {changes && (
            <th scope="col" class="number">
              Change
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {names.objectives.map(({ id, name }) => (
          <tr key={id}>
            <th scope="row">
              <bdi>{name}</bdi>
            </th>
            {packages.map((one, at) => (
              <td key={titles[at]} class="number" data-label={titles[at]}>
                {text(one.scores[id] ?? 0)}
              </td>
            ))}
            {changes && (
              <td class="number" data-label="Change">
                {signed(changes[id] ?? 0, text)}
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
