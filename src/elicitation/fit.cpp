#include "elicitation/fit.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "elicitation/least_squares.hpp"
#include "elicitation/stated.hpp"

namespace parley::elicitation {
namespace {

constexpr double kLeastSwing = 5;  // below it a bar within the issue says next to nothing about packages

// The equations of the fit. Unknowns: for each issue the step from every place to the next better one, then one slack
// for each pair of ranked packages.
class Equations {
 public:
  Equations(const std::vector<StatedIssue>& issues, const Answers& answers) : issues_(issues) {
    for (const StatedIssue& issue : issues_) {
      first_.push_back(unknowns_);
      unknowns_ += issue.last_place - 1;
    }
    find_pairs(answers.packages);
    for (std::size_t i = 0; i < issues_.size(); ++i)
      if (issues_[i].says()) rate(i);
    compare(answers.packages);
  }

  // What each place of each issue is worth, in points of the swing bars; place 1 first.
  std::vector<std::vector<double>> solve() const {
    const std::vector<double> steps = non_negative_least_squares(rows_, right_);
    std::vector<std::vector<double>> worth;
    for (std::size_t i = 0; i < issues_.size(); ++i) {
      std::vector<double> places(issues_[i].last_place, 0.0);
      for (std::size_t p = places.size() - 1; p-- > 0;) places[p] = places[p + 1] + steps[first_[i] + p];
      worth.push_back(std::move(places));
    }
    return worth;
  }

 private:
  // Adds `factor` times the worth of `place` of issue i.
  void add(Row& row, std::size_t i, std::uint32_t place, double factor) const {
    for (std::size_t p = place - 1; p + 1 < issues_[i].last_place; ++p) row[first_[i] + p] += factor;
  }

  void put(Row row, double right, double sd) {
    for (double& x : row) x /= sd;
    rows_.push_back(std::move(row));
    right_.push_back(right / sd);
  }

  void rate(std::size_t i) {
    const StatedIssue& issue = issues_[i];
    Row swing(unknowns_, 0.0);
    add(swing, i, 1, 1);
    put(std::move(swing), issue.swing.likely, issue.swing.sd);
    for (std::size_t k = 0; k < issue.levels.size(); ++k) {
      if (issue.places[k] == 1 || issue.places[k] == issue.last_place) continue;
      Row row(unknowns_, 0.0);
      add(row, i, issue.places[k], 1);
      add(row, i, 1, -issue.values[k].likely / 100);
      put(std::move(row), 0, issue.values[k].sd * std::max(issue.swing.likely, kLeastSwing) / 100);
    }
  }

  void find_pairs(const std::vector<RankedPackage>& packages) {
    for (std::size_t a = 0; a < packages.size(); ++a)
      for (std::size_t b = 0; b < packages.size(); ++b) {
        const std::uint32_t pa = packages[a].place, pb = packages[b].place;
        if (pa > 0 && (pb == pa + 1 || (pb == pa && a < b))) pairs_.push_back({a, b});
      }
    slacks_ = unknowns_;
    unknowns_ += pairs_.size();
  }

  // How much a package is worth as a row, an amount between two levels as the straight line between them.
  void add_package(Row& row, const Package& package, double factor) const {
    for (std::size_t i = 0; i < issues_.size(); ++i) {
      const StatedIssue& issue = issues_[i];
      if (!issue.says()) continue;
      for (std::size_t k = 0; k < issue.levels.size(); ++k) {
        std::vector<double> one(issue.levels.size(), 0.0);
        one[k] = 1;
        const double share = between_levels(issue.levels, one, package[i]);
        if (share > 0) add(row, i, issue.places[k], factor * share);
      }
    }
  }

  void compare(const std::vector<RankedPackage>& packages) {
    const double sd = std::sqrt(2.0) * kJudgementSd / 100 * span_of(issues_);
    if (sd <= 0) return;
    for (std::size_t pair = 0; pair < pairs_.size(); ++pair) {
      const auto [a, b] = pairs_[pair];
      Row row(unknowns_, 0.0);
      add_package(row, packages[a].options, 1);
      add_package(row, packages[b].options, -1);
      if (packages[a].place != packages[b].place) row[slacks_ + pair] = -1;  // any lead is as good as none
      put(std::move(row), 0, sd);
    }
  }

  const std::vector<StatedIssue>& issues_;
  std::size_t unknowns_ = 0, slacks_ = 0;
  std::vector<std::size_t> first_;
  std::vector<std::pair<std::size_t, std::size_t>> pairs_;
  std::vector<Row> rows_;
  std::vector<double> right_;
};

Rational tenths(double value) { return Rational(static_cast<long>(std::lround(value * 10)), 10UL); }

Rational canonical(Rational value) {
  value.canonicalize();
  return value;
}

// Thousandths that sum to one: each share rounded down, what is left to the largest remainders, ties to the first.
std::vector<long> thousandths(const std::vector<double>& parts) {
  double sum = 0;
  for (double part : parts) sum += part;
  std::vector<long> shares;
  std::vector<std::size_t> order;
  long left = 1000;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    shares.push_back(static_cast<long>(std::floor(parts[i] / sum * 1000)));
    left -= shares.back();
    order.push_back(i);
  }
  std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) {
    return parts[a] / sum * 1000 - static_cast<double>(shares[a]) >
           parts[b] / sum * 1000 - static_cast<double>(shares[b]);
  });
  for (std::size_t k = 0; left > 0 && k < order.size(); ++k, --left) ++shares[order[k]];
  return shares;
}

Number number(Rational value, Rational low, Rational high) {
  Number n;
  n.value = canonical(std::move(value));
  low.canonicalize();
  high.canonicalize();
  if (low < high || low != n.value) {
    n.low = std::min(low, n.value);
    n.high = std::max(high, n.value);
  }
  return n;
}

// The values of all options, those between levels on the straight line.
std::vector<Number> values_of(const StatedIssue& issue, const std::vector<double>& worth, OptionIndex count) {
  std::vector<double> likely, low, high;
  for (std::size_t k = 0; k < issue.levels.size(); ++k) {
    // An issue that the ranking left without weight keeps its order and nothing else.
    const double even = 100.0 * (issue.last_place - issue.places[k]) / (issue.last_place - 1);
    likely.push_back(worth[0] > 0 ? worth[issue.places[k] - 1] / worth[0] * 100 : even);
    low.push_back(std::min(issue.values[k].low, likely.back()));
    high.push_back(std::max(issue.values[k].high, likely.back()));
  }
  std::vector<Number> values;
  for (OptionIndex option = 0; option < count; ++option)
    values.push_back(number(tenths(between_levels(issue.levels, likely, option)),
                            tenths(between_levels(issue.levels, low, option)),
                            tenths(between_levels(issue.levels, high, option))));
  return values;
}

std::vector<TableTerm> terms_of(const std::vector<StatedIssue>& issues, const std::vector<std::vector<double>>& worth,
                                const Case& c) {
  std::vector<double> tops;
  double sum = 0;
  for (const auto& places : worth) tops.push_back(places.front());
  for (double top : tops) sum += top;
  const std::vector<long> shares = thousandths(tops);
  std::vector<TableTerm> terms;
  for (std::size_t i = 0; i < issues.size(); ++i) {
    if (!issues[i].says() || (shares[i] == 0 && issues[i].swing.high <= 0)) continue;
    const auto share = [&](double swing) { return Rational(std::lround(swing / sum * 1000), 1000UL); };
    TableTerm term;
    term.issue = static_cast<IssueIndex>(i);
    term.weight = number(Rational(shares[i], 1000UL), share(issues[i].swing.low), share(issues[i].swing.high));
    term.values = values_of(issues[i], worth[i], static_cast<OptionIndex>(c.issues[i].count().get_ui()));
    terms.push_back(std::move(term));
  }
  return terms;
}

// Between the worst package that is better than no deal and the best one that is worse, and a judgement's noise around.
std::optional<Number> reservation_of(const Answers& answers, const std::vector<Rational>& scores) {
  if (!answers.no_deal) return std::nullopt;
  Rational low = 0, high = 100;
  for (std::size_t k = 0; k < scores.size(); ++k) {
    if (answers.packages[k].place == 0) continue;
    if (answers.packages[k].place < *answers.no_deal) high = std::min(high, scores[k]);
    else low = std::max(low, scores[k]);
  }
  if (low > high) std::swap(low, high);
  // A package placed just before or after no deal may by the same noise belong on the other side of it.
  const Rational noise(kJudgementSd);
  return number((low + high) / 2, std::max(Rational(0), Rational(low - noise)),
                std::min(Rational(100), Rational(high + noise)));
}

}  // namespace

Rational Fit::score(const Package& package) const {
  Rational sum = 0;
  for (const TableTerm& term : terms) sum += term.weight.value * term.values[package[term.issue]].value;
  return sum;
}

Result<Fit> fit(const Answers& answers, const Case& c) {
  if (!missing(answers, c).empty())
    return std::unexpected(Error{ErrorCode::kUsage, "the answers are not complete yet", "", {}});
  const std::vector<StatedIssue> issues = stated(answers, c);
  const Error nothing{ErrorCode::kValue, "no issue matters in these answers", "", {}};
  if (span_of(issues) <= 0) return std::unexpected(nothing);
  const std::vector<std::vector<double>> worth = Equations(issues, answers).solve();
  if (std::ranges::all_of(worth, [](const auto& places) { return places.front() <= 0; }))
    return std::unexpected(nothing);
  Fit result;
  result.terms = terms_of(issues, worth, c);
  result.red_lines = red_lines_of(answers, c);
  for (const RankedPackage& p : answers.packages) result.ranked.push_back(result.score(p.options));
  result.reservation = reservation_of(answers, result.ranked);
  return result;
}

Party with_fit(Party party, Fit fit) {
  party.terms.clear();
  for (TableTerm& term : fit.terms) party.terms.emplace_back(std::move(term));
  party.cap.reset();
  party.discount.reset();
  party.reservation = std::move(fit.reservation);
  party.red_lines = std::move(fit.red_lines);
  return party;
}

}  // namespace parley::elicitation
