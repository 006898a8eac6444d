#include "agreement/explain.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

namespace parley::agreement {
namespace {

Number number(Rational value) { return {std::move(value), {}, {}, {}, {}}; }

Issue choice(std::string id, std::size_t options) {
  Issue issue;
  issue.id = std::move(id);
  for (std::size_t k = 0; k < options; ++k) issue.options.push_back({std::to_string(k), ""});
  return issue;
}

Issue amount(std::string id, int from, int to) {
  Issue issue;
  issue.id = std::move(id);
  issue.kind = IssueKind::kAmount;
  issue.from = from;
  issue.to = to;
  return issue;
}

TableTerm table(IssueIndex issue, Rational weight, std::initializer_list<int> values) {
  TableTerm term{issue, number(std::move(weight)), {}};
  for (const int value : values) term.values.push_back(number(value));
  return term;
}

Rule rule(std::string id, IssueIndex issue, std::vector<OptionIndex> options) {
  Rule result;
  result.id = std::move(id);
  result.condition.kind = Condition::Kind::kIs;
  result.condition.issue = issue;
  result.condition.options = std::move(options);
  return result;
}

// Three issues; Anna has a term of every kind, Ben a table and a red line.
Case sample_case() {
  Case c;
  c.issues = {choice("venue", 3), amount("aid", 0, 10), choice("date", 2)};
  Party anna;
  anna.id = "anna";
  anna.terms.push_back(table(0, Rational(1, 2), {0, 10, 20}));
  anna.terms.push_back(LinearTerm{1, number(2), number(1), number(Rational(1, 3))});
  anna.terms.push_back(GroupTerm{{2, 0}, number(1), {{{0U, std::nullopt}, number(4)}, {{1U, 2U}, number(-3)}}});
  BoxGroup boxes;
  boxes.weight = number(1);
  boxes.boxes.push_back({{{0, 1, 2}, {1, 5, 10}}, false, number(7), {}});
  boxes.boxes.push_back({{{1, 0, 3}}, true, number(2), {}});
  boxes.boxes.push_back({{}, false, number(1), {}});
  BoxGroup largest{BoxGroup::Fold::kLargest, number(2), {}, {}};
  largest.boxes.push_back({{{1, 2, 10}}, false, number(3), {}});
  largest.boxes.push_back({{{2, 1, 1}}, false, number(5), {}});
  boxes.groups.push_back(largest);
  anna.terms.push_back(boxes);
  anna.reservation = number(20);
  Party ben;
  ben.id = "ben";
  ben.terms.push_back(table(2, 1, {3, 1}));
  ben.red_lines.push_back(rule("early", 2, {0}));
  c.parties = {anna, ben};
  c.rules.push_back(rule("not-there", 0, {1, 2}));
  return c;
}

Account account_of(const Case& c, const Package& package) { return explain(c, compile(c).value(), package); }

Rational line(const PartyAccount& account, const std::vector<IssueIndex>& issues) {
  const auto at = std::ranges::find(account.lines, issues, &ScoreLine::issues);
  return at == account.lines.end() ? Rational(0) : at->value;
}

TEST(Explain, GivesEachTermToItsIssueOrToTheIssuesThatItCouples) {
  const Account account = account_of(sample_case(), {2, 6, 0});
  const PartyAccount& anna = account.parties[0];
  EXPECT_EQ(line(anna, {0}), 10);
  EXPECT_EQ(line(anna, {1}), 8);  // 2 * (1 + 6/3) for the amount, and 2 for the box outside 0..3
  EXPECT_EQ(line(anna, {0, 2}), 4);                          // the first entry that matches
  EXPECT_EQ(line(anna, {0, 1}), 7);
  EXPECT_EQ(line(anna, {1, 2}), 6);  // twice the larger of 3 and 0
  EXPECT_EQ(line(anna, {}), 1);
  EXPECT_EQ(anna.score, 36);
  EXPECT_EQ(anna.lines.front().issues, std::vector<IssueIndex>{0});
  EXPECT_TRUE(anna.lines.back().issues.empty());
}

TEST(Explain, ShowsTheCapAsALineOfItsOwn) {
  Case c = sample_case();
  c.parties[0].cap = number(30);
  const Account account = account_of(c, {2, 6, 0});
  EXPECT_EQ(account.parties[0].cut, -6);
  EXPECT_EQ(account.parties[0].score, 30);
}

TEST(Explain, SaysWhatHoldsAndWhoAccepts) {
  const Case c = sample_case();
  const Account good = account_of(c, {2, 6, 0});
  EXPECT_EQ(good.rules, std::vector<bool>{true});
  EXPECT_TRUE(good.parties[0].accepts);
  EXPECT_TRUE(good.parties[1].accepts);
  EXPECT_TRUE(good.in_zone);
  const Account late = account_of(c, {2, 6, 1});
  EXPECT_EQ(late.parties[1].red_lines, std::vector<bool>{false});
  EXPECT_FALSE(late.parties[1].accepts);
  EXPECT_TRUE(late.feasible);
  EXPECT_FALSE(late.in_zone);
  const Account there = account_of(c, {0, 0, 0});
  EXPECT_FALSE(there.feasible);
  EXPECT_FALSE(there.parties[0].accepts);  // 1 * 2 + 4 + 1 is below 20
}

TEST(Explain, ReservationValueReachedExactlyIsAccepted) {
  Case c = sample_case();
  c.parties[0].reservation = number(36);
  EXPECT_TRUE(account_of(c, {2, 6, 0}).parties[0].accepts);
  c.parties[0].reservation = number(Rational(3600001, 100000));
  EXPECT_FALSE(account_of(c, {2, 6, 0}).parties[0].accepts);
}

TEST(Explain, ComparesTwoPackagesLineByLine) {
  const Case c = sample_case();
  const auto changes = compare(account_of(c, {2, 6, 0}), account_of(c, {0, 6, 0}));
  ASSERT_EQ(changes.size(), 2U);
  const auto at = std::ranges::find(changes[0].lines, std::vector<IssueIndex>{0, 1}, &LineChange::issues);
  ASSERT_NE(at, changes[0].lines.end());
  EXPECT_EQ(at->before, 7);
  EXPECT_EQ(at->after, 0);
  Rational before = 0, after = 0;
  for (const LineChange& change : changes[0].lines) {
    before += change.before;
    after += change.after;
  }
  EXPECT_EQ(before, changes[0].score_before);
  EXPECT_EQ(after, changes[0].score_after);
}

TEST(Explain, NamesLinesForPeople) {
  const Case c = sample_case();
  EXPECT_EQ(label(c, std::vector<IssueIndex>{1}), "aid");
  EXPECT_EQ(label(c, std::vector<IssueIndex>{0, 2}), "group: venue + date");
  EXPECT_EQ(label(c, {}), "constant");
}

TEST(Explain, RefusesAPackageThatDoesNotExist) {
  EXPECT_THROW(account_of(sample_case(), {0, 0}), std::invalid_argument);
  EXPECT_THROW(account_of(sample_case(), {0, 11, 0}), std::invalid_argument);
}

RC_GTEST_PROP(Explain, LinesSumToTheScoreOfTheEngine, ()) {
  Case c = sample_case();
  if (*rc::gen::arbitrary<bool>()) c.parties[0].cap = number(*rc::gen::inRange(0, 40));
  const Problem p = compile(c).value();
  const Package package = {*rc::gen::inRange(0U, 3U), *rc::gen::inRange(0U, 11U), *rc::gen::inRange(0U, 2U)};
  const Account account = explain(c, p, package);
  for (PartyIndex party = 0; party < 2; ++party) {
    Rational sum = account.parties[party].cut;
    for (const ScoreLine& entry : account.parties[party].lines) sum += entry.value;
    RC_ASSERT(sum == account.parties[party].score);
    RC_ASSERT(sum == score(p, party, package));
    RC_ASSERT(account.parties[party].accepts == holds(p, accepts(p, party), package));
  }
  RC_ASSERT(account.in_zone == holds(p, zone(p), package));
}

}  // namespace
}  // namespace parley::agreement
