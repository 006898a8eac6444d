// Two drafts clause by clause, and drafts to take along, with or without redlines.
import { useState } from "preact/hooks";
import { api, ask } from "../../api/client";
import { useLoad } from "../model/useLoad";
import { Download } from "../parts/Download";
import { Select } from "../parts/Form";
import { Card, Empty, PageHead, Waiting } from "../parts/Page";
import { type Comparison, languageName, newestFirst, type SingleText, settled } from "../text/model";
import { Runs } from "../text/Runs";
import "../text/text.css";
import { useWorkbench } from "../workbench";

type Names = [name: string, words: string][];

function draftsOf({ working, drafts }: SingleText): Names {
  if (!working) return newestFirst(drafts).map(({ id, label }) => [id, label]);
  const shared = new Map(working.shares.map(({ number, label }) => [number, label]));
  return [...working.edits].reverse().map(({ number, author }) => {
    const label = shared.get(number);
    return [String(number), `Working draft ${number}, ${author}${label ? `; shared as ${label}` : ""}`];
  });
}

export default function TextCompare() {
  const { data, failure } = useLoad(() => ask(api.GET("/api/text")), []);
  return (
    <>
      <PageHead title="Compare drafts">
        <p>
          <a href="/text">Back to the text</a>
        </p>
      </PageHead>
      {!data ? <Waiting failure={failure} lines={12} /> : <Chosen names={draftsOf(data)} />}
    </>
  );
}

function Chosen({ names }: { names: Names }) {
  const [newer, setNewer] = useState(names[0]?.[0] ?? "");
  const [older, setOlder] = useState(names[1]?.[0] ?? "");
  if (names.length === 0)
    return (
      <Empty title="There is no draft yet.">
        <p>Drafts that you may read are compared here, and leave from here as pages and Word documents.</p>
      </Empty>
    );
  return (
    <>
      <div class="two">
        <Select name="newer" label="The draft" value={newer} onValue={setNewer} choices={names} />
        <Select
          name="older"
          label="Against"
          value={older}
          onValue={setOlder}
          choices={[["", "nothing: the draft alone"], ...names.filter(([id]) => id !== newer)]}
        />
      </div>
      <TakeAlong newer={newer} older={older} />
      {older && older !== newer && <Difference key={`${newer} ${older}`} newer={newer} older={older} />}
    </>
  );
}

function TakeAlong({ newer, older }: { newer: string; older: string }) {
  const compared = older !== "" && older !== newer;
  const file = (format: "html" | "docx") =>
    `/api/drafts/${encodeURIComponent(newer)}/file?format=${format}${compared ? `&against=${encodeURIComponent(older)}` : ""}`;
  return (
    <div class="row">
      <Download proof href={file("docx")}>
        Word document{compared ? " with tracked changes" : ""}
      </Download>
      <Download proof href={file("html")}>
        Page{compared ? " with redlines" : ""}
      </Download>
    </div>
  );
}

const kinds: Record<Comparison["entries"][number]["kind"], string> = {
  stays: "Changed",
  added: "New",
  removed: "Removed",
  moved_from: "Moved from here",
  moved_to: "Moved to here",
};

function Difference({ newer, older }: { newer: string; older: string }) {
  const { data, failure } = useLoad(
    () => ask(api.GET("/api/drafts/{draft}/since/{older}", { params: { path: { draft: newer, older } } })),
    [newer, older],
    [],
  );
  if (!data) return <Waiting failure={failure} lines={12} />;
  const shown = data.entries.filter(({ kind, changed }) => kind !== "stays" || changed);
  const titled = data.title.some(({ kind }) => kind !== "kept");
  if (shown.length === 0 && !titled)
    return (
      <Empty title="No difference.">
        <p>Every clause reads the same in both drafts, in every language.</p>
      </Empty>
    );
  return (
    <>
      {titled && (
        <h2 class="runs" dir="auto">
          <Runs runs={data.title} />
        </h2>
      )}
      <p class="soft">
        {shown.length} of {data.entries.length} clauses differ.
      </p>
      <ol class="clauses">
        {shown.map((entry) => (
          <li key={entry.kind + entry.clause}>
            <Changed entry={entry} />
          </li>
        ))}
      </ol>
    </>
  );
}

function Changed({ entry }: { entry: Comparison["entries"][number] }) {
  const { talks } = useWorkbench();
  // A clause that has moved is shown where it stands now; where it stood its heading is enough.
  const left = entry.kind === "moved_from";
  const versions = entry.versions.filter(({ changed }) => changed || entry.kind !== "stays");
  const told = (bindings: { issue: string; options: string[] }[]) =>
    bindings
      .map((one) => settled(one, talks.issues))
      .map(({ title, options }) => (options.length > 0 ? `${title}: ${options.join(", ")}` : title))
      .join("; ") || "nothing";
  return (
    <Card>
      <p class="small">
        <strong>{kinds[entry.kind]}</strong>
      </p>
      <div class="versions">
        {versions.map(({ language, rtl, heading, body }) => (
          <div class="version" key={language}>
            <p class="version-facts">{languageName(language)}</p>
            <div lang={language} dir={rtl ? "rtl" : "ltr"}>
              <p class="clause-heading">
                <Runs runs={heading} />
              </p>
              {!left && (
                <div class="clause-body">
                  <Runs runs={body} />
                </div>
              )}
            </div>
          </div>
        ))}
      </div>
      {entry.bindings && (
        <p class="small soft">
          Settled <del dir="auto">{told(entry.bindings.old)}</del>{" "}
          <ins dir="auto">{told(entry.bindings.new)}</ins>
        </p>
      )}
    </Card>
  );
}
