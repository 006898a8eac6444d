// Sign-in, as a page of its own and in front of a page whose session has ended.
import { useState } from "preact/hooks";
import { api, ask, type Session } from "../../api/client";
import { signIn } from "../model/signIn";
import { Field, Form } from "../parts/Form";
import { PageHead } from "../parts/Page";

interface SignInProps {
  session: Session;
  take: (session: Session) => void;
  again?: boolean;
}

export function SignInForm({ take, again }: SignInProps) {
  const [login, setLogin] = useState("");
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const submit = async () => {
    // A session that has ended took its token with it.
    const fresh = await ask(api.GET("/api/session"));
    if (fresh.failure) return fresh.failure;
    const { data, failure } = await signIn(fresh.data, { login, password, code });
    if (failure) return failure;
    take(data);
    return null;
  };
  const form = (
    <Form onSubmit={submit} submit="Sign in" label="Sign in">
      <Field
        name="login"
        label="Account name"
        value={login}
        onValue={setLogin}
        autocomplete="username"
        required
      />
      <Field
        name="password"
        label="Password"
        type="password"
        value={password}
        onValue={setPassword}
        autocomplete="current-password"
        required
      />
      <Field
        name="code"
        label="One-time code"
        hint="Six digits from your authenticator. Leave it empty if you never set one up."
        value={code}
        onValue={setCode}
        autocomplete="one-time-code"
        numeric
      />
    </Form>
  );
  if (again) return form;
  return (
    <>
      <PageHead title="Sign in">
        <p class="soft">Accounts are opened by invitation only. If you have one, open its link.</p>
      </PageHead>
      {form}
      <p>
        What the mediator tells the public stands in the <a href="/bulletin">public bulletin</a>; it needs no
        account.
      </p>
      <p class="note">
        <strong>Whoever holds the running server can read everything in it.</strong> Parley keeps the parties
        apart from one another and seals what is stored; it cannot keep the server’s own operator out. If that
        is somebody whom you would not tell, do not write it here.
      </p>
    </>
  );
}
