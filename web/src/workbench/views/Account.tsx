// My own account: where I am signed in, one-time codes, the password.
import { useState } from "preact/hooks";
import { api, ask, type Failure, type Schemas } from "../../api/client";
import { useLoad } from "../model/useLoad";
import { Faults, Field, Form } from "../parts/Form";
import { Card, PageHead, Waiting } from "../parts/Page";
import { Time } from "../parts/Time";
import { Totp } from "../shell/Totp";
import type { ViewProps } from "../views";
import { useWorkbench } from "../workbench";

export default function Account({ session, take }: ViewProps) {
  const { person } = useWorkbench();
  const sessions = useLoad(() => ask(api.GET("/api/sessions")), [], []);
  return (
    <>
      <PageHead title="Account">
        <p>
          Signed in as <bdi>{person.name}</bdi>, with the account name <bdi>{session.login}</bdi>.
        </p>
      </PageHead>
      {!sessions.data ? (
        <Waiting failure={sessions.failure} lines={12} />
      ) : (
        <>
          <Sessions sessions={sessions.data.sessions} reload={sessions.reload} />
          <Totp session={session} take={take} />
          <Password />
        </>
      )}
    </>
  );
}

interface SessionsProps {
  sessions: Schemas["Sessions"]["sessions"];
  reload: () => Promise<void>;
}

function Sessions({ sessions, reload }: SessionsProps) {
  const { say, signOut } = useWorkbench();
  const [wrong, setWrong] = useState<Failure | null>(null);
  const end = async (id: string, current: boolean) => {
    if (current) {
      setWrong(await signOut());
      return;
    }
    const { failure: found } = await ask(
      api.DELETE("/api/sessions/{session}", { params: { path: { session: id } } }),
    );
    setWrong(found ?? null);
    if (!found) say("The session is ended.");
    await reload();
  };
  return (
    <Card title="Where you are signed in">
      <Faults failure={wrong} />
      <table class="folds">
        <thead>
          <tr>
            <th scope="col">Signed in</th>
            <th scope="col">Ends by itself</th>
            <th scope="col">
              <span class="unseen">End it</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {sessions.map(({ id, begun, expires, current }) => (
            <tr key={id}>
              <td data-label="Signed in">
                <Time at={begun} /> {current && <strong class="small">· this one</strong>}
              </td>
              <td data-label="Ends by itself">
                <Time at={expires} />
              </td>
              <td>
                <button type="button" onClick={() => void end(id, current)}>
                  {current ? "Sign out" : "End this session"}
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}

function Password() {
  const { say } = useWorkbench();
  const [old, setOld] = useState("");
  const [next, setNext] = useState("");
  const change = async () => {
    const { failure } = await ask(api.PUT("/api/account/password", { body: { old, new: next } }));
    if (failure) return failure;
    setOld("");
    setNext("");
    say("The password is changed. Every other session of yours has ended.");
    return null;
  };
  return (
    <Card title="Password">
      <Form onSubmit={change} submit="Change the password">
        <p class="soft small">Changing it ends every other session of yours.</p>
        <Field
          name="old"
          label="Password now"
          type="password"
          value={old}
          onValue={setOld}
          autocomplete="current-password"
        />
        <Field
          name="new"
          label="New password"
          hint="Twelve characters or more."
          type="password"
          value={next}
          onValue={setNext}
          autocomplete="new-password"
        />
      </Form>
    </Card>
  );
}
