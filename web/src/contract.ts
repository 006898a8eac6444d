// The document that `parley analyze --json` prints, version 1, as docs/formats/analysis.md describes it.
//
// Scores are in each party's own points. Counts are strings of digits, since they may have any length, or null where
// they are not proved. Maps keyed by party hold the parties whose scores are compared (`objective`), in case order.

export type PartyId = string;
export type IssueId = string;
export type Scores = Record<PartyId, number>;
export type Count = string | null;
export type Package = Record<IssueId, string | number>;
// What a party gets from an issue, or from a set of issues that pay together ("group: a + b").
export type Shares = Record<PartyId, Record<string, number>>;

export interface Bounds {
  at_least: string;
  at_most: string;
}

export interface ScoredPackage {
  scores: Scores;
  package: Package;
  shares?: Shares;
}

export interface Point extends ScoredPackage {
  packages?: Package[];
  packages_complete?: boolean;
}

export interface Segment {
  from: ScoredPackage;
  to: ScoredPackage;
  from_open?: boolean; // the end itself is dominated
  to_open?: boolean;
}

export type Role = "principal" | "mediator" | "guarantor" | "ally" | "observer";

export interface Party {
  id: PartyId;
  name: string;
  role: Role;
  delegates: string[];
  objective: boolean;
  reservation: number | null;
  best_feasible: number | null;
  least_feasible: number | null;
}

export interface ChoiceIssue {
  id: IssueId;
  title: string;
  kind: "choice";
  options: { id: string; title: string }[];
}

export interface AmountIssue {
  id: IssueId;
  title: string;
  kind: "amount";
  from: number;
  to: number;
  step: number;
  unit: string;
}

export interface DivisibleIssue {
  id: IssueId;
  title: string;
  kind: "divisible";
}

export type Issue = ChoiceIssue | AmountIssue | DivisibleIssue;

export interface Rule {
  id: string;
  title: string;
  text: string;
  firm?: boolean;
  assumed: boolean;
  source: string | null;
}

export interface RedLine extends Rule {
  party: PartyId;
}

export interface Source {
  id: string;
  title: string;
  url: string;
}

export interface Coverage {
  points: number;
  of: number;
  within: number;
  all_found: boolean;
}

export interface Frontier {
  within: "zone" | "feasible";
  size: number;
  complete: boolean;
  method: string;
  coverage?: Coverage;
  ideal: Scores;
  points?: Point[];
  packages?: null;
  divisible?: boolean;
  segments?: Segment[];
}

// Adjusted Winner: who wins which issue, and what is then handed over until both have the same.
export interface AdjustedWinner {
  before: Scores;
  after: Scores;
  transfers: { issue: IssueId; from: PartyId; share: number }[];
  equitable: boolean;
}

export type SettlementId = "nash" | "kalai-smorodinsky" | "egalitarian" | "utilitarian";

export interface Settlement extends ScoredPackage {
  point?: number | null;
  ties?: number[];
  tied?: number;
}

export interface Reference extends ScoredPackage {
  accepted_by: PartyId[];
  feasible: boolean;
  better_for_all?: Count;
  better_bounds?: Bounds;
}

export interface Element {
  kind: "rule" | "red-line" | "reservation";
  party?: PartyId;
  id: string;
  title: string;
}

export interface Concession extends ScoredPackage {
  elements: Element[];
  veto_of?: PartyId;
  minimal: boolean;
}

export interface EqualCut extends ScoredPackage {
  share: number;
  pays: Scores; // of the parties that have a reservation value
  proved?: boolean; // no smaller share opens the zone
}

export interface Price {
  element: Element;
  price: Record<PartyId, number | null>;
}

export type Headline = "zone" | "nash" | "who-must-give";

export interface RestsOn {
  number: string;
  party?: PartyId;
  issue?: IssueId;
  option?: string;
  value: number;
  low: number;
  high: number;
  changes: Headline[];
  flips_below: number | null;
  flips_above: number | null;
}

export interface Analysis {
  parley: 1;
  command: "analyze";
  case: string;
  title: string;
  about: string;
  reading?: string;
  quantum?: number;
  parties: Party[];
  issues: Issue[];
  rules: Rule[];
  red_lines: RedLine[];
  sources: Source[];
  assumed_numbers: number;
  sourced_numbers: number;
  decision: string;
  packages: string | null;
  feasible: Count;
  feasible_bounds?: Bounds;
  accepts: Record<PartyId, Count>;
  zone: Count;
  zone_bounds?: Bounds;
  zone_empty: boolean | null;
  zone_examples: ScoredPackage[];
  zone_sample?: ScoredPackage[];
  frontier: Frontier;
  disagreement: Record<PartyId, number | null>;
  settlements: Record<SettlementId, Settlement | null>;
  settlement_notes: Partial<Record<SettlementId, string>>;
  adjusted_winner?: AdjustedWinner | null;
  opposition: number | null;
  reference: Reference | null;
  distance_from_best: Record<PartyId, { best: number; settlements: Partial<Record<SettlementId, number>> }>;
  concessions: Concession[];
  concessions_complete: boolean;
  concessions_note?: string;
  equal_cut: EqualCut | null;
  equal_cut_note?: string;
  prices: Price[];
  rests_on: RestsOn[];
  rests_on_share: { assumptions: number; matter: number; do_not_matter: number } | null;
  rests_on_complete: boolean;
  ended: null | "stopped" | "time" | "memory";
  elapsed_s: number;
}
