// The smallest equal cut: how far all reservation values must come down together before there is an agreement.
//
// Computes   the least t >= 0 at which the zone is not empty when party i accepts at u_i >= r_i - t * (b_i - r_i); r_i is
//            its reservation value, b_i its best feasible score; red lines and rules stay as they are
// Output     t, exactly; the package that `fairest` (extremes.hpp) names in the zone so opened; what each party may be
//            asked for, t * (b_i - r_i), and what it pays, max(0, r_i - u_i)
// Nothing    a party whose best feasible score is not above its reservation value has nothing to share and gives nothing;
//            no cut exists when such parties stand in the way, or rules and red lines do: `reason` says which
// Errors     none
// Cost       a feasibility search for each halving of t and for each improvement after that
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "agreement/extremes.hpp"

namespace parley::agreement {

struct CutPayment {
  PartyIndex party = 0;
  Rational allowed, pays;  // in the party's own points
};

struct EqualCut {
  std::optional<Rational> share;  // none: `reason`
  Package package;
  std::vector<CutPayment> payments;  // of the parties with a reservation value that accept the package after the cut
  std::string reason;
  bool proved = false;
};

EqualCut equal_cut(const Case& c, const Problem& p, const std::vector<Extent>& extents, Work& work);

}  // namespace parley::agreement
