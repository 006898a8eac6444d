// Whose preferences are in: stated or estimated, by whom, how old, how sure.
import type { Schemas } from "../../api/client";
import { exact } from "../../model/numbers";
import { Time } from "../parts/Time";
import { useWorkbench } from "../workbench";

type PartyBasis = Schemas["PartyBasis"];

const kinds: Record<PartyBasis["basis"], string> = {
  stated: "Stated",
  estimated: "Estimated",
  none: "None",
};

export function Basis({ basis }: { basis: Schemas["TableBasis"] }) {
  const { name } = useWorkbench();
  return (
    <section class="card" aria-labelledby="basis">
      <h2 class="card-title" id="basis">
        Whose preferences are in
      </h2>
      <table class="folds basis">
        <thead>
          <tr>
            <th scope="col">Party</th>
            <th scope="col">Preferences</th>
            <th scope="col">By</th>
            <th scope="col">Since</th>
            <th scope="col">How sure</th>
          </tr>
        </thead>
        <tbody>
          {basis.parties.map((one) => (
            <tr key={one.party}>
              <th scope="row">
                <bdi>{name(one.party)}</bdi>
              </th>
              <td data-label="Preferences">
                <span class={`rests-${one.basis}`}>{kinds[one.basis]}</span>
              </td>
              <td data-label="By">{one.by && <bdi>{one.by.name || "the mediator"}</bdi>}</td>
              <td data-label="Since">{one.since && <Time at={one.since} />}</td>
              <td data-label="How sure">{leftOut(one) ?? sure(one)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function leftOut({ assigned, withdrawn }: PartyBasis) {
  if (assigned && !withdrawn) return null;
  return (
    <span class="soft">
      {withdrawn ? "left out: it has withdrawn" : "left out: you do not sit in its caucus"}
    </span>
  );
}

function sure({ numbers, ranges, assumed, widest }: PartyBasis): string {
  if (numbers === 0) return "";
  const words = [`${numbers} numbers`];
  words.push(
    ranges === 0
      ? "none of them a range"
      : `${ranges} of them ranges, the widest ${exact(widest ?? 0)} points`,
  );
  if (assumed > 0) words.push(`${assumed} assumed`);
  return words.join(", ");
}
