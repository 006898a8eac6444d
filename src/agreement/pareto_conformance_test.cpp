// Zone, frontier and counts equal brute force on random small cases: rules, red lines, groups, boxes, caps, ties.
#include <gtest/gtest.h>

#include <set>

#include "agreement/count.hpp"
#include "agreement/pareto.hpp"
#include "tests/support/brute_force.hpp"
#include "tests/support/random_case.hpp"

namespace parley::agreement {
namespace {

ParetoQuery frontier_query(const Problem& p, Logic within) {
  ParetoQuery query;
  query.within = std::move(within);
  for (PartyIndex i : p.objectives()) query.objectives.emplace_back(*p.parties[i].score);
  return query;
}

void expect_frontier(const Case& c, const Problem& p, const Logic& within,
                     const std::vector<support::Choice>& admitted) {
  const auto expected = support::frontier(c, admitted);
  const ParetoQuery query = frontier_query(p, within);
  Work work;
  const ParetoSet found = pareto(p, query, work);
  ASSERT_TRUE(found.complete);
  ASSERT_EQ(found.points.size(), expected.size());
  for (const Point& point : found.points) {
    const auto at = expected.find(support::scores_of(c, point.package));
    ASSERT_NE(at, expected.end());
    const auto [all, every] = packages_at(p, query, point.values, 100000, work);
    ASSERT_TRUE(every);
    ASSERT_EQ(all, at->second);
    ASSERT_EQ(std::ranges::count(all, point.package), 1);
  }
}

TEST(ParetoConformance, FrontierCountAndWitnessEqualBruteForce) {
  for (std::uint64_t seed = 0; seed < 4000; ++seed) {
    SCOPED_TRACE(seed);
    const Case c = support::random_case(seed);
    const auto p = compile(c);
    ASSERT_TRUE(p.has_value());
    for (const bool agreed : {false, true}) {
      const auto admitted = agreed ? support::zone_packages(c) : support::feasible_packages(c);
      const Logic within = agreed ? zone(*p) : feasible(*p);
      Work work;
      const Count counted = count(*p, within, work);
      ASSERT_EQ(counted.count, Integer(static_cast<unsigned long>(admitted.size())));
      expect_frontier(c, *p, within, admitted);
      if (HasFatalFailure()) return;
      const Witness witness = find_package(*p, within, work);
      ASSERT_TRUE(witness.proved);
      ASSERT_EQ(witness.package.has_value(), !admitted.empty());
    }
  }
}

TEST(ParetoConformance, ADrawReachesEveryPackageOfTheZoneAndNoOther) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const Case c = support::random_case(seed);
    const auto p = compile(c);
    ASSERT_TRUE(p.has_value());
    const auto admitted = support::zone_packages(c);
    if (admitted.empty() || admitted.size() > 12) continue;
    Work work;
    const auto drawn = sample(*p, zone(*p), 400, seed, work);
    ASSERT_EQ(std::set(drawn.begin(), drawn.end()), std::set(admitted.begin(), admitted.end())) << seed;
    ASSERT_EQ(examples(*p, zone(*p), admitted.size(), work), admitted) << seed;
  }
}

TEST(ParetoConformance, ConditionsAsObjectivesEqualBruteForce) {
  for (std::uint64_t seed = 0; seed < 1500; ++seed) {
    SCOPED_TRACE(seed);
    const Case c = support::random_case(seed);
    const auto p = compile(c);
    ASSERT_TRUE(p.has_value());
    ParetoQuery query;
    for (const Logic& rule : p->rules) query.objectives.emplace_back(rule);
    for (const PartyView& party : p->parties) {
      for (const Logic& line : party.red_lines) query.objectives.emplace_back(line);
      if (party.reservation) query.objectives.emplace_back(at_least(*party.score, *party.reservation));
    }
    std::set<std::vector<Integer>> expected;
    for (const auto& x : support::every_package(c)) {
      std::vector<Integer> truth;
      for (const Objective& o : query.objectives) truth.emplace_back(holds(*p, std::get<Logic>(o), x) ? 1 : 0);
      expected.insert(std::move(truth));
    }
    std::erase_if(expected, [&](const auto& a) {
      return std::ranges::any_of(expected, [&](const auto& b) {
        return a != b && std::ranges::equal(a, b, [](const Integer& x, const Integer& y) { return x <= y; });
      });
    });
    Work work;
    std::set<std::vector<Integer>> found;
    for (const Point& point : pareto(*p, query, work).points) found.insert(point.values);
    ASSERT_EQ(found, expected);
  }
}

}  // namespace
}  // namespace parley::agreement
