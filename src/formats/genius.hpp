// GENIUS XML: a domain (`negotiation_template`) and one `utility_space` for each party.
//
// Reads      discrete, integer and real issues; additive utility spaces; nonlinear ones made of hyper-rectangles with
//            INCLUDES and EXCLUDES, summed, smallest or largest, nested
// Reading    kGenius: u = min(1, sum of weight * e). Discrete e = evaluation / largest evaluation of the issue (0 if
//            that is under 1e-5); integer e = slope * (v - lowerbound) + offset and real e = p1 * v + p0, both held in
//            [0, 1]; triangular and constant. Nonlinear u = min(1, sum of weight * utility / maxutility)
//            kRaw: neither division nor cap, integers without the shift and nothing held in [0, 1]; rectangles in whole
//            numbers, their reservation value multiplied by maxutility
// Cap        left out where the terms cannot add up to more than 1
// Exact      every number as a fraction, nothing rounded
// Real       an interval becomes amounts from its lower bound in steps of `grid`; by default a hundredth of the
//            interval. The case says so in `about`
// Ignored    cost, description, similarity functions, agents, and files that hold plain "u1, u2" lines (pareto.xml)
// Errors     all that one pass finds, with file, line and element
// Cost       linear in the files, and in the amounts of integer issues whose evaluation is cut off at 0 or 1
// Source     GENIUS, Lin et al. 2014, Computational Intelligence 30(1)
#pragma once

#include <span>

#include "formats/documents.hpp"
#include "formats/import.hpp"

namespace parley::formats {

inline constexpr std::string_view kGeniusFormat = "GENIUS XML";
inline constexpr int kMaxElementDepth = 64;  // of objectives and of utility functions

Checked<Case> read_genius(std::span<const Document> documents, const ImportOptions& options);

}  // namespace parley::formats
