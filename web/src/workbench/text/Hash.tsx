// A frozen text: what its hash is, and the bytes that it names.
import { Download } from "../parts/Download";

export function Hash({ sha256, draft }: { sha256: string; draft: string }) {
  return (
    <div class="made">
      <p>
        <strong>This text is frozen.</strong> Its SHA-256 names it to the letter, in every authentic language:
      </p>
      <p class="code">{sha256}</p>
      <div>
        <Download proof href={`/api/drafts/${encodeURIComponent(draft)}/file?format=canonical`}>
          Download the bytes
        </Download>
      </div>
    </div>
  );
}
