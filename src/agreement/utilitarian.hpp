// Utilitarian solution on a finite frontier.
//
// Computes   the points with the largest sum of scores
// Input      see settlements.hpp
// Output     all points that tie; none, with the reason, when there is no candidate; a warning where scales differ
// Cost       O(points * parties) multiplications of whole numbers
// Source     Harsanyi 1955, Journal of Political Economy 63(4)
#pragma once

#include "agreement/settlements.hpp"

namespace parley::agreement {

inline constexpr MethodInfo kUtilitarian{"utilitarian", "Utilitarian",
                                         "candidates; parties' points that can be compared",
                                         "Harsanyi 1955, Journal of Political Economy 63(4)", Maturity::kProven};

Settlement utilitarian(const SettlementInput& input);

}  // namespace parley::agreement
