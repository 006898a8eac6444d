// A number's range as a bar: the stretch where the answer holds, the value used, and where the answer flips.
import type { RestsOn } from "../contract";
import { exact } from "../model/numbers";
import { placesOf } from "../model/range";
import "./range-bar.css";

export function RangeBar({ number }: { number: RestsOn }) {
  const { value, below, above } = placesOf(number);
  const share = (place: number) => `${place * 100}%`;
  const holds = { insetInlineStart: share(below ?? 0), inlineSize: share((above ?? 1) - (below ?? 0)) };
  return (
    <div class="range" aria-hidden="true">
      <span class="range-end small soft">{exact(number.low)}</span>
      <span class="range-track">
        <i class="range-holds" style={holds} />
        {below !== null && <i class="range-flip" style={{ insetInlineStart: share(below) }} />}
        {above !== null && <i class="range-flip" style={{ insetInlineStart: share(above) }} />}
        <i class="range-value" style={{ insetInlineStart: share(value) }} />
      </span>
      <span class="range-end small soft">{exact(number.high)}</span>
    </div>
  );
}
