// Egalitarian solution on a finite frontier, as leximin.
//
// Computes   the points whose gains u_i - d_i, in points and sorted ascending, are lexicographically largest
// Input      see settlements.hpp
// Output     all points that tie; none, with the reason, when there is no candidate; a warning where scales differ
// Cost       O(points * parties) multiplications of whole numbers
// Source     Kalai 1977, Econometrica 45(7); leximin: Sen 1970, Collective Choice and Social Welfare
#pragma once

#include "agreement/settlements.hpp"

namespace parley::agreement {

inline constexpr MethodInfo kEgalitarian{"egalitarian", "Egalitarian (leximin)",
                                         "candidates; parties' points that can be compared",
                                         "Kalai 1977, Econometrica 45(7); Sen 1970", Maturity::kProven};

Settlement egalitarian(const SettlementInput& input);

}  // namespace parley::agreement
