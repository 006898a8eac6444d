#include "elicitation/least_squares.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace parley::elicitation {
namespace {

constexpr double kSmall = 1e-10;

// The minimiser of |A z - b| over the columns in `passive`; dependent columns get 0.
std::vector<double> solve(const std::vector<Row>& a, const std::vector<double>& b,
                          const std::vector<std::size_t>& passive) {
  const std::size_t rows = a.size(), columns = passive.size();
  std::vector<Row> q(rows, Row(columns + 1));
  for (std::size_t r = 0; r < rows; ++r) {
    for (std::size_t k = 0; k < columns; ++k) q[r][k] = a[r][passive[k]];
    q[r][columns] = b[r];
  }
  std::vector<std::size_t> pivot_row(columns, rows);
  std::size_t top = 0;
  for (std::size_t k = 0; k < columns && top < rows; ++k) {
    double norm = 0, whole = 0;
    for (std::size_t r = 0; r < rows; ++r) whole += a[r][passive[k]] * a[r][passive[k]];
    for (std::size_t r = top; r < rows; ++r) norm += q[r][k] * q[r][k];
    if (norm <= kSmall * kSmall * whole) continue;
    const double alpha = q[top][k] > 0 ? -std::sqrt(norm) : std::sqrt(norm);
    std::vector<double> v(rows, 0.0);
    for (std::size_t r = top; r < rows; ++r) v[r] = q[r][k];
    v[top] -= alpha;
    const double half = norm - alpha * q[top][k];  // |v|^2 / 2
    for (std::size_t m = k; m <= columns; ++m) {
      double dot = 0;
      for (std::size_t r = top; r < rows; ++r) dot += v[r] * q[r][m];
      for (std::size_t r = top; r < rows; ++r) q[r][m] -= dot / half * v[r];
    }
    pivot_row[k] = top++;
  }
  std::vector<double> z(columns, 0.0);
  for (std::size_t k = columns; k-- > 0;) {
    if (pivot_row[k] == rows) continue;
    double rest = q[pivot_row[k]][columns];
    for (std::size_t m = k + 1; m < columns; ++m) rest -= q[pivot_row[k]][m] * z[m];
    z[k] = rest / q[pivot_row[k]][k];
  }
  return z;
}

// A^T (b - A x): how fast the error falls as each unknown grows.
std::vector<double> descent(const std::vector<Row>& a, const std::vector<double>& b, const std::vector<double>& x) {
  std::vector<double> w(x.size(), 0.0);
  for (std::size_t r = 0; r < a.size(); ++r) {
    double rest = b[r];
    for (std::size_t k = 0; k < x.size(); ++k) rest -= a[r][k] * x[k];
    for (std::size_t k = 0; k < x.size(); ++k) w[k] += a[r][k] * rest;
  }
  return w;
}

// Moves x towards z as far as it stays feasible; an unknown that stops it leaves the passive set. True when z is reached.
bool step(std::vector<double>& x, const std::vector<double>& z, std::vector<std::size_t>& passive) {
  double share = 1;
  std::size_t stops = passive.size();
  for (std::size_t k = 0; k < passive.size(); ++k) {
    if (z[k] > 0) continue;
    const double at = x[passive[k]] > 0 ? x[passive[k]] / (x[passive[k]] - z[k]) : 0;
    if (stops == passive.size() || at < share) {
      share = at;
      stops = k;
    }
  }
  for (std::size_t k = 0; k < passive.size(); ++k) x[passive[k]] += share * (z[k] - x[passive[k]]);
  if (stops == passive.size()) return true;
  x[passive[stops]] = 0;
  passive.erase(passive.begin() + static_cast<std::ptrdiff_t>(stops));
  return false;
}

}  // namespace

std::vector<double> non_negative_least_squares(const std::vector<Row>& a, const std::vector<double>& b) {
  const std::size_t unknowns = a.empty() ? 0 : a.front().size();
  std::vector<double> x(unknowns, 0.0);
  std::vector<std::size_t> passive;
  double scale = 0;
  for (double slope : descent(a, b, x)) scale = std::max(scale, std::abs(slope));
  for (std::size_t changes = 0; changes < 3 * unknowns; ++changes) {
    const std::vector<double> w = descent(a, b, x);
    std::size_t enter = unknowns;
    for (std::size_t k = 0; k < unknowns; ++k)
      if (std::ranges::find(passive, k) == passive.end() && w[k] > kSmall * scale &&
          (enter == unknowns || w[k] > w[enter]))
        enter = k;
    if (enter == unknowns) break;
    passive.push_back(enter);
    std::ranges::sort(passive);
    while (!passive.empty() && !step(x, solve(a, b, passive), passive)) {
    }
  }
  return x;
}

}  // namespace parley::elicitation
