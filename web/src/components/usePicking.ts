// What the reader looks at: one package, and perhaps a second to compare it with.
import { useCallback, useState } from "preact/hooks";
import type { Pick, Picks } from "../model/picks";
import { firstPick } from "../model/picks";

export interface Picking {
  picked: Pick | undefined;
  compared: Pick | undefined;
  pick: (pick: Pick) => void;
  compare: (pick: Pick | undefined) => void;
}

export function usePicking(picks: Picks): Picking {
  const [picked, pick] = useState(() => firstPick(picks));
  const [compared, compare] = useState<Pick | undefined>(undefined);
  const choose = useCallback((next: Pick) => pick(next), []);
  return { picked, compared, pick: choose, compare };
}
