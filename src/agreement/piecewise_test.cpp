#include "agreement/piecewise.hpp"

#include <gtest/gtest.h>

namespace parley::agreement {
namespace {

Piecewise rising() { return Piecewise::line(0, 4, -2, 2); }
Piecewise falling() { return Piecewise::line(0, 4, 2, -2); }

TEST(Piecewise, TheLowerOfTwoLinesBendsWhereTheyCross) {
  const Piecewise tent = lower(rising(), falling());
  EXPECT_EQ(tent.vertices(), (std::vector<Piecewise::Vertex>{{0, -2}, {2, 0}, {4, -2}}));
  EXPECT_EQ(upper(rising(), falling())(1), 1);
  EXPECT_EQ(tent(Rational(1, 2)), Rational(-3, 2));
}

TEST(Piecewise, SumsForgetBendsThatCancel) {
  const Piecewise sum = lower(rising(), falling()) + upper(rising(), falling());
  EXPECT_TRUE(sum.is_constant());
}

TEST(Piecewise, BecomesPositiveJustBeyondARootAndNotNegativeAtIt) {
  const Stretch up{0, 4, true, true};
  EXPECT_EQ(first_where(rising(), Sign::kPositive, up), (Edge{2, false}));
  EXPECT_EQ(first_where(rising(), Sign::kNotNegative, up), (Edge{2, true}));
  EXPECT_EQ(first_where(rising(), Sign::kPositive, {4, 0, true, true}), (Edge{4, true}));
  EXPECT_EQ(first_where(rising(), Sign::kPositive, {4, 0, false, true}), (Edge{4, false}));
  EXPECT_EQ(first_where(rising(), Sign::kNotNegative, {0, 2, true, false}), std::nullopt);
}

TEST(Piecewise, ATouchOfZeroIsNotNegativeAndNeverPositive) {
  const Piecewise tent = lower(rising(), falling());
  EXPECT_EQ(first_where(tent, Sign::kNotNegative, {0, 4, true, true}), (Edge{2, true}));
  EXPECT_EQ(first_where(tent, Sign::kPositive, {0, 4, true, true}), std::nullopt);
  EXPECT_EQ(first_where(tent, Sign::kNotNegative, {2, 4, false, true}), std::nullopt);
}

}  // namespace
}  // namespace parley::agreement
