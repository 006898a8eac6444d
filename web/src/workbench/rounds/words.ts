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

export const yesMeans: Record<RoundData["means"], string> = {
  final:
    "Your party accepts, finally and without reservation. If everybody does, the text is ready to be signed.",
  ad_referendum:
    "Your party accepts ad referendum: subject to approval at home. If everybody does, each party confirms later or does not.",
};

export const shortMeans: Record<RoundData["means"], string> = {
  final: "a yes is final",
  ad_referendum: "a yes is ad referendum",
};
