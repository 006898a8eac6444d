#include "agreement/representative.hpp"

#include <gtest/gtest.h>

#include <random>

namespace parley::agreement {
namespace {

std::vector<Point> random_points(unsigned seed, std::size_t count, std::size_t parties) {
  std::mt19937 random(seed);
  std::vector<Point> points(count);
  for (Point& point : points)
    for (std::size_t i = 0; i < parties; ++i)
      point.values.push_back(Integer(static_cast<unsigned long>(random() % 1000)));
  return points;
}

// The guarantee worked out from its definition, all pairs.
Rational reach(const std::vector<Point>& points, const std::vector<std::size_t>& kept) {
  const std::size_t parties = points[0].values.size();
  Rational worst = 0;
  for (const Point& point : points) {
    std::optional<Rational> best;
    for (std::size_t k : kept) {
      Rational largest = 0;
      for (std::size_t i = 0; i < parties; ++i) {
        Integer low = points[0].values[i], high = low;
        for (const Point& p : points) low = std::min(low, p.values[i]), high = std::max(high, p.values[i]);
        if (low == high) continue;
        const Rational share = Rational(abs(Integer(point.values[i] - points[k].values[i]))) / Rational(high - low);
        largest = std::max(largest, share);
      }
      if (!best || largest < *best) best = largest;
    }
    worst = std::max(worst, *best);
  }
  return worst;
}

TEST(Representatives, EveryPointLiesWithinTheStatedDistanceOfAKeptOne) {
  for (unsigned seed = 0; seed < 50; ++seed) {
    const auto points = random_points(seed, 60, 2 + seed % 3);
    Work work;
    const auto result = representatives(points, {}, 8, work);
    EXPECT_EQ(result.points.size(), 8U);
    EXPECT_GE(result.within, reach(points, result.points));
    EXPECT_LE(result.within - reach(points, result.points), Rational(1, 1000000));
  }
}

TEST(Representatives, KeepsTheNamedPointsAndEachPartysBest) {
  const auto points = random_points(7, 200, 3);
  Work work;
  const std::vector<std::size_t> named{11, 42};
  const auto result = representatives(points, named, 1, work);
  for (std::size_t p : named) EXPECT_TRUE(std::ranges::find(result.points, p) != result.points.end());
  for (std::size_t i = 0; i < 3; ++i) {
    Integer best = 0, kept = 0;
    for (const Point& p : points) best = std::max(best, p.values[i]);
    for (std::size_t p : result.points) kept = std::max(kept, points[p].values[i]);
    EXPECT_EQ(kept, best);
  }
  EXPECT_LE(result.points.size(), 5U);
}

TEST(Representatives, AllPointsAreKeptWhenTheyFit) {
  const auto points = random_points(3, 20, 2);
  Work work;
  const auto result = representatives(points, {}, 100, work);
  EXPECT_EQ(result.points.size(), 20U);
  EXPECT_EQ(result.within, 0);
}

TEST(Representatives, AScoreThatNeverChangesDoesNotCount) {
  std::vector<Point> points(3);
  for (int k = 0; k < 3; ++k) points[static_cast<std::size_t>(k)].values = {Integer(k), Integer(5)};
  Work work;
  const auto result = representatives(points, {}, 2, work);
  EXPECT_EQ(result.points, (std::vector<std::size_t>{0, 2}));
  EXPECT_EQ(result.within, Rational(1, 2));
}

TEST(Representatives, StoppedWorkStillGivesATrueGuarantee) {
  const auto points = random_points(9, 300, 2);
  StopSource stop;
  stop.stop();
  Work work({}, &stop);
  const auto result = representatives(points, {}, 100, work);
  EXPECT_LT(result.points.size(), 100U);
  EXPECT_GE(result.within, reach(points, result.points));
}

}  // namespace
}  // namespace parley::agreement
