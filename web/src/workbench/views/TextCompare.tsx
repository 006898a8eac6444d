// A draft as it stood, two clause by clause, and drafts to take along, with or without redlines.
import { useState } from "preact/hooks";
import { api, ask } from "../../api/client";
import { useLoad } from "../model/useLoad";
import { Download } from "../parts/Download";
import { Select } from "../parts/Form";
import { Card, Empty, PageHead, Waiting } from "../parts/Page";
import {
  type Comparison,
  clauseTitle,
  type DraftText,
  type Language,
  languageName,
  newestFirst,
  type SingleText,
  settled,
} from "../text/model";
import { Runs } from "../text/Runs";
import { Bindings, Versions } from "../text/Versions";
import "../text/text.css";
import { useWorkbench } from "../workbench";

type Names = [name: string, words: string][];

function draftsOf({ working, drafts }: SingleText): Names {
  if (!working) return newestFirst(drafts).map(({ id, label }) => [id, label]);
  const shared = new Map(working.shares.map(({ number, label }) => [number, label]));
  return [...working.edits].reverse().map(({ number, author }) => {
    const label = shared.get(number);
    return [String(number), `${label ? `${label}: ` : "Working "}draft ${number}, ${author}`];
  });
}

export default function TextCompare() {
  const { data, failure } = useLoad(() => ask(api.GET("/api/text")), []);
  const names = data && draftsOf(data);
  return (
    <>
      <PageHead title="Compare drafts">
        <p>
          <a href="/text">Back to the text</a>
        </p>
      </PageHead>
      {!names ? (
        <Waiting failure={failure} lines={12} />
      ) : names.length === 0 ? (
        <Empty title="There is no draft yet.">
          <p>
            Drafts that you may read stand here, alone or compared, and leave from here as pages and Word
            documents.
          </p>
        </Empty>
      ) : (
        <Chosen names={names} />
      )}
    </>
  );
}

function Chosen({ names }: { names: Names }) {
  const asked = new URLSearchParams(location.search).get("draft");
  const first = names.some(([id]) => id === asked) ? asked : names[0]?.[0];
  const [newer, setNewer] = useState(first ?? "");
  // Who came to read one draft is not shown two.
  const [older, setOlder] = useState(asked ? "" : (names[1]?.[0] ?? ""));
  const { data, failure } = useLoad(
    () => ask(api.GET("/api/drafts/{draft}", { params: { path: { draft: newer } } })),
    [newer],
    [],
  );
  const compared = older !== "" && older !== newer;
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
      {!data ? (
        <Waiting failure={failure} lines={12} />
      ) : (
        <div class="stack" key={`${newer} ${older}`}>
          <TakeAlong newer={newer} older={compared ? older : ""} languages={data.text.languages} />
          {compared ? <Difference newer={newer} older={older} /> : <Alone text={data.text} />}
        </div>
      )}
    </>
  );
}

interface TakeAlongProps {
  newer: string;
  older: string; // empty: the draft alone
  languages: readonly Language[];
}

function TakeAlong({ newer, older, languages }: TakeAlongProps) {
  const [language, setLanguage] = useState("");
  const file = (format: "html" | "docx") => {
    const asked = new URLSearchParams({
      format,
      ...(older && { against: older }),
      ...(language && { language }),
    });
    return `/api/drafts/${encodeURIComponent(newer)}/file?${asked}`;
  };
  return (
    <div class="stack-small">
      {languages.length > 1 && (
        <Select
          name="language"
          label="Taken along in"
          value={language}
          onValue={setLanguage}
          choices={[
            ["", "all languages"],
            ...languages.map(({ tag }): [string, string] => [tag, languageName(tag)]),
          ]}
        />
      )}
      <div class="row">
        <Download proof href={file("docx")}>
          Word document{older && " with tracked changes"}
        </Download>
        <Download proof href={file("html")}>
          Page{older && " with redlines"}
        </Download>
      </div>
    </div>
  );
}

// A draft as it stood, to be read.
function Alone({ text }: { text: DraftText }) {
  const { talks } = useWorkbench();
  return (
    <>
      <h2 dir="auto">{text.title || "Without a title"}</h2>
      <ol class="clauses">
        {text.clauses.map((clause, at) => (
          <li key={clause.id}>
            <Card level={3} title={<bdi>{clauseTitle(clause, at)}</bdi>}>
              <Versions clause={clause} languages={text.languages} />
              <Bindings clause={clause} issues={talks.issues} />
            </Card>
          </li>
        ))}
      </ol>
    </>
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
