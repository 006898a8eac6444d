// Answers that are being changed, with the version that they began from: what somebody else has saved meanwhile is looked at
// before it is replaced.
import { useDraft } from "../model/draft";
import type { Answers } from "../model/preferences";

interface Saved {
  answers: Answers;
  version: string | null;
}

export interface AnswersDraft extends Saved {
  changed: boolean;
  overtaken: boolean;
  change: (next: Answers) => void;
  keep: () => void; // although it was overtaken
  clear: () => void;
}

export function useAnswers(key: string, saved: Saved): AnswersDraft {
  const [draft, setDraft, clear] = useDraft<Saved | null>(key, null);
  const { answers, version } = draft ?? saved;
  return {
    answers,
    version,
    changed: draft !== null,
    overtaken: draft !== null && draft.version !== saved.version,
    change: (next) => setDraft({ answers: next, version }),
    keep: () => setDraft({ answers, version: saved.version }),
    clear,
  };
}

export function Overtaken({ draft, of }: { draft: AnswersDraft; of: string }) {
  if (!draft.overtaken) return null;
  return (
    <div class="note row">
      <span>Somebody of your {of} has saved another version meanwhile.</span>
      <button type="button" onClick={draft.clear}>
        Drop mine and show it
      </button>
      <button type="button" onClick={draft.keep}>
        Keep mine
      </button>
    </div>
  );
}
