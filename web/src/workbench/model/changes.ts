// Live updates: one stream of server-sent events for the whole page. Each names a room that changed; whoever shows
// something of that room loads it again. Several changes in a breath are one. A page that nobody sees follows nothing: a
// browser holds six connections to one server, and every open tab would keep one of them from the others.
type Listener = (room: string | null) => void; // null: the stream was away, anything may have changed

const listeners = new Set<Listener>();
let source: EventSource | null = null;
let retry: ReturnType<typeof setTimeout> | undefined;
let missed = false;
let waited = 1000;

const tell = (room: string | null) => {
  for (const listener of [...listeners]) listener(room);
};

function follow(): void {
  source = new EventSource("/api/changes");
  source.addEventListener("open", () => {
    waited = 1000;
    if (missed) tell(null);
    missed = false;
  });
  source.addEventListener("changed", (event) => {
    try {
      const { room } = JSON.parse((event as MessageEvent<string>).data) as { room?: unknown };
      tell(typeof room === "string" ? room : null);
    } catch {
      tell(null);
    }
  });
  source.addEventListener("error", () => {
    missed = true;
    // A browser that gives up (an answer that is no stream) is asked again, ever more slowly.
    if (source?.readyState !== EventSource.CLOSED) return;
    clearTimeout(retry);
    retry = setTimeout(() => {
      if (source) follow();
    }, waited);
    waited = Math.min(waited * 2, 60_000);
  });
}

function rest(): void {
  source?.close();
  source = null;
  clearTimeout(retry);
}

function seenOrNot(): void {
  if (document.hidden) {
    rest();
    missed = true;
  } else if (!source) {
    follow();
  }
}

export function followChanges(): () => void {
  document.addEventListener("visibilitychange", seenOrNot);
  seenOrNot();
  return () => {
    document.removeEventListener("visibilitychange", seenOrNot);
    rest();
  };
}

export function onChange(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

// After something was done here whose effect need not come through the stream, or a new sign-in.
export const anythingChanged = (): void => tell(null);
