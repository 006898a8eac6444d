#include "agreement/box_frontier.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <random>
#include <set>

namespace parley::agreement {
namespace {

template <class S>
using Vectors = std::set<std::vector<S>>;

// A generator of its own: standard distributions differ between libraries.
class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}
  std::uint32_t below(std::uint32_t n) { return static_cast<std::uint32_t>(engine_() % n); }
  std::int64_t between(std::int64_t low, std::int64_t high) {
    return low + static_cast<std::int64_t>(engine_() % static_cast<std::uint64_t>(high - low + 1));
  }

 private:
  std::mt19937_64 engine_;
};

template <class S>
std::vector<S> value_at(const BoxProblem<S>& p, const Package& package) {
  std::vector<S> sum = p.constant;
  for (const auto& u : p.unary)
    for (std::size_t j = 0; j < sum.size(); ++j) sum[j] += u.values[package[u.issue]][j];
  for (const auto& box : p.boxes) {
    bool inside = true;
    for (const Interval& b : box.bounds) inside &= b.low <= package[b.issue] && package[b.issue] <= b.high;
    for (std::size_t j = 0; inside && j < sum.size(); ++j) sum[j] += box.value[j];
  }
  return sum;
}

template <class S>
bool weakly_better(const std::vector<S>& a, const std::vector<S>& b) {
  for (std::size_t j = 0; j < a.size(); ++j)
    if (a[j] < b[j]) return false;
  return true;
}

template <class S>
Vectors<S> by_enumeration(const BoxProblem<S>& p) {
  Vectors<S> all, best;
  Package package(p.sizes.size(), 0);
  for (bool more = true; more;) {
    std::vector<S> v = value_at(p, package);
    bool allowed = true;
    for (std::size_t j = 0; j < p.at_least.size(); ++j) allowed &= !p.at_least[j] || v[j] >= *p.at_least[j];
    if (allowed) all.insert(std::move(v));
    more = false;
    for (std::size_t i = 0; i < package.size() && !more; ++i) {
      more = ++package[i] < p.sizes[i];
      if (!more) package[i] = 0;
    }
  }
  for (const auto& v : all)
    if (std::ranges::none_of(all, [&](const auto& o) { return o != v && weakly_better(o, v); })) best.insert(v);
  return best;
}

template <class S>
std::vector<S> some_values(Random& random, std::size_t objectives, bool negative) {
  std::vector<S> v(objectives, S{0});
  for (S& x : v)
    if (random.below(3) != 0) x = random.between(negative ? -6 : 0, 9);
  return v;
}

template <class S>
BoxProblem<S> random_problem(Random& random, std::size_t objectives) {
  BoxProblem<S> p;
  p.objectives = objectives;
  p.sizes.resize(1 + random.below(5));
  for (auto& n : p.sizes) n = 1 + random.below(5);
  p.constant = some_values<S>(random, objectives, true);
  const bool negative = random.below(2) != 0;
  const auto count = random.below(14);
  for (std::uint32_t b = 0; b < count; ++b) {
    typename BoxProblem<S>::Box box;
    if (!p.boxes.empty() && random.below(6) == 0) box.bounds = p.boxes[random.below(b)].bounds;
    else
      for (IssueIndex i = 0; i < p.sizes.size(); ++i)
        if (random.below(2) != 0) {
          const auto low = random.below(p.sizes[i]);
          box.bounds.push_back({i, low,
                                low + random.below(p.sizes[i] - low + (random.below(9) == 0 ? 2U : 0U) +
                                                   (low + 1 == p.sizes[i] ? 1U : 0U))});
        }
    box.value = some_values<S>(random, objectives, negative);
    p.boxes.push_back(std::move(box));
  }
  for (IssueIndex i = 0; i < p.sizes.size(); ++i)
    if (random.below(3) == 0) {
      typename BoxProblem<S>::Unary u{i, {}};
      for (std::uint32_t k = 0; k < p.sizes[i]; ++k) u.values.push_back(some_values<S>(random, objectives, negative));
      p.unary.push_back(std::move(u));
    }
  if (random.below(3) == 0)
    for (std::size_t j = 0; j < objectives; ++j)
      p.at_least.push_back(random.below(2) != 0 ? std::optional<S>(random.between(-10, 30)) : std::nullopt);
  return p;
}

template <class S>
void expect_exact(const BoxProblem<S>& p, const BoxTuning& tuning = {}) {
  Work work;
  const auto found = box_frontier(p, work, tuning);
  ASSERT_TRUE(found.complete);
  Vectors<S> vectors;
  for (const auto& point : found.points) {
    EXPECT_TRUE(vectors.insert(point.values).second) << "a vector is listed twice";
    EXPECT_EQ(value_at(p, point.package), point.values);
  }
  EXPECT_TRUE(std::ranges::is_sorted(found.points, {}, &BoxPoint<S>::package));
  EXPECT_EQ(vectors, by_enumeration(p));
}

// Boxes as in published negotiation domains: `issues` of ten options, four boxes an issue and party or so.
BoxProblem<std::int64_t> large_problem(std::uint64_t seed, std::uint32_t issues, std::uint32_t boxes,
                                       std::size_t objectives) {
  Random random(seed);
  BoxProblem<std::int64_t> p;
  p.objectives = objectives;
  p.sizes.assign(issues, 10);
  p.constant.assign(objectives, 0);
  for (std::uint32_t b = 0; b < boxes; ++b) {
    BoxProblem<std::int64_t>::Box box;
    box.value.assign(objectives, 0);
    box.value[b % objectives] = random.between(1, 100);
    std::set<IssueIndex> bound;
    for (std::uint32_t k = 1 + random.below(4); k > 0; --k) bound.insert(random.below(issues));
    for (IssueIndex i : bound) {
      const auto low = random.below(10);
      box.bounds.push_back({i, low, low + random.below(10 - low)});
    }
    p.boxes.push_back(std::move(box));
  }
  return p;
}

TEST(BoxFrontier, EqualsEnumerationForTwoObjectives) {
  for (std::uint64_t seed = 0; seed < 3000 && !::testing::Test::HasFailure(); ++seed) {
    Random random(seed);
    SCOPED_TRACE(seed);
    expect_exact(random_problem<std::int64_t>(random, 2));
  }
}

TEST(BoxFrontier, EqualsEnumerationForOneThreeAndFourObjectives) {
  for (std::uint64_t seed = 0; seed < 2000 && !::testing::Test::HasFailure(); ++seed) {
    Random random(seed + 100000);
    SCOPED_TRACE(seed);
    const std::size_t objectives[] = {1, 3, 4, 3};
    expect_exact(random_problem<std::int64_t>(random, objectives[seed % 4]));
  }
}

TEST(BoxFrontier, EqualsEnumerationInWideNumbers) {
  for (std::uint64_t seed = 0; seed < 500 && !::testing::Test::HasFailure(); ++seed) {
    Random random(seed + 200000);
    SCOPED_TRACE(seed);
    BoxProblem<Wide> p = random_problem<Wide>(random, 2 + seed % 2);
    const Wide unit = (Wide{1} << 90) + 7;
    for (auto& box : p.boxes)
      for (Wide& x : box.value) x = x * unit + random.between(-3, 3);
    p.at_least.clear();
    expect_exact(p);
  }
}

// Tables of one entry bound little and narrow descents drop much: what is left is for the search to find.
TEST(BoxFrontier, EqualsEnumerationUnderWeakBoundsAndNarrowDescents) {
  BoxTuning narrow{.most_per_table = 1, .table_growth = 2, .narrowest = 1, .widening = 2, .widest = 4};
  for (std::uint64_t seed = 0; seed < 2000 && !::testing::Test::HasFailure(); ++seed) {
    Random random(seed + 300000);
    SCOPED_TRACE(seed);
    narrow.most_per_table = 1 + seed % 5;
    narrow.widest = seed % 3 == 0 ? 64 : 4;
    const std::size_t objectives[] = {2, 3, 2, 4, 1};
    expect_exact(random_problem<std::int64_t>(random, objectives[seed % 5]), narrow);
  }
}

TEST(BoxFrontier, DoesNotDependOnHowTheEffortIsDivided) {
  for (std::uint64_t seed = 1; seed <= 4; ++seed) {
    const auto p = large_problem(seed, 20, 80, 2 + seed % 2);
    Vectors<std::int64_t> plain, frugal, straight;
    Work work;
    for (const auto& point : box_frontier(p, work).points) plain.insert(point.values);
    const BoxTuning weak{.most_per_table = 32, .table_growth = 2, .narrowest = 8, .widening = 2, .widest = 4096};
    for (const auto& point : box_frontier(p, work, weak).points) frugal.insert(point.values);
    const BoxTuning search_at_once{.widest = 2000};
    for (const auto& point : box_frontier(p, work, search_at_once).points) straight.insert(point.values);
    EXPECT_EQ(plain, frugal) << seed;
    EXPECT_EQ(plain, straight) << seed;
  }
}

TEST(BoxFrontier, NothingToSayIsOnePoint) {
  BoxProblem<std::int64_t> p;
  p.sizes = {3, 2};
  p.objectives = 2;
  p.constant = {-4, 5};
  Work work;
  const auto found = box_frontier(p, work);
  ASSERT_EQ(found.points.size(), 1U);
  EXPECT_TRUE(found.complete);
  EXPECT_EQ(found.points[0].values, (std::vector<std::int64_t>{-4, 5}));
  EXPECT_EQ(found.points[0].package, (Package{0, 0}));
}

TEST(BoxFrontier, AnUnreachableLowerBoundLeavesNothing) {
  BoxProblem<std::int64_t> p = large_problem(1, 10, 30, 2);
  p.at_least = {std::int64_t{1} << 40, std::nullopt};
  Work work;
  const auto found = box_frontier(p, work);
  EXPECT_TRUE(found.complete);
  EXPECT_TRUE(found.points.empty());
}

TEST(BoxFrontier, DoesNotDependOnTheOrderOfIssuesBoxesOrObjectives) {
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    const auto p = large_problem(seed, 20, 80, 2);
    auto turned = p;
    std::ranges::reverse(turned.boxes);
    for (auto& box : turned.boxes) {
      std::ranges::reverse(box.value);
      for (Interval& b : box.bounds) b = {static_cast<IssueIndex>(19 - b.issue), 9 - b.high, 9 - b.low};
    }
    Work work;
    Vectors<std::int64_t> plain, mirrored;
    for (const auto& point : box_frontier(p, work).points) plain.insert(point.values);
    for (auto point : box_frontier(turned, work).points) {
      std::ranges::reverse(point.values);
      mirrored.insert(point.values);
    }
    EXPECT_EQ(plain, mirrored) << seed;
  }
}

TEST(BoxFrontier, GivesTheSamePackagesEveryTime) {
  const auto p = large_problem(7, 20, 90, 3);
  Work work;
  const auto a = box_frontier(p, work), b = box_frontier(p, work);
  ASSERT_EQ(a.points.size(), b.points.size());
  EXPECT_EQ(a.nodes, b.nodes);
  for (std::size_t i = 0; i < a.points.size(); ++i) EXPECT_EQ(a.points[i].package, b.points[i].package);
}

void expect_admissible(const BoxProblem<std::int64_t>& p, const BoxFrontier<std::int64_t>& found) {
  for (const auto& point : found.points) {
    EXPECT_EQ(value_at(p, point.package), point.values);
    for (std::size_t j = 0; j < p.at_least.size(); ++j)
      EXPECT_TRUE(!p.at_least[j] || point.values[j] >= *p.at_least[j]);
    for (const auto& other : found.points) EXPECT_TRUE(&other == &point || !weakly_better(other.values, point.values));
  }
}

TEST(BoxFrontier, AStoppedSearchGivesAdmissiblePointsAndSaysSo) {
  auto p = large_problem(3, 60, 600, 3);
  for (const bool bounded : {false, true}) {
    if (bounded) p.at_least = {2000, std::nullopt, 1500};
    for (const int milliseconds : {0, 5, 50, 300}) {
      Budget budget;
      budget.time = std::chrono::milliseconds(milliseconds);
      Work work(budget);
      const auto begin = Budget::Clock::now();
      const auto found = box_frontier(p, work);
      EXPECT_LT(Budget::Clock::now() - begin, std::chrono::milliseconds(milliseconds + 1000));
      EXPECT_FALSE(found.complete);
      expect_admissible(p, found);
    }
  }
}

TEST(BoxFrontier, StaysWithinAMemoryBudget) {
  const auto p = large_problem(3, 60, 600, 2);
  Budget budget;
  budget.memory = std::size_t{1} << 20;
  budget.time = std::chrono::seconds(1);
  Work work(budget);
  const auto found = box_frontier(p, work);
  EXPECT_FALSE(found.complete);
  expect_admissible(p, found);
}

}  // namespace
}  // namespace parley::agreement
