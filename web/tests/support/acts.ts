// Acts through the contract from inside a seat's page, for what a test needs to be there but is not about.
import type { Seat } from "./workbench";

export interface Told {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks at whatever came
  body: any;
}

export function act(seat: Seat, method: string, path: string, body?: unknown): Promise<Told> {
  return seat.page.evaluate(
    async ([how, where, what]) => {
      const session = await (await fetch("/api/session")).json();
      const answer = await fetch(where, {
        method: how,
        headers: { "content-type": "application/json", "x-parley-csrf": session.csrf },
        ...(what !== null && { body: what }),
      });
      return { status: answer.status, body: await answer.json() };
    },
    [method, path, body === undefined ? null : JSON.stringify(body)] as const,
  );
}

export async function must(seat: Seat, method: string, path: string, body?: unknown) {
  const { status, body: answer } = await act(seat, method, path, body);
  if (status !== 200) throw new Error(`${method} ${path}: ${status} ${JSON.stringify(answer)}`);
  return answer;
}

const room = (name: string) => `/api/rooms/${encodeURIComponent(name)}`;
const soon = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().replace(/\.\d+Z$/, "Z");

export interface Cast {
  mediator: Seat;
  ukraine: Seat;
  russia: Seat;
}

// Something of everything in the rooms of the demonstration, so that no view is looked at empty.
export async function furnish({ mediator, ukraine, russia }: Cast): Promise<void> {
  const { issues } = await must(ukraine, "GET", "/api/talks");
  const chosen = Object.fromEntries(
    issues.map(({ id, options }: { id: string; options: { id: string }[] }) => [id, options[0]?.id]),
  );
  await must(ukraine, "POST", `${room("room:ukraine")}/items`, {
    kind: "message",
    text: "Нотатка для нас самих.",
  });
  const words = await must(ukraine, "POST", `${room("caucus:ukraine")}/items`, {
    kind: "message",
    text: "We can live with Geneva, if the children come home first.",
    tag: "unattributed",
  });
  await must(ukraine, "POST", `${room("caucus:ukraine")}/items`, {
    kind: "proposal",
    text: "A first package, to see how it looks.",
    package: chosen,
    tag: "conveyed",
    answers: words.id,
  });
  await must(russia, "POST", `${room("caucus:russia")}/items`, {
    kind: "document",
    text: "مسودة أولى للنص، نرجو المراجعة قبل يوم الخميس",
    file: { name: "перелік-осіб.txt", bytes: btoa("one, two, three") },
    tag: "mediator_only",
  });
  await must(ukraine, "POST", `/api/items/${words.id}/consents`, {
    words: "We can live with Geneva.",
    recipients: ["caucus:russia"],
    expires: soon(5),
  });
  await must(mediator, "POST", `/api/items/${words.id}/releases`, {
    how: "unattributed",
    to: ["caucus:russia"],
    words: "Would a neutral city in Europe do?",
  });
  await must(mediator, "POST", "/api/groups", {
    title: "Humanitarian matters",
    parties: ["ukraine", "russia"],
  });
  await must(mediator, "POST", "/api/readouts", {
    words: "No strikes on power stations for thirty days.",
    parties: ["ukraine", "russia"],
    spoken: soon(-1),
  });
  await must(ukraine, "POST", "/api/invitations", { name: "Сергій Кислиця", role: "delegate", days: 5 });
}
