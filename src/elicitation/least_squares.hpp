// Least squares over unknowns that must not be negative.
//
// Computes   x >= 0 that minimises |A x - b|^2
// Input      A as rows of equal length, b one number a row; a few dozen rows and unknowns
// Output     x; where A has dependent columns, one of the minimisers
// Cost       O(rows * unknowns^2) for each change of the active set; at most 3 changes an unknown, as in practice fewer
//            than one each are seen; beyond that the best so far is returned, which is feasible
// Source     C. L. Lawson, R. J. Hanson, Solving Least Squares Problems, 1974, chapter 23, algorithm NNLS; each
//            unconstrained part by Householder reflections (chapter 11)
// Numbers    doubles: this fits noisy judgements, it decides nothing that is then compared exactly
#pragma once

#include <vector>

namespace parley::elicitation {

using Row = std::vector<double>;

std::vector<double> non_negative_least_squares(const std::vector<Row>& a, const std::vector<double>& b);

}  // namespace parley::elicitation
