// Packages that could have a larger Nash product than a given one, without the whole frontier.
//
// Computes   efficient packages within a condition among which every package with a larger product of gains is, or one
//            with the same scores. By the inequality of arithmetic and geometric means the product of x exceeds that of
//            y only if the sum over parties of g_i(x) / g_i(y) exceeds their number: a plane that touches the product's
//            level surface at y. What lies beyond the plane is usually a small part of the frontier
// Exactness  the plane's weights are rounded up to whole numbers, which moves it outwards: it stays necessary
// Input      gains: value / scale - disagreement of each function, caps ignored for the plane alone
// Cost       one frontier search with one more threshold
#pragma once

#include <optional>
#include <vector>

#include "agreement/extremes.hpp"
#include "agreement/pareto.hpp"

namespace parley::agreement {

struct RivalQuery {
  Logic within;
  std::vector<FunctionIndex> functions;  // the objectives; all gains but that of `free` must be positive
  std::vector<Rational> disagreement;  // in points, one per function
  std::vector<Rational> gains;  // of the package to beat: positive, at `free` at least 0
  std::optional<std::size_t> free;  // the function whose gain may be any
  std::vector<FunctionIndex> besides;  // objectives that the product does not contain
};

// Points have one value per function, then per function of `besides`.
ParetoSet rivals(const Problem& p, const RivalQuery& query, Work& work);

// value >= threshold for a threshold in points: strictly more, or at least.
Logic exceeds(const Problem& p, FunctionIndex f, const Rational& points);
Rational in_points(const Problem& p, FunctionIndex f, const Integer& value);

struct NashPoint {
  std::optional<Package> package;  // none: no package gives every party a gain
  bool proved = false;
};

// The package within `within` with the largest product of gains over the scored parties; of ties the first in case
// order, or `known` if that is one of them.
NashPoint nash_package(const Problem& p, const Logic& within, const std::vector<Rational>& disagreement,
                       const std::vector<Extent>& extents, const std::optional<Package>& known, Work& work);

}  // namespace parley::agreement
