// The mediator's table: the engine on the preferences that are in, and whose they are.
import { useMemo, useRef } from "preact/hooks";
import { api, ask } from "../../api/client";
import type { Analysis } from "../../contract";
import { readDocument } from "../../model/read";
import { useLoad } from "../model/useLoad";
import { PageHead, Waiting } from "../parts/Page";
import { PlaceMark } from "../parts/PlaceMark";
import { Basis } from "../table/Basis";
import { Compare } from "../table/Compare";
import { Findings } from "../table/Findings";
import { useWorkbench } from "../workbench";
import "../room/room.css";
import "../table/table.css";

const restsOn = {
  statements: "Everything below rests on what the parties stated themselves.",
  estimates: "Everything below rests on the mediator’s estimates; no party has stated its preferences.",
  both: "Some parties stated their preferences, others are estimated; what follows is as sure as the estimates.",
  nothing: "Nobody’s preferences are in yet: only the rules of the case decide what follows.",
};

export default function Table() {
  const { rooms } = useWorkbench();
  const watched = rooms
    .filter(({ kind }) => kind === "caucus" || kind === "desk" || kind === "table")
    .map(({ room }) => room);
  const answer = useLoad(() => ask(api.GET("/api/table/analysis")), [], watched);
  const { analysis, problem, turn } = useUnchanged(answer.data?.document);
  // A package of divided issues cannot be named yet.
  const compares = analysis?.issues.every(({ kind }) => kind !== "divisible") ?? false;
  return (
    <>
      <PageHead title="Analysis">
        <p class="soft">
          <PlaceMark kind="table" /> For the mediator team only: this page shows the confidential scores of
          every party assigned to you.
        </p>
      </PageHead>
      {!answer.data ? (
        <Waiting failure={answer.failure} lines={12} />
      ) : (
        <>
          <p>
            <strong>{restsOn[answer.data.basis.rests_on]}</strong>{" "}
            {compares && <a href="#compare">Compare packages of your own</a>}
          </p>
          <Basis basis={answer.data.basis} />
          {analysis && (
            <>
              <Findings key={turn} analysis={analysis} />
              {compares && <Compare analysis={analysis} basis={answer.data.basis} />}
            </>
          )}
          {problem && <p class="warning">{problem}</p>}
        </>
      )}
    </>
  );
}

// A room that changes makes the page ask again. Only an answer that says something else is drawn anew, so that what
// somebody has picked stays picked.
function useUnchanged(document: unknown): { analysis?: Analysis; problem?: string; turn: number } {
  const last = useRef<{ text: string; analysis?: Analysis; problem?: string; turn: number }>({
    text: "",
    turn: 0,
  });
  return useMemo(() => {
    if (document === undefined) return last.current;
    const text = JSON.stringify(document);
    if (text !== last.current.text)
      last.current = { text, turn: last.current.turn + 1, ...readDocument(document) };
    return last.current;
  }, [document]);
}
