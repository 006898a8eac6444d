// The decision diagram of one condition: every layer's distinct states and where each option leads.
//
// Computes   for each state the number of admissible completions, and with them: the number of packages, fair draws,
//            packages in the diagram's order
// Input      a problem and a condition; all its comparisons become partial sums in the states
// Cost       states x options steps and 4 bytes each; a count a state
// Complete   `build` returns false when the work ended; `bounds` then encloses the number of packages
// Source     Bergman, Cire, van Hoeve and Hooker 2016, Decision Diagrams for Optimization, ch. 3
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "agreement/count.hpp"
#include "agreement/problem.hpp"
#include "base/work.hpp"

namespace parley::agreement {

class Diagram {
 public:
  Diagram(const Problem& p, const Logic& condition);

  // With `keep` the diagram can be walked afterwards; without, only counted, in the memory of two layers.
  bool build(bool keep, Work& work);

  // Number of packages, or what is known of it after a `build` that returned false.
  const Count& counted() const { return count_; }

  // The rest needs a complete `build` with `keep`.
  Package draw(const std::function<Integer(const Integer&)>& below) const;  // below(n): uniform in [0, n)
  std::vector<Package> first(std::size_t n) const;                          // in the order of the diagram's issues

 private:
  static constexpr std::uint32_t kNowhere = ~std::uint32_t{0};

  template <class S>
  bool build_as(bool keep, Work& work);
  void count_back();

  const Problem& problem_;
  Logic condition_;
  std::vector<IssueIndex> order_;
  Count count_;
  std::vector<std::vector<std::uint32_t>> next_;      // per layer: states x options
  std::vector<std::vector<Integer>> completions_;     // per layer and state
};

}  // namespace parley::agreement
