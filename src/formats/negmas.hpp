// NegMAS YAML: one file for the domain and one for each party.
//
// Reads      DiscreteCartesianOutcomeSpace with CategoricalIssue and ContiguousIssue; LinearAdditiveUtilityFunction
//            (TableFun, AffineFun, IdentityFun), AffineUtilityFunction, ExpDiscountedUFun around either
// Numbers    each product weight * f(value) is computed exactly from the text of the file and then rounded half to even
//            to a multiple of 1e-9, biases and reservation values too; Case::quantum says so, and all weights are then 1.
//            The files print binary doubles, and the rounding removes their noise
// Reserved   `-.inf`, null or no value at all: no reservation value, any score is acceptable
// Ignored    names of utility functions, `dynamic_reservation`, and mapping entries for values that the issue lacks
// Writes     the same subset; what a case has beyond it is listed, and refused unless the caller accepts the loss
// Errors     all that one pass finds, with file and line; kUnsupported for other types of the same library
// Cost       linear in the files, and in the options of whole-number issues
// Source     https://negmas.readthedocs.io (file formats of NegMAS)
#pragma once

#include <span>
#include <vector>

#include "formats/documents.hpp"
#include "formats/import.hpp"

namespace parley::formats {

inline constexpr std::string_view kNegmasFormat = "NegMAS YAML";

const Rational& negmas_quantum();  // 1e-9

Checked<Case> read_negmas(std::span<const Document> documents, const ImportOptions& options);

// One file for the domain and one for each scored party. Errors of code kUnsupported say what would be lost.
Checked<std::vector<Document>> write_negmas(const Case& c, bool lossy);

}  // namespace parley::formats
