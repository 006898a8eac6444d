// A moment: absolute with its zone, and how far away it is. The words are renewed every half minute.
import { useEffect, useState } from "preact/hooks";
import { absolute, away } from "../time";

const readers = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function useNow(): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const renew = () => setNow(new Date());
    readers.add(renew);
    timer ??= setInterval(() => {
      for (const reader of readers) reader();
    }, 30_000);
    return () => {
      readers.delete(renew);
      if (readers.size > 0) return;
      clearInterval(timer);
      timer = undefined;
    };
  }, []);
  return now;
}

export function Time({ at, bare }: { at: string; bare?: boolean }) {
  const now = useNow();
  const time = new Date(at);
  if (Number.isNaN(time.getTime())) return <span>{at}</span>;
  return (
    <time class="time" dateTime={at}>
      {absolute(time)}
      {!bare && <span class="soft"> · {away(time, now)}</span>}
    </time>
  );
}
