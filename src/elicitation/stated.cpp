#include "elicitation/stated.hpp"

#include <algorithm>
#include <cmath>

namespace parley::elicitation {
namespace {

Stated read(const Judgement& j) {
  Stated s;
  s.likely = j.likely.get_d();
  if (j.low) {
    s.low = j.low->get_d();
    s.high = j.high->get_d();
    s.sd = std::max(kLeastSd, (s.high - s.low) / 2);
  } else {
    s.low = std::max(0.0, s.likely - kJudgementSd);
    s.high = std::min(100.0, s.likely + kJudgementSd);
  }
  return s;
}

// What is known of each place: 100 for the first, 0 for the last, the mean of what was rated between.
std::vector<std::optional<double>> known_places(const IssueAnswer& answer, std::uint32_t last) {
  std::vector<std::optional<double>> known(last + 1);
  for (std::uint32_t place = 2; place < last; ++place) {
    double sum = 0;
    int count = 0;
    for (const Rating& rating : answer.levels)
      if (rating.place == place && rating.value) {
        sum += rating.value->likely.get_d();
        ++count;
      }
    if (count > 0) known[place] = sum / count;
  }
  known[1] = 100;
  known[last] = 0;
  return known;
}

// A level that was placed but not rated: its share of the way between the rated places around it.
Stated placed_only(const std::vector<std::optional<double>>& known, std::uint32_t place) {
  std::uint32_t above = place, below = place;
  while (!known[above]) --above;
  while (!known[below]) ++below;
  Stated s;
  const double share = static_cast<double>(below - place) / (below - above);
  const double top = std::max(*known[above], *known[below]), bottom = std::min(*known[above], *known[below]);
  s.likely = *known[below] + share * (*known[above] - *known[below]);
  s.low = bottom;
  s.high = top;
  s.sd = std::max(kJudgementSd, (top - bottom) / std::sqrt(12.0));
  return s;
}

StatedIssue read(const IssueAnswer& answer, const Issue& issue) {
  StatedIssue result;
  result.levels = levels_of(issue);
  if (answer.swing) result.swing = read(*answer.swing);
  for (const Rating& rating : answer.levels) {
    result.places.push_back(rating.place);
    result.last_place = std::max(result.last_place, rating.place);
  }
  result.values.resize(result.levels.size());
  if (!result.says()) return result;
  const auto known = known_places(answer, result.last_place);
  for (std::size_t k = 0; k < answer.levels.size(); ++k) {
    const Rating& rating = answer.levels[k];
    if (rating.place == 1) result.values[k] = {100, 100, 100, 0};
    else if (rating.place == result.last_place) result.values[k] = {0, 0, 0, 0};
    else if (rating.value) result.values[k] = read(*rating.value);
    else result.values[k] = placed_only(known, rating.place);
  }
  return result;
}

}  // namespace

std::vector<StatedIssue> stated(const Answers& answers, const Case& c) {
  std::vector<StatedIssue> issues;
  for (IssueIndex i = 0; i < c.issues.size(); ++i) issues.push_back(read(answers.issues[i], c.issues[i]));
  return issues;
}

double between_levels(const std::vector<OptionIndex>& levels, const std::vector<double>& numbers, OptionIndex option) {
  const auto at = static_cast<std::size_t>(std::ranges::lower_bound(levels, option) - levels.begin());
  if (levels[at] == option) return numbers[at];
  const double share = static_cast<double>(option - levels[at - 1]) / (levels[at] - levels[at - 1]);
  return numbers[at - 1] + share * (numbers[at] - numbers[at - 1]);
}

double value_of(const StatedIssue& issue, OptionIndex option) {
  std::vector<double> likely;
  for (const Stated& value : issue.values) likely.push_back(value.likely);
  return between_levels(issue.levels, likely, option);
}

double score_of(const std::vector<StatedIssue>& issues, const Package& package) {
  double sum = 0;
  for (std::size_t i = 0; i < issues.size(); ++i)
    if (issues[i].says()) sum += issues[i].swing.likely * value_of(issues[i], package[i]);
  const double span = span_of(issues);
  return span > 0 ? sum / span : 0;
}

double span_of(const std::vector<StatedIssue>& issues) {
  double span = 0;
  for (const StatedIssue& issue : issues)
    if (issue.says()) span += issue.swing.likely;
  return span;
}

}  // namespace parley::elicitation
