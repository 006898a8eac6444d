// From a party's answers to its scores.
//
// Computes   for every issue a weight and for every option a value from 0 to 100, so that the best package has 100 and
//            the worst 0: the least squares compromise between bars, swings and the ranking of packages, under the order
//            of the options, which always holds
// Input      answers in which nothing is missing()
// Output     case scores (one table an issue: weight times values, numbers with ranges), the reservation value from the
//            place of "no deal", red lines. Ranges hold what was stated and the fitted number; sources and times are the
//            caller's to add
// Cost       one non-negative least squares over the steps between neighbouring places: microseconds
// Errors     kUsage when something is missing, kValue when no issue matters at all
// Source     swing weights: von Winterfeldt and Edwards, Decision Analysis and Behavioral Research, 1986; order as
//            steps >= 0: isotonic regression; ranking by differences with normal noise: Thurstone 1927, Psychological
//            Review 34. docs/methods/elicitation.md has the whole definition
#pragma once

#include "elicitation/answers.hpp"

namespace parley::elicitation {

struct Fit {
  std::vector<TableTerm> terms;  // of the issues that matter, in case order
  std::optional<Number> reservation;  // none while no deal has no place
  std::vector<Rule> red_lines;
  std::vector<Rational> ranked;  // the score of each package of the answers

  Rational score(const Package& package) const;  // 0 to 100
};

Result<Fit> fit(const Answers& answers, const Case& c);

// The party with these scores, reservation value and red lines in place of its own.
Party with_fit(Party party, Fit fit);

}  // namespace parley::elicitation
