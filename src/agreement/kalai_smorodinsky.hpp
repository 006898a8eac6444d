// Kalai-Smorodinsky solution on a finite frontier.
//
// Computes   the points whose shares (u_i - d_i) / (ideal_i - d_i), sorted ascending, are lexicographically largest;
//            ideal_i is party i's largest score among the candidates
// Input      see settlements.hpp; parties with ideal_i = d_i are left out: nothing can be won for them
// Output     all points that tie; none, with the reason, when there is no candidate
// Cost       O(points * parties) multiplications of whole numbers on the least common multiple of the ranges
// Source     Kalai and Smorodinsky 1975, Econometrica 43(3); on finite sets and for more than two parties as leximin:
//            Imai 1983, Econometrica 51(2)
#pragma once

#include "agreement/settlements.hpp"

namespace parley::agreement {

inline constexpr MethodInfo kKalaiSmorodinsky{
    "kalai-smorodinsky", "Kalai-Smorodinsky", "candidates; a party that cannot gain is left out",
    "Kalai and Smorodinsky 1975, Econometrica 43(3); Imai 1983, Econometrica 51(2)", Maturity::kProven};

Settlement kalai_smorodinsky(const SettlementInput& input);

}  // namespace parley::agreement
