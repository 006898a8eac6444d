// The answers as numbers: what each option is worth as stated, before anything is fitted.
//
// Computes   for every issue the swing and for every option its value from 0 to 100, each with a range and the standard
//            deviation that the fit gives it
// Input      answers that passed check() and in which nothing is missing()
// Ranges     a range that was stated is read as one standard deviation to either side. Where none was, a judgement is
//            taken to vary by kJudgementSd points when the same person gives it again. A level that was placed but not
//            rated lies anywhere between its rated neighbours
// Source     the noise that the check of this room assumes (docs/methods/elicitation.md)
#pragma once

#include "elicitation/answers.hpp"

namespace parley::elicitation {

inline constexpr double kJudgementSd = 10;  // of 100
inline constexpr double kLeastSd = 1;  // nobody judges better than this

struct Stated {
  double likely = 0, low = 0, high = 0;
  double sd = kJudgementSd;
};

struct StatedIssue {
  Stated swing;
  std::vector<OptionIndex> levels;
  std::vector<std::uint32_t> places;  // of each level
  std::uint32_t last_place = 1;  // 1: all options tie, so that the issue says nothing
  std::vector<Stated> values;  // of each level

  bool says() const { return last_place > 1; }
};

std::vector<StatedIssue> stated(const Answers& answers, const Case& c);

// An option between levels: the straight line between its neighbours' numbers.
double between_levels(const std::vector<OptionIndex>& levels, const std::vector<double>& numbers, OptionIndex option);

// The value of an option as stated, 0 to 100.
double value_of(const StatedIssue& issue, OptionIndex option);

// The score of a package as stated, 0 to 100: the share of all swings that it gets.
double score_of(const std::vector<StatedIssue>& issues, const Package& package);

// The sum of swings, the length of the scale of packages in points of a bar.
double span_of(const std::vector<StatedIssue>& issues);

}  // namespace parley::elicitation
