// Agreements: the accepted text opened for signature, signed offline or here, and taken along with a page that verifies it.
import { api, ask } from "../../api/client";
import { Agreement } from "../agreement/Agreement";
import { OpenAgreement } from "../agreement/OpenAgreement";
import { useLoad } from "../model/useLoad";
import { Empty, PageHead, Waiting } from "../parts/Page";
import { useWorkbench } from "../workbench";

export default function Agreements() {
  const { who } = useWorkbench();
  const { data, failure, reload } = useLoad(() => ask(api.GET("/api/agreements")), []);
  const { data: kept } = useLoad(() => ask(api.GET("/api/commitments")), []);
  return (
    <>
      <PageHead title="Agreement" />
      {!data ? (
        <Waiting failure={failure} />
      ) : (
        <>
          {data.agreements.length === 0 && (
            <Empty title="No text is open for signature.">
              <p>
                {who.mediates
                  ? "When everybody asked has accepted the frozen text in a blind round, open it for signature here."
                  : "When everybody asked has accepted the frozen text in a blind round, the mediator opens it for signature here."}
              </p>
            </Empty>
          )}
          {data.agreements.length > 0 && (
            <ul class="stack">
              {data.agreements.map((agreement) => (
                <li key={agreement.id}>
                  <Agreement agreement={agreement} commitments={kept?.commitments ?? []} onDone={reload} />
                </li>
              ))}
            </ul>
          )}
          {who.mediates && (
            <OpenAgreement opened={data.agreements.map(({ round }) => round)} onDone={reload} />
          )}
        </>
      )}
    </>
  );
}
