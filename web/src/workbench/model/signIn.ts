// Signs in under the token that the server has just given.
import { api, ask, type Session, setCsrf } from "../../api/client";

export async function signIn(fresh: Session, given: { login: string; password: string; code: string }) {
  setCsrf(fresh.csrf);
  const { login, password, code } = given;
  return ask(
    api.POST("/api/session", { body: { login, password, ...(code.trim() && { code: code.trim() }) } }),
  );
}
