// What parties state in the small cases whose issues are a price and a date.
import { must } from "./acts";
import type { Seat } from "./workbench";

const bar = (likely: number) => ({ likely: String(likely), low: null, high: null });

// What a party states, through the contract: values of low, mid, high and of soon, late; weights of the two issues.
export async function state(seat: Seat, prices: number[], dates: number[], swings: [number, number]) {
  const issue = (id: string, options: string[], values: number[], swing: number) => ({
    issue: id,
    options: options.map((option, at) => {
      const value = values[at] ?? 0;
      return { option, place: 1 + values.filter((other) => other > value).length, value: bar(value) };
    }),
    swing: bar(swing),
  });
  const answers = {
    red_lines: [],
    excluded: [],
    issues: [
      issue("price", ["low", "mid", "high"], prices, swings[0]),
      issue("date", ["soon", "late"], dates, swings[1]),
    ],
    packages: [],
    no_deal: null,
  };
  const { version: based_on } = await must(seat, "GET", "/api/preferences");
  await must(seat, "PUT", "/api/preferences", { answers, based_on });
  const { version, assessment } = await must(seat, "GET", "/api/preferences");
  await must(seat, "POST", "/api/preferences/sending", { version, words: assessment.words });
}
