// Where a party's answers contradict each other, and the smallest changes that would settle it.
//
// Computes   within an issue: a lower placed option with a higher bar; among packages: one ranked before another whose
//            stated score is higher, neighbours in the ranking only (any other contradiction contains such a one); a
//            ranked package that breaks the party's own red lines
// Settles    for a pair of packages every single bar or swing that alone turns it round, with the nearest whole number
//            that does, the smallest move first, and swapping the two; for all pairs at once every single bar or swing
//            that settles them together, the smallest move first, and the ranking that the bars imply
// Firm       a contradiction is firm when even the stated ranges (or one standard deviation of a judgement, where none is
//            stated) leave no room for it; others are within what a person may well mean
// Input      answers that passed check() with orders and swings; others give nothing
// Cost       O(pairs * options)
#pragma once

#include "elicitation/answers.hpp"

namespace parley::elicitation {

struct Change {
  enum class Kind { kSwing, kValue, kSwap };  // kSwap: the two packages change places
  Kind kind = Kind::kSwap;
  IssueIndex issue = 0;
  OptionIndex option = 0;  // kValue
  long from = 0, to = 0;  // points of the bar

  bool operator==(const Change&) const = default;
};

struct Contradiction {
  enum class Kind { kOrder, kRanking, kRedLine };
  Kind kind = Kind::kRanking;
  IssueIndex issue = 0;  // kOrder
  OptionIndex better = 0, worse = 0;  // kOrder: as placed
  std::size_t preferred = 0, other = 0;  // kRanking: indices into the packages, as ranked; kRedLine: preferred breaks
  std::string red_line;  // kRedLine: its title, or its id
  Rational lead = 0;  // kRanking: points (of 100) by which the bars put `other` ahead
  bool firm = true;
  std::vector<Change> changes;  // kRanking: single changes that settle this pair, the smallest first
  std::string words;

  bool operator==(const Contradiction&) const = default;
};

struct Contradictions {
  std::vector<Contradiction> found;
  std::vector<Change> for_all;  // single bars or swings that settle every pair of packages together
  std::vector<std::uint32_t> implied;  // the place of each package by the bars; empty when nothing is contradicted
};

Contradictions contradictions(const Answers& answers, const Case& c);

}  // namespace parley::elicitation
