// How a number of things falls into two kinds, as one bar with its legend in words.
import "./share-line.css";

interface Part {
  title: string;
  value: number;
  tone: "strong" | "weak";
}

interface ShareLineProps {
  parts: readonly Part[];
  rest?: { title: string; value: number };
}

export function ShareLine({ parts, rest }: ShareLineProps) {
  const left = Math.max(0, rest?.value ?? 0);
  return (
    <div class="share-line">
      <div class="share-line-bar" aria-hidden="true">
        {parts.map(
          ({ title, value, tone }) =>
            value > 0 && <i key={title} class={`share-line-${tone}`} style={{ flexGrow: value }} />,
        )}
        {left > 0 && <i style={{ flexGrow: left }} />}
      </div>
      <ul class="share-line-words small">
        {parts.map(({ title, value, tone }) => (
          <li key={title}>
            <i class={`share-line-key share-line-${tone}`} /> <strong>{value.toLocaleString("en-GB")}</strong>{" "}
            {title}
          </li>
        ))}
        {rest && left > 0 && (
          <li>
            <i class="share-line-key" /> <strong>{left.toLocaleString("en-GB")}</strong> {rest.title}
          </li>
        )}
      </ul>
    </div>
  );
}
