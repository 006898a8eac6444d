// A small analysis by enumeration, to feed the page where no command is at hand: additive scores, rules and red lines as
// plain functions. It is as slow and as simple as it looks; what Parley computes comes from the command.
import type { Analysis, Issue, Package, Party, ScoredPackage, Settlement, Shares } from "../../src/contract";

export interface SmallParty {
  id: string;
  name: string;
  role?: Party["role"];
  delegates?: string[];
  reservation?: number | null;
  points: number[][]; // per issue, per option
  redLines?: { id: string; title: string; text: string; holds: (p: Package) => boolean }[];
}

export interface SmallCase {
  id: string;
  title: string;
  about?: string;
  issues: { id: string; title: string; options: string[] }[];
  parties: SmallParty[];
  rules?: { id: string; title: string; text: string; holds: (p: Package) => boolean }[];
  decision?: string;
  passes?: (accepting: Set<string>) => boolean;
  reference?: number[];
}

interface Scored extends ScoredPackage {
  options: number[];
  accepted: Set<string>;
  feasible: boolean;
}

const tidy = (value: number) => Number(value.toPrecision(12));

export function analyse(small: SmallCase): Analysis {
  const all = combinations(small).map((options) => scored(small, options));
  const passes = small.passes ?? ((accepting: Set<string>) => accepting.size === small.parties.length);
  const feasible = all.filter((p) => p.feasible);
  const zone = feasible.filter((p) => passes(p.accepted));
  const within = zone.length > 0 ? zone : feasible;
  const ids = small.parties.map(({ id }) => id);
  const points = frontier(within, ids);
  const disagreement = Object.fromEntries(
    small.parties.map((party) => [
      party.id,
      party.reservation ?? Math.min(...feasible.map((p) => at(p, party.id))),
    ]),
  );
  const best = (list: Scored[], id: string) => (list.length ? Math.max(...list.map((p) => at(p, id))) : null);
  const reference = small.reference && scored(small, small.reference);
  return {
    parley: 1,
    command: "analyze",
    case: small.id,
    title: small.title,
    about: small.about ?? "",
    parties: small.parties.map((party) => ({
      id: party.id,
      name: party.name,
      role: party.role ?? "principal",
      delegates: party.delegates ?? [],
      objective: true,
      reservation: party.reservation ?? null,
      best_feasible: best(feasible, party.id),
      least_feasible: feasible.length ? Math.min(...feasible.map((p) => at(p, party.id))) : null,
    })),
    issues: small.issues.map(issue),
    rules: (small.rules ?? []).map((rule) => ({ ...statement(rule), firm: false })),
    red_lines: small.parties.flatMap((party) =>
      (party.redLines ?? []).map((line) => ({
        ...statement(line),
        party: party.id,
        assumed: true,
        source: null,
      })),
    ),
    sources: [{ id: "book", title: "A book on bargaining, chapter 4", url: "https://example.org/book" }],
    assumed_numbers: 0,
    sourced_numbers: small.parties.reduce((sum, party) => sum + party.points.flat().length, 0),
    decision: small.decision ?? "everybody",
    packages: String(all.length),
    feasible: String(feasible.length),
    accepts: Object.fromEntries(ids.map((id) => [id, String(all.filter((p) => p.accepted.has(id)).length)])),
    zone: String(zone.length),
    zone_empty: zone.length === 0,
    zone_examples: zone.slice(0, 3).map(({ scores, package: chosen }) => ({ scores, package: chosen })),
    frontier: {
      within: zone.length > 0 ? "zone" : "feasible",
      size: points.length,
      complete: true,
      method: "enumeration",
      ideal: Object.fromEntries(ids.map((id) => [id, best(points, id) ?? 0])),
      points: points.map(({ scores, package: chosen, shares }) => ({
        scores,
        package: chosen,
        ...(shares && { shares }),
      })),
    },
    disagreement,
    settlements: settlements(points, ids, disagreement),
    settlement_notes: {},
    opposition: null,
    reference: reference
      ? {
          scores: reference.scores,
          package: reference.package,
          ...(reference.shares && { shares: reference.shares }),
          accepted_by: [...reference.accepted],
          feasible: reference.feasible,
          better_for_all: String(
            feasible.filter((p) => ids.every((id) => at(p, id) > at(reference, id))).length,
          ),
        }
      : null,
    distance_from_best: {},
    concessions: [],
    concessions_complete: true,
    equal_cut: null,
    prices: [],
    rests_on: [],
    rests_on_share: null,
    rests_on_complete: true,
    ended: null,
    elapsed_s: 0.01,
  };
}

const at = (p: ScoredPackage, id: string) => p.scores[id] ?? 0;

const issue = ({ id, title, options }: SmallCase["issues"][number]): Issue => ({
  id,
  title,
  kind: "choice",
  options: options.map((option, index) => ({ id: `o${index}`, title: option })),
});

const statement = ({ id, title, text }: { id: string; title: string; text: string }) => ({
  id,
  title,
  text,
  assumed: false,
  source: "book",
});

function combinations(small: SmallCase): number[][] {
  return small.issues.reduce<number[][]>(
    (heads, { options }) => heads.flatMap((head) => options.map((_, option) => [...head, option])),
    [[]],
  );
}

function scored(small: SmallCase, options: number[]): Scored {
  const chosen: Package = Object.fromEntries(small.issues.map(({ id }, i) => [id, `o${options[i]}`]));
  const shares: Shares = {};
  const scores: Record<string, number> = {};
  const accepted = new Set<string>();
  for (const party of small.parties) {
    const own = small.issues.map(({ id }, i) => [id, party.points[i]?.[options[i] ?? 0] ?? 0] as const);
    shares[party.id] = Object.fromEntries(own);
    const score = tidy(own.reduce((sum, [, value]) => sum + value, 0));
    scores[party.id] = score;
    const redLines = (party.redLines ?? []).every((line) => line.holds(chosen));
    if (redLines && score >= (party.reservation ?? Number.NEGATIVE_INFINITY)) accepted.add(party.id);
  }
  const feasible = (small.rules ?? []).every((rule) => rule.holds(chosen));
  return { options, package: chosen, shares, scores, accepted, feasible };
}

function frontier(candidates: Scored[], ids: string[]): Scored[] {
  const kept: Scored[] = [];
  const covers = (a: Scored, b: Scored) => ids.every((id) => at(a, id) >= at(b, id));
  for (const candidate of candidates) {
    if (kept.some((other) => covers(other, candidate))) continue;
    for (let i = kept.length - 1; i >= 0; --i) if (covers(candidate, kept[i] as Scored)) kept.splice(i, 1);
    kept.push(candidate);
  }
  return kept;
}

function settlements(points: Scored[], ids: string[], d: Record<string, number>): Analysis["settlements"] {
  const gain = (p: Scored, id: string) => at(p, id) - (d[id] ?? 0);
  const candidates = points.filter((p) => ids.every((id) => gain(p, id) >= 0));
  const ideal = (id: string) => Math.max(...candidates.map((p) => gain(p, id))) || 1;
  const most = (value: (p: Scored) => number): Settlement | null => {
    if (candidates.length === 0) return null;
    const chosen = candidates.reduce((a, b) => (value(b) > value(a) + 1e-9 ? b : a));
    const { scores, package: options, shares } = chosen;
    const point = points.indexOf(chosen);
    return { scores, package: options, ...(shares && { shares }), point, ties: [point], tied: 1 };
  };
  return {
    nash: most((p) => ids.reduce((product, id) => product * gain(p, id), 1)),
    "kalai-smorodinsky": most((p) => Math.min(...ids.map((id) => gain(p, id) / ideal(id)))),
    egalitarian: most((p) => Math.min(...ids.map((id) => gain(p, id)))),
    utilitarian: most((p) => ids.reduce((sum, id) => sum + at(p, id), 0)),
  };
}
