#include "elicitation/questions.hpp"

#include <gtest/gtest.h>

#include <set>

#include "case/condition_text.hpp"
#include "elicitation/fit.hpp"
#include "elicitation/sample.hpp"

namespace parley::elicitation {
namespace {

TEST(Questions, FiveDifferentPackagesAndTheSameEveryTime) {
  const Case c = sample_case();
  const auto packages = packages_to_rank(sample_answers(c), c);
  ASSERT_TRUE(packages);
  EXPECT_EQ(std::set<Package>(packages->begin(), packages->end()).size(), kRanked);
  EXPECT_EQ(*packages, *packages_to_rank(sample_answers(c), c));
}

TEST(Questions, NoneBreaksARuleOrARedLine) {
  Case c = sample_case();
  Rule rule;
  rule.id = "r";
  rule.condition = *parse_condition("venue is minsk implies aid = 0", Names(c));
  c.rules = {rule};
  Answers answers = sample_answers(c);
  answers.excluded = {{1, 2}};
  const auto packages = packages_to_rank(answers, c);
  ASSERT_TRUE(packages);
  for (const Package& package : *packages) EXPECT_TRUE(allowed(c, red_lines_of(answers, c), package));
}

TEST(Questions, AskAboutATradeOff) {
  const Case c = sample_case();
  const Answers answers = sample_answers(c);
  const auto packages = packages_to_rank(answers, c);
  ASSERT_TRUE(packages);
  bool trade_off = false;
  for (const Package& a : *packages)
    for (const Package& b : *packages) {
      bool better = false, worse = false;
      for (IssueIndex i = 0; i < a.size(); ++i) {
        const auto& levels = answers.issues[i].levels;
        better = better || levels[a[i]].place < levels[b[i]].place;
        worse = worse || levels[a[i]].place > levels[b[i]].place;
      }
      trade_off = trade_off || (better && worse);
    }
  EXPECT_TRUE(trade_off);
}

TEST(Questions, LargeSpacesAreSampledEvenly) {
  Case c = sample_case();
  for (int k = 0; k < 12; ++k) {
    Issue issue = c.issues[0];
    issue.id = "venue-" + std::to_string(k);
    c.issues.push_back(issue);
  }
  Answers answers = blank(c);
  for (std::size_t i = 0; i < c.issues.size(); ++i) {
    for (std::size_t k = 0; k < answers.issues[i].levels.size(); ++k)
      answers.issues[i].levels[k].place = static_cast<std::uint32_t>(k + 1);
    answers.issues[i].swing = Judgement{static_cast<long>(100 - i), {}, {}};
  }
  const auto packages = packages_to_rank(answers, c);
  ASSERT_TRUE(packages);
  EXPECT_EQ(packages->size(), kRanked);
}

TEST(Questions, WhereFewPackagesAreLeftAllOfThemAreAsked) {
  const Case c = sample_case();
  Answers answers = sample_answers(c);
  answers.red_lines = {{"only", "", "venue is geneva and force is un and aid >= 20"}};
  EXPECT_EQ(*packages_to_rank(answers, c), (std::vector<Package>{{0, 1, 1}, {0, 1, 2}, {0, 1, 3}}));
  answers.red_lines = {{"only", "", "venue is geneva and force is un and aid >= 60"}};
  EXPECT_EQ(*packages_to_rank(answers, c), (std::vector<Package>{{0, 1, 3}}));
  answers.packages = {{{0, 1, 3}, 1}};
  answers.no_deal = 2;
  EXPECT_TRUE(fit(answers, c)->reservation) << "one package is enough to place no deal";
}

TEST(Questions, NothingLeftToRankIsSaid) {
  const Case c = sample_case();
  Answers answers = sample_answers(c);
  answers.red_lines = {{"none", "", "aid >= 60 and aid <= 0"}};
  EXPECT_EQ(packages_to_rank(answers, c).error().code, ErrorCode::kUnsupported);
  EXPECT_EQ(packages_to_rank(blank(c), c).error().code, ErrorCode::kUsage);
}

}  // namespace
}  // namespace parley::elicitation
