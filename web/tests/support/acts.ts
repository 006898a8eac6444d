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
  await furnishRecord({ mediator, ukraine, russia });
  await furnishText({ mediator, ukraine, russia });
  await must(mediator, "POST", "/api/rounds", {
    package: chosen,
    title: "A first package",
    note: "Only to see whether it is worth a text.",
    parties: ["ukraine", "russia"],
    means: "ad_referendum",
    opt_in_until: soon(1),
    answer_until: soon(3),
  });
}

// Claims against each other, one amended; a statement to the public; a commitment on its way.
async function furnishRecord({ mediator, ukraine, russia }: Cast): Promise<void> {
  const claim = { kind: "claim", source: "Report 17", date: "2025-08-18", says: "Наші спостерігачі" };
  const plenary = `${room("plenary")}/record`;
  const one = await must(ukraine, "POST", plenary, { ...claim, words: "Ten vehicles crossed the line." });
  const other = await must(russia, "POST", plenary, { ...claim, words: "No vehicle crossed the line." });
  await must(russia, "POST", `/api/record/${other.id}/contradictions`, {
    other: one.id,
    note: "The number.",
  });
  await must(russia, "PUT", `/api/record/${other.id}`, {
    words: "No armed vehicle crossed the line.",
    source: "Report 18",
    date: "",
    says: "The staff",
    reason: "A slip.",
  });
  await must(mediator, "POST", `${room("public")}/items`, {
    kind: "message",
    text: "مشاهدون من طرف ثالث سيصلون غدا\nThe next meeting is in Geneva.",
  });
  const { id } = await must(mediator, "POST", "/api/commitments", {
    obligation: "Hand over prisoners of war, the wounded first.",
    who: "ukraine",
    parties: ["ukraine", "russia"],
    quantity: "1200",
    unit: "persons",
    due: soon(40),
    verifier: "",
    evidence: "Lists, signed by both sides.",
  });
  for (const seat of [ukraine, russia]) await must(seat, "POST", `/api/commitments/${id}/confirmations`, {});
  await must(mediator, "POST", `/api/commitments/${id}/status`, {
    status: "intermediate",
    evidence: "List 7: 700 persons.",
  });
  await must(mediator, "POST", "/api/commitments", {
    obligation: "Open the crossing to buses.",
    who: "russia",
    parties: ["ukraine", "russia"],
    trigger: "The lists are exchanged.",
    verifier: "ukraine",
    evidence: "A daily report.",
  });
}

// A text in two languages, shared twice, with a comment that proposes other words.
async function furnishText({ mediator, ukraine }: Cast): Promise<void> {
  const clause = (heading: string, body: string, title: string, words: string) => ({
    kind: "add_clause",
    after: "",
    wordings: [
      { language: "en", heading, body },
      { language: "ar", heading: title, body: words },
    ],
    bindings: [],
  });
  const first = await must(mediator, "POST", "/api/text/edits", {
    base: 0,
    changes: [
      { kind: "set_title", title: "Memorandum of understanding" },
      { kind: "add_language", language: "en", standing: "authentic" },
      { kind: "add_language", language: "ar", standing: "translation" },
      clause(
        "Prisoners",
        "The sides release all prisoners of war, the wounded first.",
        "الأسرى",
        "يفرج الطرفان عن جميع الأسرى",
      ),
      clause("Place", "The presidents meet in Geneva.", "المكان", "يجتمع الرئيسان في جنيف"),
    ],
  });
  const share = (number: number, label: string) =>
    must(mediator, "POST", "/api/text/shares", {
      number,
      label,
      note: "For your comments by Thursday.",
      to: ["plenary"],
    });
  await share(first.number, "First draft");
  const second = await must(mediator, "POST", "/api/text/edits", {
    base: first.number,
    changes: [
      {
        kind: "change_wording",
        clause: first.added[0],
        wordings: [
          {
            language: "en",
            heading: "Prisoners",
            body: "The sides release all prisoners of war and civilians, the wounded and the sick first.",
          },
        ],
      },
    ],
  });
  await share(second.number, "Second draft");
  const { drafts } = await must(ukraine, "GET", "/api/text");
  await must(ukraine, "POST", `/api/drafts/${drafts.at(-1).id}/comments`, {
    room: "caucus:ukraine",
    clause: first.added[0],
    words: "Children belong in the same sentence.",
    wording: {
      language: "en",
      heading: "Prisoners and children",
      body: "The sides release all prisoners of war and civilians, and all children return.",
    },
    tag: "conveyed",
  });
}
