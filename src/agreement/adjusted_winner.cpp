#include "agreement/adjusted_winner.hpp"

#include <algorithm>

namespace parley::agreement {
namespace {

Error unsupported(std::string message) {
  return {ErrorCode::kUnsupported,
          "Adjusted Winner: " + std::move(message),
          "use the settlements on the frontier instead",
          {}};
}

std::optional<Error> check_form(const Case& c, const DivisibleCase& divided) {
  if (divided.issues.empty()) return unsupported("there is no divisible issue");
  if (divided.cap[0] || divided.cap[1]) return unsupported("a party has a cap");
  for (const PartyIndex party : divided.parties)
    for (const ScoreTerm& term : c.parties[party].terms) {
      const auto* share = std::get_if<ShareTerm>(&term);
      if (share == nullptr)
        return unsupported("party '" + c.parties[party].id + "' has scores on an issue that is not divisible");
      if (share->points.value < 0) return unsupported("party '" + c.parties[party].id + "' has negative points");
    }
  return std::nullopt;
}

std::array<Rational, 2> scores(const DivisibleCase& divided, const std::vector<Rational>& shares) {
  std::array<Rational, 2> result = {0, 0};
  for (const auto& [issue, points] : divided.issues) {
    result[0] += points[0] * shares[issue];
    result[1] += points[1] * (1 - shares[issue]);
  }
  return result;
}

}  // namespace

Result<AdjustedWinner> adjusted_winner(const Case& c) {
  const auto compiled = compile_divisible(c);
  if (!compiled) return std::unexpected(compiled.error());
  if (auto error = check_form(c, *compiled)) return std::unexpected(*error);

  AdjustedWinner result;
  result.parties = compiled->parties;
  auto& shares = result.before.shares;
  shares.assign(c.issues.size(), Rational(0));
  std::array<Rational, 2> totals = {0, 0};
  for (const auto& [issue, points] : compiled->issues) {
    shares[issue] = points[0] >= points[1] ? 1 : 0;
    totals[0] += points[0];
    totals[1] += points[1];
  }
  result.equal_totals = totals[0] == totals[1];
  result.before.scores = scores(*compiled, shares);
  result.after = result.before;

  auto& gap = result.after.scores;
  const std::size_t ahead = gap[0] >= gap[1] ? 0 : 1, behind = 1 - ahead;
  std::vector<DivisibleCase::Issue> held;
  for (const auto& issue : compiled->issues)
    if ((shares[issue.issue] == 1) == (ahead == 0) && issue.points[behind] > 0) held.push_back(issue);
  std::ranges::stable_sort(held, [&](const auto& a, const auto& b) {
    return a.points[ahead] * b.points[behind] < b.points[ahead] * a.points[behind];
  });
  for (const auto& [issue, points] : held) {
    if (gap[ahead] == gap[behind]) break;
    const Rational moves = std::min(Rational(1), Rational((gap[ahead] - gap[behind]) / (points[0] + points[1])));
    result.after.shares[issue] += ahead == 0 ? Rational(-moves) : moves;
    gap[ahead] -= moves * points[ahead];
    gap[behind] += moves * points[behind];
    result.transfers.push_back({issue, ahead, moves});
  }
  result.equitable = gap[0] == gap[1];
  return result;
}

}  // namespace parley::agreement
