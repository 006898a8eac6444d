#include "agreement/measures.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>

#include "tests/support/brute_force.hpp"
#include "tests/support/panama.hpp"
#include "tests/support/random_case.hpp"

namespace parley::agreement {
namespace {

TEST(Opposition, IsTheDistanceToTheNearestPointThatReachesEveryReservationValue) {
  // Shares of the best: (1, 1/5), (4/5, 2/5), (2/5, 1).
  const std::vector<std::vector<Integer>> rows = {{10, 1}, {8, 2}, {4, 5}};
  OppositionInput input{{rows.begin(), rows.end()}, {10, 5}, {std::nullopt, std::nullopt}};
  const auto nearest = opposition(input);
  ASSERT_TRUE(nearest.has_value());
  EXPECT_EQ(nearest->point, 2U);  // 3/5, against sqrt(1/25 + 9/25) and 4/5
  EXPECT_EQ(nearest->distance, 0.6);
  input.reservation[0] = 5;
  EXPECT_EQ(opposition(input)->point, 1U);
  EXPECT_EQ(opposition(input)->distance, std::sqrt(0.4));
  input.reservation[1] = 3;
  EXPECT_FALSE(opposition(input).has_value());
}

TEST(Opposition, IsNoneWherePartiesHaveNothingPositiveToReach) {
  const std::vector<std::vector<Integer>> rows = {{0, 1}};
  EXPECT_FALSE(opposition({{rows.begin(), rows.end()}, {0, 1}, {std::nullopt, std::nullopt}}).has_value());
}

TEST(Opposition, OfSegmentsIsTheDistanceToTheNearestPointOfAnyOfThem) {
  const Case c = support::panama();
  const auto compiled = compile_divisible(c).value();
  Work work;
  const auto frontier = divisible_frontier(compiled, Within::kFeasible, work);
  const auto distance = opposition(compiled, frontier, {100, 100});
  ASSERT_TRUE(distance.has_value());
  // Land and water is worth as much to both: the nearest point of its segment, from (79, 53) to (64, 68), is (66, 66).
  EXPECT_EQ(*distance, square_root(Rational(2 * 34 * 34, 10000)));
}

RC_GTEST_PROP(SquareRoot, IsTheNearestDouble, ()) {
  const auto top = *rc::gen::inRange<long>(1, 1000000000), bottom = *rc::gen::inRange<long>(1, 1000000000);
  Rational value(top, bottom);
  value.canonicalize();
  const double root = square_root(value);
  // Halfway to either neighbour lies on the other side of the root.
  const Rational above = (Rational(root) + Rational(std::nextafter(root, 2 * root))) / 2;
  const Rational below = (Rational(root) + Rational(std::nextafter(root, 0.0))) / 2;
  RC_ASSERT(below * below <= value);
  RC_ASSERT(above * above >= value);
}

TEST(SquareRoot, IsExactWhereTheRootIs) {
  EXPECT_EQ(square_root(0), 0.0);
  EXPECT_EQ(square_root(Rational(9, 16)), 0.75);
  Integer large;
  mpz_ui_pow_ui(large.get_mpz_t(), 10, 400);
  EXPECT_EQ(square_root(large), 1e200);
  EXPECT_EQ(square_root(1 / Rational(large)), 1e-200);
}

TEST(Measures, BetterForAllEqualsBruteForce) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    SCOPED_TRACE(seed);
    const Case c = support::random_case(seed);
    const Problem p = compile(c).value();
    const auto every = support::every_package(c);
    const Package table = every[seed * 7919 % every.size()];
    const auto base = support::scores_of(c, table);
    std::size_t expected = 0;
    for (const auto& package : support::feasible_packages(c)) {
      const auto scores = support::scores_of(c, package);
      if (std::ranges::equal(scores, base, std::greater<>{})) ++expected;
    }
    Work work;
    const Count better = better_for_all(p, feasible(p), table, work);
    ASSERT_TRUE(better.count.has_value());
    ASSERT_EQ(*better.count, expected);
  }
}

TEST(Measures, ShortfallIsInPoints) {
  const Case c = support::random_case(3);
  const Problem p = compile(c).value();
  const Package package(c.issues.size(), 0);
  std::vector<Integer> best;
  for (const PartyIndex party : p.objectives()) {
    const Function& f = p.functions[*p.parties[party].score];
    best.push_back(value(f, package) + 3 * f.scale);
  }
  EXPECT_EQ(shortfall(p, best, package), std::vector<Rational>(best.size(), Rational(3)));
}

}  // namespace
}  // namespace parley::agreement
