// A demonstration's way in: the link of a role, spent by pressing the button.
import { useState } from "preact/hooks";
import { api, ask, setCsrf } from "../../api/client";
import { forgetSecret, takeSecret } from "../model/fragment";
import { Form } from "../parts/Form";
import { PageHead } from "../parts/Page";
import { navigate } from "../router";
import type { ViewProps } from "../views";

export default function Demo({ session, take }: ViewProps) {
  const [secret] = useState(takeSecret);
  const enter = async () => {
    const fresh = await ask(api.GET("/api/session"));
    if (fresh.failure) return fresh.failure;
    setCsrf(fresh.data.csrf);
    const { data, failure } = await ask(api.POST("/api/demo", { body: { secret } }));
    if (failure) return failure;
    forgetSecret();
    take(data);
    navigate("/", "replace");
    return null;
  };
  return (
    <>
      <PageHead title="A demonstration">
        <p>
          Everything in it is made up, and everybody with its links can enter as anybody. Write nothing into
          it that is true and confidential.
        </p>
      </PageHead>
      {secret && session.demo ? (
        <Form onSubmit={enter} submit={`Enter as ${location.hostname.split(".")[0]}`} label="Enter">
          {null}
        </Form>
      ) : (
        <p>Open the link of a role that was printed when the demonstration was started.</p>
      )}
    </>
  );
}
