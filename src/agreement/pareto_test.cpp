#include "agreement/pareto.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>
#include <set>

#include "tests/support/permute.hpp"
#include "tests/support/random_case.hpp"

namespace parley::agreement {
namespace {

ParetoSet frontier(const Problem& p, Work& work) {
  ParetoQuery query;
  query.within = feasible(p);
  for (PartyIndex i : p.objectives()) query.objectives.emplace_back(*p.parties[i].score);
  return pareto(p, query, work);
}

// The frontier in the parties' own points, one vector a row.
std::set<std::vector<Rational>> points_of(const Case& c) {
  const auto p = compile(c);
  Work work;
  std::set<std::vector<Rational>> result;
  for (const Point& point : frontier(*p, work).points) {
    std::vector<Rational> row;
    for (PartyIndex i : p->objectives()) row.push_back(score(*p, i, point.package));
    result.insert(std::move(row));
  }
  return result;
}

TableTerm table(IssueIndex issue, const std::vector<Rational>& values) {
  TableTerm term;
  term.issue = issue;
  term.weight.value = 1;
  for (const Rational& v : values) term.values.push_back({v, {}, {}, {}, {}});
  return term;
}

// Two parties with opposed tables over `issues` issues of three options, each value multiplied by `factor`.
Case opposed(std::size_t issues, const Rational& factor) {
  Case c;
  c.parties.resize(2);
  std::mt19937_64 random(7);
  for (IssueIndex i = 0; i < issues; ++i) {
    Issue issue;
    issue.id = "i" + std::to_string(i);
    issue.options = {{"a", ""}, {"b", ""}, {"c", ""}};
    c.issues.push_back(issue);
    for (Party& party : c.parties) {
      std::vector<Rational> values;
      for (int k = 0; k < 3; ++k) values.push_back(factor * Rational(static_cast<long>(random() % 50)));
      party.terms.emplace_back(table(i, values));
    }
  }
  return c;
}

TEST(Pareto, PermutingPartiesPermutesTheScores) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const Case c = support::random_case(seed);
    std::vector<PartyIndex> order(c.parties.size());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::reverse(order);
    std::set<std::vector<Rational>> reversed;
    for (std::vector<Rational> row : points_of(c)) {
      std::ranges::reverse(row);
      reversed.insert(std::move(row));
    }
    EXPECT_EQ(points_of(support::with_parties(c, order)), reversed) << seed;
  }
}

TEST(Pareto, PermutingIssuesChangesNoScore) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const Case c = support::random_case(seed);
    std::vector<IssueIndex> order(c.issues.size());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::shuffle(order, std::mt19937_64(seed));
    EXPECT_EQ(points_of(support::with_issues(c, order)), points_of(c)) << seed;
  }
}

TEST(Pareto, NumbersBeyond64And128BitsGiveTheSamePackages) {
  const Rational wide(Integer("1234567890123456789012345678901"), Integer("987654321098765432109876543"));
  Rational wider = wide * wide * wide;
  const auto p = compile(opposed(9, 1));
  const auto p128 = compile(opposed(9, wide));
  const auto p512 = compile(opposed(9, wider));
  ASSERT_LE(bits_needed(*p), 60U);
  Work work;
  const ParetoSet small = frontier(*p, work), middle = frontier(*p128, work), large = frontier(*p512, work);
  ASSERT_GT(small.points.size(), 10U);
  ASSERT_EQ(small.points.size(), middle.points.size());
  ASSERT_EQ(small.points.size(), large.points.size());
  for (std::size_t k = 0; k < small.points.size(); ++k) {
    EXPECT_EQ(small.points[k].package, middle.points[k].package);
    EXPECT_EQ(small.points[k].package, large.points[k].package);
  }
}

TEST(Problem, RefusesScoresThatNoEngineCanHold) {
  Rational huge(Integer(1) << 600U);
  const auto p = compile(opposed(2, huge));
  ASSERT_FALSE(p.has_value());
  EXPECT_EQ(p.error().code, ErrorCode::kLimit);
}

TEST(Pareto, AStoppedSearchClaimsNothing) {
  const auto p = compile(opposed(9, 1));
  StopSource stop;
  stop.stop();
  Work work(Budget{}, &stop);
  const ParetoSet result = frontier(*p, work);
  EXPECT_FALSE(result.complete);
  ASSERT_EQ(result.ideal.size(), 2U);
  Work unbounded;
  for (const Point& point : frontier(*p, unbounded).points)
    for (std::size_t k = 0; k < 2; ++k) EXPECT_LE(point.values[k], result.ideal[k]);
}

TEST(Pareto, ABudgetThatEndsLeavesAdmissiblePackagesMarkedIncomplete) {
  // Sixty issues in a random web of three-issue rules: far too many states to finish.
  Case c = opposed(60, 1);
  std::mt19937_64 random(3);
  for (int k = 0; k < 120; ++k) {
    Rule rule;
    rule.condition.kind = Condition::Kind::kOr;
    for (int part = 0; part < 3; ++part) {
      Condition is;
      is.kind = Condition::Kind::kIs;
      is.issue = static_cast<IssueIndex>(random() % 60);
      is.options = {static_cast<OptionIndex>(random() % 3)};
      rule.condition.children.push_back(is);
    }
    c.rules.push_back(rule);
  }
  const auto p = compile(c);
  Work work(Budget{std::chrono::milliseconds(1500), std::size_t{64} << 20});
  const ParetoSet result = frontier(*p, work);
  EXPECT_FALSE(result.complete);
  for (const Point& point : result.points) EXPECT_TRUE(holds(*p, feasible(*p), point.package));
}

}  // namespace
}  // namespace parley::agreement
