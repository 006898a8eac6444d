#include "agreement/dominance.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "agreement/wide.hpp"

namespace parley::agreement {
namespace {

template <class S>
std::vector<std::uint32_t> by_definition(const std::vector<S>& rows, std::size_t n, std::size_t m) {
  auto row = [&](std::size_t i) { return std::vector<S>(rows.begin() + i * m, rows.begin() + (i + 1) * m); };
  std::vector<std::uint32_t> kept;
  for (std::uint32_t i = 0; i < n; ++i) {
    bool dominated = false;
    for (std::uint32_t j = 0; j < n && !dominated; ++j) {
      const auto a = row(j), b = row(i);
      const bool covers = std::ranges::equal(a, b, [](const S& x, const S& y) { return x >= y; });
      dominated = covers && (a != b || j < i);
    }
    if (!dominated) kept.push_back(i);
  }
  return kept;
}

template <class S>
void expect_definition(std::size_t n, std::size_t m, int spread, bool far_apart, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  std::vector<S> rows;
  for (std::size_t i = 0; i < n * m; ++i) {
    S value(static_cast<int>(random() % static_cast<unsigned>(spread)) - spread / 2);
    if (far_apart)  // beyond 32 bits, so that ranks replace distances
      for (int k = 0; k < 35; ++k) value += value;
    rows.push_back(value);
  }
  std::vector<std::uint32_t> kept;
  Work work;
  ASSERT_TRUE(nondominated(rows.data(), n, m, kept, work));
  std::ranges::sort(kept);
  ASSERT_EQ(kept, by_definition(rows, n, m)) << n << " x " << m << " seed " << seed;
}

TEST(Dominance, KeepsWhatTheDefinitionKeepsAndTheFirstOfEqualRows) {
  for (std::uint64_t seed = 0; seed < 60; ++seed)
    for (const std::size_t m : {1, 2, 3, 5, 9})
      for (const std::size_t n : {1, 7, 30, 400})
        expect_definition<std::int64_t>(n, m, seed % 2 == 0 ? 5 : 1000, seed % 3 == 0, seed);
}

TEST(Dominance, IsTheSameForWideNumbers) {
  for (std::uint64_t seed = 0; seed < 10; ++seed)
    for (const std::size_t m : {2, 4}) {
      expect_definition<Int128>(200, m, 40, true, seed);
      expect_definition<Int512>(200, m, 40, true, seed);
    }
}

TEST(Dominance, SortsItsPagesWithoutLosingARow) {
  // A simplex: nothing dominates anything, so that the archive grows through several page sorts.
  std::vector<std::int64_t> rows;
  for (int a = 0; a < 60; ++a)
    for (int b = 0; a + b < 60; ++b) rows.insert(rows.end(), {a, b, 60 - a - b, 0});
  std::vector<std::uint32_t> kept;
  Work work;
  ASSERT_TRUE(nondominated(rows.data(), rows.size() / 4, 4, kept, work));
  EXPECT_EQ(kept.size(), rows.size() / 4);
}

TEST(Dominance, StopsWhenTheWorkEnds) {
  std::vector<std::int64_t> rows(4 * 5000, 0);
  for (std::size_t i = 0; i < rows.size(); ++i) rows[i] = static_cast<std::int64_t>(i * 7919 % 10007);
  StopSource stop;
  stop.stop();
  Work work(Budget{}, &stop);
  std::vector<std::uint32_t> kept;
  EXPECT_FALSE(nondominated(rows.data(), 5000, 4, kept, work));
}

}  // namespace
}  // namespace parley::agreement
