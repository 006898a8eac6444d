#include "agreement/improve.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "tests/support/brute_force.hpp"
#include "tests/support/random_case.hpp"

namespace parley::agreement {
namespace {

// Two parties, sums over choices; rows: per issue the scores of each option for the first and the second party.
Case additive(const std::vector<std::array<std::vector<int>, 2>>& rows) {
  Case c;
  c.parties.resize(2);
  for (IssueIndex issue = 0; issue < rows.size(); ++issue) {
    c.issues.emplace_back();
    for (std::size_t k = 0; k < rows[issue][0].size(); ++k) c.issues.back().options.push_back({std::to_string(k), ""});
    for (std::size_t side = 0; side < 2; ++side) {
      TableTerm term;
      term.issue = issue;
      term.weight.value = 1;
      for (const int value : rows[issue][side]) term.values.push_back({value, {}, {}, {}, {}});
      c.parties[side].terms.emplace_back(term);
    }
  }
  return c;
}

// Pay matters to the first party, leave to the second; a car costs nobody anything.
Case job_offer() { return additive({{{{0, 8}, {3, 0}}}, {{{2, 0}, {0, 9}}}, {{{0, 0}, {0, 1}}}}); }

TEST(Improve, ThePackageWithTheLargestSmallestGainComesFirst) {
  const Problem p = compile(job_offer()).value();
  Work work;
  const auto found = improvements(p, feasible(p), {0, 0, 0}, 10, work);
  EXPECT_TRUE(found.complete);
  ASSERT_FALSE(found.list.empty());
  EXPECT_EQ(found.list[0].package, (Package{1, 1, 1}));  // + 6 and + 7
  EXPECT_EQ(found.list[0].gains, (std::vector<Rational>{6, 7}));
  EXPECT_TRUE(found.list[0].for_all);
}

TEST(Improve, AnEfficientPackageHasNoImprovement) {
  const Problem p = compile(job_offer()).value();
  Work work;
  const auto found = improvements(p, feasible(p), {1, 1, 1}, 10, work);
  EXPECT_TRUE(found.complete);
  EXPECT_TRUE(found.list.empty());
}

TEST(Improve, TradesAreGiftsAndSwapsThatNeitherSideMakesAlone) {
  const Problem p = compile(job_offer()).value();
  Work work;
  const Trades found = trades(p, feasible(p), {0, 0, 0}, 10, work);
  EXPECT_TRUE(found.complete);
  ASSERT_EQ(found.single.size(), 1U);
  EXPECT_EQ(found.single[0].changes, (std::vector<OptionChange>{{2, 0, 1}}));
  EXPECT_EQ(found.single[0].gains, (std::vector<Rational>{0, 1}));
  EXPECT_FALSE(found.single[0].for_all);
  ASSERT_EQ(found.pairs.size(), 1U);
  EXPECT_EQ(found.pairs[0].changes, (std::vector<OptionChange>{{0, 0, 1}, {1, 0, 1}}));
  EXPECT_EQ(found.pairs[0].gains, (std::vector<Rational>{6, 6}));
  EXPECT_TRUE(found.pairs[0].for_all);
}

TEST(Improve, ShortListsKeepTheBestAndTheTotal) {
  std::vector<int> rising, flat;
  for (int k = 0; k < 300; ++k) {
    rising.push_back(k * 37 % 300);
    flat.push_back(0);
  }
  const Problem p = compile(additive({{{rising, flat}}, {{flat, rising}}})).value();
  Work work;
  const Trades found = trades(p, feasible(p), {0, 0}, 3, work);
  EXPECT_EQ(found.total_single, 598U);
  ASSERT_EQ(found.single.size(), 3U);
  EXPECT_EQ(found.single[0].gains, (std::vector<Rational>{299, 0}));
  EXPECT_EQ(found.single[1].gains, (std::vector<Rational>{0, 299}));
  EXPECT_EQ(found.single[2].gains, (std::vector<Rational>{298, 0}));
}

TEST(Improve, StopsWhenAskedToAndSaysSo) {
  const Problem p = compile(job_offer()).value();
  StopSource stop;
  stop.stop();
  Work work({}, &stop);
  EXPECT_FALSE(trades(p, feasible(p), {0, 0, 0}, 10, work).complete);
}

std::vector<Rational> sorted_gains(const std::vector<Rational>& from, const std::vector<Rational>& to) {
  std::vector<Rational> gains;
  for (std::size_t k = 0; k < from.size(); ++k) gains.emplace_back(to[k] - from[k]);
  std::ranges::sort(gains);
  return gains;
}

TEST(ImproveConformance, ListsExactlyTheEfficientImprovementsInLeximinOrder) {
  for (std::uint64_t seed = 0; seed < 500; ++seed) {
    SCOPED_TRACE(seed);
    const Case c = support::random_case(seed);
    const Problem p = compile(c).value();
    const auto every = support::every_package(c);
    const Package table = every[seed * 7919 % every.size()];
    const auto base = support::scores_of(c, table);
    std::set<std::vector<Rational>> expected;
    for (const auto& [scores, packages] : support::frontier(c, support::feasible_packages(c)))
      if (support::dominates(scores, base)) expected.insert(scores);
    Work work;
    const auto found = improvements(p, feasible(p), table, 1000, work);
    ASSERT_TRUE(found.complete);
    ASSERT_EQ(found.total, expected.size());
    ASSERT_EQ(found.list.size(), expected.size());
    for (std::size_t k = 0; k < found.list.size(); ++k) {
      const Improvement& better = found.list[k];
      ASSERT_EQ(support::scores_of(c, better.package), better.scores);
      ASSERT_TRUE(expected.contains(better.scores));
      ASSERT_EQ(better.for_all, sorted_gains(base, better.scores)[0] > 0);
      if (k == 0) continue;
      ASSERT_GE(sorted_gains(base, found.list[k - 1].scores), sorted_gains(base, better.scores));
    }
  }
}

TEST(ImproveConformance, TradesEqualTheirDefinition) {
  for (std::uint64_t seed = 0; seed < 500; ++seed) {
    SCOPED_TRACE(seed);
    const Case c = support::random_case(seed);
    const Problem p = compile(c).value();
    const auto every = support::every_package(c);
    const Package table = every[seed * 104729 % every.size()];
    const auto base = support::scores_of(c, table);
    const auto differing = [&](const Package& package) {
      std::vector<IssueIndex> issues;
      for (IssueIndex i = 0; i < package.size(); ++i)
        if (package[i] != table[i]) issues.push_back(i);
      return issues;
    };
    const auto is_gift = [&](const Package& package) {
      return support::feasible(c, package) && support::dominates(support::scores_of(c, package), base);
    };
    std::size_t single = 0, pairs = 0;
    for (const auto& package : every) {
      const auto issues = differing(package);
      if (issues.empty() || issues.size() > 2 || !is_gift(package)) continue;
      if (issues.size() == 1) ++single;
      if (issues.size() == 1) continue;
      Package first = table, second = table;
      first[issues[0]] = package[issues[0]];
      second[issues[1]] = package[issues[1]];
      if (!is_gift(first) && !is_gift(second)) ++pairs;
    }
    Work work;
    const Trades found = trades(p, feasible(p), table, 1000, work);
    ASSERT_TRUE(found.complete);
    ASSERT_EQ(found.total_single, single);
    ASSERT_EQ(found.total_pairs, pairs);
  }
}

}  // namespace
}  // namespace parley::agreement
