#include "elicitation/contradictions.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "elicitation/sample.hpp"
#include "elicitation/simulated_users.hpp"
#include "elicitation/words.hpp"

namespace parley::elicitation {
namespace {

// Package 0 ranked before package 1, although the bars say 37.5 and 62.5.
Answers contradicting(const Case& c) {
  Answers answers = sample_answers(c);
  answers.packages = {{{2, 0, 3}, 1}, {{0, 0, 0}, 2}};
  return answers;
}

Answers with(Answers answers, const Change& change) {
  IssueAnswer& issue = answers.issues[change.issue];
  if (change.kind == Change::Kind::kSwing) issue.swing->likely = change.to;
  if (change.kind == Change::Kind::kValue) issue.levels[change.option].value->likely = change.to;
  if (change.kind == Change::Kind::kSwap) std::swap(answers.packages[0].place, answers.packages[1].place);
  return answers;
}

TEST(Contradictions, NoneInConsistentAnswers) {
  const Case c = sample_case();
  Answers answers = sample_answers(c);
  answers.packages = {{{0, 0, 0}, 1}, {{1, 1, 1}, 2}, {{2, 0, 3}, 3}};
  EXPECT_TRUE(contradictions(answers, c).found.empty());
  EXPECT_TRUE(contradictions(blank(c), c).found.empty());
}

TEST(Contradictions, ARankingAgainstTheBarsIsNamedWithWhatWouldSettleIt) {
  const Case c = sample_case();
  const Contradictions all = contradictions(contradicting(c), c);
  ASSERT_EQ(all.found.size(), 1U);
  const Contradiction& found = all.found.front();
  EXPECT_EQ(found.kind, Contradiction::Kind::kRanking);
  EXPECT_EQ(found.lead, Rational(25));
  EXPECT_TRUE(found.firm);
  EXPECT_EQ(found.words,
            "You ranked package A before package B, but by your bars B is 25 points of 100 ahead. In A you would get "
            "Venue: Минск rather than Geneva; Aid: 60 rather than 0.");
  // Swing of aid 50 -> 100, swing of venue 100 -> 50, or the two change places; no bar within an issue is involved.
  EXPECT_EQ(found.changes,
            (std::vector<Change>{{Change::Kind::kSwing, 0, 0, 100, 50}, {Change::Kind::kSwing, 2, 0, 50, 100}, {}}));
  EXPECT_EQ(all.implied, (std::vector<std::uint32_t>{2, 1}));
  EXPECT_EQ(in_words(found.changes[1], c), "the swing of “Aid”: 100 instead of 50");
}

TEST(Contradictions, WithinRangesIsNotFirm) {
  const Case c = sample_case();
  Answers answers = contradicting(c);
  answers.issues[0].swing = Judgement{100, 40, 100};
  const Contradictions all = contradictions(answers, c);
  ASSERT_EQ(all.found.size(), 1U);
  EXPECT_FALSE(all.found.front().firm);
}

TEST(Contradictions, ABarAgainstTheOrderIsNamed) {
  const Case c = sample_case();
  Answers answers = sample_answers(c);
  answers.issues[2].levels[1].value = Judgement{75, {}, {}};
  const Contradictions all = contradictions(answers, c);
  ASSERT_EQ(all.found.size(), 1U);
  EXPECT_EQ(all.found.front().kind, Contradiction::Kind::kOrder);
  EXPECT_EQ(all.found.front().words,
            "In “Aid” you placed “40” before “20”, but gave the second the higher bar (70 and 75).");
}

TEST(Contradictions, APackageBeforeNoDealThatBreaksARedLineIsNamed) {
  const Case c = sample_case();
  Answers answers = sample_answers(c);
  answers.packages = {{{0, 0, 0}, 1}, {{2, 0, 3}, 2}};
  answers.excluded = {{0, 0}};
  answers.no_deal = 2;
  const Contradictions all = contradictions(answers, c);
  ASSERT_EQ(all.found.size(), 1U);
  EXPECT_EQ(all.found.front().red_line, "Venue: not Geneva");
  answers.no_deal = 1;
  EXPECT_TRUE(contradictions(answers, c).found.empty());
}

RC_GTEST_PROP(Contradictions, EveryChangeSettlesItsPairAndOnePointLessDoesNot, (std::uint64_t seed)) {
  const Case c = simulated::plain_case(4, 4);
  simulated::User user(seed, 4, 4, 25);
  Answers answers = user.answer(c);
  std::erase_if(answers.packages, [](const RankedPackage& p) { return p.place > 2; });
  answers.no_deal.reset();
  // A bar that stands against its order is first brought back to it, which may be further than the pair needs.
  for (const Contradiction& one : contradictions(answers, c).found) RC_PRE(one.kind != Contradiction::Kind::kOrder);
  const auto ranked_against = [&](const Answers& a) {
    for (const Contradiction& one : contradictions(a, c).found)
      if (one.kind == Contradiction::Kind::kRanking) return true;
    return false;
  };
  for (const Contradiction& one : contradictions(answers, c).found) {
    if (one.kind != Contradiction::Kind::kRanking) continue;
    for (const Change& change : one.changes) {
      RC_ASSERT(!ranked_against(with(answers, change)));
      if (change.kind == Change::Kind::kSwap) continue;
      Change less = change;
      less.to += less.to > less.from ? -1 : 1;
      RC_ASSERT(less.to == less.from || ranked_against(with(answers, less)));
    }
  }
}

RC_GTEST_PROP(Contradictions, AChangeForAllSettlesAll, (std::uint64_t seed)) {
  const Case c = simulated::plain_case(4, 4);
  simulated::User user(seed, 4, 4, 20);
  const Answers answers = user.answer(c);
  for (const Change& change : contradictions(answers, c).for_all)
    for (const Contradiction& left : contradictions(with(answers, change), c).found)
      RC_ASSERT(left.kind != Contradiction::Kind::kRanking);
}

TEST(Words, AnswersAreSentencesAPersonCanConfirm) {
  const Case c = sample_case();
  Answers answers = contradicting(c);
  answers.excluded = {{1, 2}};
  answers.red_lines = {{"aid", "Some aid", "aid >= 20"}};
  answers.issues[1].swing = Judgement{50, 40, 70};
  answers.no_deal = 2;
  EXPECT_EQ(
      in_words(answers, c),
      (std::vector<std::string>{
          "You will not give up: Some aid (aid >= 20).", "In “Force” you will not accept “NATO”.",
          "Going from the worst to the best matters most to you in “Venue” (100).",
          "Next to that: “Force” (50, between 40 and 70) and “Aid” (50).",
          "In “Venue” the best is “Geneva”, then “Oslo” (40), and the worst “Минск”.",
          "In “Force” the best is “A UN force”, then “No force” (50), and the worst “NATO”.",
          "In “Aid” the best is “60”, then “40” (70), then “20” (30), and the worst “0”.",
          "Package A has “Минск” in “Venue”, “No force” in “Force” and “60” in “Aid”.",
          "Package B has “Geneva” in “Venue”, “No force” in “Force” and “0” in “Aid”.",
          "Of the packages shown you prefer A, then B.",
          "Better for you than no deal: A; the others are worse than no deal.",
          "On a scale from 0 (the worst option everywhere) to 100 (the best everywhere), no deal is worth about 50 "
          "to you, between 30 and 70; you would refuse what is worth less.",
          "You leave one contradiction between these answers as it is, and your ranges do not explain it."}));
  EXPECT_TRUE(in_words(blank(c), c).empty());
}

TEST(Words, SayThatNoDealHasNoPlace) {
  const Case c = sample_case();
  Answers answers = sample_answers(c);
  const std::string unsaid =
      "You have not said what is better for you than no deal: every package within your red lines counts as "
      "acceptable to you.";
  EXPECT_EQ(in_words(answers, c).back(), unsaid);
  answers.packages = {{{0, 1, 3}, 1}};
  answers.no_deal = 2;
  EXPECT_EQ(std::ranges::count(in_words(answers, c), unsaid), 0);
}

TEST(Words, CountTheContradictionsThatRemain) {
  const Case c = sample_case();
  const auto last = [&](const Answers& answers) { return in_words(answers, c).back(); };
  Answers answers = contradicting(c);
  answers.issues[0].swing = Judgement{100, 40, 100};
  EXPECT_EQ(last(answers), "You leave one contradiction between these answers as it is.");
  answers.issues[2].levels[1].value = Judgement{80, {}, {}};
  EXPECT_EQ(last(answers), "You leave 2 contradictions between these answers as they are.");
  answers.issues[2].levels[1].value = Judgement{99, {}, {}};
  EXPECT_EQ(last(answers),
            "You leave 2 contradictions between these answers as they are, and your ranges do not explain 1 of them.");
  answers.issues[2].levels[1].value = Judgement{30, {}, {}};
  answers.packages.clear();
  EXPECT_EQ(last(answers).find("contradiction"), std::string::npos);
}

}  // namespace
}  // namespace parley::elicitation
