// The engine's suggestion before it is sent: the mediator reads the package and what it tells each party, then decides.
import { useState } from "preact/hooks";
import { api, ask, fault, type Schemas } from "../../api/client";
import { listed } from "../model/who";
import { Form } from "../parts/Form";
import { Time } from "../parts/Time";
import { PackageTable } from "../room/PackageTable";
import { useWorkbench } from "../workbench";
import { priorInShort, type RoundData } from "./words";

type Preview = Schemas["SuggestionPreview"];
type Figure = Schemas["DisclosureFigure"];

interface SuggestionProps {
  round: RoundData;
  onDone: () => Promise<void>;
}

export function Suggestion({ round, onDone }: SuggestionProps) {
  const { say, confirm } = useWorkbench();
  const [preview, setPreview] = useState<Preview | null>(null);
  const params = { path: { round: round.id } };
  const look = async () => {
    const { data, failure } = await ask(api.GET("/api/rounds/{round}/suggestion", { params }));
    if (failure) return failure;
    setPreview(data);
    return null;
  };
  const send = async () => {
    if (!preview) return null;
    if (!(await confirm())) return fault("confirm", "Nothing was sent.", "It needs a fresh code.");
    const { failure } = await ask(
      api.POST("/api/rounds/{round}/suggestion", { params, body: { seen: preview.seen } }),
    );
    if (failure) return failure;
    say("The suggestion is sent. Each party asked may answer it until the deadline.");
    await onDone();
    return null;
  };
  const forgo = async () => {
    const { failure } = await ask(api.DELETE("/api/rounds/{round}/suggestion", { params }));
    if (failure) return failure;
    say("The round has ended without a suggestion.");
    await onDone();
    return null;
  };
  return (
    <section class="round-answer" aria-labelledby={`suggestion-${round.id}`}>
      <h3 id={`suggestion-${round.id}`}>The engine's suggestion</h3>
      {!preview && (
        <Form onSubmit={look} submit="Show me the suggestion and what it gives away" label="Look">
          <p>
            Everybody asked has opted in. You see the package first, and an estimate of what it tells each
            party about the others. Nobody else learns that you look. This can take a while.
          </p>
        </Form>
      )}
      {preview && <Shown preview={preview} />}
      {preview?.package && (
        <Form onSubmit={send} submit="Send this package to the parties asked" label="Send" tone="grave">
          <p>
            They see the package and that it is Nash's solution of what they stated: no scores, no reasons, no
            second best. It cannot be taken back, and there is one in a round.
          </p>
        </Form>
      )}
      <Form onSubmit={forgo} submit="End the round without a suggestion" label="End" tone="grave">
        <p class="small soft">
          The parties then learn that you sent none. The round does not count against the number agreed. If
          you do nothing, the same happens at <Time at={round.answer_until} />.
        </p>
      </Form>
    </section>
  );
}

function Shown({ preview }: { preview: Preview }) {
  const { name } = useWorkbench();
  const all = preview.readers.map(({ party }) => party);
  if (!preview.package)
    return (
      <p role="status">
        The engine has nothing to suggest: no package is better than no deal for every party asked.
      </p>
    );
  return (
    <div class="gives-away" role="status">
      <PackageTable chosen={preview.package} />
      <p class="small">
        It rests on what was stated and on no estimate:{" "}
        {preview.statements.map(({ party, by, since }, at) => (
          <span key={party}>
            {at > 0 && "; "}
            <bdi>{name(party)}</bdi> (<bdi>{by.name}</bdi>, <Time at={since} />)
          </span>
        ))}
        .
      </p>
      {preview.readers.map(({ party, figures }) => (
        <section key={party}>
          <h4>
            What <bdi>{name(party)}</bdi> would learn about{" "}
            <bdi>{listed(all.filter((other) => other !== party).map(name))}</bdi>
          </h4>
          <dl class="means">
            {figures.map((figure) => (
              <FigureRow key={figure.prior} figure={figure} />
            ))}
          </dl>
        </section>
      ))}
      <p class="small soft">
        One bit halves what a party must hold possible about the other. A single bit may be the one that
        hurts: the figure does not say what matters.
      </p>
    </div>
  );
}

const percent = (chance: number) => `${Math.round(100 * chance)} %`;

function FigureRow({ figure }: { figure: Figure }) {
  const { name } = useWorkbench();
  return (
    <>
      <dt>
        {figure.bits === null ? "No figure" : `${figure.exact ? "" : "About "}${figure.bits.toFixed(1)} bits`}
        {`, if ${priorInShort[figure.prior]}`}
      </dt>
      <dd>{figure.words}</dd>
      {figure.guesses.map((guess) => (
        <dd key={guess.party} class="small">
          The best guess about <bdi>{name(guess.party)}</bdi> is right, before and after: its most important
          issue {percent(guess.top_issue_before)} and {percent(guess.top_issue_after)}, its favourite option
          of an issue {percent(guess.favourite_before)} and {percent(guess.favourite_after)}.
        </dd>
      ))}
      <dd class="small soft">{figure.assumed}</dd>
    </>
  );
}
