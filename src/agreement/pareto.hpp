// All packages that are efficient for a list of objectives within a condition: the primitive under frontier,
// concessions and what a result rests on.
//
// Computes   the set of objective vectors that no admissible package's vector dominates, one package each
// Input      objectives, each maximised: a function of the problem, or the truth (0/1) of a condition;
//            `within`: the condition that packages must satisfy
// Output     points in ascending order of their package (case order, first issue first); of all packages with the same
//            vector the one found is deterministic, not necessarily the first
// Complete   `complete` is a proof that the set of vectors is exact; otherwise the points are admissible packages, none
//            dominated by another of them, and `ideal` still bounds every objective from above
// Method     chosen from the structure, named in `method`; see docs/methods/frontier.md
// Cost       separable scores: time O(points per step * options * log); otherwise by the number of residual states;
//            NP-hard in general
// Errors     none: an empty set is an answer
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <variant>
#include <vector>

#include "agreement/problem.hpp"
#include "base/work.hpp"

namespace parley::agreement {

using Objective = std::variant<FunctionIndex, Logic>;

struct ParetoQuery {
  std::vector<Objective> objectives;
  Logic within;
};

struct Point {
  std::vector<Integer> values;  // one per objective, on the function's scale
  Package package;
};

struct ParetoSet {
  std::vector<Point> points;
  bool complete = false;
  std::string_view method;
  std::vector<Integer> ideal;  // an upper bound of each objective; exact when complete and points is not empty
};

ParetoSet pareto(const Problem& p, const ParetoQuery& query, Work& work);

// The packages within `within` whose objective vector is `values`, in case order; second: whether these are all. Where
// there are more than `limit`, which of them are given is deterministic but not the first in case order.
std::pair<std::vector<Package>, bool> packages_at(const Problem& p, const ParetoQuery& query,
                                                  std::span<const Integer> values, std::size_t limit, Work& work);

// A package within `within`, the empty optional when there is none; `proved` false when the work ended first.
struct Witness {
  std::optional<Package> package;
  bool proved = false;
};
Witness find_package(const Problem& p, const Logic& within, Work& work);

}  // namespace parley::agreement
