// The rows that no other row weakly dominates, in falling lexicographic order; of equal rows the first.
//
// Computes   what the search keeps of a state's labels, for few rows as well as for many
// Cost       one and two objectives O(n log n); three O(n log n) by a staircase in the last two; more: dominance.hpp
// Ended      false when the work ended first; `kept` is then of no use
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "base/work.hpp"

namespace parley::agreement::boxes {

template <class S>
class Filter {
 public:
  explicit Filter(std::size_t objectives) : objectives_(objectives) {}

  // `values` is row-major.
  bool run(std::span<const S> values, Work& work);
  const std::vector<std::uint32_t>& kept() const { return kept_; }

 private:
  void sort(std::span<const S> values, std::vector<std::uint32_t>& rows) const;
  bool enters_staircase(const S* row);

  std::size_t objectives_;
  std::vector<std::uint32_t> order_, kept_;
  std::map<S, S> staircase_;  // second objective to third, the one rising and the other falling
};

}  // namespace parley::agreement::boxes
