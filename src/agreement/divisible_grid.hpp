// Divisible issues as amounts on a grid, for what the exact method cannot express.
//
// Computes   a case in which each divisible issue is an amount, the first party's share from 0 to 1 by `step`, with the
//            linear scores that its points are worth; the two parties are those with points on the issue
// Three      or more parties: the issue keeps the first party's share; each further party but the last gets an amount of
//            its own at the end of the issues, a firm rule holds the sum to 1, and the last party has what is left
// Input      1 / step a whole number; conditions and reservation values stay as they are
// Output     the case; `reference` is dropped, because it names no shares
// Errors     kValue when the step does not divide 1; kUnsupported for a group or a box on a divisible issue, whose
//            bounds are options that only a grid would have; kLimit for a step under 1/10000
// Cost       linear in the case
#pragma once

#include "case/model.hpp"

namespace parley::agreement {

Result<Case> with_grid(const Case& c, const Rational& step);

}  // namespace parley::agreement
