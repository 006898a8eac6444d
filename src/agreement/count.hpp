// How many packages satisfy a condition, and a fair draw from them.
//
// Computes   the exact number, by counting paths of the diagram of residual conditions
// Output     `count` when proved within the work; otherwise bounds that enclose it
// Cost       by the number of residual states, at most `memory` bytes; #P-hard in general
// Sampling   every package that satisfies the condition has the same probability (rejection-free); the generator is
//            the caller's seed, the draw is the same on every machine
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "agreement/problem.hpp"
#include "base/work.hpp"

namespace parley::agreement {

struct Count {
  std::optional<Integer> count;
  Integer at_least = 0, at_most = 0;  // equal to count when that is proved
};

Count count(const Problem& p, const Logic& condition, Work& work);

// `n` packages drawn uniformly with replacement; empty when the condition was not counted or nothing satisfies it.
std::vector<Package> sample(const Problem& p, const Logic& condition, std::size_t n, std::uint64_t seed, Work& work);

// Up to `n` packages that satisfy the condition, always the same ones, in case order; none when the work ended.
std::vector<Package> examples(const Problem& p, const Logic& condition, std::size_t n, Work& work);

}  // namespace parley::agreement
