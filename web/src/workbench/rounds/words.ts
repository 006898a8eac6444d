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
  lost: "Ended without a result: the server was restored from a backup, and backups hold no answers",
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
