// Signing: the text is fetched, hashed here and shown by its hash; the signature is made here or pasted from parley sign.
import { useState } from "preact/hooks";
import { api, ask, fault } from "../../api/client";
import { Area, Checks, Form, Radios } from "../parts/Form";
import { useWorkbench } from "../workbench";
import type { AgreementData } from "./Agreement";
import { canSign, readSigned, type Signed, signInBrowser } from "./signing";

export function Sign({ agreement, onDone }: { agreement: AgreementData; onDone: () => Promise<void> }) {
  const { confirm, say, who, name } = useWorkbench();
  const [way, setWay] = useState<"browser" | "offline">(canSign() ? "browser" : "offline");
  const [printed, setPrinted] = useState("");
  const [read, setRead] = useState<string[]>([]);

  const fromBrowser = async (): Promise<Signed | null> => {
    const answer = await fetch(`/api/agreements/${agreement.id}/file?format=text`).catch(() => null);
    return answer?.ok ? signInBrowser(await answer.arrayBuffer()).catch(() => null) : null;
  };
  const sign = async () => {
    if (!read.length) return fault("read", "Say first that you have read the text.");
    const pasted = way === "offline" ? readSigned(printed) : null;
    if (way === "offline" && !pasted)
      return fault(
        "printed",
        "This is not what parley sign prints.",
        "Paste all lines: SHA-256, public key, signature.",
      );
    if (!(await confirm())) return fault("confirm", "Nothing was signed.");
    const signed = pasted ?? (await fromBrowser());
    if (!signed) return fault("browser", "This browser could not sign.", "Sign offline with parley sign.");
    if (signed.sha256 !== agreement.sha256)
      return fault(
        "sha256",
        "This is the hash of another text.",
        "Download the canonical text again and compare.",
      );
    const { failure } = await ask(
      api.POST("/api/agreements/{agreement}/signatures", {
        params: { path: { agreement: agreement.id } },
        body: { ...signed, made: way },
      }),
    );
    if (failure) return failure;
    say("Signed.");
    await onDone();
    return null;
  };
  return (
    <section class="signing" aria-labelledby={`sign-${agreement.id}`}>
      <h3 id={`sign-${agreement.id}`}>Sign it</h3>
      <Form onSubmit={sign} submit={`Sign for ${name(who.party)}`} label="Sign" tone="grave">
        <Radios
          name="way"
          label="Where is your key?"
          value={way}
          onValue={(value) => setWay(value === "offline" ? "offline" : "browser")}
          choices={[
            [
              "offline",
              "On a machine of mine",
              "Take the canonical text there, read it, run parley sign, and paste what it prints. The stronger way: no page can make you sign another text.",
            ],
            [
              "browser",
              "Made here, for this signature",
              "The key never leaves this browser and is forgotten at once. You trust the page that this server delivers.",
            ],
          ]}
        />
        {way === "offline" && (
          <>
            <pre class="command">
              <code>parley sign agreement.txt --key mine.pem --new-key</code>
            </pre>
            <Area
              name="printed"
              label="What parley sign printed"
              value={printed}
              onValue={setPrinted}
              rows={6}
            />
          </>
        )}
        <Checks
          name="read"
          label="Before you sign"
          values={read}
          onValues={setRead}
          choices={[
            [
              "read",
              "I have read the text with this hash and may sign it for my party. It cannot be taken back.",
            ],
          ]}
        />
      </Form>
    </section>
  );
}
