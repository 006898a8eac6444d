// What a party's answers say, as sentences that a person reads and confirms.
//
// Input      answers that passed check(); parts that are missing are left out, so that missing() stands beside this
// Output     one sentence each: red lines, what matters most, each issue from best to worst, what each ranked package is,
//            the ranking, no deal; of complete answers also that no deal has no place, and how many contradictions remain
// Order      issues by their swing, the largest first, ties in case order
#pragma once

#include "elicitation/answers.hpp"

namespace parley::elicitation {

std::vector<std::string> in_words(const Answers& answers, const Case& c);

// "Swing of Venue: from 40 to 55", "Venue, Istanbul: from 60 to 45", "change the places of the two packages".
struct Change;
std::string in_words(const Change& change, const Case& c);

}  // namespace parley::elicitation
