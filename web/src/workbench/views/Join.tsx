// An invitation: what it says is read without spending it; accepting it opens the account.
import { useEffect, useState } from "preact/hooks";
import { api, ask, type Failure, type Schemas, setCsrf } from "../../api/client";
import { forgetSecret, takeSecret } from "../model/fragment";
import { roleWords } from "../model/who";
import { Field, Form } from "../parts/Form";
import { PageHead, Waiting } from "../parts/Page";
import { Time } from "../parts/Time";
import { navigate } from "../router";
import type { ViewProps } from "../views";

export default function Join({ session, take }: ViewProps) {
  const [secret, setSecret] = useState(takeSecret);
  const [seen, setSeen] = useState<Schemas["InvitationSeen"] | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [login, setLogin] = useState("");
  const [password, setPassword] = useState("");
  const [repeated, setRepeated] = useState("");
  const [joined, setJoined] = useState("");

  useEffect(() => {
    const again = () => {
      const next = takeSecret();
      if (next) setSecret(next);
    };
    window.addEventListener("hashchange", again);
    return () => window.removeEventListener("hashchange", again);
  }, []);
  useEffect(() => {
    if (!secret) return;
    void ask(api.POST("/api/invitations/look", { body: { secret } })).then(({ data, failure: wrong }) => {
      setSeen(data ?? null);
      setFailure(wrong ?? null);
    });
  }, [secret]);

  if (joined)
    return (
      <>
        <PageHead title="You have joined the talks">
          <p>
            This is the account name that you sign in with. A few letters were added to the one that you
            chose:
          </p>
        </PageHead>
        <p class="code">{joined}</p>
        <p>Write it down where you keep your password; both are asked for the next time.</p>
        <div>
          <button type="button" class="main" onClick={() => navigate("/", "replace")}>
            Go on
          </button>
        </div>
      </>
    );

  if (!secret)
    return (
      <PageHead title="Join the talks">
        <p>
          This page opens an account from an invitation. Open the whole link that you were given; its secret
          stands behind the # at its end. A page that was loaded again has forgotten it: open the link once
          more.
        </p>
      </PageHead>
    );
  if (failure || !seen)
    return (
      <>
        <PageHead title="Join the talks" />
        <Waiting failure={failure} lines={12} />
        {failure && (
          <p>Ask whoever invited you for a new link. Invitations expire, and each is spent once.</p>
        )}
      </>
    );

  const accept = async (): Promise<Failure | null> => {
    if (password !== repeated)
      return {
        errors: [
          {
            code: "repeated",
            message: "The two passwords differ.",
            hint: "Type them again.",
            at: "/repeated",
          },
        ],
      };
    const fresh = await ask(api.GET("/api/session"));
    if (fresh.failure) return fresh.failure;
    setCsrf(fresh.data.csrf);
    const { data, failure: wrong } = await ask(
      api.POST("/api/invitations/accept", { body: { secret, login, password } }),
    );
    if (wrong) return wrong;
    forgetSecret();
    setJoined(data.login);
    take(data);
    return null;
  };

  return (
    <>
      <PageHead title={seen.title || "Join the talks"}>
        <p>
          <bdi>{seen.invited_by}</bdi> invites you.
        </p>
      </PageHead>
      <dl class="facts">
        <dt>You are</dt>
        <dd dir="auto">{seen.name}</dd>
        <dt>You act for</dt>
        <dd dir="auto">{seen.organisation_name || "the mediator team"}</dd>
        <dt>As</dt>
        <dd>{roleWords[seen.role]}</dd>
        <dt>Accept until</dt>
        <dd>
          <Time at={seen.expires} />
        </dd>
      </dl>
      {session.person && (
        <p class="note">
          You are signed in as <bdi>{session.person.name}</bdi>. Accepting signs you in as{" "}
          <bdi>{seen.name}</bdi> instead.
        </p>
      )}
      <Form onSubmit={accept} submit="Accept the invitation">
        <Field
          name="login"
          label="Account name"
          hint="You sign in with it. A few letters are added, so that nobody can find out which names exist. Nobody at the other tables sees it."
          value={login}
          onValue={setLogin}
          autocomplete="username"
          required
        />
        <Field
          name="password"
          label="Password"
          hint="Twelve characters or more. A few words that you can remember are better than signs that you cannot."
          type="password"
          value={password}
          onValue={setPassword}
          autocomplete="new-password"
          required
        />
        <Field
          name="repeated"
          label="The same password again"
          type="password"
          value={repeated}
          onValue={setRepeated}
          autocomplete="new-password"
          required
        />
        {seen.totp && <p class="soft small">After this you set up one-time codes, which this role needs.</p>}
      </Form>
      <p class="note">
        Whoever holds the running server can read everything in it. The other parties, and the mediator where
        your delegation is among itself, cannot.
      </p>
    </>
  );
}
