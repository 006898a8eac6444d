// The page from top to bottom.
import { useMemo } from "preact/hooks";
import { AnswerPanel } from "../components/AnswerPanel";
import { CaseFacts } from "../components/CaseFacts";
import { Colophon } from "../components/Colophon";
import { Explorer } from "../components/Explorer";
import { Prices } from "../components/Prices";
import { Settlements } from "../components/Settlements";
import { usePicking } from "../components/usePicking";
import { WhatItRestsOn } from "../components/WhatItRestsOn";
import { WhatMustGive } from "../components/WhatMustGive";
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
      <header class="only">
        <p>
          <strong>Mediator only.</strong> This page shows every party’s confidential scores.
        </p>
      </header>
      <div class="report-body">
        <main>
          <div class="report-head">
            <h1 dir="auto">{analysis.title || analysis.case}</h1>
            {analysis.about && (
              <p dir="auto" class="soft">
                {analysis.about}
              </p>
            )}
          </div>
          <AnswerPanel answer={answer} />
          <Explorer {...shared} picking={picking} />
          <WhoGetsWhat {...shared} picked={picking.picked} compared={picking.compared} />
          <WhatMustGive {...shared} onPick={picking.pick} />
          <Settlements analysis={analysis} names={names} />
          <Zone analysis={analysis} names={names} />
          <Prices analysis={analysis} names={names} />
          <WhatItRestsOn analysis={analysis} names={names} />
          <CaseFacts analysis={analysis} names={names} />
        </main>
        <Colophon analysis={analysis} />
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
