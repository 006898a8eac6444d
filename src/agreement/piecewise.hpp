// Continuous functions of one number that are linear between finitely many vertices, exactly.
//
// Invariants   vertices ascend strictly; the first and last are the ends of the range, which all operands share; no
//              vertex lies on the line between its neighbours, so that equal functions have equal vertices
// Cost         linear in the vertices, except that `lower` and `upper` add one wherever the operands cross
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "base/number.hpp"

namespace parley::agreement {

class Piecewise {
 public:
  struct Vertex {
    Rational at, value;
    bool operator==(const Vertex&) const = default;
  };

  static Piecewise constant(const Rational& low, const Rational& high, const Rational& value);
  // The line through (low, at_low) and (high, at_high); low < high.
  static Piecewise line(const Rational& low, const Rational& high, const Rational& at_low, const Rational& at_high);

  const std::vector<Vertex>& vertices() const& { return vertices_; }
  std::vector<Vertex> vertices() && { return std::move(vertices_); }  // so that a loop over a result keeps it
  Rational operator()(const Rational& at) const;
  bool is_constant() const;
  bool operator==(const Piecewise&) const = default;

  friend Piecewise operator+(const Piecewise& a, const Piecewise& b);
  friend Piecewise operator-(const Piecewise& a, const Piecewise& b);
  friend Piecewise operator*(const Rational& factor, const Piecewise& a);
  friend Piecewise operator+(const Piecewise& a, const Rational& b);
  friend Piecewise lower(const Piecewise& a, const Piecewise& b);
  friend Piecewise upper(const Piecewise& a, const Piecewise& b);

 private:
  explicit Piecewise(std::vector<Vertex> vertices);

  std::vector<Vertex> vertices_;
};

// A walk from one number to another, up or down.
struct Stretch {
  Rational from, to;
  bool includes_from = true, includes_to = true;
};

// Where something begins on a walk: at the number itself, or just beyond it.
struct Edge {
  Rational at;
  bool attained = true;

  bool operator==(const Edge&) const = default;
};

enum class Sign { kPositive, kNotNegative };

// The first place on the stretch where f is positive (or not negative); none when it never is.
std::optional<Edge> first_where(const Piecewise& f, Sign sign, const Stretch& stretch);

// The nearer of two edges to where the walk began; a number itself is nearer than what lies just beyond it.
std::optional<Edge> nearer(const std::optional<Edge>& a, const std::optional<Edge>& b, const Rational& from);

}  // namespace parley::agreement
