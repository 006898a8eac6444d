// How the page came about: method, reading, time. What a second person needs to make it again.
import type { Analysis } from "../contract";
import { exact } from "../model/numbers";
import { Text } from "./Text";

export function Colophon({ analysis }: { analysis: Analysis }) {
  const { frontier, reading, quantum, elapsed_s: seconds } = analysis;
  return (
    <footer class="colophon small soft">
      <p>
        Case <Text>{analysis.case}</Text>. Frontier by {frontier.method || "an unnamed method"},{" "}
        {frontier.complete || frontier.coverage?.all_found ? "proved complete" : "not proved complete"}, in{" "}
        {exact(Number(seconds.toPrecision(3)))} s.
        {reading && ` Imported by the ${reading} reading.`}
        {quantum !== undefined &&
          ` Scores are rounded to multiples of ${quantum}, as the imported file carries noise.`}
      </p>
      <p>
        Scores are exact in the analysis and rounded here for reading; a tooltip gives every figure.
        Settlements are principles of division, not forecasts. Made with Parley.
      </p>
    </footer>
  );
}
