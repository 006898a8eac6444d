// A count of any length: short on the line, every digit in the tooltip.
import { countText } from "../model/counts";

export function CountValue({ digits }: { digits: string }) {
  const { text, power, full } = countText(digits);
  if (power === undefined) return <span class="count">{text}</span>;
  return (
    <span class="count" title={full}>
      {text}
      <sup>{power}</sup>
    </span>
  );
}
