// Asks for a fresh proof that it is still the same person, before what cannot be taken back.
import { useState } from "preact/hooks";
import { api, ask, type Session } from "../../api/client";
import { Dialog } from "../parts/Dialog";
import { Field, Form } from "../parts/Form";

interface ConfirmProps {
  totp: Session["totp"];
  onDone: (session: Session | null) => void;
}

export function ConfirmDialog({ totp, onDone }: ConfirmProps) {
  const [proof, setProof] = useState("");
  const code = totp === "enrolled";
  return (
    <Dialog title="Confirm that it is you" onClose={() => onDone(null)}>
      <p>
        What comes next reaches other people, leaves Parley or changes how you prove who you are.{" "}
        {code ? "Enter a fresh code; one that was used before does not count." : "Enter your password again."}{" "}
        It then holds for five minutes.
      </p>
      <Form
        submit="Confirm"
        onSubmit={async () => {
          const { data, failure } = await ask(
            api.POST("/api/session/confirmation", { body: { proof: code ? proof.trim() : proof } }),
          );
          if (failure) return failure;
          onDone(data);
          return null;
        }}
        onClose={() => onDone(null)}
      >
        <Field
          name="proof"
          label={code ? "One-time code" : "Password"}
          type={code ? "text" : "password"}
          value={proof}
          onValue={setProof}
          autocomplete={code ? "one-time-code" : "current-password"}
          numeric={code}
          autofocus
          required
        />
      </Form>
    </Dialog>
  );
}
