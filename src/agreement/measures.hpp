// Figures that say how hard a case is and how good a package is.
//
// Opposition   distance from (1, ..., 1) to the nearest rational outcome, scores divided by each party's best feasible
//              score. A rational outcome is a point of the frontier that reaches every reservation value that there is.
//              None where no point does, or where a party's best score is not positive
// Better       the number of packages within a condition that are strictly better for every objective party
// Shortfall    what a party lacks to its best feasible score, in its own points
// Exact        distances are compared as whole numbers; the one that is reported is the correctly rounded square root
// Cost         opposition: O(points * parties); better: one count (count.hpp)
// Source       opposition: Baarslag, Hindriks, Hendrikx, Dirkzwager and Jonker 2014, Decision analysis of the
//              competitiveness of negotiation domains, as in GENIUS
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "agreement/count.hpp"
#include "agreement/divisible.hpp"

namespace parley::agreement {

struct OppositionInput {
  std::vector<std::span<const Integer>> scores;  // the frontier; one row a point, on the parties' scales
  std::vector<Integer> best;  // best feasible score, on the same scales
  std::vector<std::optional<Integer>> reservation;
};

struct Opposition {
  double distance = 0;
  std::size_t point = 0;  // the nearest, the first of several
};

std::optional<Opposition> opposition(const OppositionInput& input);

// Where two parties divide issues: the nearest point of all segments. `best` in points.
std::optional<double> opposition(const DivisibleCase& c, const DivisibleFrontier& frontier,
                                 const std::array<Rational, 2>& best);

// The nearest double to the square root of a number that is not negative.
double square_root(const Rational& value);

Count better_for_all(const Problem& p, const Logic& within, const Package& package, Work& work);

// Of the objective parties, in case order; `best` on their scales.
std::vector<Rational> shortfall(const Problem& p, std::span<const Integer> best, const Package& package);

}  // namespace parley::agreement
