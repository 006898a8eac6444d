// Nash bargaining solution on a finite frontier.
//
// Computes   the points that maximise the product over parties of (u_i - d_i)^w_i, the weights 1 unless given
// Input      see settlements.hpp; a weight of 0 leaves a party out of the product, not out of the candidates
// Output     all points of the largest product; none, with the reason, when that product is 0, or when the weights,
//            divided by their greatest common divisor, would make it longer than kMaxProductBits
// Cost       O(points * parties) multiplications of whole numbers; nothing is rounded, so the product grows to the sum
//            of its factors' lengths (five parties at 1e-9: three machine words)
// Source     Nash 1950, Econometrica 18(2); weights: Kalai 1977, International Journal of Game Theory 6(3)
#pragma once

#include "agreement/settlements.hpp"

namespace parley::agreement {

inline constexpr std::size_t kMaxProductBits = std::size_t{1} << 16;

inline constexpr std::string_view kBadWeights =
    "the weights of the Nash product are all 0, or too far apart to be computed";

inline constexpr MethodInfo kNash{"nash", "Nash", "candidates that give every party a gain",
                                  "Nash 1950, Econometrica 18(2)", Maturity::kProven};

Settlement nash(const SettlementInput& input);

}  // namespace parley::agreement
