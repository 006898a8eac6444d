// The timeline of what was promised: overdue, due, waiting for its trigger, kept.
import { useState } from "preact/hooks";
import { api, ask } from "../../api/client";
import { Commitment } from "../commitments/Commitment";
import { proposedIn, timeline } from "../commitments/model";
import { Propose } from "../commitments/Propose";
import { useLoad } from "../model/useLoad";
import { Download } from "../parts/Download";
import { Empty, PageHead, Waiting } from "../parts/Page";
import { useWorkbench } from "../workbench";
import "../room/room.css";
import "../commitments/commitments.css";

export default function Commitments() {
  const { who } = useWorkbench();
  // Who came for a clause finds the form at once; everybody else reads first.
  const [asked] = useState(() => proposedIn(location.search) !== null);
  const propose = who.role === "lead" && <Propose onDone={() => reload()} />;
  const { data, failure, reload } = useLoad(() => ask(api.GET("/api/commitments")), []);
  return (
    <>
      <PageHead title="Commitments">
        <p class="soft">
          Who owes what, until when, verified by whom. Everybody at the table reads this, except what rests on
          the agreement of a group, which that group reads; every status stays with who set it and on what
          evidence.
        </p>
        {data && data.commitments.length > 0 && (
          <div>
            <Download link href="/api/commitments/calendar.ics">
              Take the dates into your calendar
            </Download>
          </div>
        )}
      </PageHead>
      {data && asked && propose}
      {!data ? (
        <Waiting failure={failure} lines={12} />
      ) : data.commitments.length === 0 ? (
        <Empty title="There is no commitment yet.">
          <p>
            Once an agreement is signed, the mediator makes commitments of its clauses; what was agreed
            otherwise is written down, too. Each is in force when every party named has confirmed it, and the
            verifier named says how far it is.
          </p>
        </Empty>
      ) : (
        timeline(data.commitments, Date.now()).map(([title, of]) => (
          <section
            key={title}
            class={`stretch ${title === "Overdue" ? "stretch-over" : ""}`}
            aria-label={title}
          >
            <h2>
              {title} <span class="soft small">{of.length}</span>
            </h2>
            <ol class="stack entries">
              {of.map((one) => (
                <li key={one.id}>
                  <Commitment commitment={one} onDone={reload} />
                </li>
              ))}
            </ol>
          </section>
        ))
      )}
      {data && !asked && propose}
    </>
  );
}
