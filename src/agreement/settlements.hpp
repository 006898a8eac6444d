// Settlements: the frontier points that a principle of division singles out.
//
// Computes   Nash, Kalai-Smorodinsky, egalitarian and utilitarian points among the candidates u_i >= d_i for every party
// Input      points on the frontier; per party the scale (points = value / scale) and d on that scale
// Output     all points that tie, the lowest index first; or the reason why there is none
// Cost       O(points * parties) exact operations, leximin O(points * parties log parties)
// Sources    docs/methods/ names one for each principle
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/catalogue.hpp"
#include "base/number.hpp"

namespace parley::agreement {

struct SettlementInput {
  // Scores in the parties' own points, one row a point; all rows as long as `disagreement`.
  std::span<const std::vector<Rational>> scores;
  std::vector<Rational> disagreement;
  std::vector<Integer> weights;  // Nash only, whole numbers >= 0; empty: all 1
};

struct Settlement {
  std::vector<std::size_t> points;  // indices into scores, ascending; empty when there is none
  std::string reason;               // why there is none, for people; empty otherwise
  std::string warning;              // e.g. scales that differ; empty otherwise
};

struct SettlementMethod {
  MethodInfo info;
  Settlement (*settle)(const SettlementInput& input);
};

// nash, kalai-smorodinsky, egalitarian, utilitarian: in this order.
std::span<const SettlementMethod> settlement_catalogue();

}  // namespace parley::agreement
