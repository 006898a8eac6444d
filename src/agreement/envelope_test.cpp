#include "agreement/envelope.hpp"

#include <gtest/gtest.h>

namespace parley::agreement {
namespace {

EnvelopePiece segment(Rational x0, Rational y0, Rational x1, Rational y1, std::uint32_t source = 0) {
  return {{std::move(x0), std::move(y0), 0}, {std::move(x1), std::move(y1), 1}, false, false, source, 0};
}

EnvelopePiece point(const Rational& x, const Rational& y, std::uint32_t source = 0) {
  return segment(x, y, x, y, source);
}

TEST(Envelope, KeepsBothSidesOfACrossing) {
  const Envelope merged = merge({segment(0, 10, 10, 0, 1)}, {segment(0, 6, 20, 2, 2)});
  // 10 - x = 6 - x/5 at x = 5
  ASSERT_EQ(merged.size(), 2U);
  EXPECT_EQ(merged[0].source, 1U);
  EXPECT_EQ(merged[0].right, (EnvelopePoint{5, 5, Rational(1, 2)}));
  EXPECT_FALSE(merged[0].right_open);
  EXPECT_EQ(merged[1].source, 2U);
  EXPECT_EQ(merged[1].left, (EnvelopePoint{5, 5, Rational(1, 4)}));
  EXPECT_FALSE(merged[1].left_open);
}

TEST(Envelope, OpensAnEndThatAPointAboveDominates) {
  const Envelope merged = merge({point(4, 9)}, {segment(2, 8, 6, 4)});
  ASSERT_EQ(merged.size(), 2U);
  EXPECT_TRUE(merged[0].is_point());
  EXPECT_EQ(merged[1].left, (EnvelopePoint{4, 6, Rational(1, 2)}));
  EXPECT_TRUE(merged[1].left_open);
  EXPECT_FALSE(merged[1].right_open);
}

TEST(Envelope, OpensAnEndThatAPointToTheRightDominates) {
  const Envelope merged = merge({segment(2, 8, 6, 4)}, {point(9, 5)});
  ASSERT_EQ(merged.size(), 2U);
  EXPECT_EQ(merged[0].right, (EnvelopePoint{5, 5, Rational(3, 4)}));
  EXPECT_TRUE(merged[0].right_open);
  EXPECT_EQ(merged[1].left.x, 9);
}

TEST(Envelope, JoinsAPieceThatAnotherOnlyTouches) {
  const Envelope merged = merge({segment(0, 10, 10, 0)}, {point(4, 6, 7)});
  ASSERT_EQ(merged.size(), 1U);
  EXPECT_EQ(merged[0], segment(0, 10, 10, 0));
}

TEST(Envelope, KeepsTheFirstOfTwoEqualPieces) {
  const Envelope merged = merge({segment(0, 10, 10, 0, 1)}, {segment(0, 10, 10, 0, 2)});
  ASSERT_EQ(merged.size(), 1U);
  EXPECT_EQ(merged[0].source, 1U);
}

TEST(Envelope, DropsWhatLiesUnderneath) {
  const Envelope above = {segment(0, 10, 10, 0)};
  EXPECT_EQ(merge(above, {segment(0, 5, 5, 0)}), above);
  EXPECT_EQ(merge({segment(0, 5, 5, 0)}, above), above);
  EXPECT_EQ(merge({}, above), above);
}

TEST(Envelope, ClipsAtBothBounds) {
  const Envelope clipped = clip({segment(0, 10, 10, 0), point(12, -1)}, Rational(2), Rational(3));
  ASSERT_EQ(clipped.size(), 1U);
  EXPECT_EQ(clipped[0].left, (EnvelopePoint{2, 8, Rational(1, 5)}));
  EXPECT_EQ(clipped[0].right, (EnvelopePoint{7, 3, Rational(7, 10)}));
  EXPECT_TRUE(clip({segment(0, 10, 10, 0)}, Rational(6), Rational(5)).empty());
  const Envelope touched = clip({segment(0, 10, 10, 0)}, Rational(5), Rational(5));
  ASSERT_EQ(touched.size(), 1U);
  EXPECT_TRUE(touched[0].is_point());
}

TEST(Envelope, CoversWhatIsWeaklyBelow) {
  const Envelope envelope = {segment(0, 10, 5, 5), point(7, 2)};
  EXPECT_TRUE(covers(envelope, -3, 10));
  EXPECT_TRUE(covers(envelope, 2, 8));
  EXPECT_FALSE(covers(envelope, 2, Rational(801, 100)));
  EXPECT_TRUE(covers(envelope, 6, 2));
  EXPECT_FALSE(covers(envelope, 6, 3));
  EXPECT_FALSE(covers(envelope, 8, 0));
}

}  // namespace
}  // namespace parley::agreement
