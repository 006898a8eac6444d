// A list put in order: by dragging, or by the buttons beside each entry. Rows that tie share a number.
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { dropped, type Rows, step, tied } from "../model/preferences";
import { useWorkbench } from "../workbench";
import "./preferences.css";

interface OrderProps {
  label: string;
  rows: Rows;
  onRows: (rows: Rows) => void;
  title: (key: string) => string;
  detail?: (key: string) => ComponentChildren;
  best: string; // what the first place means
  worst: string;
  mayTie?: (key: string) => boolean;
  fixed: boolean; // nothing can be moved
}

export function OrderList({
  label,
  rows,
  onRows,
  title,
  detail,
  best,
  worst,
  mayTie = () => true,
  fixed,
}: OrderProps) {
  const { say } = useWorkbench();
  const list = useRef<HTMLOListElement>(null);
  const focus = useRef<string | null>(null);
  const [drag, setDrag] = useState<string | null>(null);
  const [over, setOver] = useState<string | null>(null);
  // Moving an entry in the page takes the focus from it; it goes back to the button that was used.
  useEffect(() => {
    if (focus.current) list.current?.querySelector<HTMLElement>(`[data-act="${focus.current}"]`)?.focus();
    focus.current = null;
  });
  const entries = rows.flatMap((row, at) => row.map((key, nth) => ({ key, at, nth, ties: row.length > 1 })));
  const change = (next: Rows, key: string, act: string | null) => {
    focus.current = act;
    onRows(next);
    const at = next.findIndex((row) => row.includes(key));
    say(`${title(key)}: place ${at + 1} of ${next.length}${(next[at]?.length ?? 0) > 1 ? ", tied" : ""}`);
  };
  return (
    <div class="order">
      <p class="order-end">{best}</p>
      <ol class="order-list" ref={list} aria-label={label}>
        {entries.map(({ key, at, nth, ties }, index) => (
          <li
            key={key}
            class={`order-row${drag === key ? " dragged" : ""}${over === key && drag !== key ? " over" : ""}`}
            draggable={!fixed}
            onDragStart={(event) => {
              setDrag(key);
              event.dataTransfer?.setData("text/plain", "");
            }}
            onDragOver={(event) => {
              if (!drag) return;
              event.preventDefault();
              setOver(key);
            }}
            onDragEnd={() => {
              setDrag(null);
              setOver(null);
            }}
            onDrop={(event) => {
              event.preventDefault();
              if (drag) change(dropped(rows, drag, key), drag, null);
              setDrag(null);
              setOver(null);
            }}
          >
            <span class="order-place">{nth === 0 ? `${at + 1}.` : "="}</span>
            <span class="order-title">
              <span dir="auto">{title(key)}</span>
              {detail?.(key)}
            </span>
            <span class="order-acts">
              <Act
                act={`up-${index}`}
                off={at === 0 && !ties}
                words={`${title(key)}: up`}
                onAct={() => change(step(rows, key, -1), key, actAfter(step(rows, key, -1), key, "up"))}
              >
                ↑
              </Act>
              <Act
                act={`down-${index}`}
                off={at === rows.length - 1 && !ties}
                words={`${title(key)}: down`}
                onAct={() => change(step(rows, key, 1), key, actAfter(step(rows, key, 1), key, "down"))}
              >
                ↓
              </Act>
              {mayTie(key) && (
                <Act
                  act={`tie-${index}`}
                  off={index === 0 || (ties && nth === 0) || !mayTie(entries[index - 1]?.key ?? "")}
                  pressed={ties && nth > 0}
                  words={`${title(key)}: as good as the one above`}
                  onAct={() => change(tied(rows, key), key, actAfter(tied(rows, key), key, "tie"))}
                >
                  =
                </Act>
              )}
            </span>
          </li>
        ))}
      </ol>
      <p class="order-end">{worst}</p>
    </div>
  );
}

const actAfter = (rows: Rows, key: string, act: string): string => `${act}-${rows.flat().indexOf(key)}`;

interface ActProps {
  act: string;
  off: boolean;
  words: string;
  pressed?: boolean;
  onAct: () => void;
  children: string;
}

// Stays in the order of the keyboard when it can do nothing, so that the focus never falls off the list.
function Act({ act, off, words, pressed, onAct, children }: ActProps) {
  return (
    <button
      type="button"
      data-act={act}
      aria-disabled={off}
      aria-pressed={pressed}
      aria-label={words}
      title={words}
      onClick={() => {
        if (!off) onAct();
      }}
    >
      <span aria-hidden="true">{children}</span>
    </button>
  );
}
