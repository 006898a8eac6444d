#include "elicitation/disclosure.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "elicitation/random.hpp"
#include "elicitation/sample.hpp"
#include "elicitation/simulated_users.hpp"
#include "tests/support/brute_force.hpp"

namespace parley::elicitation {
namespace {

Number number(Rational value) {
  Number n;
  n.value = std::move(value);
  return n;
}

// Scores of one table an issue, drawn with a seed; some equal numbers, so that products tie.
Party drawn_party(const Case& c, std::uint64_t seed) {
  Random random(seed);
  Party party;
  party.id = "viewer";
  for (IssueIndex i = 0; i < c.issues.size(); ++i) {
    TableTerm term;
    term.issue = i;
    term.weight = number(1 + random.below(5));
    for (unsigned long k = 0; k < c.issues[i].count().get_ui(); ++k) term.values.push_back(number(random.below(8)));
    party.terms.emplace_back(std::move(term));
  }
  return party;
}

Case two_parties(std::size_t issues, std::size_t options, std::uint64_t seed) {
  Case c = simulated::plain_case(issues, options);
  c.parties = {drawn_party(c, seed), drawn_party(c, seed + 1)};
  c.parties[1].id = "other";
  return c;
}

// The definition, written out: every order of issues, every direction or order of options, Nash by every package.
class Enumeration {
 public:
  Enumeration(const Case& c, Prior prior) : case_(c), prior_(prior), packages_(support::feasible_packages(c)) {
    std::vector<Rational> own;
    for (const Package& package : packages_) own.push_back(support::score_of(c, c.parties[0], package));
    const Rational base = c.parties[0].reservation ? c.parties[0].reservation->value : *std::ranges::min_element(own);
    for (const Rational& score : own)
      own_.push_back(Rational(score - base).get_num().get_si());  // whole in these tests
    for (std::size_t k = 0; k < packages_.size(); ++k)
      for (const Rule& line : c.parties[0].red_lines)
        if (!support::satisfies(c, line.condition, packages_[k])) own_[k] = 0;
    std::vector<long> weights(c.issues.size());
    std::iota(weights.begin(), weights.end(), 1L);
    do options(weights, {});
    while (std::ranges::next_permutation(weights).found);
  }

  std::size_t all() const { return all_; }
  std::size_t fit(const Package& package) const {
    const auto found = chosen_.find(package);
    return found == chosen_.end() ? 0 : found->second;
  }
  // The package that most candidates lead to.
  Package commonest() const {
    return std::ranges::max_element(chosen_, {}, [](const auto& entry) { return entry.second; })->first;
  }

 private:
  static constexpr long kUnit = 6;  // values are multiples of 1/2 or 1/3

  void options(const std::vector<long>& weights, std::vector<std::vector<long>> values) {
    if (values.size() == weights.size()) {
      suggest(weights, values);
      return;
    }
    const Issue& issue = case_.issues[values.size()];
    std::vector<long> order(issue.count().get_ui());
    std::iota(order.begin(), order.end(), 0L);
    const bool directed = prior_ == Prior::kDirections || issue.kind == IssueKind::kAmount;
    do {
      values.push_back(order);
      options(weights, values);
      values.pop_back();
      if (directed) std::ranges::reverse(order);
    } while (directed ? order.front() != 0 : std::ranges::next_permutation(order).found);
  }

  void suggest(const std::vector<long>& weights, const std::vector<std::vector<long>>& values) {
    ++all_;
    std::vector<long> theirs;
    for (const Package& package : packages_) {
      long sum = 0;
      for (std::size_t i = 0; i < package.size(); ++i)
        sum += weights[i] * values[i][package[i]] * (kUnit / static_cast<long>(values[i].size() - 1));
      theirs.push_back(sum);
    }
    const long least = *std::ranges::min_element(theirs);
    std::size_t best = packages_.size();
    long most = 0;
    for (std::size_t k = 0; k < packages_.size(); ++k) {
      const long product = own_[k] > 0 ? own_[k] * (theirs[k] - least) : 0;
      if (product > most) {
        most = product;
        best = k;
      }
    }
    if (best < packages_.size()) ++chosen_[packages_[best]];
  }

  const Case& case_;
  Prior prior_;
  std::vector<Package> packages_;
  std::vector<long> own_;
  std::map<Package, std::size_t> chosen_;
  std::size_t all_ = 0;
};

const Case& five_by_four() {
  static const Case c = two_parties(5, 4, 11);
  return c;
}

const Enumeration& all_of_five_by_four() {
  static const Enumeration all(five_by_four(), Prior::kDirections);
  return all;
}

TEST(Disclosure, EqualsEnumerationOnFiveIssuesOfFourOptions) {
  const Case& c = five_by_four();
  const Enumeration& all = all_of_five_by_four();
  ASSERT_EQ(all.all(), 3840U);  // 5! orders of the issues, 2^5 directions
  Random random(5);
  std::vector<Package> suggestions{all.commonest()};
  for (int k = 0; k < 20; ++k)
    suggestions.push_back({random.below(4), random.below(4), random.below(4), random.below(4), random.below(4)});
  for (const Package& package : suggestions) {
    const auto d = disclosure(c, 0, package, SuggestionRule::kNash, Prior::kDirections);
    ASSERT_TRUE(d);
    EXPECT_TRUE(d->exact);
    EXPECT_EQ(d->candidates, 3840);
    EXPECT_EQ(d->fit, all.fit(package));
    if (d->bits) EXPECT_DOUBLE_EQ(*d->bits, std::log2(3840.0) - std::log2(static_cast<double>(all.fit(package))));
    else EXPECT_EQ(all.fit(package), 0U);
  }
}

TEST(Disclosure, EstimateHoldsTheEnumeratedValueOnFiveIssuesOfFourOptions) {
  int outside = 0, tried = 0;
  for (std::uint64_t seed = 0; seed < 10; ++seed) {
    const Case c = two_parties(5, 4, 100 + 2 * seed);
    // The package that the engine would suggest if the other were the first candidate that has one.
    const auto drawn = [&](const Package& p) {
      return disclosure(c, 0, p, SuggestionRule::kNash, Prior::kDirections, true);
    };
    Package best;
    double most = -1;
    for (const Package& package : support::every_package(c)) {
      const double product =
          Rational(support::score_of(c, c.parties[0], package) * support::score_of(c, c.parties[1], package)).get_d();
      if (product > most) {
        most = product;
        best = package;
      }
    }
    const auto exact = disclosure(c, 0, best, SuggestionRule::kNash, Prior::kDirections);
    if (!exact->bits) continue;
    const auto estimate = drawn(best);
    ASSERT_TRUE(estimate && !estimate->exact && estimate->bits);
    EXPECT_EQ(estimate->tried, kMostDraws);
    EXPECT_NEAR(*estimate->bits, *exact->bits, 0.5);
    ++tried;
    outside += *exact->bits < estimate->at_least || *exact->bits > *estimate->at_most;
  }
  EXPECT_GE(tried, 5);
  EXPECT_LE(outside, 2);  // more than 2 of 10 outside their 95 % interval has a chance of 1.2 %
}

TEST(Disclosure, EqualsEnumerationWithAllOrdersRulesAndRedLines) {
  Case c = sample_case();
  c.parties = {drawn_party(c, 3), drawn_party(c, 4)};
  c.parties[1].id = "other";
  Answers lines = blank(c);
  lines.excluded = {{0, 1}};
  c.parties[0].red_lines = red_lines_of(lines, c);
  lines.excluded.clear();
  lines.red_lines = {{"r", "", "venue is geneva implies aid <= 40"}};
  c.rules = red_lines_of(lines, c);
  c.parties[0].reservation = number(10);
  const Enumeration all(c, Prior::kOrders);
  for (const Package& package : support::feasible_packages(c)) {
    const auto d = disclosure(c, 0, package, SuggestionRule::kNash, Prior::kOrders);
    ASSERT_TRUE(d);
    EXPECT_EQ(d->tried, all.all());
    EXPECT_EQ(d->fit, all.fit(package));
  }
  EXPECT_EQ(disclosure(c, 0, {0, 0, 3}, SuggestionRule::kNash, Prior::kOrders).error().code, ErrorCode::kValue);
}

TEST(Disclosure, SaysWhatTheOtherWouldGuessAndInWhichWords) {
  const Case& c = five_by_four();
  const Package package = all_of_five_by_four().commonest();
  const auto d = disclosure(c, 0, package, SuggestionRule::kNash, Prior::kDirections);
  ASSERT_TRUE(d && d->guesses.size() == 1);
  EXPECT_EQ(d->guesses[0].party, 1U);
  EXPECT_DOUBLE_EQ(d->guesses[0].top_issue_before, 0.2);
  EXPECT_DOUBLE_EQ(d->guesses[0].favourite_before, 0.5);
  EXPECT_GT(d->guesses[0].favourite_after, 0.5);
  EXPECT_NE(d->words.find("of 3840 candidate preferences give this package (all were tried)."), std::string::npos);
  EXPECT_NE(d->prior.find("nothing of the other party"), std::string::npos);
}

TEST(Disclosure, OfALargeTypeSpaceIsAnEstimateAndSaysSo) {
  const Case& c = five_by_four();
  const Package package = all_of_five_by_four().commonest();
  const auto d = disclosure(c, 0, package, SuggestionRule::kNash, Prior::kOrders);
  ASSERT_TRUE(d);
  EXPECT_FALSE(d->exact);
  EXPECT_EQ(d->candidates, Integer("955514880"));  // 5! times 24^5
  EXPECT_NE(d->words.find("drawn from 955514880"), std::string::npos);
  EXPECT_LE(d->at_least, d->bits.value_or(d->at_least));
}

TEST(Disclosure, OfSeveralOthersIsAboutAllOfThem) {
  Case c = simulated::plain_case(2, 3);
  c.parties = {drawn_party(c, 1), drawn_party(c, 2), drawn_party(c, 3)};
  c.parties[1].id = "b";
  c.parties[2].id = "c";
  const auto d = disclosure(c, 0, {0, 0}, SuggestionRule::kNash, Prior::kOrders);
  ASSERT_TRUE(d);
  EXPECT_EQ(d->candidates, Integer(72 * 72));  // 2! times 6^2 each
  EXPECT_TRUE(d->exact);
}

TEST(Disclosure, NeedsScoresOfBothSides) {
  Case c = two_parties(2, 3, 1);
  c.parties[1].terms.clear();
  EXPECT_EQ(disclosure(c, 0, {0, 0}, SuggestionRule::kNash, Prior::kOrders).error().code, ErrorCode::kUsage);
}

}  // namespace
}  // namespace parley::elicitation
