// A judgement on a bar from 0 to 100, and, for who is not sure, the range in which it lies.
import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { type Bar, ends, likely, moved, ranged } from "../model/preferences";

interface BarProps {
  label: ComponentChildren;
  spoken: string; // the label as text
  bar: Bar | null;
  even: number; // where the bar stands while it is not set
  onBar: (bar: Bar | null) => void;
  low?: number;
  high?: number;
  fixed?: boolean;
}

export function BarField({ label, spoken, bar, even, onBar, low = 0, high = 100, fixed }: BarProps) {
  const id = useId();
  const value = likely(bar);
  const range = bar && ends(bar);
  const set = (next: number) => onBar(moved(bar, Math.min(high, Math.max(low, next))));
  return (
    <div class="judged">
      <label for={id}>
        <bdi>{label}</bdi>
      </label>
      <div class="judged-line">
        <span class="judged-track">
          {range && (
            <span
              class="judged-range"
              style={{ insetInlineStart: `${range[0]}%`, inlineSize: `${range[1] - range[0]}%` }}
            />
          )}
          <input
            id={id}
            type="range"
            min={0}
            max={100}
            step={1}
            value={value ?? even}
            disabled={fixed}
            class={value === null ? "unset" : undefined}
            aria-valuetext={
              value === null ? "not set" : `${value}${range ? `, between ${range[0]} and ${range[1]}` : ""}`
            }
            onInput={(event) => set(Number(event.currentTarget.value))}
            onKeyUp={(event) => {
              if (value === null && event.key === "Enter") set(even);
            }}
          />
        </span>
        <output class="judged-value" for={id}>
          {value === null ? <span class="soft">not set</span> : Math.round(value * 10) / 10}
        </output>
      </div>
      {!fixed && bar && value !== null && (
        <p class="judged-more">
          {range ? (
            <>
              <label>
                at least{" "}
                <input
                  type="number"
                  min={0}
                  max={100}
                  value={range[0]}
                  aria-label={`${spoken}: at least`}
                  onChange={(event) => onBar(ranged(bar, Number(event.currentTarget.value), range[1]))}
                />
              </label>
              <label>
                at most{" "}
                <input
                  type="number"
                  min={0}
                  max={100}
                  value={range[1]}
                  aria-label={`${spoken}: at most`}
                  onChange={(event) => onBar(ranged(bar, range[0], Number(event.currentTarget.value)))}
                />
              </label>
              <button type="button" class="plain" onClick={() => onBar({ ...bar, low: null, high: null })}>
                one number<span class="unseen"> for {spoken}</span>
              </button>
            </>
          ) : (
            <button type="button" class="plain" onClick={() => onBar(ranged(bar, value - 15, value + 15))}>
              give a range<span class="unseen"> for {spoken}</span>
            </button>
          )}
          <button type="button" class="plain" onClick={() => onBar(null)}>
            clear<span class="unseen"> {spoken}</span>
          </button>
        </p>
      )}
    </div>
  );
}
