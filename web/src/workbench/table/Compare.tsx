// Any package taken apart, two compared, and one improved: by option, or beginning with one that the analysis has found.
import type { ComponentChildren } from "preact";
import { useMemo, useState } from "preact/hooks";
import { api, ask, type Failure, type Schemas } from "../../api/client";
import { Section } from "../../components/Section";
import type { Analysis, Package as Found } from "../../contract";
import { Names, settlementIds, settlementTitles } from "../../model/names";
import { useDraft } from "../model/draft";
import { Faults, Form, Select } from "../parts/Form";
import { PackagePicker } from "../room/PackagePicker";
import { useWorkbench } from "../workbench";
import { asChosen, type Explanation, type Improvements } from "./documents";
import { Explained } from "./Explained";
import { Improved } from "./Improved";

type Package = Schemas["Package"];

// What the engine answered, and the preferences that it answered from.
interface Answered<T> {
  basis: Schemas["TableBasis"];
  document: T;
}
const answered = <T,>({ basis, document }: Schemas["TableAnswer"]): Answered<T> => ({
  basis,
  document: document as unknown as T,
});

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
        {(document) => <Explained analysis={analysis} explained={document} names={names} />}
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
