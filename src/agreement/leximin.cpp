#include "agreement/leximin.hpp"

#include <algorithm>

namespace parley::agreement {

std::vector<std::size_t> leximin(const SettlementInput& input, std::span<const std::size_t> among,
                                 std::span<const Integer> factors) {
  std::vector<std::size_t> counted;
  for (std::size_t party = 0; party < factors.size(); ++party)
    if (factors[party] != 0) counted.push_back(party);
  if (counted.empty()) return {among.begin(), among.end()};

  std::vector<std::size_t> result;
  std::vector<Integer> best, gains(counted.size());
  for (const std::size_t point : among) {
    bool worse = false;
    for (std::size_t k = 0; k < counted.size() && !worse; ++k) {
      const std::size_t party = counted[k];
      gains[k] = input.scores[point][party] - input.disagreement[party];
      gains[k] *= factors[party];
      worse = !best.empty() && gains[k] < best.front();
    }
    if (worse) continue;
    std::ranges::sort(gains);
    const bool first = best.empty();
    if (!first && std::ranges::lexicographical_compare(gains, best)) continue;
    if (first || gains != best) {
      best = gains;
      result.clear();
    }
    result.push_back(point);
  }
  return result;
}

}  // namespace parley::agreement
