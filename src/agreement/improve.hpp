// From a package on the table to better ones: efficient improvements, and the trades that lead there.
//
// Improvements  the efficient packages that cost no objective party anything and give one something. Those that are
//               strictly better for all come first, because a party that gains nothing has no reason to move; order: the
//               largest smallest gain, then the next smallest (leximin), then case order
// Trades        single option changes that cost nobody anything and give somebody something (an option worth the same to
//               one party and more to another), and pairs of changes on two issues that do so together although neither
//               does alone (logrolling). Same order
// Gains         in each party's own points, compared as given, as the egalitarian settlement does
// Input         the package need not be within the condition itself; what is found is
// Output        at most `limit` of each; `total` says how many there are among those looked at
// Complete      improvements: a proof that the list of efficient improvements is exact (before `limit`); trades: every
//               change and every pair was looked at (beyond kMaxChanges and kMaxPairs, or out of time, not)
// Cost          one frontier query; trades: the square of the number of options, each with one sum where scores are sums
//               over single issues and one evaluation otherwise
// Source        logrolling: Raiffa 1982, The Art and Science of Negotiation, ch. 10-11; Froman and Cohen 1970,
//               Behavioral Science 15(2)
#pragma once

#include <vector>

#include "agreement/problem.hpp"
#include "base/work.hpp"

namespace parley::agreement {

inline constexpr std::size_t kMaxChanges = 20000;
inline constexpr std::size_t kMaxPairs = 4000000;

struct Improvement {
  Package package;
  std::vector<Rational> scores, gains;  // of the objective parties, in case order
  bool for_all = false;  // every one of them gains
};

struct Improvements {
  std::vector<Improvement> list;
  std::size_t total = 0;
  std::size_t for_all = 0;  // how many of `total` are better for all
  bool complete = false;  // with an empty list: the package on the table is efficient, or beyond it nothing is within
};

Improvements improvements(const Problem& p, const Logic& within, const Package& table, std::size_t limit, Work& work);

struct OptionChange {
  IssueIndex issue = 0;
  OptionIndex from = 0, to = 0;

  bool operator==(const OptionChange&) const = default;
};

struct Trade {
  std::vector<OptionChange> changes;  // ascending by issue: one or two
  std::vector<Rational> gains;  // of the objective parties, in case order
  bool for_all = false;
};

struct Trades {
  std::vector<Trade> single, pairs;
  std::size_t total_single = 0, total_pairs = 0;
  bool complete = false;
};

Trades trades(const Problem& p, const Logic& within, const Package& table, std::size_t limit, Work& work);

}  // namespace parley::agreement
