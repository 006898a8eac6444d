#include "agreement/settlements.hpp"

#include <algorithm>
#include <stdexcept>

#include "agreement/egalitarian.hpp"
#include "agreement/kalai_smorodinsky.hpp"
#include "agreement/nash.hpp"
#include "agreement/utilitarian.hpp"

namespace parley::agreement {
namespace {

void require_shape(const SettlementInput& input) {
  const std::size_t parties = input.disagreement.size();
  const auto fits = [&](const auto& list) { return list.empty() || list.size() == parties; };
  if (input.scale.size() != parties || !fits(input.best) || !fits(input.weights))
    throw std::invalid_argument("settlement input: lists of different lengths");
  for (const auto& row : input.scores)
    if (row.size() != parties) throw std::invalid_argument("settlement input: a row of the wrong length");
  for (const Integer& weight : input.weights)
    if (weight < 0) throw std::invalid_argument("settlement input: a negative weight");
}

}  // namespace

std::span<const SettlementMethod> settlement_catalogue() {
  static const SettlementMethod catalogue[] = {
      {kNash, nash},
      {kKalaiSmorodinsky, kalai_smorodinsky},
      {kEgalitarian, egalitarian},
      {kUtilitarian, utilitarian},
  };
  return catalogue;
}

std::vector<std::size_t> candidates(const SettlementInput& input) {
  require_shape(input);
  std::vector<std::size_t> result;
  for (std::size_t point = 0; point < input.scores.size(); ++point)
    if (std::ranges::equal(input.scores[point], input.disagreement, std::greater_equal<>{})) result.push_back(point);
  return result;
}

std::vector<Integer> common_scale(const SettlementInput& input) {
  Integer common = 1;
  for (const Integer& scale : input.scale) common = lcm(common, scale);
  std::vector<Integer> factors;
  for (const Integer& scale : input.scale) factors.emplace_back(common / scale);
  return factors;
}

std::string scale_warning(const SettlementInput& input) {
  std::vector<Rational> best;
  for (std::size_t party = 0; party < input.scale.size(); ++party) {
    Integer largest;
    if (!input.best.empty()) {
      largest = input.best[party];
    } else {
      if (input.scores.empty()) return {};
      largest = input.scores[0][party];
      for (const auto& row : input.scores)
        if (row[party] > largest) largest = row[party];
    }
    Rational points(largest, input.scale[party]);
    points.canonicalize();
    best.push_back(std::move(points));
  }
  return scale_warning(best);
}

std::string scale_warning(std::span<const Rational> best) {
  if (std::ranges::adjacent_find(best, std::not_equal_to<>{}) == best.end()) return {};
  const auto [low, high] = std::ranges::minmax(best);
  return "the parties' scales differ (their best scores run from " + to_text(low) + " to " + to_text(high) +
         "); this principle compares one party's points with another's, as given";
}

}  // namespace parley::agreement
