// The page that a sign-out leads to.
import { navigate } from "../router";
import { SignInForm } from "../shell/SignInForm";
import type { ViewProps } from "../views";

export default function SignIn({ session, take }: ViewProps) {
  return (
    <SignInForm
      session={session}
      take={(next) => {
        take(next);
        navigate("/", "replace");
      }}
    />
  );
}
