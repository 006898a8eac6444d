#include "agreement/utilitarian.hpp"

namespace parley::agreement {

Settlement utilitarian(const SettlementInput& input) {
  const auto among = candidates(input);
  if (among.empty()) return {{}, std::string(kNoCandidate), {}};
  const auto factors = common_scale(input);
  Settlement result;
  Integer best, sum;
  for (const std::size_t point : among) {
    sum = 0;
    for (std::size_t party = 0; party < factors.size(); ++party)
      mpz_addmul(sum.get_mpz_t(), input.scores[point][party].get_mpz_t(), factors[party].get_mpz_t());
    if (!result.points.empty() && sum < best) continue;
    if (result.points.empty() || sum > best) {
      result.points.clear();
      swap(best, sum);
    }
    result.points.push_back(point);
  }
  result.warning = scale_warning(input);
  return result;
}

}  // namespace parley::agreement
