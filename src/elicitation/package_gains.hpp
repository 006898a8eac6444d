// What a party gains in each feasible package, as whole numbers.
//
// Packages   those that the rules of the case allow, in case order; red lines are a party's own and forbid none of them
// Gains      the score above the reservation value, or above the worst feasible package where there is none, times a factor of
//            the party's own that makes them small whole numbers; -1 where one of its red lines is crossed
// Errors     kLimit: more than kMostPackages combinations, scores finer than 62 bits, no package at all; those of score_of()
// Cost       packages times terms, in exact fractions
#pragma once

#include <cstdint>
#include <vector>

#include "elicitation/answers.hpp"

namespace parley::elicitation {

inline constexpr unsigned long kMostPackages = 1UL << 20U;

Result<std::vector<Package>> feasible_packages(const Case& c);
Result<std::vector<std::int64_t>> gains_of(const Case& c, const Party& party, const std::vector<Package>& packages);

}  // namespace parley::elicitation
