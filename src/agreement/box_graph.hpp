// Boxes as the vertices of a conflict graph: the form in which the box frontier is searched.
//
// Computes   positive boxes only (a negative value becomes a constant and the disjoint boxes of the complement), equal
//            boxes merged, boxes that always or never hold removed, dominated boxes removed, gcd divided out
// Invariant  a set of vertices without an edge is a set of boxes that hold together in some package (intervals that
//            meet pairwise have a common point, issue by issue); so the objective vectors of packages and the weights of
//            independent sets have the same frontier
// Cost       O(boxes^2 * bounds)
// Source     docs/methods/box-frontier.md
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "agreement/box_frontier.hpp"

namespace parley::agreement::boxes {

// A square 0/1 matrix with whole words a row.
class BitMatrix {
 public:
  BitMatrix() = default;
  explicit BitMatrix(std::size_t n) : words_((n + 63) / 64), bits_(n * words_) {}

  std::size_t words() const { return words_; }
  bool test(std::size_t row, std::size_t column) const {
    return (bits_[row * words_ + column / 64] >> (column % 64)) & 1U;
  }
  void set(std::size_t row, std::size_t column) {
    bits_[row * words_ + column / 64] |= std::uint64_t{1} << (column % 64);
  }
  void clear(std::size_t row, std::size_t column) {
    bits_[row * words_ + column / 64] &= ~(std::uint64_t{1} << (column % 64));
  }
  std::span<std::uint64_t> row(std::size_t i) { return {bits_.data() + i * words_, words_}; }
  std::span<const std::uint64_t> row(std::size_t i) const { return {bits_.data() + i * words_, words_}; }

 private:
  std::size_t words_ = 0;
  std::vector<std::uint64_t> bits_;
};

template <class S>
struct Graph {
  std::size_t size = 0;  // vertices
  std::size_t objectives = 0;
  std::vector<std::vector<Interval>> bounds;  // per vertex, ascending by issue, none covers its issue
  std::vector<S> weight;  // [vertex][objective], never negative, not all 0
  std::vector<S> constant;  // per objective; the value of the empty set
  BitMatrix conflicts;

  std::span<const S> weight_of(std::size_t v) const { return {weight.data() + v * objectives, objectives}; }
};

// An empty graph and false when the problem has more than kMaxBoxVertices vertices or the work ended.
template <class S>
bool make_graph(const BoxProblem<S>& problem, Graph<S>& graph, Work& work);

// The vertices in a new order: vertex i of the result is vertex order[i] of `graph`.
template <class S>
Graph<S> reordered(const Graph<S>& graph, std::span<const std::uint32_t> order);

}  // namespace parley::agreement::boxes
