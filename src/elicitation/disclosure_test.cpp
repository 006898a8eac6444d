#include "elicitation/disclosure.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "elicitation/random.hpp"
#include "elicitation/sample.hpp"
#include "elicitation/simulated_users.hpp"
#include "tests/support/brute_force.hpp"
#include "tests/support/suggestions_by_enumeration.hpp"

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

const Case& five_by_four() {
  static const Case c = two_parties(5, 4, 11);
  return c;
}

using support::Enumeration;

const Enumeration& all_of_five_by_four() {
  static const Enumeration all(five_by_four(), 0, Prior::kDirections);
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
  const Enumeration all(c, 0, Prior::kOrders);
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
