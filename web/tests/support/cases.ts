// Cases that the page is looked at with and tested on.
import type { Analysis } from "../../src/contract";
import type { SmallCase } from "./brute";
import { analyse } from "./brute";

// A harbour project with six parties and a decision rule of five, two of them by name.
export const harbour: SmallCase = {
  id: "harbour-park",
  title: "Harbour sport park",
  about: "A developer wants to build a sport park in a harbour; six parties have a say in it.",
  issues: [
    { id: "mix", title: "Infrastructure mix", options: ["A1", "A2", "A3"] },
    { id: "impact", title: "Ecological impact", options: ["B1", "B2", "B3"] },
    { id: "jobs", title: "Employment rules", options: ["C1", "C2", "C3", "C4"] },
    { id: "loan", title: "Government loan", options: ["D1", "D2", "D3", "D4"] },
    { id: "compensation", title: "Compensation to other cities", options: ["E1", "E2", "E3", "E4", "E5"] },
  ],
  parties: [
    {
      id: "sportco",
      name: "SportCo",
      reservation: 55,
      points: [
        [14, 8, 0],
        [11, 7, 0],
        [0, 5, 10, 17],
        [35, 29, 20, 0],
        [0, 5, 10, 15, 23],
      ],
    },
    {
      id: "tourism",
      name: "Department of Tourism",
      reservation: 65,
      points: [
        [0, 11, 5],
        [0, 20, 25],
        [0, 2, 4, 9],
        [10, 26, 40, 0],
        [4, 8, 15, 12, 0],
      ],
    },
    {
      id: "environment",
      name: "Environmental League",
      reservation: 55,
      points: [
        [0, 22, 45],
        [0, 25, 55],
        [0, 0, 0, 0],
        [0, 0, 0, 0],
        [0, 0, 0, 0, 0],
      ],
    },
    {
      id: "mayor",
      name: "Mayor",
      reservation: 30,
      points: [
        [14, 8, 0],
        [12, 8, 0],
        [24, 18, 12, 0],
        [40, 30, 23, 0],
        [0, 2, 4, 7, 10],
      ],
    },
    {
      id: "cities",
      name: "Other cities",
      reservation: 31,
      points: [
        [0, 4, 10],
        [0, 0, 0],
        [12, 8, 6, 0],
        [0, 8, 13, 18],
        [60, 45, 30, 15, 0],
      ],
    },
    {
      id: "union",
      name: "Local labour union",
      reservation: 50,
      points: [
        [15, 20, 0],
        [0, 0, 0],
        [42, 35, 25, 0],
        [30, 20, 10, 0],
        [2, 4, 6, 8, 0],
      ],
    },
  ],
  decision: "at least 5 of (sportco, tourism, environment, mayor, cities, union), with sportco and tourism",
  passes: (accepting) => accepting.size >= 5 && accepting.has("sportco") && accepting.has("tourism"),
  reference: [1, 1, 1, 1, 2],
};

export const harbourAnalysis = (): Analysis => analyse(harbour);

// Numbers that look random and never change: a multiplicative congruential generator.
export function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

function madeUp(
  id: string,
  title: string,
  parties: string[],
  issues: [string, string[]][],
  seed: number,
): SmallCase {
  const next = numbers(seed);
  return {
    id,
    title,
    issues: issues.map(([name, options], i) => ({ id: `i${i}`, title: name, options })),
    parties: parties.map((name, i) => ({
      id: `p${i}`,
      name,
      points: issues.map(([, options]) => options.map(() => Math.round(next() * 200) / 10)),
    })),
  };
}

const contractIssues: [string, string[]][] = [
  ["Price per unit", ["€ 9.20", "€ 9.60", "€ 10.00", "€ 10.40", "€ 10.80"]],
  ["Delivery", ["30 days", "45 days", "60 days", "90 days"]],
  ["Payment", ["on delivery", "30 days", "60 days"]],
  ["Warranty", ["one year", "two years", "three years"]],
  ["Penalty for late delivery", ["none", "1 % a week", "2 % a week", "5 % a week"]],
];

// Two parties: a scatter.
export function contractAnalysis(): Analysis {
  const small = madeUp("supply-contract", "Supply contract", ["Buyer", "Seller"], contractIssues, 71);
  const [buyer, seller] = small.parties;
  if (!buyer || !seller) throw new Error("two parties");
  // What the buyer likes the seller dislikes, issue by issue, though not equally strongly.
  buyer.points = small.issues.map(({ options }, i) =>
    options
      .map((_, k) => ([30, 12, 8, 15, 20][i] ?? 1) * (1 - (k / (options.length - 1)) ** 1.3))
      .map((v) => Math.round(v * 10) / 10),
  );
  seller.points = small.issues.map(({ options }, i) =>
    options
      .map((_, k) => ([35, 22, 18, 6, 10][i] ?? 1) * (k / (options.length - 1)) ** 0.8)
      .map((v) => Math.round(v * 10) / 10),
  );
  buyer.reservation = 30;
  seller.reservation = 32;
  small.reference = [2, 1, 1, 1, 1];
  return analyse(small);
}

// An empty zone with everything that can be said about it.
export function emptyAnalysis(): Analysis {
  const document = analyse({
    ...harbour,
    id: "harbour-hardened",
    title: "Harbour sport park, positions hardened",
    decision: "everybody",
    passes: () => false,
  });
  const [one, two] = document.frontier.points ?? [];
  if (!one || !two) throw new Error("points");
  document.accepts = { ...document.accepts, environment: "74" };
  document.red_lines = [
    {
      party: "environment",
      id: "no-dredging",
      title: "No dredging of the inner harbour",
      text: "impact is B3",
      assumed: true,
      source: null,
    },
    {
      party: "union",
      id: "local-hiring",
      title: "Local hiring stays a rule",
      text: "jobs is not C4",
      assumed: false,
      source: "book",
    },
  ];
  document.rules = [
    {
      id: "budget",
      title: "The loan stays within the budget",
      text: "loan is not D1 or compensation is not E1",
      firm: true,
      assumed: false,
      source: "book",
    },
  ];
  document.concessions = [
    {
      elements: [
        {
          kind: "red-line",
          party: "environment",
          id: "no-dredging",
          title: "No dredging of the inner harbour",
        },
      ],
      minimal: true,
      ...bare(one),
    },
    {
      elements: [
        { kind: "reservation", party: "sportco", id: "reservation", title: "" },
        { kind: "red-line", party: "union", id: "local-hiring", title: "Local hiring stays a rule" },
      ],
      minimal: true,
      ...bare(two),
    },
    {
      elements: [
        { kind: "reservation", party: "environment", id: "reservation", title: "" },
        {
          kind: "red-line",
          party: "environment",
          id: "no-dredging",
          title: "No dredging of the inner harbour",
        },
      ],
      veto_of: "environment",
      minimal: true,
      ...bare(two),
    },
  ];
  document.equal_cut = {
    share: 0.123,
    pays: { sportco: 4.5, tourism: 3.1, environment: 6, mayor: 2, cities: 3.3, union: 1.2 },
    ...bare(one),
  };
  document.assumed_numbers = 120;
  document.sourced_numbers = 30;
  document.rests_on = [
    {
      number: "parties.sportco.scores.mix.table.a1",
      party: "sportco",
      issue: "mix",
      option: "o0",
      value: 14,
      low: 10,
      high: 20,
      changes: ["zone", "nash"],
      flips_below: 12.5,
      flips_above: null,
    },
    {
      number: "parties.union.reservation",
      party: "union",
      value: 50,
      low: 40,
      high: 60,
      changes: ["who-must-give"],
      flips_below: 44,
      flips_above: 57.25,
    },
  ];
  document.rests_on_share = { assumptions: 80, matter: 2, do_not_matter: 78 };
  return document;
}

const bare = ({
  scores,
  package: chosen,
  shares,
}: {
  scores: Record<string, number>;
  package: Record<string, string | number>;
  shares?: Analysis["zone_examples"][number]["shares"];
}) => ({ scores, package: chosen, ...(shares && { shares }) });

// Twenty parties with long names in several scripts, and text that would be markup if it were let.
export const attack = `</script><img src=x onerror="window.injected=1"><!--`;

export function crowdedAnalysis(): Analysis {
  const names = Array.from({ length: 20 }, (_, i) => `Delegation number ${i + 1}`);
  names[1] = "The Intergovernmental Consultative Assembly of Coastal and Island Municipalities";
  names[2] = "Министерство иностранных дел";
  names[3] = "وزارة الشؤون الخارجية والتعاون";
  names[4] = attack;
  const small = madeUp(
    "crowded",
    `Крупные переговоры ${attack} مفاوضات`,
    names,
    contractIssues.slice(0, 4),
    5,
  );
  small.about = `Twenty parties. ${attack} ${"A very long description goes on and on. ".repeat(6)}`;
  small.parties.forEach((party, i) => {
    party.reservation = 8 + (i % 7);
  });
  const arabic = small.issues[1];
  if (arabic) arabic.title = "مواعيد التسليم والشروط";
  small.passes = () => true;
  const document = analyse(small);
  document.packages = `1${"0".repeat(40)}`;
  document.feasible = null;
  document.feasible_bounds = { at_least: "12345678901234567890123456789", at_most: `1${"0".repeat(40)}` };
  document.zone = null;
  document.zone_bounds = { at_least: "7128000", at_most: `9${"1".repeat(39)}` };
  document.accepts = Object.fromEntries(
    small.parties.map(({ id }, i) => [id, i % 3 === 2 ? null : `${i + 3}${"7".repeat(38)}`]),
  );
  document.frontier.complete = false;
  document.ended = "time";
  return document;
}

// One party: nothing to weigh against anything.
export function lonelyAnalysis(): Analysis {
  return analyse(madeUp("lonely", "One party alone", ["Solo"], contractIssues.slice(0, 2), 3));
}

// More points than a picture shows.
export function largeAnalysis(): Analysis {
  const document = harbourAnalysis();
  const next = numbers(9);
  const [template] = document.frontier.points ?? [];
  if (!template) throw new Error("points");
  document.frontier.points = Array.from({ length: 12000 }, () => ({
    package: template.package,
    scores: Object.fromEntries(document.parties.map(({ id }) => [id, Math.round(next() * 10000) / 100])),
  }));
  document.frontier.size = 12000;
  return document;
}

// Issues that two parties divide between them: the frontier is lines.
export function dividedAnalysis(): Analysis {
  const document = analyse({
    id: "canal",
    title: "Canal treaty",
    issues: [{ id: "i0", title: "Land", options: ["a", "b"] }],
    parties: [
      { id: "us", name: "United States", points: [[0, 0]] },
      { id: "panama", name: "Panama", points: [[0, 0]] },
    ],
  });
  const points = [
    { us: 22, panama: 9, title: "Defence rights" },
    { us: 14, panama: 3, title: "Expansion rights" },
    { us: 22, panama: 15, title: "Use rights" },
    { us: 15, panama: 15, title: "Land and water" },
    { us: 11, panama: 15, title: "Duration" },
    { us: 4, panama: 11, title: "Compensation" },
    { us: 2, panama: 13, title: "Defence role" },
  ];
  document.issues = points.map(({ title }, i) => ({ id: `i${i}`, title, kind: "divisible" }));
  const order = [...points.keys()].sort((a, b) => share(points[b]) - share(points[a]));
  const at = (given: number, part: number) => {
    const parts = points.map((_, i) =>
      order.indexOf(i) < given ? 1 : order.indexOf(i) === given ? part : 0,
    );
    const shares = {
      us: Object.fromEntries(points.map(({ us }, i) => [`i${i}`, us * (parts[i] ?? 0)])),
      panama: Object.fromEntries(points.map(({ panama }, i) => [`i${i}`, panama * (1 - (parts[i] ?? 0))])),
    };
    const total = (lines: Record<string, number>) => Object.values(lines).reduce((a, b) => a + b, 0);
    return {
      scores: { us: total(shares.us), panama: total(shares.panama) },
      package: Object.fromEntries(parts.map((p, i) => [`i${i}`, p])),
      shares,
    };
  };
  const vertices = points.map((_, i) => at(i, 0)).concat(at(points.length, 0));
  document.frontier = {
    within: "zone",
    size: vertices.length,
    complete: true,
    method: "divisible",
    ideal: { us: 90, panama: 81 },
    points: [],
    packages: null,
    divisible: true,
    segments: vertices.slice(1).map((to, i) => ({ from: vertices[i] ?? to, to })),
  };
  document.packages = null;
  document.feasible = null;
  document.zone = null;
  document.zone_empty = false;
  document.accepts = { us: null, panama: null };
  const nash = at(3, 0.4);
  document.settlements = { nash, "kalai-smorodinsky": nash, egalitarian: at(3, 0.3), utilitarian: null };
  document.settlement_notes = { utilitarian: "every division of land and water has the same sum" };
  return document;
}

const share = (point: { us: number; panama: number } | undefined) => (point ? point.us / point.panama : 0);

// Nobody has scores: only rules and red lines decide.
export function unscoredAnalysis(): Analysis {
  const document = harbourAnalysis();
  for (const party of document.parties) party.objective = false;
  document.frontier = { within: "zone", size: 0, complete: true, method: "none", ideal: {}, points: [] };
  document.settlements = { nash: null, "kalai-smorodinsky": null, egalitarian: null, utilitarian: null };
  document.settlement_notes = { nash: "no party has scores" };
  document.reference = null;
  document.disagreement = {};
  return document;
}

// Scores beyond anything that people write.
export function hugeAnalysis(): Analysis {
  const { frontier, ...document } = JSON.parse(JSON.stringify(contractAnalysis())) as Analysis;
  const grow = (scores: Record<string, number>) => {
    for (const [party, score] of Object.entries(scores))
      scores[party] = score * (party === "p0" ? 1e40 : 1e-9);
  };
  for (const scored of [
    ...(frontier.points ?? []),
    ...Object.values(document.settlements),
    document.reference,
  ]) {
    if (!scored) continue;
    grow(scored.scores);
    for (const lines of Object.values(scored.shares ?? {})) grow(lines);
  }
  grow(frontier.ideal);
  for (const party of document.parties) party.reservation = null;
  return { ...document, frontier, disagreement: { p0: null, p1: null } };
}

export const everyAnalysis: Record<string, () => Analysis> = {
  harbour: harbourAnalysis,
  contract: contractAnalysis,
  empty: emptyAnalysis,
  crowded: crowdedAnalysis,
  lonely: lonelyAnalysis,
  large: largeAnalysis,
  divided: dividedAnalysis,
  unscored: unscoredAnalysis,
  huge: hugeAnalysis,
};
