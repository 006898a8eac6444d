// Adjusted Winner: a fair division of several issues between two parties.
//
// Computes   first each issue goes to the party that gives it more points, on equal points to the first party; then the
//            party that is ahead hands over issues, those first that are worth most to the other for each point that they
//            cost, the last of them in part, until both have the same number of points
// Input      two parties, divisible issues only, points of 0 or more, no caps; points are used as given, never brought to
//            100, and `equal_totals` says whether the two parties spread the same number of them
// Output     both allocations with their scores; at most one issue is split
// Properties efficient, and with equal totals equitable and free of envy. With other totals it can happen that handing
//            over more would help nobody before the scores are equal: then `equitable` is false
// Cost       O(issues log issues) operations on fractions
// Errors     kUnsupported: not two parties, a choice or an amount with scores, negative points, a cap, or whatever
//            divisible.hpp cannot express
// Source     Brams and Taylor 1996, Fair Division: From Cake-Cutting to Dispute Resolution
#pragma once

#include <array>
#include <vector>

#include "agreement/divisible.hpp"

namespace parley::agreement {

struct AdjustedWinner {
  struct Transfer {
    IssueIndex issue = 0;
    std::size_t from = 0;  // 0: the first party hands over, 1: the second
    Rational share;  // of the issue that changes hands
  };
  struct Allocation {
    std::vector<Rational> shares;  // the first party's, one per issue of the case
    std::array<Rational, 2> scores;
  };

  std::array<PartyIndex, 2> parties{};
  Allocation before, after;
  std::vector<Transfer> transfers;  // in the order in which they are made
  bool equitable = false;  // both scores are equal after it
  bool equal_totals = false;
};

Result<AdjustedWinner> adjusted_winner(const Case& c);

}  // namespace parley::agreement
