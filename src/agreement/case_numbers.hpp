// The numbers of a case, and what moving one of them does to its party's score.
//
// Computes   every number in scores, caps and reservation values with its path in the case file; and for one number the
//            change of the party's sum of terms (before its cap) against the stated case, as a function of the number
// Output     classes: conditions on packages that exclude each other and together hold everywhere, each with the change
//            that all its packages share; a number in a table has two, a weight one per distinct value of its table
// Errors     none: no classes when a least or largest of many boxes would need more than kMaxClasses
// Cost       linear in the term; a least or largest takes the product of its operands' outcomes
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "agreement/piecewise.hpp"
#include "agreement/problem.hpp"
#include "case/model.hpp"

namespace parley::agreement {

inline constexpr std::size_t kMaxClasses = 256;

struct CaseNumber {
  enum class Role { kScore, kCap, kReservation, kUnused };
  std::string path;  // "parties.ukraine.scores.venue.table.moscow"
  PartyIndex party = 0;
  std::optional<IssueIndex> issue;
  std::optional<OptionIndex> option;
  Role role = Role::kScore;
  std::size_t term = 0;  // kScore: index of the term
  const Number* number = nullptr;  // lives as long as the case

  bool assumption() const { return number->from.assumed || number->ranged(); }
};

// In the order of the case file: party by party, terms, cap, reservation value, discount.
std::vector<CaseNumber> numbers(const Case& c);

struct NumberClass {
  Logic when;
  Piecewise change;  // on the number's range
};

// The number must be ranged and of role kScore.
std::optional<std::vector<NumberClass>> classes(const Case& c, const CaseNumber& number);

}  // namespace parley::agreement
