// One agreement: who has signed and how, the files to take along, and for a signatory the two ways to sign.
import type { Schemas } from "../../api/client";
import type { CommitmentData } from "../commitments/model";
import { Download } from "../parts/Download";
import { Card } from "../parts/Page";
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
    <Card title={<bdi>{agreement.title}</bdi>}>
      <p>
        {complete ? (
          <strong class="signed-by-all">
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

function Files({ agreement }: { agreement: AgreementData }) {
  const file = (format: string) => `/api/agreements/${agreement.id}/file?format=${format}`;
  return (
    <div class="row">
      <Download proof href={file("html")}>
        Page that verifies it
      </Download>
      <Download proof href={file("text")}>
        Canonical text
      </Download>
      <Download proof href={file("json")}>
        Signatures
      </Download>
    </div>
  );
}
