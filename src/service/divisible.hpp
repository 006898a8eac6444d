// The answer for a case in which two parties divide issues: a frontier of segments and the settlements on it.
//
// Computes   as analyze() does, with the exact method of agreement/divisible.hpp; counts, concessions and prices have no
//            meaning over infinitely many packages and stay away
// Errors     kUnsupported for what the exact method cannot express (then a grid can: LoadOptions::import.grid)
#pragma once

#include <optional>
#include <vector>

#include "agreement/adjusted_winner.hpp"
#include "agreement/divisible.hpp"
#include "agreement/divisible_settlements.hpp"
#include "agreement/settlements.hpp"

namespace parley::service {

struct DivisibleAnswer {
  struct Settled {
    const agreement::SettlementMethod* method = nullptr;
    agreement::DivisibleSettlement settlement;
  };

  agreement::DivisibleCase parts;
  agreement::DivisibleFrontier frontier;
  std::optional<agreement::DivisibleRange> range;
  std::array<std::optional<Rational>, 2> disagreement;
  std::vector<Settled> settlements;
  std::optional<agreement::AdjustedWinner> adjusted_winner;  // where its conditions hold
};

}  // namespace parley::service
