// Settlements on a frontier of segments: the principles of settlements.hpp where two parties divide issues.
//
// Computes   the points of the frontier with u >= d that a principle singles out, exactly
// Method     on a segment each principle has one best point: Nash where the derivative of a product is zero (linear in
//            the position, also with weights), Kalai-Smorodinsky and egalitarian where the two parties' gains meet,
//            utilitarian at an end. The best of all segments and points is chosen by comparing fractions
// Open ends  never win: a point of the frontier dominates them, and every principle prefers it
// Output     all points that tie, the one best for the first party in front; where a whole segment ties (utilitarian),
//            both its ends; or the reason why there is none
// Cost       O(pieces) operations on fractions
// Contract   an id that the catalogue of settlements does not have throws std::invalid_argument
// Source     as settlements.hpp
#pragma once

#include "agreement/divisible.hpp"
#include "agreement/settlements.hpp"

namespace parley::agreement {

struct DivisibleSettlement {
  std::vector<DivisiblePoint> points;
  std::string reason;   // why there is none, for people; empty otherwise
  std::string warning;  // as Settlement::warning
};

struct DivisibleSettlementInput {
  std::array<Rational, 2> disagreement;
  std::optional<std::array<Rational, 2>> best;  // best feasible scores, for the warning; none: the frontier's
  std::optional<std::array<Integer, 2>> weights;  // Nash only, whole numbers >= 0; none: 1
};

DivisibleSettlement settle(const DivisibleFrontier& frontier, std::string_view method,
                           const DivisibleSettlementInput& input);

}  // namespace parley::agreement
