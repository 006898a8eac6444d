// Families of sets none of which contains another: what "minimal" means wherever sets of concessions are combined.
//
// Contract   a family is sorted by size, then element by element; no member is a subset of another
// Cost       combining costs the product of the sizes; a family larger than kMaxFamily is refused, not cut
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "agreement/problem.hpp"

namespace parley::agreement {

using ElementSet = std::vector<std::uint32_t>;  // ascending
using SetFamily = std::vector<ElementSet>;

inline constexpr std::size_t kMaxFamily = 20000;

bool is_subset(const ElementSet& small, const ElementSet& large);
ElementSet united(const ElementSet& a, const ElementSet& b);

// Sorted, without supersets.
SetFamily minimal(SetFamily sets);

// The minimal sets that satisfy a monotone decision rule when party i's acceptance costs `price[i]`; none when there
// would be more than kMaxFamily on the way.
std::optional<SetFamily> cheapest(const Condition& decision, std::span<const ElementSet> price);

}  // namespace parley::agreement
