// What rounds are called in words, said once.
import type { Schemas } from "../../api/client";

export type RoundData = Schemas["Round"];

export const stateWords: Record<RoundData["state"], string> = {
  asking: "Waits for everybody to opt in",
  begun: "Under way",
  all_accepted: "All accepted",
  no_agreement: "No agreement",
  not_begun: "Not begun: not everybody opted in",
  withdrawn: "Withdrawn before it began",
  not_suggested: "Ended without a suggestion: the mediator sent none",
  lost: "Ended without a result: the server was restored from a backup, and backups hold no answers",
};

// Under way, or still without anything to answer.
export const stateOf = (round: RoundData) =>
  round.state === "begun" && round.suggestion && !round.suggested
    ? "All have opted in; the mediator has not sent the suggestion yet"
    : stateWords[round.state];

export const priorInShort: Record<Schemas["DisclosureFigure"]["prior"], string> = {
  orders: "every order of the options is possible",
  directions: "options are liked in the order of the case or its reverse",
};

// Only a frozen text is signed: whoever accepts a package has to know that it must be written into the text first.
export function yesMeans({ means, sha256 }: Pick<RoundData, "means" | "sha256">): string {
  const next = sha256
    ? "the text is ready to be signed"
    : "the package is agreed, but a package is not signed: the mediator writes it into the text, which is accepted and signed by itself";
  return means === "final"
    ? `Your party accepts, finally and without reservation. If everybody does, ${next}.`
    : `Your party accepts ad referendum: subject to approval at home. If everybody does, each party confirms later or does not. Once all have confirmed, ${next}.`;
}

export const shortMeans: Record<RoundData["means"], string> = {
  final: "a yes is final",
  ad_referendum: "a yes is ad referendum",
};
