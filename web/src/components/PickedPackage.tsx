// The package that is looked at: its name, how to move on, what to compare it with, and every party's score of it.
import type { Analysis } from "../contract";
import type { Names } from "../model/names";
import type { Pick, Picks } from "../model/picks";
import { Marks } from "./Mark";
import { ScoreBars } from "./ScoreBars";
import { Text } from "./Text";
import type { Picking } from "./usePicking";
import "./picked-package.css";

interface PickedPackageProps {
  analysis: Analysis;
  names: Names;
  picks: Picks;
  picking: Picking;
}

export function PickedPackage({ analysis, names, picks, picking }: PickedPackageProps) {
  const { picked, compared } = picking;
  if (!picked) return null;
  return (
    <div class="picked">
      <div class="picked-head">
        <p class="small soft">
          <i class="swatch swatch-picked" /> Picked
        </p>
        <h3>
          <Marks names={picked.marks} /> {picked.title}
        </h3>
        {compared && compared !== picked && (
          <p class="small">
            <i class="swatch swatch-compared" /> Compared with <Marks names={compared.marks} />{" "}
            {compared.title}
          </p>
        )}
      </div>
      <ScoreBars
        analysis={analysis}
        names={names}
        picked={picked}
        compared={compared === picked ? undefined : compared}
      />
      <Options
        names={names}
        analysis={analysis}
        picked={picked}
        compared={compared === picked ? undefined : compared}
      />
      <Compare picks={picks} picking={picking} picked={picked} />
    </div>
  );
}

function Compare({ picks, picking, picked }: { picks: Picks; picking: Picking; picked: Pick }) {
  const { compared, compare, pick } = picking;
  const marked = picks.points.filter((point) => point.marks.length > 0);
  const named = [...new Set([...picks.settlements.values(), ...marked, ...picks.others])];
  if (compared && !named.includes(compared)) named.push(compared);
  return (
    <div class="picked-tools">
      <label class="small">
        Compare with{" "}
        <select
          value={compared?.key ?? ""}
          onChange={(event) => compare(picks.byKey.get(event.currentTarget.value))}
        >
          <option value="">nothing</option>
          {named.map((choice) => (
            <option key={choice.key} value={choice.key}>
              {choice.title}
            </option>
          ))}
        </select>
      </label>
      <button type="button" onClick={() => compare(picked)} disabled={compared === picked}>
        Hold this one for comparison
      </button>
      {compared && compared !== picked && (
        <button
          type="button"
          onClick={() => {
            compare(picked);
            pick(compared);
          }}
        >
          Swap
        </button>
      )}
    </div>
  );
}

interface OptionsProps {
  analysis: Analysis;
  names: Names;
  picked: Pick;
  compared: Pick | undefined;
}

// On paper the table of who gets what says the same.
function Options({ analysis, names, picked, compared }: OptionsProps) {
  return (
    <dl class="picked-options small">
      {analysis.issues.map(({ id }) => {
        const one = picked.scored.package[id];
        const two = compared?.scored.package[id];
        return (
          <div key={id}>
            <dt class="soft">
              <Text>{names.issue(id)}</Text>
            </dt>
            <dd>
              <Text>{names.option(id, one)}</Text>
              {two !== undefined && two !== one && (
                <span class="picked-other">
                  {" "}
                  <i class="swatch swatch-compared" /> <Text>{names.option(id, two)}</Text>
                </span>
              )}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
