// Blind rounds: the mediator asks, each party opts in and answers unseen, and at the deadline all learn the result.
import { api, ask } from "../../api/client";
import { useLoad } from "../model/useLoad";
import { Empty, PageHead, Waiting } from "../parts/Page";
import { OpenRound } from "../rounds/OpenRound";
import { Round } from "../rounds/Round";
import { useWorkbench } from "../workbench";

export default function Rounds() {
  const { who } = useWorkbench();
  const { data, failure, reload } = useLoad(() => ask(api.GET("/api/rounds")), []);
  const busy = data?.rounds.some(({ ended }) => !ended);
  return (
    <>
      <PageHead title="Blind rounds">
        <p class="soft">
          Parties say yes or no to the same thing, each unseen. At the deadline all of them learn whether
          everybody accepted, and nothing else.
        </p>
      </PageHead>
      {!data ? (
        <Waiting failure={failure} />
      ) : (
        <>
          {data.rounds.length === 0 && (
            <Empty title="There has been no round yet.">
              <p>
                {who.mediates
                  ? "Ask when you believe that a package or the frozen text could be accepted. A round begins only once every party asked has opted in."
                  : "When the mediator asks about a package or the frozen text, it appears here. Nothing begins before your party has opted in."}
              </p>
            </Empty>
          )}
          {data.rounds.length > 0 && (
            <ul class="stack">
              {[...data.rounds].reverse().map((round) => (
                <li key={round.id}>
                  <Round round={round} onDone={reload} />
                </li>
              ))}
            </ul>
          )}
          {who.mediates && <OpenRound left={data.left ?? 0} busy={busy ?? false} onDone={reload} />}
        </>
      )}
    </>
  );
}
