// The efficient part of a union of falling line segments and points in the plane.
//
// Computes   of two sets of mutually undominated pieces, the points of their union that no other point of it dominates
//            (at least as large in both coordinates and larger in one)
// Pieces     ascending in x and so descending in y; a segment falls strictly, a point has left = right. An end is open
//            where the limit itself is dominated: by a point above it, or by one further right at the same height
// Ties       where both sets hold the same points, the first set's pieces stay
// Cost       O(pieces) operations on fractions; a merge of n segments adds at most n crossings
// Method     both sets are seen as staircases h(x) = the largest y at x or further right, which fall piece by piece; the
//            larger staircase is followed, and of it the strictly falling parts and the ends of level parts are kept
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/number.hpp"

namespace parley::agreement {

struct EnvelopePoint {
  Rational x, y;
  Rational at = 0;  // where on its edge: 0 at the start, 1 at the end

  bool operator==(const EnvelopePoint&) const = default;
};

struct EnvelopePiece {
  EnvelopePoint left, right;
  bool left_open = false, right_open = false;
  std::uint32_t source = 0, edge = 0;  // the caller's names for where the piece comes from

  bool is_point() const { return left.x == right.x; }
  bool operator==(const EnvelopePiece&) const = default;
};

using Envelope = std::vector<EnvelopePiece>;

// The point of a piece at `x`, which lies between its ends.
EnvelopePoint point_at(const EnvelopePiece& piece, const Rational& x);

Envelope merge(const Envelope& a, const Envelope& b);

// What lies at or above the bounds that are given.
Envelope clip(const Envelope& envelope, const std::optional<Rational>& least_x, const std::optional<Rational>& least_y);

// Whether some point of the envelope is at least (x, y).
bool covers(const Envelope& envelope, const Rational& x, const Rational& y);

}  // namespace parley::agreement
