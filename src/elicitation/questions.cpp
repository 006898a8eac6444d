#include "elicitation/questions.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <set>

#include "elicitation/stated.hpp"

namespace parley::elicitation {
namespace {

constexpr std::size_t kDraws = 20'000;

std::vector<Package> all_allowed(const Case& c, const std::vector<Rule>& red_lines,
                                 const std::vector<OptionIndex>& counts) {
  std::vector<Package> found;
  Package package(counts.size(), 0);
  for (;;) {
    if (allowed(c, red_lines, package)) found.push_back(package);
    std::size_t i = counts.size();
    while (i-- > 0) {
      if (++package[i] < counts[i]) break;
      package[i] = 0;
    }
    if (i > counts.size()) return found;  // wrapped round
  }
}

// An even spread: issue i runs through its options at its own irrational pace (a Kronecker sequence).
std::vector<Package> spread_allowed(const Case& c, const std::vector<Rule>& red_lines,
                                    const std::vector<OptionIndex>& counts) {
  std::set<Package> found;
  for (std::size_t draw = 1; draw <= kDraws && found.size() < kPool; ++draw) {
    Package package;
    const std::size_t lap = draw / 97;
    for (std::size_t i = 0; i < counts.size(); ++i) {
      double whole = 0;
      const double at = std::modf(static_cast<double>(draw) * std::sqrt(static_cast<double>(i * i + i + 2)) +
                                      static_cast<double>(lap) * std::numbers::phi,
                                  &whole);
      package.push_back(std::min(counts[i] - 1, static_cast<OptionIndex>(at * counts[i])));
    }
    if (allowed(c, red_lines, package)) found.insert(std::move(package));
  }
  return {found.begin(), found.end()};
}

std::vector<Package> pool(const Answers& answers, const Case& c) {
  const std::vector<Rule> red_lines = red_lines_of(answers, c);
  std::vector<OptionIndex> counts;
  double size = 1;
  for (const Issue& issue : c.issues) {
    counts.push_back(static_cast<OptionIndex>(issue.count().get_ui()));
    size *= counts.back();
  }
  std::vector<Package> found =
      size <= kDraws ? all_allowed(c, red_lines, counts) : spread_allowed(c, red_lines, counts);
  if (found.size() <= kPool) return found;
  std::vector<Package> thinned;
  for (std::size_t k = 0; k < kPool; ++k) thinned.push_back(std::move(found[k * found.size() / kPool]));
  return thinned;
}

double entropy(double p) { return p <= 0 || p >= 1 ? 0 : -p * std::log2(p) - (1 - p) * std::log2(1 - p); }

class Judge {
 public:
  Judge(const std::vector<StatedIssue>& issues, std::vector<Package> packages)
      : issues_(issues), packages_(std::move(packages)), span_(span_of(issues)) {
    for (const Package& package : packages_) scores_.push_back(score_of(issues_, package));
    for (std::size_t i = 0; i < issues_.size(); ++i) look_up(i);
  }

  const std::vector<Package>& packages() const { return packages_; }

  // The bits that the whole ranking is expected to give.
  double bits(std::vector<std::size_t> chosen) const {
    std::ranges::sort(chosen, [&](std::size_t a, std::size_t b) { return scores_[a] < scores_[b]; });
    double sum = 0, below = 0;
    for (std::size_t k = 0; k < chosen.size(); ++k) {
      if (k > 0) sum += comparison(chosen[k - 1], chosen[k]);
      sum += gap(scores_[chosen[k]] - below);
      below = scores_[chosen[k]];
    }
    return sum + gap(100 - below);
  }

 private:
  static double gap(double width) { return width <= 0 ? 0 : -width / 100 * std::log2(width / 100); }

  // Houlsby et al., equation 3, with the judgement's noise as the unit of the difference.
  double comparison(std::size_t a, std::size_t b) const {
    const double noise = 2 * kJudgementSd * kJudgementSd;
    const double mean = (scores_[a] - scores_[b]) / std::sqrt(noise);
    const double variance = variance_of(packages_[a], packages_[b]) / noise;
    const double c2 = std::numbers::pi * std::numbers::ln2 / 2;
    const double p = std::erfc(-mean / std::sqrt(2 * (variance + 1))) / 2;
    return entropy(p) - std::sqrt(c2 / (variance + c2)) * std::exp(-mean * mean / (2 * (variance + c2)));
  }

  // How uncertain the stated numbers leave the difference of two scores.
  double variance_of(const Package& a, const Package& b) const {
    double sum = 0;
    for (std::size_t i = 0; i < issues_.size(); ++i) {
      const StatedIssue& issue = issues_[i];
      if (!issue.says() || a[i] == b[i]) continue;
      const Looked &first = looked_[i].at(a[i]), &second = looked_[i].at(b[i]);
      sum += std::pow((first.value - second.value) * issue.swing.sd, 2);
      sum += std::pow(issue.swing.likely, 2) * (first.variance + second.variance);
    }
    return sum / (span_ * span_);
  }

  // The value and variance of every option that occurs in the pool.
  struct Looked {
    double value = 0, variance = 0;
  };
  void look_up(std::size_t i) {
    looked_.emplace_back();
    if (!issues_[i].says()) return;
    std::vector<double> sd;
    for (const Stated& value : issues_[i].values) sd.push_back(value.sd);
    for (const Package& package : packages_)
      looked_[i].try_emplace(package[i], Looked{value_of(issues_[i], package[i]),
                                                std::pow(between_levels(issues_[i].levels, sd, package[i]), 2)});
  }

  const std::vector<StatedIssue>& issues_;
  std::vector<Package> packages_;
  std::vector<double> scores_;
  std::vector<std::map<OptionIndex, Looked>> looked_;
  double span_;
};

// Puts at place `at` of `chosen` whichever package makes it tell most; true if that gains.
bool improve(const Judge& judge, std::vector<std::size_t>& chosen, std::size_t at) {
  constexpr double kGain = 1e-9;
  const std::size_t before = chosen[at];
  std::size_t best = before;
  double most = judge.bits(chosen);
  for (std::size_t k = 0; k < judge.packages().size(); ++k) {
    if (std::ranges::find(chosen, k) != chosen.end()) continue;
    std::vector<std::size_t> trial = chosen;
    trial[at] = k;
    const double bits = judge.bits(std::move(trial));
    if (bits > most + kGain) {
      most = bits;
      best = k;
    }
  }
  chosen[at] = best;
  return best != before;
}

}  // namespace

Result<std::vector<Package>> packages_to_rank(const Answers& answers, const Case& c) {
  if (!missing(answers, c).empty())
    return std::unexpected(Error{ErrorCode::kUsage, "the options are not in order or the swings not set yet", "", {}});
  const std::vector<StatedIssue> issues = stated(answers, c);
  if (span_of(issues) <= 0)
    return std::unexpected(Error{ErrorCode::kUsage, "no issue matters in these answers", "", {}});
  const Judge judge(issues, pool(answers, c));
  if (judge.packages().empty())
    return std::unexpected(Error{ErrorCode::kUnsupported,
                                 "no package was found that the rules and red lines allow",
                                 "look at the red lines",
                                 {}});
  std::vector<std::size_t> chosen;
  for (std::size_t k = 0; k < std::min(kRanked, judge.packages().size()); ++k) {
    std::size_t free = 0;
    while (std::ranges::find(chosen, free) != chosen.end()) ++free;
    chosen.push_back(free);
    improve(judge, chosen, k);
  }
  constexpr int kPasses = 10;
  bool moved = true;
  for (int pass = 0; pass < kPasses && moved; ++pass) {
    moved = false;
    for (std::size_t at = 0; at < chosen.size(); ++at) moved = improve(judge, chosen, at) || moved;
  }
  std::ranges::sort(chosen);
  std::vector<Package> packages;
  for (std::size_t k : chosen) packages.push_back(judge.packages()[k]);
  return packages;
}

}  // namespace parley::elicitation
