// Enrolment of one-time codes: the secret as text and as a link for an authenticator, then a first code.
import { useState } from "preact/hooks";
import { api, ask, fault, type Session } from "../../api/client";
import { Field, Form } from "../parts/Form";
import { Card, PageHead } from "../parts/Page";
import { ConfirmDialog } from "./ConfirmDialog";

interface TotpProps {
  session: Session;
  take: (session: Session) => void;
  first?: boolean; // nothing else may be done before
}

export function Totp({ session, take, first }: TotpProps) {
  const [asking, setAsking] = useState(false);
  const [made, setMade] = useState<{ secret: string; uri: string } | null>(null);
  const [code, setCode] = useState("");
  const begin = async () => {
    const { data, failure } = await ask(api.POST("/api/account/totp"));
    if (failure?.errors.some(({ code }) => code === "confirm")) {
      setAsking(true);
      return null;
    }
    if (failure) return failure;
    if (!data.uri.startsWith("otpauth:")) return fault("answer", "The server sent no secret.");
    setMade(data);
    return null;
  };
  const finish = async () => {
    const { data, failure } = await ask(api.PUT("/api/account/totp", { body: { code: code.trim() } }));
    if (failure) return failure;
    setMade(null);
    setCode("");
    take(data);
    return null;
  };
  const body = made ? (
    <>
      <p>
        Enter this secret in your authenticator (time based, six digits), or{" "}
        <a href={made.uri}>open it on this device</a>. It is shown once.
      </p>
      <p class="code">{made.secret.replace(/(.{4})(?=.)/g, "$1 ")}</p>
      <Form onSubmit={finish} submit="Turn on one-time codes">
        <Field
          name="code"
          label="The code that it shows now"
          value={code}
          onValue={setCode}
          autocomplete="one-time-code"
          numeric
          autofocus
        />
      </Form>
    </>
  ) : (
    <>
      <Form onSubmit={begin} submit="Show me a new secret" label="One-time codes">
        <p>
          A one-time code from an authenticator on your phone is asked for at sign-in, and again before
          anything is released or exported.
        </p>
      </Form>
      {asking && (
        <ConfirmDialog
          totp={session.totp}
          onDone={(next) => {
            setAsking(false);
            if (next) {
              take(next);
              void begin();
            }
          }}
        />
      )}
    </>
  );
  if (!first) return <Card title="One-time codes">{body}</Card>;
  return (
    <>
      <PageHead title="Set up one-time codes">
        <p class="soft">Members of the mediator team need them. Nothing else can be done before.</p>
      </PageHead>
      {body}
    </>
  );
}
