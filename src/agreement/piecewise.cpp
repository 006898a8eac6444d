#include "agreement/piecewise.hpp"

#include <algorithm>

namespace parley::agreement {
namespace {

using Vertex = Piecewise::Vertex;

Rational between(const Vertex& a, const Vertex& b, const Rational& at) {
  return a.value + (b.value - a.value) * (at - a.at) / (b.at - a.at);
}

Rational root(const Vertex& a, const Vertex& b) { return a.at + (b.at - a.at) * a.value / (a.value - b.value); }

std::vector<Rational> places(const Piecewise& a, const Piecewise& b) {
  std::vector<Rational> all;
  for (const Vertex& v : a.vertices()) all.push_back(v.at);
  for (const Vertex& v : b.vertices()) all.push_back(v.at);
  std::ranges::sort(all);
  const auto repeated = std::ranges::unique(all);
  all.erase(repeated.begin(), repeated.end());
  return all;
}

bool has(Sign sign, const Rational& value) { return sign == Sign::kPositive ? value > 0 : value >= 0; }

// Within the open segment from a to b, in the direction of the walk.
std::optional<Edge> inside(const Vertex& a, const Vertex& b, Sign sign) {
  if (a.value > 0) return Edge{a.at, false};
  if (a.value == 0) {
    const bool begins = sign == Sign::kPositive ? b.value > 0 : b.value >= 0;
    return begins ? std::optional(Edge{a.at, false}) : std::nullopt;
  }
  if (b.value <= 0) return std::nullopt;
  return Edge{root(a, b), sign == Sign::kNotNegative};
}

}  // namespace

Piecewise::Piecewise(std::vector<Vertex> vertices) {
  for (Vertex& v : vertices) {
    while (vertices_.size() >= 2 && between(vertices_.end()[-2], v, vertices_.back().at) == vertices_.back().value)
      vertices_.pop_back();
    vertices_.push_back(std::move(v));
  }
}

Piecewise Piecewise::constant(const Rational& low, const Rational& high, const Rational& value) {
  return line(low, high, value, value);
}

Piecewise Piecewise::line(const Rational& low, const Rational& high, const Rational& at_low, const Rational& at_high) {
  return Piecewise({{low, at_low}, {high, at_high}});
}

Rational Piecewise::operator()(const Rational& at) const {
  const auto next = std::ranges::lower_bound(vertices_, at, {}, &Vertex::at);
  if (next == vertices_.end()) return vertices_.back().value;
  if (next->at == at || next == vertices_.begin()) return next->value;
  return between(*std::prev(next), *next, at);
}

bool Piecewise::is_constant() const { return vertices_.size() == 2 && vertices_[0].value == vertices_[1].value; }

Piecewise operator+(const Piecewise& a, const Piecewise& b) {
  std::vector<Vertex> sum;
  for (const Rational& at : places(a, b)) sum.push_back({at, a(at) + b(at)});
  return Piecewise(std::move(sum));
}

Piecewise operator*(const Rational& factor, const Piecewise& a) {
  std::vector<Vertex> product = a.vertices_;
  for (Vertex& v : product) v.value *= factor;
  return Piecewise(std::move(product));
}

Piecewise operator-(const Piecewise& a, const Piecewise& b) { return a + Rational(-1) * b; }

Piecewise operator+(const Piecewise& a, const Rational& b) {
  std::vector<Vertex> sum = a.vertices_;
  for (Vertex& v : sum) v.value += b;
  return Piecewise(std::move(sum));
}

Piecewise lower(const Piecewise& a, const Piecewise& b) {
  const Piecewise difference = a - b;
  std::vector<Vertex> result;
  const Vertex* last = nullptr;
  for (const Vertex& v : difference.vertices()) {
    if (last != nullptr && sgn(last->value) * sgn(v.value) < 0) {
      const Rational crossing = root(*last, v);
      result.push_back({crossing, a(crossing)});
    }
    result.push_back({v.at, 0});
    last = &v;
  }
  // The difference may be straight where both operands bend, so that their own vertices are needed as well.
  for (const Rational& at : places(a, b)) result.push_back({at, 0});
  std::ranges::sort(result, {}, &Vertex::at);
  const auto repeated = std::ranges::unique(result, {}, &Vertex::at);
  result.erase(repeated.begin(), repeated.end());
  for (Vertex& v : result) v.value = std::min<Rational>(a(v.at), b(v.at));
  return Piecewise(std::move(result));
}

Piecewise upper(const Piecewise& a, const Piecewise& b) {
  return Rational(-1) * lower(Rational(-1) * a, Rational(-1) * b);
}

std::optional<Edge> first_where(const Piecewise& f, Sign sign, const Stretch& stretch) {
  std::vector<Vertex> walk{{stretch.from, f(stretch.from)}};
  const bool up = stretch.from < stretch.to;
  for (const Vertex& v : f.vertices())
    if (v.at > std::min(stretch.from, stretch.to) && v.at < std::max(stretch.from, stretch.to)) walk.push_back(v);
  if (!up) std::reverse(walk.begin() + 1, walk.end());
  if (stretch.to != stretch.from) walk.push_back({stretch.to, f(stretch.to)});
  for (std::size_t k = 0; k < walk.size(); ++k) {
    const bool included = (k > 0 || stretch.includes_from) && (k + 1 < walk.size() || stretch.includes_to);
    if (included && has(sign, walk[k].value)) return Edge{walk[k].at, true};
    if (k + 1 == walk.size()) break;
    if (auto edge = inside(walk[k], walk[k + 1], sign)) return edge;
  }
  return std::nullopt;
}

std::optional<Edge> nearer(const std::optional<Edge>& a, const std::optional<Edge>& b, const Rational& from) {
  if (!a || !b) return a ? a : b;
  const Rational to_a = abs(a->at - from), to_b = abs(b->at - from);
  if (to_a != to_b) return to_a < to_b ? a : b;
  return a->attained ? a : b;
}

}  // namespace parley::agreement
