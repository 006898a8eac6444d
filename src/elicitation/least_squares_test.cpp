#include "elicitation/least_squares.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>

namespace parley::elicitation {
namespace {

double error_of(const std::vector<Row>& a, const std::vector<double>& b, const std::vector<double>& x) {
  double sum = 0;
  for (std::size_t r = 0; r < a.size(); ++r) {
    double rest = b[r];
    for (std::size_t k = 0; k < x.size(); ++k) rest -= a[r][k] * x[k];
    sum += rest * rest;
  }
  return sum;
}

// Gauss on the normal equations of the columns in `chosen`; empty when they are dependent.
std::vector<double> unconstrained(const std::vector<Row>& a, const std::vector<double>& b, unsigned chosen) {
  const std::size_t n = a.front().size();
  std::vector<std::size_t> columns;
  for (std::size_t k = 0; k < n; ++k)
    if ((chosen >> k) & 1U) columns.push_back(k);
  const std::size_t m = columns.size();
  std::vector<Row> g(m, Row(m + 1, 0.0));
  for (std::size_t i = 0; i < m; ++i)
    for (std::size_t r = 0; r < a.size(); ++r) {
      for (std::size_t j = 0; j < m; ++j) g[i][j] += a[r][columns[i]] * a[r][columns[j]];
      g[i][m] += a[r][columns[i]] * b[r];
    }
  for (std::size_t i = 0; i < m; ++i) {
    std::size_t pivot = i;
    for (std::size_t r = i; r < m; ++r)
      if (std::abs(g[r][i]) > std::abs(g[pivot][i])) pivot = r;
    if (std::abs(g[pivot][i]) < 1e-9) return {};
    std::swap(g[i], g[pivot]);
    for (std::size_t r = 0; r < m; ++r) {
      if (r == i) continue;
      const double factor = g[r][i] / g[i][i];
      for (std::size_t j = i; j <= m; ++j) g[r][j] -= factor * g[i][j];
    }
  }
  std::vector<double> x(n, 0.0);
  for (std::size_t i = 0; i < m; ++i) x[columns[i]] = g[i][m] / g[i][i];
  return x;
}

// The least error over every set of unknowns that may be positive.
double least_error(const std::vector<Row>& a, const std::vector<double>& b) {
  double least = error_of(a, b, std::vector<double>(a.front().size(), 0.0));
  for (unsigned chosen = 1; chosen < (1U << a.front().size()); ++chosen) {
    const std::vector<double> x = unconstrained(a, b, chosen);
    bool feasible = !x.empty();
    for (double value : x) feasible = feasible && value >= 0;
    if (feasible) least = std::min(least, error_of(a, b, x));
  }
  return least;
}

RC_GTEST_PROP(LeastSquares, HasTheErrorOfTheBestOfAllActiveSets, ()) {
  const auto rows = *rc::gen::inRange<std::size_t>(1, 9), unknowns = *rc::gen::inRange<std::size_t>(1, 6);
  std::vector<Row> a;
  for (std::size_t r = 0; r < rows; ++r) {
    Row row;
    for (int x : *rc::gen::container<std::vector<int>>(unknowns, rc::gen::inRange(-9, 10))) row.push_back(x);
    a.push_back(row);
  }
  std::vector<double> b;
  for (int x : *rc::gen::container<std::vector<int>>(rows, rc::gen::inRange(-50, 51))) b.push_back(x);
  const std::vector<double> x = non_negative_least_squares(a, b);
  for (double value : x) RC_ASSERT(value >= 0);
  const double least = least_error(a, b);
  RC_ASSERT(std::abs(error_of(a, b, x) - least) <= 1e-6 * (1 + least));
}

TEST(LeastSquares, TakesDependentColumns) {
  const std::vector<Row> a{{1, 1}, {1, 1}};
  EXPECT_NEAR(error_of(a, {3, 3}, non_negative_least_squares(a, {3, 3})), 0, 1e-12);
}

TEST(LeastSquares, KeepsAnUnknownThatWouldBeNegativeAtZero) {
  EXPECT_EQ(non_negative_least_squares({{1, 0}, {0, 1}}, {-2, 3}), (std::vector<double>{0, 3}));
}

TEST(LeastSquares, OfNothingIsNothing) { EXPECT_TRUE(non_negative_least_squares({}, {}).empty()); }

}  // namespace
}  // namespace parley::elicitation
