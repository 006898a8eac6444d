// Which packages to show a party for ranking.
//
// Computes   kRanked packages, or all where there are fewer, whose ranking is expected to tell most: the bits that the
//            answer "this one before that one" is expected to give about the scores, over neighbours in the expected
//            ranking, plus the bits that the place of no deal gives, that being anywhere on the scale
// Input      answers with orders and swings; packages come from those that the case's rules and the party's own red
//            lines allow
// Output     packages in an order that says nothing (case order); the same answers give the same packages
// Method     a pool of up to kPool packages (all, or an even spread), greedy choice, then exchanges while one helps
// Errors     kUsage while something is missing, kUnsupported when no package can be found
// Cost       O(kPool * kRanked) evaluations a pass: a few milliseconds
// Source     expected information of a comparison: Houlsby, Huszar, Ghahramani, Lengyel, Bayesian Active Learning for
//            Classification and Preference Learning, arXiv:1112.5745 (2011), equation 3
#pragma once

#include "elicitation/answers.hpp"

namespace parley::elicitation {

inline constexpr std::size_t kPool = 400;

Result<std::vector<Package>> packages_to_rank(const Answers& answers, const Case& c);

}  // namespace parley::elicitation
