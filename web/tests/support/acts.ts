// Acts through the contract from inside a seat's page, for what a test needs to be there but is not about.
import { signature } from "./sign";
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
  lead: Seat;
  assistant: Seat;
  head: Seat; // of Ukraine
  delegate: Seat;
  other: Seat; // the head of Russia
}

// Something of everything in the talks of the sample case, so that no view is looked at empty.
export async function furnish(cast: Cast): Promise<void> {
  const { lead, head } = cast;
  const { issues } = await must(head, "GET", "/api/talks");
  const chosen = Object.fromEntries(
    issues.map(({ id, options }: { id: string; options: { id: string }[] }) => [id, options[0]?.id]),
  );
  await furnishPeople(cast);
  await furnishPreferences(cast);
  const agreed = await furnishText(cast);
  await furnishRooms(cast, chosen);
  await furnishRecord(cast);
  await furnishAgreement(cast, agreed);
  await must(lead, "POST", "/api/rounds", {
    package: chosen,
    title: "A first package",
    note: "Only to see whether it is worth a text.",
    parties: ["ukraine", "russia"],
    means: "ad_referendum",
    opt_in_until: soon(1),
    answer_until: soon(3),
  });
}

async function furnishPeople({ lead, assistant, head, delegate }: Cast): Promise<void> {
  const me = async (seat: Seat) => (await must(seat, "GET", "/api/session")).person.id;
  const dated = (mandate: string, days: number) => ({ mandate, from: soon(-1), until: soon(days) });
  await must(head, "PUT", `/api/members/${await me(delegate)}/mandates`, {
    mandates: [dated("send", 30), dated("tag", 30), dated("preferences", 6)],
  });
  await must(lead, "PUT", `/api/members/${await me(assistant)}/caucuses`, { parties: ["ukraine", "russia"] });
  await must(head, "POST", "/api/invitations", { name: "Олена Ковальчук", role: "delegate", days: 5 });
}

// What both sides want, in the order of the case or against it, and what the mediator takes a third to want.
async function furnishPreferences({ lead, head, other }: Cast): Promise<void> {
  const bar = (likely: number) => ({ likely: String(Math.round(likely)), low: null, high: null });
  // biome-ignore lint/suspicious/noExplicitAny: whatever the server sends to be filled in
  const filledIn = (blank: any, upwards: boolean) => ({
    ...blank,
    // biome-ignore lint/suspicious/noExplicitAny: see above
    issues: blank.issues.map((issue: any, at: number) => {
      const last = issue.options.length - 1;
      return {
        ...issue,
        swing: bar(upwards ? 100 - 8 * at : 28 + 8 * at),
        options: issue.options.map((option: Record<string, unknown>, place: number) => {
          const rank = upwards ? place : last - place;
          return { ...option, place: rank + 1, value: bar(100 - (100 * rank) / last) };
        }),
      };
    }),
  });
  for (const [seat, upwards] of [
    [head, true],
    [other, false],
  ] as const) {
    const { answers } = await must(seat, "GET", "/api/preferences");
    const ordered = filledIn(answers, upwards);
    const { packages } = await must(seat, "POST", "/api/preferences/packages", { answers: ordered });
    const stated = {
      ...ordered,
      red_lines: [{ id: "line", title: "No loan", text: "financing is not loan" }],
      packages: [{ package: packages[0], place: 1 }],
      no_deal: 2,
    };
    const { id } = await must(seat, "PUT", "/api/preferences", { answers: stated, based_on: null });
    const { assessment } = await must(seat, "GET", "/api/preferences");
    await must(seat, "POST", "/api/preferences/sending", { version: id, words: assessment.words });
  }
  const { answers } = await must(lead, "GET", "/api/estimates/germany");
  await must(lead, "PUT", "/api/estimates/germany", { answers: filledIn(answers, true), based_on: null });
}

async function furnishRooms({ lead, head, other, delegate }: Cast, chosen: unknown): Promise<void> {
  await must(delegate, "POST", `${room("room:ukraine")}/items`, {
    kind: "message",
    text: "Нотатка для нас самих.",
  });
  const words = await must(head, "POST", `${room("caucus:ukraine")}/items`, {
    kind: "message",
    text: "We can live with Geneva, if the children come home first.",
    tag: "unattributed",
  });
  await must(head, "POST", `${room("caucus:ukraine")}/items`, {
    kind: "proposal",
    text: "A first package, to see how it looks.",
    package: chosen,
    tag: "conveyed",
    answers: words.id,
  });
  await must(other, "POST", `${room("caucus:russia")}/items`, {
    kind: "document",
    text: "مسودة أولى للنص، نرجو المراجعة قبل يوم الخميس",
    file: { name: "перелік-осіб.txt", bytes: btoa("one, two, three") },
    tag: "mediator_only",
  });
  await must(head, "POST", `/api/items/${words.id}/consents`, {
    words: "We can live with Geneva.",
    recipients: ["caucus:russia"],
    expires: soon(5),
  });
  await must(lead, "POST", `/api/items/${words.id}/releases`, {
    how: "unattributed",
    to: ["caucus:russia"],
    words: "Would a neutral city in Europe do?",
  });
  await must(lead, "POST", "/api/groups", {
    title: "Humanitarian matters",
    parties: ["ukraine", "russia"],
  });
  await must(lead, "POST", "/api/readouts", {
    words: "No strikes on power stations for thirty days.",
    parties: ["ukraine", "russia"],
    spoken: soon(-1),
  });
}

// Both sides accept the frozen text; one of them has signed it.
async function furnishAgreement({ lead, head, other }: Cast, sha256: string): Promise<void> {
  const seconds = (count: number) => soon(count / 86_400);
  const { id } = await must(lead, "POST", "/api/rounds", {
    sha256,
    title: "The memorandum",
    note: "As it was frozen.",
    parties: ["ukraine", "russia"],
    means: "final",
    opt_in_until: seconds(6),
    answer_until: seconds(7),
  });
  for (const seat of [head, other]) await must(seat, "PUT", `/api/rounds/${id}/opt-in`, { opt_in: true });
  for (const seat of [head, other])
    await must(seat, "PUT", `/api/rounds/${id}/answer`, { answer: "accept", means: "final" });
  let state = "";
  for (const late = Date.now() + 20_000; state !== "all_accepted" && Date.now() < late; ) {
    await lead.page.waitForTimeout(300);
    state = (await must(lead, "GET", "/api/rounds")).rounds.at(-1).state;
  }
  const agreement = await must(lead, "POST", "/api/agreements", { round: id, room: "plenary" });
  await must(head, "POST", `/api/agreements/${agreement.id}/signatures`, signature(sha256));
}

// Claims against each other, one amended; a statement to the public; a commitment on its way.
async function furnishRecord({ lead, head, other }: Cast): Promise<void> {
  const claim = { kind: "claim", source: "Report 17", date: "2025-08-18", says: "Наші спостерігачі" };
  const plenary = `${room("plenary")}/record`;
  const one = await must(head, "POST", plenary, { ...claim, words: "Ten vehicles crossed the line." });
  const denial = await must(other, "POST", plenary, { ...claim, words: "No vehicle crossed the line." });
  await must(other, "POST", `/api/record/${denial.id}/contradictions`, {
    other: one.id,
    note: "The number.",
  });
  await must(other, "PUT", `/api/record/${denial.id}`, {
    words: "No armed vehicle crossed the line.",
    source: "Report 18",
    date: "",
    says: "The staff",
    reason: "A slip.",
  });
  await must(lead, "POST", `${room("public")}/items`, {
    kind: "message",
    text: "مشاهدون من طرف ثالث سيصلون غدا\nThe next meeting is in Geneva.",
  });
  const { id } = await must(lead, "POST", "/api/commitments", {
    obligation: "Hand over prisoners of war, the wounded first.",
    who: "ukraine",
    parties: ["ukraine", "russia"],
    quantity: "1200",
    unit: "persons",
    due: soon(40),
    verifier: "",
    evidence: "Lists, signed by both sides.",
  });
  for (const seat of [head, other]) await must(seat, "POST", `/api/commitments/${id}/confirmations`, {});
  await must(lead, "POST", `/api/commitments/${id}/status`, {
    status: "intermediate",
    evidence: "List 7: 700 persons.",
  });
  await must(lead, "POST", "/api/commitments", {
    obligation: "Open the crossing to buses.",
    who: "russia",
    parties: ["ukraine", "russia"],
    trigger: "The lists are exchanged.",
    verifier: "ukraine",
    evidence: "A daily report.",
  });
}

// A text in two languages, shared twice, with a comment that proposes other words, then frozen; its digest.
async function furnishText({ lead, head }: Cast): Promise<string> {
  const clause = (heading: string, body: string, title: string, words: string) => ({
    kind: "add_clause",
    after: "",
    wordings: [
      { language: "en", heading, body },
      { language: "ar", heading: title, body: words },
    ],
    bindings: [],
  });
  const first = await must(lead, "POST", "/api/text/edits", {
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
  const share = (number: number, label: string, more = {}) =>
    must(lead, "POST", "/api/text/shares", {
      number,
      label,
      note: "For your comments by Thursday.",
      to: ["plenary"],
      ...more,
    });
  await share(first.number, "First draft");
  const second = await must(lead, "POST", "/api/text/edits", {
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
  const { drafts } = await must(head, "GET", "/api/text");
  await must(head, "POST", `/api/drafts/${drafts.at(-1).id}/comments`, {
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
  const { sha256 } = await share(second.number, "The text to be accepted", { freeze: true });
  return sha256;
}
