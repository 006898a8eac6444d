// What a case calls its parties, issues and options.
import type { Analysis, Element, Issue, Package, Party, SettlementId } from "../contract";
import { exact } from "./numbers";
import { isolate } from "./words";

export const settlementIds: readonly SettlementId[] = [
  "nash",
  "kalai-smorodinsky",
  "egalitarian",
  "utilitarian",
];

export const settlementTitles: Record<SettlementId, string> = {
  nash: "Nash",
  "kalai-smorodinsky": "Kalai–Smorodinsky",
  egalitarian: "Egalitarian",
  utilitarian: "Utilitarian",
};

export const settlementPrinciples: Record<SettlementId, string> = {
  nash: "the largest product of gains",
  "kalai-smorodinsky": "equal shares of what each could gain at best",
  egalitarian: "the largest smallest gain",
  utilitarian: "the largest sum of scores",
};

export class Names {
  readonly objectives: Party[];
  private readonly parties: Map<string, Party>;
  private readonly issues: Map<string, Issue>;
  private readonly rules: Map<string, string>; // titles
  private readonly redLines: Map<string, string>; // titles, by party and id

  constructor(analysis: Analysis) {
    this.parties = new Map(analysis.parties.map((party) => [party.id, party]));
    this.issues = new Map(analysis.issues.map((issue) => [issue.id, issue]));
    this.rules = new Map(analysis.rules.map(({ id, title }) => [id, title]));
    this.redLines = new Map(analysis.red_lines.map(({ party, id, title }) => [`${party} ${id}`, title]));
    this.objectives = analysis.parties.filter((party) => party.objective);
  }

  party(id: string): string {
    return this.parties.get(id)?.name || id;
  }

  issue(id: string): string {
    return this.issues.get(id)?.title || id;
  }

  rule(id: string): string {
    return this.rules.get(id) || id;
  }

  redLine(party: string, id: string): string {
    return this.redLines.get(`${party} ${id}`) || id;
  }

  // What a package says about an issue: an option's title, an amount with its unit, or a division.
  option(issueId: string, value: string | number | undefined): string {
    const issue = this.issues.get(issueId);
    if (value === undefined) return "—";
    if (issue?.kind === "divisible") return this.division(value);
    if (typeof value === "number") {
      const unit = issue?.kind === "amount" ? issue.unit : "";
      return unit ? `${exact(value)} ${unit}` : exact(value);
    }
    if (issue?.kind !== "choice") return value;
    return issue.options.find((option) => option.id === value)?.title || value;
  }

  // A divisible issue is shared between the two parties of the case; the package states the first one's share.
  private division(value: string | number): string {
    const share = Number(value);
    const [first, second] = this.objectives;
    if (!Number.isFinite(share) || !first || !second) return String(value);
    if (share === 1) return `all to ${this.party(first.id)}`;
    if (share === 0) return `all to ${this.party(second.id)}`;
    const percent = (part: number) => `${Number((part * 100).toFixed(1))} %`;
    return `${percent(share)} to ${this.party(first.id)}, ${percent(1 - share)} to ${this.party(second.id)}`;
  }

  // A decision rule as people say it: names instead of ids.
  decision(text: string): string {
    if (text === "" || text === "everybody") return "everybody who has a say";
    return text.replace(/[a-z0-9][a-z0-9-]*/g, (word) => {
      const name = this.parties.get(word)?.name;
      return name ? isolate(name) : word;
    });
  }

  // A line of a score: an issue's title, or the titles of the issues that pay together.
  line(label: string): string {
    if (this.issues.has(label)) return this.issue(label);
    if (label === "constant") return "Whatever is agreed";
    if (label === "cap") return "Beyond the cap";
    const [kind, ids] = label.split(/:\s*/, 2);
    if (!kind || !ids) return label;
    return `${kind === "group" ? "Together" : kind}: ${ids
      .split(" + ")
      .map((id) => this.issue(id))
      .join(" + ")}`;
  }

  element(element: Element): string {
    const title = element.title || element.id;
    if (element.kind === "rule") return `the rule “${title}”`;
    const party = element.party ? this.party(element.party) : "a party";
    if (element.kind === "reservation") return `${party}’s reservation value`;
    return `${party}’s red line “${title}”`;
  }
}

export const samePackage = (a: Package, b: Package) => {
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key]);
};
