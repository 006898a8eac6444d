// The points of a picture as a list box: one tab stop; arrow keys, Home, End and Page keys move the pick; a click picks
// the nearest. The picture says where its items are; this says what they are called and moves between them.
import type { ComponentChildren } from "preact";
import { useCallback, useId, useMemo, useState } from "preact/hooks";
import type { Pick } from "../model/picks";
import "./point-list.css";

export interface PointListProps {
  label: string;
  width: number;
  height: number;
  items: readonly Pick[]; // in the order in which keys move
  picked: Pick | undefined;
  onPick: (pick: Pick) => void;
  path: (pick: Pick) => string; // how an item is drawn
  nearest: (x: number, y: number) => Pick | undefined;
  describe: (pick: Pick) => string;
  back?: ComponentChildren; // under the items
  front?: (highlighted: Pick | undefined) => ComponentChildren; // over them
}

const pageStep = 10;

function moved(key: string, at: number, last: number): number | undefined {
  switch (key) {
    case "ArrowRight":
    case "ArrowDown":
      return Math.min(last, at + 1);
    case "ArrowLeft":
    case "ArrowUp":
      return Math.max(0, at - 1);
    case "PageDown":
      return Math.min(last, at + pageStep);
    case "PageUp":
      return Math.max(0, at - pageStep);
    case "Home":
      return 0;
    case "End":
      return last;
    default:
      return undefined;
  }
}

export function PointList(props: PointListProps) {
  const { items, picked, onPick, path, nearest, describe, width, height } = props;
  const prefix = useId();
  const [hovered, setHovered] = useState<Pick | undefined>(undefined);
  const at = picked ? items.indexOf(picked) : -1;
  // Thousands of items stay the same from pick to pick; only the picked one is drawn anew.
  const option = useCallback(
    (item: Pick, index: number, selected: boolean) => (
      <path
        key={item.key}
        id={`${prefix}-${index}`}
        class="point"
        d={path(item)}
        role="option"
        aria-selected={selected}
        aria-label={describe(item)}
      />
    ),
    [prefix, path, describe],
  );
  const plain = useMemo(() => items.map((item, index) => option(item, index, false)), [items, option]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const next = moved(event.key, at, items.length - 1);
    const item = next === undefined ? undefined : items[next];
    if (!item) return;
    event.preventDefault();
    onPick(item);
  };
  const under = (event: MouseEvent) => {
    const box = (event.currentTarget as SVGSVGElement).getBoundingClientRect();
    return nearest(
      ((event.clientX - box.left) / box.width) * width,
      ((event.clientY - box.top) / box.height) * height,
    );
  };

  return (
    <svg
      class="point-list"
      viewBox={`0 0 ${width} ${height}`}
      role="listbox"
      tabindex={0}
      aria-label={props.label}
      aria-activedescendant={at >= 0 ? `${prefix}-${at}` : undefined}
      onKeyDown={onKeyDown}
      onPointerMove={(event) => setHovered(under(event))}
      onPointerLeave={() => setHovered(undefined)}
      onClick={(event) => {
        const item = under(event);
        if (item) onPick(item);
      }}
    >
      <g aria-hidden="true">{props.back}</g>
      {plain.map((item, index) => {
        const pick = items[index];
        return index === at && pick ? option(pick, index, true) : item;
      })}
      <g aria-hidden="true" class="point-list-front">
        {props.front?.(hovered)}
      </g>
    </svg>
  );
}
