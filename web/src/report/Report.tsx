// The page from top to bottom.
import { useMemo } from "preact/hooks";
import { AnswerPanel } from "../components/AnswerPanel";
import { Explorer } from "../components/Explorer";
import { usePicking } from "../components/usePicking";
import { WhoGetsWhat } from "../components/WhoGetsWhat";
import { Zone } from "../components/Zone";
import type { Analysis } from "../contract";
import { answerOf } from "../model/answer";
import { Names } from "../model/names";
import { picksOf } from "../model/picks";
import "./report.css";

export function Report({ analysis }: { analysis: Analysis }) {
  const names = useMemo(() => new Names(analysis), [analysis]);
  const picks = useMemo(() => picksOf(analysis), [analysis]);
  const answer = useMemo(() => answerOf(analysis), [analysis]);
  const picking = usePicking(picks);
  const shared = { analysis, names, picks };
  return (
    <div class="report">
      <p class="only">
        <strong>Mediator only.</strong> This page shows every party’s confidential scores.
      </p>
      <div class="report-body">
        <header class="report-head">
          <h1 dir="auto">{analysis.title || analysis.case}</h1>
          {analysis.about && (
            <p dir="auto" class="soft">
              {analysis.about}
            </p>
          )}
        </header>
        <main>
          <AnswerPanel answer={answer} />
          <Explorer {...shared} picking={picking} />
          <WhoGetsWhat {...shared} picked={picking.picked} compared={picking.compared} />
          <Zone analysis={analysis} names={names} />
        </main>
      </div>
    </div>
  );
}

export function Problem({ text }: { text: string }) {
  return (
    <main class="report">
      <h1>Parley report</h1>
      <p>{text}</p>
    </main>
  );
}
