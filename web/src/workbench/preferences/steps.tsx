// The steps in which preferences are stated, one component each; all change the same answers. What the answers come to is
// not shown here: whoever ranks packages should not be told first how the bars rank them.
import { useState } from "preact/hooks";
import { api, ask, type Failure } from "../../api/client";
import { exampleOf } from "../model/conditions";
import {
  type Answers,
  barOf,
  exclude,
  first,
  isExcluded,
  letter,
  likely,
  mattersMost,
  newRedLine,
  noDeal,
  optionRows,
  ordered,
  packageRows,
  placed,
  rankedBy,
  rated,
  room,
  withIssue,
} from "../model/preferences";
import { Area, Faults, Field } from "../parts/Form";
import { PackageTable } from "../room/PackageTable";
import { useWorkbench } from "../workbench";
import { BarField } from "./BarField";
import { ConditionNames } from "./ConditionNames";
import { OrderList } from "./OrderList";

export interface StepProps {
  answers: Answers;
  onAnswers: (answers: Answers) => void;
  fixed: boolean; // to be read only; everything that can be disabled is, by the fieldset around the step
}

function useTitles() {
  const { talks } = useWorkbench();
  const issueOf = (id: string) => talks.issues.find((one) => one.id === id);
  return {
    issue: (id: string) => issueOf(id)?.title || id,
    option: (issue: string, id: string) => issueOf(issue)?.options.find((one) => one.id === id)?.title || id,
  };
}

export function RedLines({ answers, onAnswers }: StepProps) {
  const { talks } = useWorkbench();
  const titles = useTitles();
  const lines = answers.red_lines;
  const put = (at: number, part: Partial<Answers["red_lines"][number]>) =>
    onAnswers({ ...answers, red_lines: lines.map((one, k) => (k === at ? { ...one, ...part } : one)) });
  return (
    <>
      <p>Mark what is out of the question, whatever else is offered. Leave the rest to the bars.</p>
      <div class="two">
        {answers.issues.map(({ issue, options }) => (
          <fieldset class="field options issue-step" key={issue}>
            <legend>
              <bdi>{titles.issue(issue)}</bdi>
            </legend>
            {options.map(({ option }) => (
              <label class="option" key={option}>
                <input
                  type="checkbox"
                  checked={isExcluded(answers, issue, option)}
                  onChange={(event) =>
                    onAnswers(exclude(answers, issue, option, event.currentTarget.checked))
                  }
                />
                <span>
                  never <bdi>{titles.option(issue, option)}</bdi>
                </span>
              </label>
            ))}
          </fieldset>
        ))}
      </div>
      {lines.map((line, at) => (
        <fieldset class="picker" key={line.id}>
          <legend>Condition {at + 1}</legend>
          <Field
            name={`answers/red_lines/${at}/title`}
            label="In words"
            value={line.title}
            onValue={(title) => put(at, { title })}
          />
          <Area
            name={`answers/red_lines/${at}/text`}
            label="As a condition"
            hint={`for example: ${exampleOf(talks.issues)}`}
            rows={2}
            maxLength={10_000}
            value={line.text}
            onValue={(text) => put(at, { text })}
          />
          <p>
            <button
              type="button"
              onClick={() => onAnswers({ ...answers, red_lines: lines.filter((_, k) => k !== at) })}
            >
              Remove condition {at + 1}
            </button>
          </p>
        </fieldset>
      ))}
      {lines.length > 0 && <ConditionNames />}
      <p>
        <button
          type="button"
          onClick={() => onAnswers({ ...answers, red_lines: [...lines, newRedLine(answers)] })}
        >
          Add a condition over several issues
        </button>
      </p>
    </>
  );
}

export function Order({ answers, onAnswers, fixed }: StepProps) {
  const titles = useTitles();
  return (
    <>
      <p>
        Put the options of each issue in order, the best on top: drag them, or use the arrows. “=” makes two
        equal.
      </p>
      <div class="two">
        {answers.issues.map((issue) => (
          <section class="stack-small issue-step" key={issue.issue}>
            <h3>
              <bdi>{titles.issue(issue.issue)}</bdi>
            </h3>
            <OrderList
              label={titles.issue(issue.issue)}
              rows={optionRows(issue)}
              onRows={(rows) => onAnswers(withIssue(answers, ordered(issue, rows)))}
              fixed={fixed}
              title={(option) => titles.option(issue.issue, option)}
              best="best for us"
              worst="worst for us"
            />
            {!placed(issue) && (
              <p>
                <button
                  type="button"
                  onClick={() => onAnswers(withIssue(answers, ordered(issue, optionRows(issue))))}
                >
                  This is our order<span class="unseen"> of {titles.issue(issue.issue)}</span>
                </button>
              </p>
            )}
          </section>
        ))}
      </div>
    </>
  );
}

export function Bars({ answers, onAnswers }: StepProps) {
  const titles = useTitles();
  const open = answers.issues.filter((issue) => placed(issue) && optionRows(issue).length > 2);
  return (
    <>
      <p>
        Within an issue the worst stands at 0 and the best at 100. Where do the others stand? A bar that you
        leave stands evenly between its neighbours. If you are not sure, give a range.
      </p>
      {open.length === 0 && (
        <p class="soft">No issue that is in order has options between its best and its worst.</p>
      )}
      {open.map((issue) => (
        <section class="stack-small issue-step" key={issue.issue}>
          <h3>
            <bdi>{titles.issue(issue.issue)}</bdi>
          </h3>
          {optionRows(issue).map((row, at, rows) => {
            const words = row.map((option) => titles.option(issue.issue, option)).join(", ");
            const middle = at > 0 && at < rows.length - 1;
            const { low, high, even } = middle
              ? room(issue, at)
              : { low: 0, high: 100, even: at === 0 ? 100 : 0 };
            return (
              <BarField
                key={row.join("\n")}
                label={words}
                spoken={`${words}, ${titles.issue(issue.issue)}`}
                bar={
                  middle
                    ? (issue.options.find(({ option }) => option === row[0])?.value ?? null)
                    : barOf(even)
                }
                even={even}
                low={low}
                high={high}
                fixed={!middle}
                onBar={(bar) => onAnswers(withIssue(answers, rated(issue, row, bar)))}
              />
            );
          })}
        </section>
      ))}
    </>
  );
}

export function Swings({ answers, onAnswers }: StepProps) {
  const titles = useTitles();
  const most = first(answers);
  const span = (issue: Answers["issues"][number]) => {
    const rows = optionRows(issue);
    const name = (row: string[] | undefined) =>
      (row ?? []).map((option) => titles.option(issue.issue, option)).join(", ");
    return placed(issue) ? `from ${name(rows.at(-1))} to ${name(rows[0])}` : "";
  };
  return (
    <>
      <p>Suppose that every issue stood at its worst for you. Which one would you move to its best first?</p>
      <fieldset class="field options">
        <legend>This step matters most to us</legend>
        {answers.issues.map((issue) => (
          <label class="option" key={issue.issue}>
            <input
              type="radio"
              name="first"
              checked={most === issue.issue}
              onChange={() => onAnswers(mattersMost(answers, issue.issue))}
            />
            <span>
              <bdi>{titles.issue(issue.issue)}</bdi>{" "}
              <small class="soft" dir="auto">
                {span(issue)}
              </small>
            </span>
          </label>
        ))}
      </fieldset>
      {most && (
        <>
          <p>That step has 100. How much do the other steps matter beside it?</p>
          {answers.issues
            .filter(({ issue }) => issue !== most)
            .map((issue) => (
              <BarField
                key={issue.issue}
                label={
                  <>
                    {titles.issue(issue.issue)} <small class="soft">{span(issue)}</small>
                  </>
                }
                spoken={titles.issue(issue.issue)}
                bar={issue.swing}
                even={50}
                onBar={(swing) => onAnswers(withIssue(answers, { ...issue, swing }))}
              />
            ))}
        </>
      )}
    </>
  );
}

export function Ranking({ answers, onAnswers, fixed }: StepProps) {
  const [failure, setFailure] = useState<Failure | null>(null);
  const ready = answers.issues.every((issue) => placed(issue) && likely(issue.swing) !== null);
  const choose = async () => {
    const { data, failure: wrong } = await ask(api.POST("/api/preferences/packages", { body: { answers } }));
    setFailure(wrong ?? null);
    if (!data) return;
    const packages = data.packages.map((one) => ({ package: one, place: 0 }));
    onAnswers({ ...answers, packages, no_deal: null });
  };
  return (
    <>
      <p>
        Five whole packages, or as many as your red lines leave, chosen so that their order tells most. Put
        them in order, and place among them what happens without a deal: what you prefer to it goes above,
        what you would refuse goes below.
      </p>
      <Faults failure={failure} />
      {!ready && <p class="note">First put every issue in order and weigh it.</p>}
      <p>
        <button type="button" disabled={!ready} onClick={choose}>
          {answers.packages.length ? "Choose packages anew" : "Show packages to rank"}
        </button>
      </p>
      {answers.packages.length > 0 && (
        <>
          <OrderList
            label="Packages and no deal"
            rows={packageRows(answers)}
            onRows={(rows) => onAnswers(rankedBy(answers, rows))}
            fixed={fixed}
            title={(key) => (key === noDeal ? "No deal" : `Package ${key}`)}
            detail={(key) => {
              if (key === noDeal) return <small class="soft">what happens if there is no agreement</small>;
              const at = answers.packages.findIndex((_, k) => letter(k) === key);
              const shown = answers.packages[at];
              return <>{shown && <PackageTable chosen={shown.package} />}</>;
            }}
            mayTie={(key) => key !== noDeal}
            best="best for us"
            worst="worst for us"
          />
          {(answers.no_deal === null || answers.packages.some(({ place }) => place === 0)) && (
            <p>
              <button type="button" onClick={() => onAnswers(rankedBy(answers, packageRows(answers)))}>
                This is our order of the packages
              </button>
            </p>
          )}
        </>
      )}
    </>
  );
}
