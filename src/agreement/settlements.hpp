// Settlements: the frontier points that a principle of division singles out.
//
// Computes   Nash, Kalai-Smorodinsky, egalitarian and utilitarian points among the candidates u_i >= d_i for every party
// Input      points on the frontier, as whole numbers on each party's scale (points = value / scale), and d likewise
// Output     all points that tie, the lowest index first; or the reason why there is none
// Scales     the egalitarian and the utilitarian principle compare one party's points with another's. They use points
//            as given and warn where the scales differ: where the parties' best scores are not all equal
// Cost       O(points * parties) operations on whole numbers of any length; no floating point decides anything
// Contract   every row, `scale`, `disagreement`, and `best` and `weights` unless empty, have one entry per party;
//            anything else throws std::invalid_argument
// Sources    docs/methods/ names one for each principle
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/catalogue.hpp"
#include "base/number.hpp"

namespace parley::agreement {

struct SettlementInput {
  std::vector<std::span<const Integer>> scores;  // one row a point; the caller keeps the numbers alive
  std::vector<Integer> scale;  // per party, positive
  std::vector<Integer> disagreement;  // per party, on its scale
  std::vector<Integer> best;  // each party's best feasible score, on its scale; empty: the largest among `scores`
  std::vector<Integer> weights;  // Nash only, whole numbers >= 0; empty: all 1
};

struct Settlement {
  std::vector<std::size_t> points;  // indices into scores, ascending; empty when there is none
  std::string reason;  // why there is none, for people; empty otherwise
  std::string warning;  // e.g. scales that differ; empty otherwise
};

struct SettlementMethod {
  MethodInfo info;
  Settlement (*settle)(const SettlementInput& input);
};

// nash, kalai-smorodinsky, egalitarian, utilitarian: in this order.
std::span<const SettlementMethod> settlement_catalogue();

// --- For the methods themselves ---

inline constexpr std::string_view kNoCandidate =
    "no efficient package gives every party at least its disagreement score";
inline constexpr std::string_view kNoSharedGain =
    "no efficient package gives every party more than its disagreement score";

// Indices of the points with u_i >= d_i for every party, ascending.
std::vector<std::size_t> candidates(const SettlementInput& input);

// The warning where parties' scales differ; empty where their best scores are all equal.
std::string scale_warning(const SettlementInput& input);
std::string scale_warning(std::span<const Rational> best);

// Factors that bring each party's whole numbers to one scale of points common to all.
std::vector<Integer> common_scale(const SettlementInput& input);

}  // namespace parley::agreement
