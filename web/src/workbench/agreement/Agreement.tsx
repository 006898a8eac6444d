// One agreement: who has signed and how, the files to take along, and for a signatory the two ways to sign.
import { useState } from "preact/hooks";
import type { Schemas } from "../../api/client";
import type { CommitmentData } from "../commitments/model";
import { Card, Waiting } from "../parts/Page";
import { Time } from "../parts/Time";
import { useWorkbench } from "../workbench";
import { Clauses } from "./Clauses";
import { Sign } from "./Sign";
import "./agreement.css";

export type AgreementData = Schemas["Agreement"];

const madeWords: Record<Schemas["SignatureMade"], string> = {
  offline: "offline, with a key that was never in a browser",
  browser: "in the browser, with a key made for this signature",
};

interface AgreementProps {
  agreement: AgreementData;
  commitments: readonly CommitmentData[];
  onDone: () => Promise<void>;
}

export function Agreement({ agreement, commitments, onDone }: AgreementProps) {
  const { name } = useWorkbench();
  const { signatures, parties, complete } = agreement;
  return (
    <Card title={agreement.title}>
      <p>
        {complete ? (
          <strong class="agreed">
            Signed by every party named, <Time at={complete} />
          </strong>
        ) : (
          <strong>
            {signatures.length} of {parties.length} parties have signed
          </strong>
        )}
      </p>
      <p class="small">
        Everybody asked accepted it{" "}
        {agreement.ad_referendum ? "ad referendum and has confirmed it since" : "finally"},{" "}
        <Time at={agreement.accepted} />. Who can read this: <bdi>{name(agreement.room)}</bdi>.
      </p>
      <p class="small">
        SHA-256 of the text: <code class="hash">{agreement.sha256}</code>
      </p>
      <ul class="signatures">
        {parties.map(({ id, name: party }) => {
          const found = signatures.find((one) => one.party === id);
          return (
            <li key={id}>
              <strong>
                <bdi>{party}</bdi>
              </strong>{" "}
              {found ? (
                <>
                  signed by <bdi>{found.signatory}</bdi>, <Time at={found.time} />, {madeWords[found.made]}
                  <br />
                  <span class="small">
                    public key <code class="hash">{found.public_key}</code>
                  </span>
                </>
              ) : (
                <span class="soft">has not signed</span>
              )}
            </li>
          );
        })}
      </ul>
      <Files agreement={agreement} />
      <Clauses agreement={agreement} commitments={commitments} />
      {agreement.may_sign && <Sign agreement={agreement} onDone={onDone} />}
    </Card>
  );
}

// Taking something along asks for a fresh code first, so that a plain link would meet a refusal.
function Files({ agreement }: { agreement: AgreementData }) {
  const { confirm } = useWorkbench();
  const [failed, setFailed] = useState(false);
  const take = async (format: string, file: string) => {
    setFailed(false);
    if (!(await confirm())) return;
    const answer = await fetch(`/api/agreements/${agreement.id}/file?format=${format}`).catch(() => null);
    if (!answer?.ok) return setFailed(true);
    const address = URL.createObjectURL(await answer.blob());
    const link = document.createElement("a");
    link.href = address;
    link.download = file;
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  };
  return (
    <div class="row">
      <button type="button" onClick={() => take("html", "agreement.html")}>
        Page that verifies it
      </button>
      <button type="button" onClick={() => take("text", "agreement.txt")}>
        Canonical text
      </button>
      <button type="button" onClick={() => take("json", "agreement.json")}>
        Signatures
      </button>
      {failed && (
        <Waiting
          failure={{
            errors: [{ code: "file", message: "The file could not be taken.", hint: "Try again.", at: "" }],
          }}
        />
      )}
    </div>
  );
}
