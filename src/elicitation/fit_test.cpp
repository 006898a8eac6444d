#include "elicitation/fit.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "elicitation/random.hpp"
#include "elicitation/sample.hpp"
#include "elicitation/simulated_users.hpp"
#include "tests/support/brute_force.hpp"

namespace parley::elicitation {
namespace {

std::vector<std::string> values(const TableTerm& term) {
  std::vector<std::string> all{to_text(term.weight.value)};
  for (const Number& value : term.values) all.push_back(to_text(value.value));
  return all;
}

TEST(Fit, ConsistentAnswersComeBackAsTheyWereGiven) {
  const Case c = sample_case();
  const auto fitted = fit(sample_answers(c), c);
  ASSERT_TRUE(fitted);
  ASSERT_EQ(fitted->terms.size(), 3U);
  EXPECT_EQ(values(fitted->terms[0]), (std::vector<std::string>{"0.5", "100", "40", "0"}));
  EXPECT_EQ(values(fitted->terms[1]), (std::vector<std::string>{"0.25", "50", "100", "0"}));
  EXPECT_EQ(values(fitted->terms[2]), (std::vector<std::string>{"0.25", "0", "30", "70", "100"}));
  EXPECT_EQ(fitted->terms[0].values[1].low, Rational(30));
  EXPECT_EQ(fitted->terms[0].values[1].high, Rational(50));
  EXPECT_FALSE(fitted->terms[0].values[0].ranged());
  EXPECT_FALSE(fitted->reservation);
}

TEST(Fit, StatedRangesAreKept) {
  const Case c = sample_case();
  Answers answers = sample_answers(c);
  answers.issues[0].levels[1].value = Judgement{40, 38, 60};
  const auto fitted = fit(answers, c);
  ASSERT_TRUE(fitted);
  EXPECT_EQ(fitted->terms[0].values[1].low, Rational(38));
  EXPECT_EQ(fitted->terms[0].values[1].high, Rational(60));
}

TEST(Fit, ARankingThatAgreesChangesNothing) {
  const Case c = sample_case();
  Answers answers = sample_answers(c);
  const auto before = fit(answers, c);
  answers.packages = {{{0, 0, 0}, 1}, {{1, 1, 1}, 2}, {{2, 0, 3}, 3}};  // 62.5, 52.5, 37.5
  const auto after = fit(answers, c);
  ASSERT_TRUE(before && after);
  for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(values(after->terms[i]), values(before->terms[i]));
  EXPECT_EQ(after->ranked, (std::vector<Rational>{Rational(125, 2), Rational(105, 2), Rational(75, 2)}));
}

TEST(Fit, ARankingThatContradictsMovesTheScoresTowardsIt) {
  const Case c = sample_case();
  Answers answers = sample_answers(c);
  answers.packages = {{{2, 0, 3}, 1}, {{0, 0, 0}, 2}};
  const auto fitted = fit(answers, c);
  ASSERT_TRUE(fitted);
  const Rational lead = fitted->ranked[1] - fitted->ranked[0];
  EXPECT_LT(lead, 25);
  EXPECT_GT(lead, -1);
}

TEST(Fit, NoDealLiesBetweenItsNeighboursWithAJudgementsNoiseAround) {
  const Case c = sample_case();
  Answers answers = sample_answers(c);
  answers.packages = {{{0, 0, 0}, 1}, {{1, 1, 1}, 2}, {{2, 0, 3}, 3}};
  answers.no_deal = 3;
  auto fitted = fit(answers, c);
  ASSERT_TRUE(fitted && fitted->reservation);
  EXPECT_EQ(fitted->reservation->low, Rational(55, 2));
  EXPECT_EQ(fitted->reservation->high, Rational(125, 2));
  EXPECT_EQ(fitted->reservation->value, Rational(45));
  answers.no_deal = 1;
  fitted = fit(answers, c);
  ASSERT_TRUE(fitted && fitted->reservation);
  EXPECT_EQ(fitted->reservation->high, Rational(100));
}

TEST(Fit, OptionsThatWerePlacedButNotRatedAreSpreadEvenly) {
  const Case c = sample_case();
  Answers answers = sample_answers(c);
  for (Rating& rating : answers.issues[2].levels) rating.value.reset();
  const auto fitted = fit(answers, c);
  ASSERT_TRUE(fitted);
  EXPECT_EQ(values(fitted->terms[2]), (std::vector<std::string>{"0.25", "0", "33.3", "66.7", "100"}));
  EXPECT_EQ(fitted->terms[2].values[1].low, Rational(0));
  EXPECT_EQ(fitted->terms[2].values[1].high, Rational(100));
}

TEST(Fit, AmountsBetweenLevelsLieOnTheStraightLine) {
  Case c = sample_case();
  c.issues[2].to = 1000;
  c.issues[2].step = 10;
  Answers answers = sample_answers(c);
  answers.issues[2].levels = {rating(5, 0), rating(4, 10), rating(3, 50), rating(2, 90), rating(1, 100)};
  const auto fitted = fit(answers, c);
  ASSERT_TRUE(fitted);
  ASSERT_EQ(fitted->terms[2].values.size(), 101U);
  EXPECT_EQ(fitted->terms[2].values[25].value, Rational(10));
  EXPECT_EQ(fitted->terms[2].values[35].value, Rational(26));
}

TEST(Fit, NeedsOrdersAndSwingsAndOneIssueThatMatters) {
  const Case c = sample_case();
  EXPECT_EQ(fit(blank(c), c).error().code, ErrorCode::kUsage);
  Answers answers = sample_answers(c);
  for (IssueAnswer& issue : answers.issues)
    for (Rating& rating : issue.levels) rating = {1, {}};
  EXPECT_EQ(fit(answers, c).error().code, ErrorCode::kValue);
}

TEST(Fit, GivesAPartyThatTheCaseModelAccepts) {
  Case c = sample_case();
  Answers answers = sample_answers(c);
  answers.excluded = {{1, 2}};
  answers.red_lines = {{"aid", "Some aid", "aid >= 20"}};
  answers.packages = {{{0, 0, 1}, 1}, {{1, 1, 1}, 2}};
  answers.no_deal = 2;
  auto fitted = fit(answers, c);
  ASSERT_TRUE(fitted);
  const Rational score = fitted->score({0, 0, 1});
  c.parties[0] = with_fit(c.parties[0], *std::move(fitted));
  EXPECT_TRUE(check(c).empty());
  EXPECT_EQ(support::score_of(c, c.parties[0], {0, 0, 1}), score);
  EXPECT_FALSE(support::accepts(c, c.parties[0], {0, 2, 1}));
}

RC_GTEST_PROP(Fit, KeepsEveryOrderAndRunsFromNoughtToAHundred, (std::uint64_t seed)) {
  const Case c = simulated::plain_case(4, 5);
  simulated::User user(seed, 4, 5, 30);
  const Answers answers = user.answer(c);
  RC_ASSERT(check(answers, c).empty());
  const auto fitted = fit(answers, c);
  RC_ASSERT(fitted.has_value());
  Rational whole = 0;
  for (const TableTerm& term : fitted->terms) {
    whole += term.weight.value;
    const auto& levels = answers.issues[term.issue].levels;
    for (std::size_t a = 0; a < levels.size(); ++a) {
      if (levels[a].place == 1) RC_ASSERT(term.values[a].value == 100);
      if (levels[a].place == levels.size()) RC_ASSERT(term.values[a].value == 0);
      for (std::size_t b = 0; b < levels.size(); ++b)
        if (levels[a].place < levels[b].place) RC_ASSERT(term.values[a].value >= term.values[b].value);
    }
  }
  RC_ASSERT(whole == 1);
  Case with = c;
  with.parties.resize(1);
  with.parties[0].id = "one";
  with.parties[0] = with_fit(with.parties[0], *fitted);
  RC_ASSERT(parley::check(with).empty());
}

}  // namespace
}  // namespace parley::elicitation
