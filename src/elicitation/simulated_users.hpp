// People who answer with noise, for the check of the elicitation (its test and its bench).
//
// Draws      additive hidden scores over `issues` issues of `options` options: swings uniform in (0, 1), the values
//            between worst and best uniform; and every judgement anew with normal noise of `sd` points in 100: how an
//            option compares when options are put in order, each bar, each swing, each package when packages are ranked,
//            what happens without a deal
// Counts     inputs: an option put into its place, a bar set, a package put into its place, no deal put into its place
// Compares   the share of random pairs of packages, none of them among those ranked, that a score orders as the hidden
//            scores do; a pair that the score ties counts half
// Seeds      one seed gives one person on every machine; nothing here is seen by the fit but the answers
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <string>
#include <vector>

#include "elicitation/answers.hpp"
#include "elicitation/fit.hpp"
#include "elicitation/questions.hpp"
#include "elicitation/random.hpp"
#include "elicitation/stated.hpp"

namespace parley::elicitation::simulated {

inline double normal(Random& random) {
  const double u = random.uniform(), v = random.uniform();
  return std::sqrt(-2 * std::log(u)) * std::cos(2 * std::numbers::pi * v);  // Box and Muller 1958
}

inline Case plain_case(std::size_t issues, std::size_t options) {
  Case c;
  c.id = "simulated";
  for (std::size_t i = 0; i < issues; ++i) {
    Issue issue;
    issue.id = "issue-" + std::to_string(i + 1);
    for (std::size_t k = 0; k < options; ++k) issue.options.push_back({"option-" + std::to_string(k + 1), ""});
    c.issues.push_back(std::move(issue));
  }
  return c;
}

class User {
 public:
  User(std::uint64_t seed, std::size_t issues, std::size_t options, double sd) : random_(seed), sd_(sd) {
    for (std::size_t i = 0; i < issues; ++i) {
      swings_.push_back(random_.uniform());
      std::vector<double> values{0, 1};
      while (values.size() < options) values.push_back(random_.uniform());
      for (std::size_t k = options; k-- > 1;) std::swap(values[k], values[random_.below(k + 1)]);
      values_.push_back(std::move(values));
    }
    double sum = 0;
    for (double swing : swings_) sum += swing;
    for (double& swing : swings_) swing *= 100 / sum;
    no_deal_ = 100 * random_.uniform();
  }

  // The hidden score, 0 to 100.
  double score(const Package& package) const {
    double sum = 0;
    for (std::size_t i = 0; i < package.size(); ++i) sum += swings_[i] * values_[i][package[i]];
    return sum;
  }
  std::size_t inputs() const { return inputs_; }
  double no_deal() const { return no_deal_; }

  // All steps, in the order in which the product asks them.
  Answers answer(const Case& c) {
    Answers answers = blank(c);
    for (std::size_t i = 0; i < values_.size(); ++i) order(answers.issues[i], values_[i]);
    swing(answers);
    if (const auto packages = packages_to_rank(answers, c)) rank(answers, *packages);
    return answers;
  }

  Package draw(std::size_t options) {
    Package package;
    for (std::size_t i = 0; i < values_.size(); ++i) package.push_back(random_.below(options));
    return package;
  }

 private:
  double noisy(double value) { return value + sd_ * normal(random_); }
  Judgement bar(double value) {
    ++inputs_;
    return {Rational(std::lround(std::clamp(noisy(value), 0.0, 100.0))), {}, {}};
  }

  void order(IssueAnswer& answer, const std::vector<double>& values) {
    std::vector<double> felt;
    for (double value : values) felt.push_back(noisy(100 * value));
    for (std::size_t k = 0; k < values.size(); ++k) {
      const auto better = std::ranges::count_if(felt, [&](double other) { return other > felt[k]; });
      answer.levels[k].place = static_cast<std::uint32_t>(better + 1);
      ++inputs_;
    }
    for (std::size_t k = 0; k < values.size(); ++k)
      if (answer.levels[k].place > 1 && answer.levels[k].place < values.size())
        answer.levels[k].value = bar(100 * values[k]);
  }

  void swing(Answers& answers) {
    const double most = *std::ranges::max_element(swings_);
    std::vector<double> felt;
    for (double s : swings_) felt.push_back(noisy(s / most * 100));
    const auto first = static_cast<std::size_t>(std::ranges::max_element(felt) - felt.begin());
    for (std::size_t i = 0; i < swings_.size(); ++i) answers.issues[i].swing = bar(swings_[i] / most * 100);
    answers.issues[first].swing = Judgement{100, {}, {}};  // choosing the first is the input
  }

  void rank(Answers& answers, const std::vector<Package>& packages) {
    std::vector<double> felt;
    for (const Package& package : packages) felt.push_back(noisy(score(package)));
    const double without = noisy(no_deal_);
    answers.no_deal = 1;
    for (std::size_t k = 0; k < packages.size(); ++k) {
      const auto better = std::ranges::count_if(felt, [&](double other) { return other > felt[k]; });
      answers.packages.push_back({packages[k], static_cast<std::uint32_t>(better + 1)});
      if (felt[k] > without) ++*answers.no_deal;
      ++inputs_;
    }
    ++inputs_;
  }

  Random random_;
  double sd_;
  std::vector<double> swings_;  // shares of 100
  std::vector<std::vector<double>> values_;  // 0 to 1
  double no_deal_ = 0;
  std::size_t inputs_ = 0;
};

struct Outcome {
  double fitted = 0;  // share of pairs in the right order
  double bars_alone = 0;  // without the ranking of packages
  double equal_weights = 0;  // the same bars, every issue with the same weight
  std::size_t inputs = 0;
  bool no_deal_within = false;  // the hidden value of no deal lies within the reservation value's range
};

// 1 right, 1/2 tied, 0 wrong; hidden ties are not drawn (they have probability 0).
inline double agrees(double hidden, double seen) {
  return seen == 0 ? 0.5 : static_cast<double>((hidden > 0) == (seen > 0));
}

// A fit's scores in ten-thousandths, whole numbers, so that ties are seen and comparing is quick.
class Worth {
 public:
  explicit Worth(const Fit& fit) {
    for (const TableTerm& term : fit.terms) {
      std::vector<long> worth;
      for (const Number& value : term.values)
        worth.push_back(std::lround(Rational(term.weight.value * value.value * 10'000).get_d()));
      terms_.emplace_back(term.issue, std::move(worth));
    }
  }
  double lead(const Package& a, const Package& b) const {
    long sum = 0;
    for (const auto& [issue, worth] : terms_) sum += worth[a[issue]] - worth[b[issue]];
    return static_cast<double>(sum);
  }

 private:
  std::vector<std::pair<IssueIndex, std::vector<long>>> terms_;
};

inline Outcome try_user(std::uint64_t seed, std::size_t issues, std::size_t options, double sd, std::size_t pairs) {
  const Case c = plain_case(issues, options);
  User user(seed, issues, options, sd);
  const Answers answers = user.answer(c);
  Answers unranked = answers, equal = answers;
  unranked.packages.clear();
  equal.packages.clear();
  unranked.no_deal.reset();
  equal.no_deal.reset();
  for (IssueAnswer& answer : equal.issues) answer.swing = Judgement{100, {}, {}};
  const auto fitted = fit(answers, c), bars = fit(unranked, c), flat = fit(equal, c);
  Outcome outcome;
  outcome.inputs = user.inputs();
  if (!fitted || !bars || !flat) return outcome;
  if (fitted->reservation && fitted->reservation->low)
    outcome.no_deal_within =
        fitted->reservation->low->get_d() <= user.no_deal() && user.no_deal() <= fitted->reservation->high->get_d();
  const auto seen = [&](const Package& p) {
    return std::ranges::any_of(answers.packages, [&](const RankedPackage& r) { return r.options == p; });
  };
  const Worth by_fit(*fitted), by_bars(*bars), by_flat(*flat);
  for (std::size_t k = 0; k < pairs;) {
    const Package a = user.draw(options), b = user.draw(options);
    if (a == b || seen(a) || seen(b)) continue;
    const double hidden = user.score(a) - user.score(b);
    outcome.fitted += agrees(hidden, by_fit.lead(a, b)) / static_cast<double>(pairs);
    outcome.bars_alone += agrees(hidden, by_bars.lead(a, b)) / static_cast<double>(pairs);
    outcome.equal_weights += agrees(hidden, by_flat.lead(a, b)) / static_cast<double>(pairs);
    ++k;
  }
  return outcome;
}

struct Summary {
  double mean = 0, fifth = 0;  // fifth: the 5th percentile, the (n/20)-th smallest
};

inline Summary summarise(std::vector<double> shares) {
  std::ranges::sort(shares);
  Summary s;
  for (double share : shares) s.mean += share / static_cast<double>(shares.size());
  s.fifth = shares[std::max<std::size_t>(shares.size() / 20, 1) - 1];
  return s;
}

}  // namespace parley::elicitation::simulated
