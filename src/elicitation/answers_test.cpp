#include "elicitation/answers.hpp"

#include <gtest/gtest.h>

#include "elicitation/sample.hpp"
#include "tests/support/brute_force.hpp"

namespace parley::elicitation {
namespace {

std::vector<std::string> messages(const Answers& answers, const Case& c) {
  std::vector<std::string> all;
  for (const Error& error : check(answers, c)) all.push_back(error.message);
  return all;
}

TEST(Answers, SampleIsInOrderAndComplete) {
  const Case c = sample_case();
  EXPECT_EQ(messages(sample_answers(c), c), std::vector<std::string>{});
  EXPECT_TRUE(missing(sample_answers(c), c).empty());
}

TEST(Answers, BlankIsInOrderAndLacksEverything) {
  const Case c = sample_case();
  EXPECT_TRUE(check(blank(c), c).empty());
  EXPECT_EQ(missing(blank(c), c).size(), 6U);
}

TEST(Answers, EveryMistakeIsFoundAtOnce) {
  const Case c = sample_case();
  Answers answers = sample_answers(c);
  answers.red_lines = {{"a", "", "venue is paris"}, {"a", "", "aid >= 20"}};
  answers.excluded = {{0, 2}, {0, 2}, {1, 9}};
  answers.issues[0].levels[1] = {4, Judgement{120, {}, {}}};
  answers.issues[1].levels[1].value = Judgement{90, {}, {}};
  answers.issues[0].swing = Judgement{90, 95, 99};
  answers.packages = {{{0, 0, 0}, 2}, {{0, 0}, 0}};
  answers.no_deal = 7;
  EXPECT_EQ(messages(answers, c),
            (std::vector<std::string>{
                "red line 'a': 'venue' has no option 'paris'", "two red lines are called 'a'",
                "an option of 'venue' is excluded twice", "'force' has no option 9",
                "the swing of 'venue': the likely value lies outside its range",
                "'oslo' of 'venue': a bar runs from 0 to 100", "the order of 'venue' leaves out a place",
                "the best option of 'force' stands at 100", "the swing that matters most stands at 100",
                "a package has not one option per issue", "the ranking of packages leaves out a place",
                "no deal does not stand among the ranked packages"}));
}

TEST(Answers, LongAmountsAreAskedAtFiveOfTheirValues) {
  Issue aid = sample_case().issues[2];
  aid.to = 1000;
  aid.step = 10;
  EXPECT_EQ(levels_of(aid), (std::vector<OptionIndex>{0, 25, 50, 75, 100}));
}

TEST(Answers, DivisibleIssuesAndHugeAmountsAreRefused) {
  Case c = sample_case();
  c.issues[2].step = Rational(1, 1000);
  c.issues.push_back(named("land", "Land", {}));
  c.issues.back().kind = IssueKind::kDivisible;
  const Errors errors = check(Answers{}, c);
  ASSERT_EQ(errors.size(), 2U);
  EXPECT_EQ(errors[0].code, ErrorCode::kLimit);
  EXPECT_EQ(errors[1].code, ErrorCode::kUnsupported);
}

TEST(Answers, RedLinesHoldInThePackagesThatTheConditionNames) {
  const Case c = sample_case();
  Answers answers = blank(c);
  answers.red_lines = {{"some-aid", "Some aid", "at least 1 of (aid >= 20, venue is geneva) and not force is nato"},
                       {"then", "", "venue is minsk implies aid + aid > 40"}};
  answers.excluded = {{1, 1}};
  const std::vector<Rule> rules = red_lines_of(answers, c);
  ASSERT_EQ(rules.size(), 3U);
  EXPECT_EQ(rules[2].text, "force is not un");
  for (const Package& package : support::every_package(c))
    for (const Rule& rule : rules)
      EXPECT_EQ(holds(rule.condition, c, package), support::satisfies(c, rule.condition, package));
}

}  // namespace
}  // namespace parley::elicitation
