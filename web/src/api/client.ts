// The typed client of the contract. Types come from api/ at the project's root by way of `npm run contract`.
//
// A call answers { data } or { failure }: a Failure of the contract, or one made here when the server could not be reached.
// Requests that change something carry the session's token; a 401 tells whoever listens that the session has ended,
// while the page and what was typed into it stay.
import createClient from "openapi-fetch";
import type { components, paths } from "./schema";

export type Schemas = components["schemas"];
export type Failure = Schemas["Failure"];
export type Fault = Failure["errors"][number];
export type Session = Schemas["Session"];
export type Person = Schemas["Person"];

let csrf = "";
let ended: (() => void) | null = null;

export const setCsrf = (token: string): void => {
  csrf = token;
};
export const onSessionEnded = (listener: () => void): void => {
  ended = listener;
};

const client = createClient<paths>({ baseUrl: "/", credentials: "same-origin" });

client.use({
  onRequest({ request }) {
    if (request.method !== "GET") request.headers.set("x-parley-csrf", csrf);
    return request;
  },
  onResponse({ request, response }) {
    // The wrong password at the door is no end of a session.
    const door = request.method === "POST" && new URL(request.url).pathname === "/api/session";
    if (response.status === 401 && !door) ended?.();
  },
});

export const api = client;

export const fault = (code: string, message: string, hint = ""): Failure => ({
  errors: [{ code, message, hint, at: "" }],
});

const isFailure = (value: unknown): value is Failure =>
  typeof value === "object" && value !== null && Array.isArray((value as Failure).errors);

export type Answer<T> = { data: T; failure?: undefined } | { data?: undefined; failure: Failure };

interface Fetched<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

// Turns what openapi-fetch gives into one of two things, and a broken connection into a failure like any other.
export async function ask<T>(fetched: Promise<Fetched<T>>): Promise<Answer<T>> {
  try {
    const { data, error, response } = await fetched;
    if (response.ok && data !== undefined) return { data };
    if (isFailure(error)) return { failure: error };
    return {
      failure: fault("answer", `The server answered with ${response.status}.`, "Try again in a moment."),
    };
  } catch {
    return {
      failure: fault(
        "unreachable",
        "The server cannot be reached.",
        "What you typed is still here; try again.",
      ),
    };
  }
}

export const refuses = (answer: Answer<unknown>, code: string): boolean =>
  answer.failure?.errors.some((one) => one.code === code) ?? false;
