// Any package taken apart, two compared, and one improved: by option, or beginning with one that the analysis has found.
import type { ComponentChildren } from "preact";
import { useMemo, useState } from "preact/hooks";
import { api, ask, type Failure, type Schemas } from "../../api/client";
import { Section } from "../../components/Section";
import type { Analysis, Package as Found, Scores } from "../../contract";
import { Names, settlementIds, settlementTitles } from "../../model/names";
import { formatFor } from "../../model/numbers";
import { useDraft } from "../model/draft";
import { listed } from "../model/who";
import { Faults, Form, Select } from "../parts/Form";
import { PackagePicker } from "../room/PackagePicker";
import { useWorkbench } from "../workbench";

type Package = Schemas["Package"];

interface Account {
  scores: Scores;
  package: Found;
  feasible: boolean;
  in_zone: boolean;
  broken_rules: string[];
  accepted_by: string[];
  crossed_red_lines: Record<string, string[]>;
}
interface Explanation {
  packages: Account[];
  changes?: Scores;
}
interface Improvement {
  package: Found;
  scores: Scores;
  gains: Scores;
  for_all: boolean;
}
interface Improvements {
  within: "zone" | "feasible";
  table: { package: Found };
  improvements: Improvement[];
  total: number;
  complete: boolean;
}

// What the engine answered, and the preferences that it answered from.
interface Answered<T> {
  basis: Schemas["TableBasis"];
  document: T;
}
const answered = <T,>({ basis, document }: Schemas["TableAnswer"]): Answered<T> => ({
  basis,
  document: document as unknown as T,
});

const asChosen = (found: Found): Package =>
  Object.fromEntries(Object.entries(found).map(([issue, option]) => [issue, String(option)]));

interface CompareProps {
  analysis: Analysis;
  basis: Schemas["TableBasis"]; // of the analysis
}

export function Compare({ analysis, basis }: CompareProps) {
  const { say } = useWorkbench();
  const names = useMemo(() => new Names(analysis), [analysis]);
  const [first, setFirst] = useDraft<Package>("table first", {});
  const [second, setSecond] = useDraft<Package>("table second", {});
  const [explained, setExplained] = useState<Answered<Explanation> | null>(null);
  const [improved, setImproved] = useState<Answered<Improvements> | null>(null);
  const [wrong, setWrong] = useState<Failure | null>(null);

  const explain = async () => {
    const packages = Object.keys(second).length > 0 ? [first, second] : [first];
    const { data, failure } = await ask(api.POST("/api/table/explanation", { body: { packages } }));
    if (failure) return failure;
    setExplained(answered<Explanation>(data));
    say("The packages are compared below the form.");
    return null;
  };
  const improve = async () => {
    const { data, failure } = await ask(api.POST("/api/table/improvements", { body: { package: first } }));
    setWrong(failure ?? null);
    if (failure) return;
    setImproved(answered<Improvements>(data));
    say("Better packages are listed below the form.");
  };
  return (
    <Section
      id="compare"
      title="Compare packages"
      lead="Choose one package to see what it gives to whom; choose two to see what changes from the first to the second."
    >
      <Form
        onSubmit={explain}
        submit="Compare"
        label="Compare packages"
        more={
          <button type="button" onClick={() => void improve()}>
            Improve the first
          </button>
        }
      >
        <div class="two">
          <Chooser analysis={analysis} words="First package" name="0" value={first} onValue={setFirst} />
          <Chooser analysis={analysis} words="Second package" name="1" value={second} onValue={setSecond} />
        </div>
      </Form>
      <Faults failure={wrong} />
      <Current answer={explained} basis={basis} again="Compare the packages again.">
        {(document) => <Explained explained={document} names={names} />}
      </Current>
      <Current answer={improved} basis={basis} again="Improve the first package again.">
        {(document) => (
          <Improved improved={document} names={names} onTake={(one) => setSecond(asChosen(one))} />
        )}
      </Current>
    </Section>
  );
}

interface CurrentProps<T> {
  answer: Answered<T> | null;
  basis: Schemas["TableBasis"];
  again: string;
  children: (document: T) => ComponentChildren;
}

// Shown only beside the preferences that it was computed from.
function Current<T>({ answer, basis, again, children }: CurrentProps<T>) {
  if (!answer) return null;
  if (JSON.stringify(answer.basis) === JSON.stringify(basis)) return <>{children(answer.document)}</>;
  return (
    <p class="note" role="status">
      The preferences have changed since this was computed. {again}
    </p>
  );
}

interface ChooserProps {
  analysis: Analysis;
  words: string;
  name: string;
  value: Package;
  onValue: (value: Package) => void;
}

function Chooser({ analysis, words, name, value, onValue }: ChooserProps) {
  const known = useMemo(() => {
    const found: [string, string, Found][] = [];
    for (const id of settlementIds) {
      const settlement = analysis.settlements[id];
      if (settlement) found.push([id, `${settlementTitles[id]} settlement`, settlement.package]);
    }
    if (analysis.reference) found.push(["reference", "Reference package", analysis.reference.package]);
    return found;
  }, [analysis]);
  const [from, setFrom] = useState("");
  return (
    <fieldset class="chooser">
      <legend>{words}</legend>
      <Select
        name={`from${name}`}
        label="Begin with"
        value={from}
        onValue={(key) => {
          setFrom(key);
          const found = known.find(([id]) => id === key);
          onValue(found ? asChosen(found[2]) : {});
        }}
        choices={[["", "nothing"], ...known.map(([id, title]): [string, string] => [id, title])]}
      />
      <PackagePicker value={value} onValue={onValue} name={`packages/${name}`} />
    </fieldset>
  );
}

function Explained({ explained, names }: { explained: Explanation; names: Names }) {
  const { packages, changes } = explained;
  const text = formatFor([
    ...packages.flatMap(({ scores }) => Object.values(scores)),
    ...Object.values(changes ?? {}),
  ]);
  const titles = packages.length > 1 ? ["First", "Second"] : ["Package"];
  return (
    <div class="stack-small">
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
      <ul class="stack-small small">
        {packages.map((one, at) => (
          <li key={titles[at]}>
            <strong>{titles[at]}:</strong> {verdict(one, names)}
          </li>
        ))}
      </ul>
    </div>
  );
}

const signed = (value: number, text: (value: number) => string) =>
  value > 0 ? `+${text(value)}` : text(value);

function verdict(one: Account, names: Names): string {
  const words = [one.feasible ? "it keeps every rule" : `it breaks ${listed(one.broken_rules)}`];
  const crossed = Object.entries(one.crossed_red_lines).filter(([, lines]) => lines.length > 0);
  for (const [party, lines] of crossed) words.push(`it crosses ${listed(lines)} of ${names.party(party)}`);
  words.push(
    one.accepted_by.length > 0
      ? `accepted by ${listed(one.accepted_by.map((id) => names.party(id)))}`
      : "accepted by nobody",
  );
  words.push(one.in_zone ? "it lies in the zone" : "it lies outside the zone");
  return `${words.join("; ")}.`;
}

interface ImprovedProps {
  improved: Improvements;
  names: Names;
  onTake: (found: Found) => void;
}

function Improved({ improved, names, onTake }: ImprovedProps) {
  const { improvements, total, complete, table } = improved;
  if (improvements.length === 0)
    return (
      <p role="status">
        {complete
          ? "Nothing is better for one party without costing another: the first package is efficient."
          : "No improvement was found, and the search is not complete."}
      </p>
    );
  return (
    <div class="stack-small">
      <h3>Better than the first package</h3>
      <p class="soft">
        {total} efficient {total === 1 ? "package costs" : "packages cost"} no party anything. The one with
        the largest smallest gain stands first.
      </p>
      <ol class="stack-small">
        {improvements.map((one) => {
          const text = formatFor(Object.values(one.gains));
          const gains = names.objectives.filter(({ id }) => (one.gains[id] ?? 0) !== 0);
          return (
            <li key={JSON.stringify(one.package)} class="improvement">
              <p>{gains.map(({ id, name }) => `${name} ${signed(one.gains[id] ?? 0, text)}`).join(", ")}</p>
              <ul class="small soft">
                {Object.entries(one.package)
                  .filter(([issue, option]) => table.package[issue] !== option)
                  .map(([issue, option]) => (
                    <li key={issue}>
                      <bdi>{names.issue(issue)}</bdi>: <bdi>{names.option(issue, option)}</bdi> instead of{" "}
                      <bdi>{names.option(issue, table.package[issue])}</bdi>
                    </li>
                  ))}
              </ul>
              <button type="button" onClick={() => onTake(one.package)}>
                Take it as the second
              </button>
            </li>
          );
        })}
      </ol>
    </div>
  );
}
