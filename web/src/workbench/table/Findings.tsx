// What the engine finds, drawn by the components of the report.
import { useMemo } from "preact/hooks";
import { AnswerPanel } from "../../components/AnswerPanel";
import { CaseFacts } from "../../components/CaseFacts";
import { Explorer } from "../../components/Explorer";
import { Prices } from "../../components/Prices";
import { Settlements } from "../../components/Settlements";
import { usePicking } from "../../components/usePicking";
import { WhatItRestsOn } from "../../components/WhatItRestsOn";
import { WhatMustGive } from "../../components/WhatMustGive";
import { WhoGetsWhat } from "../../components/WhoGetsWhat";
import { Zone } from "../../components/Zone";
import type { Analysis } from "../../contract";
import { answerOf } from "../../model/answer";
import { Names } from "../../model/names";
import { picksOf } from "../../model/picks";

export function Findings({ analysis }: { analysis: Analysis }) {
  const names = useMemo(() => new Names(analysis), [analysis]);
  const picks = useMemo(() => picksOf(analysis), [analysis]);
  const answer = useMemo(() => answerOf(analysis), [analysis]);
  const picking = usePicking(picks);
  const shared = { analysis, names, picks };
  return (
    <div class="findings">
      <AnswerPanel answer={answer} />
      <Explorer {...shared} picking={picking} />
      <WhoGetsWhat {...shared} picked={picking.picked} compared={picking.compared} />
      <WhatMustGive {...shared} onPick={picking.pick} />
      <Settlements analysis={analysis} names={names} />
      <Zone analysis={analysis} names={names} />
      <Prices analysis={analysis} names={names} />
      <WhatItRestsOn analysis={analysis} names={names} />
      <CaseFacts analysis={analysis} names={names} />
    </div>
  );
}
