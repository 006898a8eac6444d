// A frozen text: what its hash is, and the bytes that it names.
import { useWorkbench } from "../workbench";

export function Hash({ sha256, draft }: { sha256: string; draft: string }) {
  const { confirm, say } = useWorkbench();
  const save = async () => {
    if (!(await confirm())) return;
    const link = document.createElement("a");
    link.href = `/api/drafts/${encodeURIComponent(draft)}/file?format=canonical`;
    link.download = "";
    link.click();
    say("The download begins.");
  };
  return (
    <div class="made">
      <p>
        <strong>This text is frozen.</strong> Its SHA-256 names it to the letter, in every authentic language:
      </p>
      <p class="code">{sha256}</p>
      <p>
        <button type="button" onClick={() => void save()}>
          Download the bytes
        </button>
      </p>
    </div>
  );
}
