// The preferences that another party might have, as the disclosure estimate imagines them.
//
// A candidate is an order of the issues (weights n, n-1, ..., 1) and, for each issue, an order of its options with evenly
// spaced values; docs/methods/disclosure.md. Scores are whole numbers on a scale that all candidates share.
#pragma once

#include "elicitation/disclosure.hpp"
#include "elicitation/random.hpp"

namespace parley::elicitation {

struct Candidate {
  std::vector<std::uint32_t> weights;  // of each issue
  std::vector<OptionIndex> favourites;  // of each issue
  std::vector<std::vector<std::int64_t>> worth;  // weight times value of each option
};

class Candidates {
 public:
  Candidates(const Case& c, Prior prior);

  const Integer& count() const { return count_; }
  std::int64_t best() const { return best_; }  // no candidate scores higher
  Candidate number(std::uint64_t index) const;  // index < count()
  Candidate draw(Random& random) const;

 private:
  Candidate make(std::vector<std::uint32_t> weights, const std::vector<std::vector<std::uint32_t>>& orders) const;
  bool directed(std::size_t issue) const { return directed_[issue]; }

  std::vector<OptionIndex> counts_;
  std::vector<bool> directed_;
  Integer count_ = 1;
  std::int64_t unit_ = 1;  // the least common multiple of the numbers of steps
  std::int64_t best_ = 0;
};

}  // namespace parley::elicitation
