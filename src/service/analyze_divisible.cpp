#include "service/analyze_divisible.hpp"

#include <algorithm>

namespace parley::service {
namespace {

// The two parties' weights of the Nash product; names were checked by the caller.
std::optional<std::array<Integer, 2>> nash_weights(const Case& subject, const DivisibleAnswer& d,
                                                   const AnalyzeOptions& options) {
  if (options.weights.empty()) return std::nullopt;
  std::array<Integer, 2> weights{1, 1};
  for (const auto& [id, weight] : options.weights)
    for (std::size_t i = 0; i < 2; ++i)
      if (subject.parties[d.parts.parties[i]].id == id) weights[i] = weight;
  return weights;
}

void find_frontier(Analysis& a, const AnalyzeOptions& options, Work& work) {
  DivisibleAnswer& d = *a.divisible;
  using agreement::Within;
  d.frontier = agreement::divisible_frontier(d.parts, Within::kZone, work);
  const bool nothing = agreement::vertices(d.frontier).empty();
  if (!nothing) a.zone_empty = false;
  else if (d.frontier.complete) a.zone_empty = true;
  const bool zone = options.within ? *options.within == service::Within::kZone : a.zone_empty == false;
  a.frontier.within = zone ? service::Within::kZone : service::Within::kFeasible;
  if (!zone) d.frontier = agreement::divisible_frontier(d.parts, Within::kFeasible, work);
}

void settle(Analysis& a, const AnalyzeOptions& options) {
  DivisibleAnswer& d = *a.divisible;
  for (std::size_t i = 0; i < 2; ++i) {
    if (options.disagreement_zero) d.disagreement[i] = Rational(0);
    else if (d.parts.reservation[i]) d.disagreement[i] = d.parts.reservation[i];
    else if (d.range) d.disagreement[i] = d.range->least[i];
  }
  if (!d.disagreement[0] || !d.disagreement[1]) return;
  agreement::DivisibleSettlementInput input{
      {*d.disagreement[0], *d.disagreement[1]}, std::nullopt, nash_weights(*a.subject, d, options)};
  if (d.range) input.best = d.range->best;
  for (const auto& method : agreement::settlement_catalogue())
    d.settlements.push_back({&method, agreement::settle(d.frontier, method.info.id, input)});
}

}  // namespace

Result<Analysis> analyze_divisible(const Case& subject, const AnalyzeOptions& options, Work& work) {
  auto parts = agreement::compile_divisible(subject);
  if (!parts) return std::unexpected(parts.error());
  Analysis a;
  a.subject = &subject;
  a.problem = parts->discrete;
  a.objectives = {parts->parties[0], parts->parties[1]};
  a.divisible.emplace();
  a.divisible->parts = std::move(*parts);
  find_frontier(a, options, work);
  a.divisible->range = agreement::feasible_range(a.divisible->parts, work);
  settle(a, options);
  if (auto winner = agreement::adjusted_winner(subject)) a.divisible->adjusted_winner = std::move(*winner);
  return a;
}

}  // namespace parley::service
