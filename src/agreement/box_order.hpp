// An order of the vertices in which little has to be remembered between the early and the late ones.
//
// Computes   a search order such that eliminating the vertices backwards fills in few edges (least fill first, ties by
//            degree, then by index), arranged so that independent parts follow each other
// Cost       O(vertices^2 * degree) bit operations; above kFillLimit vertices least degree replaces least fill
// Source     docs/methods/box-frontier.md
#pragma once

#include <cstdint>
#include <vector>

#include "agreement/box_graph.hpp"

namespace parley::agreement::boxes {

inline constexpr std::size_t kFillLimit = 1024;

// order[i] is the vertex that is searched i-th; shorter than the graph only when the work ended.
std::vector<std::uint32_t> search_order(const BitMatrix& conflicts, std::size_t size, Work& work);

}  // namespace parley::agreement::boxes
