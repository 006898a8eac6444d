// A shortest edit script between two sequences of numbers.
//
// Computes   which elements of a and b stay: a longest common subsequence, the rest is removed from a and added in b
// Output     pairs (i, j) with a[i] == b[j], both strictly increasing
// Cost       O((n + m) d) time and O(n + m) memory for d differences. A stretch that needs more than kMostEdits of them is
//            treated as replaced: correct, not shortest
// Source     Myers 1986, "An O(ND) difference algorithm and its variations", the linear-space refinement
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace parley::text {

inline constexpr std::ptrdiff_t kMostEdits = 2000;

std::vector<std::pair<std::size_t, std::size_t>> common_subsequence(std::span<const std::uint32_t> a,
                                                                    std::span<const std::uint32_t> b);

}  // namespace parley::text
