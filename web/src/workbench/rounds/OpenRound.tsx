// The mediator opens a round: about what, who is asked, what a yes means, until when.
import { useState } from "preact/hooks";
import { api, ask, type Schemas } from "../../api/client";
import { useDraft } from "../model/draft";
import { useLoad } from "../model/useLoad";
import { Area, Checks, Field, Form, Radios, Select } from "../parts/Form";
import { Card } from "../parts/Page";
import { PackagePicker } from "../room/PackagePicker";
import { fromLocal, toLocal, zoneName } from "../time";
import { useWorkbench } from "../workbench";

const inHours = (hours: number) => toLocal(new Date(Date.now() + hours * 3_600_000));

export function OpenRound({
  left,
  busy,
  onDone,
}: {
  left: number;
  busy: boolean;
  onDone: () => Promise<void>;
}) {
  const { say, talks, session, who } = useWorkbench();
  const [title, setTitle, clearTitle] = useDraft("round title", "");
  const [note, setNote, clearNote] = useDraft("round note", "");
  const [chosen, setChosen, clearChosen] = useDraft<Schemas["Package"]>("round package", {});
  const [about, setAbout] = useState(""); // the hash of a frozen text; empty: a package; "engine": its suggestion
  const { data: text } = useLoad(() => ask(api.GET("/api/text")), []);
  const frozen = new Map(
    (text?.drafts ?? []).filter(({ sha256 }) => sha256).map((one) => [one.sha256, one.label]),
  );
  const [parties, setParties] = useState<string[]>([]);
  const [means, setMeans] = useState<Schemas["RoundMeans"]>("final");
  const [optIn, setOptIn] = useState(() => inHours(24));
  const [answer, setAnswer] = useState(() => inHours(72));
  const asked = talks.parties.filter(
    ({ id, role }) =>
      role !== "mediator" && role !== "observer" && (who.role === "lead" || session.caucuses.includes(id)),
  );
  const open = async () => {
    const { failure } = await ask(
      api.POST("/api/rounds", {
        body: {
          ...(title && { title }),
          parties,
          means,
          ...(about === "engine"
            ? { suggestion: "nash" as const }
            : about
              ? { sha256: about }
              : { package: chosen }),
          ...(note && { note }),
          opt_in_until: fromLocal(optIn) ?? "",
          answer_until: fromLocal(answer) ?? "",
        },
      }),
    );
    if (failure) return failure;
    for (const clear of [clearTitle, clearNote, clearChosen]) clear();
    setParties([]);
    say("The round is open. Each party asked is told in its caucus.");
    await onDone();
    return null;
  };
  if (busy || left === 0)
    return (
      <p class="soft">
        {busy
          ? "One round at a time: the next can be opened when this one has ended."
          : "The rounds agreed at the opening are used up."}
      </p>
    );
  return (
    <Card title="Open a round">
      <p class="soft small">
        {left === 1 ? "One more round" : `${left} more rounds`} may begin, as agreed at the opening. Each
        failed round tells the parties something about the others; use few.
      </p>
      <Form onSubmit={open} submit="Ask these parties" label="Open a round">
        <p class="who-reads">Who reads this: each party asked, in its caucus, and the mediator team.</p>
        <Field
          name="title"
          label="What the parties know the round by"
          value={title}
          onValue={setTitle}
          maxLength={200}
        />
        <Select
          name="about"
          label="What they are asked about"
          value={about}
          onValue={setAbout}
          choices={[
            ["", "A package of yours"],
            ["engine", "A suggestion of the engine, once all have opted in"],
            ...[...frozen].map(([hash, label]): [string, string] => [
              hash,
              `The frozen text “${label}” (${hash.slice(0, 8)})`,
            ]),
          ]}
        />
        {about === "engine" && (
          <p class="small soft">
            It rests on what the parties asked have sent you, and on no estimate. You see the package and what
            it gives away, in bits, before you send it or end the round. At most one in a round.
          </p>
        )}
        {!about && <PackagePicker value={chosen} onValue={setChosen} />}
        <Checks
          name="parties"
          label="Who is asked"
          hint="Every party asked sees who the others are."
          values={parties}
          onValues={setParties}
          choices={asked.map(({ id, name }) => [id, name])}
        />
        <Radios
          name="means"
          label="What a yes means"
          value={means}
          onValue={(value) => setMeans(value === "final" ? "final" : "ad_referendum")}
          choices={[
            ["final", "Final", "Accepted without reservation."],
            ["ad_referendum", "Ad referendum", "Accepted subject to approval at home, confirmed later."],
          ]}
        />
        <Field
          name="opt_in_until"
          label={`Opt in until (time zone ${zoneName})`}
          type="datetime-local"
          value={optIn}
          onValue={setOptIn}
        />
        <Field
          name="answer_until"
          label={`Answer until (time zone ${zoneName})`}
          type="datetime-local"
          value={answer}
          onValue={setAnswer}
        />
        <Area name="note" label="A note to them, if you like" value={note} onValue={setNote} />
      </Form>
    </Card>
  );
}
