// The compiled problem says the same as the case, package by package.
#include <gtest/gtest.h>

#include "agreement/problem.hpp"
#include "tests/support/brute_force.hpp"
#include "tests/support/random_case.hpp"

namespace parley::agreement {
namespace {

TEST(ProblemConformance, ScoresAcceptanceAndZoneEqualBruteForce) {
  for (std::uint64_t seed = 0; seed < 1500; ++seed) {
    const Case c = support::random_case(seed);
    const auto p = compile(c);
    ASSERT_TRUE(p.has_value()) << seed;
    const Logic rules = feasible(*p), agreed = zone(*p);
    for (const support::Choice& x : support::every_package(c)) {
      for (PartyIndex i = 0; i < c.parties.size(); ++i) {
        if (c.parties[i].scored()) {
          ASSERT_EQ(score(*p, i, x), support::score_of(c, c.parties[i], x)) << seed;
        }
        ASSERT_EQ(holds(*p, accepts(*p, i), x), support::accepts(c, c.parties[i], x)) << seed;
      }
      ASSERT_EQ(holds(*p, rules, x), support::feasible(c, x)) << seed;
      ASSERT_EQ(holds(*p, agreed, x), support::in_zone(c, x)) << seed;
    }
  }
}

}  // namespace
}  // namespace parley::agreement
