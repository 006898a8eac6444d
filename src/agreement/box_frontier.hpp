// The exact frontier of objectives that are sums of boxes, over spaces far too large to list.
//
// Computes   all nondominated objective vectors, one package each; every objective is maximised
// Input      value of objective j at a package = constant[j] + sum of unary values + sum of the boxes whose bounds all
//            hold; any value may be negative. `at_least[j]`: vectors below it are not admissible (none: no bound)
// Output     points in ascending order of their packages (first issue first); of all packages with one vector the one
//            found is deterministic. `complete` is a proof; otherwise the points are admissible packages of which none
//            dominates another
// Limits     for every objective the sum of the absolute values of everything in it is below 2^46 (int64_t) or
//            2^110 (Wide); the caller picks the type. kMaxBoxVertices bounds what the search takes on; beyond it the
//            answer is incomplete
// Cost       NP-hard (maximum-weight clique); docs/methods/box-frontier.md has measured figures. Memory O(boxes^2) bits
// Method     docs/methods/box-frontier.md
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "agreement/problem.hpp"
#include "agreement/wide.hpp"
#include "base/work.hpp"

namespace parley::agreement {

using Wide = Int128;

template <class S>
struct BoxProblem {
  struct Unary {
    IssueIndex issue = 0;
    std::vector<std::vector<S>> values;  // [option][objective]
  };
  struct Box {
    std::vector<Interval> bounds;  // in any order; several of one issue intersect, an empty one never holds
    std::vector<S> value;  // one per objective
  };

  std::vector<std::uint32_t> sizes;  // options per issue, all at least 1
  std::size_t objectives = 0;  // at least 1
  std::vector<S> constant;  // one per objective
  std::vector<Unary> unary;  // several of one issue add up
  std::vector<Box> boxes;
  std::vector<std::optional<S>> at_least;  // empty, or one per objective
};

template <class S>
struct BoxPoint {
  std::vector<S> values;
  Package package;
};

template <class S>
struct BoxFrontier {
  std::vector<BoxPoint<S>> points;
  bool complete = false;
  std::uint64_t nodes = 0;  // of the search, for tests and benchmarks
};

inline constexpr std::size_t kMaxBoxVertices = 8192;  // boxes, complements and unary options after merging

// How the search divides its effort; the answer's vectors do not depend on it, times do. The figures were measured on
// published domains and on generated ones (docs/methods/box-frontier.md).
struct BoxTuning {
  std::size_t first_entries = std::size_t{1} << 20;  // of all bound tables together at first, roughly
  std::size_t most_per_table = 4096;  // of one table at first
  std::size_t table_growth = 8;
  std::size_t narrowest = 64;  // labels a layer in the first descent
  std::size_t widening = 4;
  std::size_t widest = std::size_t{1} << 20;
};

// S is std::int64_t or Wide.
template <class S>
BoxFrontier<S> box_frontier(const BoxProblem<S>& problem, Work& work, const BoxTuning& tuning = {});

}  // namespace parley::agreement
