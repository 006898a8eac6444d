#include "agreement/nash.hpp"

namespace parley::agreement {
namespace {

// The weights as small whole numbers, or nothing when a product could become too long to be worth having.
std::vector<unsigned long> small_weights(const SettlementInput& input, std::span<const std::size_t> among) {
  const std::size_t parties = input.disagreement.size();
  if (input.weights.empty()) return std::vector<unsigned long>(parties, 1);
  Integer divisor = 0;
  for (const Integer& weight : input.weights) divisor = gcd(divisor, weight);
  if (divisor == 0) return {};
  Integer bits = 0;
  std::vector<unsigned long> result;
  for (std::size_t party = 0; party < parties; ++party) {
    Integer largest = 0;
    for (const std::size_t point : among) {
      const Integer gain = input.scores[point][party] - input.disagreement[party];
      if (gain > largest) largest = gain;
    }
    const Integer weight = input.weights[party] / divisor;
    bits += weight * mpz_sizeinbase(largest.get_mpz_t(), 2);
    if (bits > kMaxProductBits) return {};
    result.push_back(weight.get_ui());
  }
  return result;
}

}  // namespace

Settlement nash(const SettlementInput& input) {
  const auto among = candidates(input);
  if (among.empty()) return {{}, std::string(kNoCandidate), {}};
  const auto weights = small_weights(input, among);
  if (weights.empty()) return {{}, std::string(kBadWeights), {}};

  Settlement result;
  Integer best = 0, product, factor;
  for (const std::size_t point : among) {
    product = 1;
    for (std::size_t party = 0; party < weights.size(); ++party) {
      if (weights[party] == 0) continue;
      factor = input.scores[point][party] - input.disagreement[party];
      if (weights[party] != 1) mpz_pow_ui(factor.get_mpz_t(), factor.get_mpz_t(), weights[party]);
      product *= factor;
    }
    if (product == 0 || product < best) continue;
    if (product > best) {
      result.points.clear();
      swap(best, product);
    }
    result.points.push_back(point);
  }
  if (result.points.empty()) result.reason = kNoSharedGain;
  return result;
}

}  // namespace parley::agreement
