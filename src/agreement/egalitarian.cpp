#include "agreement/egalitarian.hpp"

#include "agreement/leximin.hpp"

namespace parley::agreement {

Settlement egalitarian(const SettlementInput& input) {
  const auto among = candidates(input);
  if (among.empty()) return {{}, std::string(kNoCandidate), {}};
  return {leximin(input, among, common_scale(input)), {}, scale_warning(input)};
}

}  // namespace parley::agreement
