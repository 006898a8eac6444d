// Leximin: the order that helps the worst-off first, then the second worst-off, and so on.
//
// Computes   the points whose gains (u_i - d_i) * factor_i, sorted ascending, are lexicographically largest
// Input      see settlements.hpp; `among`: indices of the points to choose from; a factor of 0 leaves a party out
// Output     all points that tie, in the order of `among`
// Cost       O(points * parties) multiplications; sorting only where a point's least gain reaches the best so far
// Source     Sen 1970, Collective Choice and Social Welfare
#pragma once

#include "agreement/settlements.hpp"

namespace parley::agreement {

std::vector<std::size_t> leximin(const SettlementInput& input, std::span<const std::size_t> among,
                                 std::span<const Integer> factors);

}  // namespace parley::agreement
