// What somebody is typing outlives the view it is typed into: it is kept in memory, never on disk, until it is sent.
import { useState } from "preact/hooks";

const drafts = new Map<string, unknown>();

export function useDraft<T>(key: string, empty: T): [T, (value: T) => void, () => void] {
  const [, redraw] = useState(0);
  const value = drafts.has(key) ? (drafts.get(key) as T) : empty;
  const set = (next: T) => {
    drafts.set(key, next);
    redraw((count) => count + 1);
  };
  const clear = () => {
    drafts.delete(key);
    redraw((count) => count + 1);
  };
  return [value, set, clear];
}

export const forgetDrafts = (): void => drafts.clear();
