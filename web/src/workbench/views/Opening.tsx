// The lead opens the talks on a case file: choose it, have it checked, say how long the keys are kept, open.
import { useState } from "preact/hooks";
import { api, ask, type Failure, fault } from "../../api/client";
import { useDraft } from "../model/draft";
import { inLines } from "../model/sentence";
import { BackupWords } from "../parts/BackupWords";
import { Area, Field, Form } from "../parts/Form";
import { Card, PageHead } from "../parts/Page";
import { TextFile, textFileLimit } from "../parts/TextFile";
import { navigate } from "../router";
import { fromLocal, toLocal, zoneName } from "../time";
import { useWorkbench } from "../workbench";

type Holds = { title: string; parties: number; issues: number };

export default function Opening() {
  const { talks, confirm, refresh, say } = useWorkbench();
  const [text, setText, clear] = useDraft("case", "");
  const [holds, setHolds] = useState<Holds | null>(null);
  const [keep, setKeep] = useState(() => toLocal(new Date(Date.now() + 730 * 86_400_000)));
  const [rounds, setRounds] = useState("3");
  const change = (next: string) => {
    setText(next);
    setHolds(null);
  };
  if (talks.state !== "unopened")
    return (
      <PageHead title="The talks are open">
        <p dir="auto">{talks.title}</p>
      </PageHead>
    );

  const check = async (): Promise<Failure | null> => {
    const { data, failure } = await ask(api.POST("/api/talks/check", { body: { case: text } }));
    setHolds(data ?? null);
    return failure ? inLines(failure) : null;
  };
  const open = async () => {
    if (!(await confirm())) return fault("confirm", "The talks were not opened.", "It needs a fresh code.");
    const { failure } = await ask(
      api.POST("/api/talks", {
        body: { case: text, keep_until: fromLocal(keep) ?? "", rounds: Number(rounds) },
      }),
    );
    if (failure) return inLines(failure);
    clear();
    await refresh();
    say("The talks are open.");
    navigate("/");
    return null;
  };
  return (
    <>
      <PageHead title="Open the talks">
        <p class="soft">
          The talks are held on one case: its parties, issues and rules are what everybody at the table sees.
          Scores in it become the mediator’s estimates, and nobody else sees those.
        </p>
      </PageHead>
      <Card title="1. The case">
        <TextFile
          label="Case file"
          hint="1 MiB at most. It can also be typed or pasted below."
          accept=".yaml,.yml,text/yaml"
          onText={change}
        />
        <Form onSubmit={check} submit="Check it" label="Check the case">
          <Area
            name="case"
            label="The case as text"
            value={text}
            onValue={change}
            rows={12}
            maxLength={textFileLimit}
          />
        </Form>
        {holds && (
          <p role="status">
            No mistake was found: <strong dir="auto">{holds.title}</strong>, {holds.parties} parties,{" "}
            {holds.issues} issues.
          </p>
        )}
      </Card>
      <Card title="2. What is agreed at the opening">
        <Form onSubmit={open} submit="Open the talks" disabled={!holds} label="Open the talks">
          <Field
            name="keep_until"
            label={`Keys are kept until (time zone ${zoneName})`}
            hint={
              <>
                Agree on it with the parties: one date holds for every room. On that day this server destroys
                the keys of all rooms, and what they sealed cannot be read here any more.{" "}
                <BackupWords talks={talks} />
              </>
            }
            type="datetime-local"
            value={keep}
            onValue={setKeep}
          />
          <Field
            name="rounds"
            label="Blind rounds that there may be"
            hint="A round that ends without agreement tells something. Few are better."
            type="number"
            min={1}
            max={20}
            value={rounds}
            onValue={setRounds}
          />
        </Form>
      </Card>
    </>
  );
}
