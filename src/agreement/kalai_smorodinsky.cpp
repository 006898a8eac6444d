#include "agreement/kalai_smorodinsky.hpp"

#include "agreement/leximin.hpp"

namespace parley::agreement {

Settlement kalai_smorodinsky(const SettlementInput& input) {
  const auto among = candidates(input);
  if (among.empty()) return {{}, std::string(kNoCandidate), {}};
  std::vector<Integer> ranges = input.disagreement;
  for (const std::size_t point : among)
    for (std::size_t party = 0; party < ranges.size(); ++party)
      if (input.scores[point][party] > ranges[party]) ranges[party] = input.scores[point][party];
  // Each share is brought to the common denominator of all: gain / range = gain * (common / range) / common.
  Integer common = 1;
  for (std::size_t party = 0; party < ranges.size(); ++party) {
    ranges[party] -= input.disagreement[party];
    if (ranges[party] != 0) common = lcm(common, ranges[party]);
  }
  for (Integer& range : ranges)
    if (range != 0) range = common / range;
  return {leximin(input, among, ranges), {}, {}};
}

}  // namespace parley::agreement
