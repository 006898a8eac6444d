// Upper bounds of weighted sums for every partial choice of vertices, from tables made once.
//
// Computes   for kLanes directions at once: messages m(s) over small sets of earlier vertices, such that
//            sum of pending messages at a partial choice >= best weight that later vertices can still add
// Method     bucket elimination backwards through the search order; where a table would exceed `table_limit` entries
//            the bucket is split and the pieces maximised apart (mini-buckets), which keeps an upper bound. Without
//            a split the bounds are exact. Tables range over independent sets only: scopes are covered by cliques,
//            a digit per clique says which of its vertices is taken, so that an index is a sum of offsets
// Numbers    32-bit whole numbers: each weight is divided by the lane's quantum and rounded up, which stays an upper
//            bound and is exact while the sums fit
// Sources    Dechter 1999 (bucket elimination); Dechter and Rish 2003 (mini-buckets)
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "agreement/box_graph.hpp"

namespace parley::agreement::boxes {

inline constexpr std::size_t kLanes = 8;
using Lane = std::array<std::int32_t, kLanes>;

// The directions of one set of tables and what one step of a lane is worth.
template <class S>
struct Directions {
  std::array<std::vector<S>, kLanes> factor;  // per objective, none negative, not all 0
  std::array<S, kLanes> quantum;
};

struct Message {
  std::vector<std::uint32_t> scope;   // ascending
  std::vector<std::uint32_t> offset;  // per vertex of the scope
  std::vector<Lane> table;
};

struct Bounds {
  std::vector<Lane> weight;                          // per vertex, rounded up
  std::vector<Message> messages;
  std::vector<std::vector<std::uint32_t>> received;  // per vertex: messages whose last scope vertex it is
  std::vector<std::vector<std::uint32_t>> sent;      // per vertex: messages that its bucket made
  Lane best{};                                       // bound of the empty choice
  std::size_t entries = 0;                           // of all tables
  bool exact = true;
  bool ended = false;  // the work ended or the tables grew too large: nothing here may be used
};

// Vertices are in search order; `bytes` limits all tables together.
template <class S>
Bounds make_bounds(const Graph<S>& graph, const Directions<S>& directions, std::size_t table_limit, std::size_t bytes,
                   Work& work);

}  // namespace parley::agreement::boxes
