// A small set of frontier points that stands for all of them, with a guarantee of how near every other one is.
//
// Computes   the points named in `keep` and each party's best, then greedily the point farthest from all kept so far,
//            until `limit` points are kept
// Distance   the largest difference of any party's score, as a share of that party's range on the frontier
// Output     the kept points, ascending; `within`: every point lies at most that far from a kept one (exact rational, an
//            upper bound); the same points in, the same points out
// Cost       O(points * limit * parties) whole-number operations, O(points * parties) memory; when the work ends early
//            fewer points are kept and `within` still holds
// Errors     none; a limit below the points that are always kept gives those points
// Source     Gonzalez 1985, Theoretical Computer Science 38 (farthest-point clustering: at most twice the best possible
//            distance for the points it adds)
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "agreement/pareto.hpp"
#include "base/number.hpp"
#include "base/work.hpp"

namespace parley::agreement {

struct Representatives {
  std::vector<std::size_t> points;  // indices, ascending
  Rational within = 0;
};

Representatives representatives(std::span<const Point> points, std::span<const std::size_t> keep, std::size_t limit,
                                Work& work);

}  // namespace parley::agreement
