// Something that the server knows, loaded when a view appears and again when a room that it belongs to changes. What is
// shown stays until the newer is there, so that nothing flickers or moves.
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import type { Answer, Failure } from "../../api/client";
import { onChange } from "./changes";

export interface Loaded<T> {
  data: T | null;
  failure: Failure | null;
  loading: boolean;
  reload: () => Promise<void>;
}

// rooms: "any", or the rooms whose changes it depends on.
export function useLoad<T>(
  load: () => Promise<Answer<T>>,
  needs: readonly unknown[],
  rooms: "any" | readonly string[] = "any",
): Loaded<T> {
  const [state, setState] = useState<Omit<Loaded<T>, "reload">>({ data: null, failure: null, loading: true });
  const current = useRef(load);
  current.current = load;
  const turn = useRef(0);
  const reload = useCallback(async () => {
    turn.current += 1;
    const mine = turn.current;
    const { data, failure } = await current.current();
    if (mine !== turn.current) return;
    setState((before) =>
      failure
        ? { data: before.data, failure, loading: false }
        : { data: data as T, failure: null, loading: false },
    );
  }, []);

  const key = JSON.stringify(needs);
  useEffect(() => {
    setState((before) => (before.loading ? before : { data: null, failure: null, loading: true }));
    void reload();
    return () => {
      turn.current += 1;
    };
  }, [key, reload]);

  const watched = rooms === "any" ? "any" : rooms.join("\n");
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = onChange((room) => {
      if (room !== null && watched !== "any" && !watched.split("\n").includes(room)) return;
      clearTimeout(timer);
      timer = setTimeout(() => void reload(), 120);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [watched, reload]);

  return { ...state, reload };
}
