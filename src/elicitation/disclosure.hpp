// How much an exact suggestion of the engine tells one party about the others.
//
// Computes   the bits by which the suggestion narrows what the viewer can believe: log2 of all candidate preferences of
//            the others over those for which the rule would suggest this very package
// Prior      additive preferences of every other party with scores, independent of each other: every order of the issues
//            is equally likely (weights n, n-1, ..., 1), and within an issue every order of the options
//            (Prior::kOrders), or the order of the case and its reverse (Prior::kDirections; amounts always), values
//            evenly spaced; no red lines, no reservation value: disagreement is the worst feasible package
// Knows      the viewer knows its own preferences as the case has them, the rules of the case, and the rule
// Exact      by enumeration where candidates times packages are few (kMostWork); otherwise an estimate from kMostDraws
//            candidates at most, drawn with a fixed seed, with a 95 % interval; never silently
// Rule       elicitation/suggestion.hpp
// Errors     kUsage: the viewer has no scores, or nobody else has; kUnsupported: divisible issues, boxes;
//            kLimit: too many packages to draw even kLeastDraws candidates, or products over 126 bits
// Cost       candidates times feasible packages; most candidates end at the first package that beats the suggestion
// Source     interval: Wilson 1927, Journal of the American Statistical Association 22; docs/methods/disclosure.md
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "elicitation/suggestion.hpp"

namespace parley::elicitation {

inline constexpr double kMostWork = 4e8;
inline constexpr std::size_t kMostDraws = 100'000;
inline constexpr std::size_t kLeastDraws = 100;

enum class Prior { kOrders, kDirections };

// What the viewer would guess about one other party, before and after: the chance to be right.
struct Guess {
  PartyIndex party = 0;
  double top_issue_before = 0, top_issue_after = 0;
  double favourite_before = 0, favourite_after = 0;  // the favourite option, on average over the issues
};

struct Disclosure {
  bool exact = false;
  Integer candidates;  // all of them, drawn or not
  std::size_t tried = 0, fit = 0;  // candidates tried, and those that the suggestion fits
  std::optional<double> bits;  // none when no candidate tried fits
  double at_least = 0;  // the 95 % interval; equal to bits when exact
  std::optional<double> at_most;
  std::vector<Guess> guesses;  // empty when no candidate fits
  std::string prior;  // in words
  std::string words;  // the result in words
};

// Chooses how to compute; `draw_anyway` draws also where all candidates could be tried (for tests of the estimate).
Result<Disclosure> disclosure(const Case& c, PartyIndex viewer, const Package& suggested, SuggestionRule rule,
                              Prior prior, bool draw_anyway = false);

}  // namespace parley::elicitation
