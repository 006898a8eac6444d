// My own organisation: who belongs to it, what each may do, and who is invited.
import { api, ask } from "../../api/client";
import { useLoad } from "../model/useLoad";
import { roleWords } from "../model/who";
import { Card, PageHead, Waiting } from "../parts/Page";
import { Invitations } from "../people/Invitations";
import { Member } from "../people/Member";
import { useWorkbench } from "../workbench";

export default function People() {
  const { who, name } = useWorkbench();
  const { data, failure, reload } = useLoad(() => ask(api.GET("/api/members")), []);
  const invites = who.role === "lead" || who.role === "head";
  const invitations = useLoad(
    () => (invites ? ask(api.GET("/api/invitations")) : Promise.resolve({ data: { invitations: [] } })),
    [invites],
  );
  return (
    <>
      <PageHead title={who.mediates ? "The mediator team" : `The delegation of ${name(who.party)}`}>
        <p class="soft">
          {who.role === "head"
            ? "You have every mandate. Delegates have those that you grant, from a day until a day."
            : who.role === "lead"
              ? "Members of the team see the caucuses that you assign to them, and no other."
              : "What each of you may do, and until when."}
        </p>
      </PageHead>
      {!data || !invitations.data ? (
        <Waiting failure={failure ?? invitations.failure} lines={12} />
      ) : (
        <ul class="stack">
          {data.members.map((member) => (
            <li key={member.person.id}>
              <Card
                title={
                  <>
                    <bdi>{member.person.name}</bdi>{" "}
                    <span class="soft small">{roleWords[member.person.role]}</span>
                  </>
                }
              >
                <Member member={member} onDone={reload} />
              </Card>
            </li>
          ))}
        </ul>
      )}
      {invites && data && invitations.data && (
        <Invitations invitations={invitations.data.invitations} reload={invitations.reload} />
      )}
    </>
  );
}
