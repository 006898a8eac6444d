// Packages as people name them: a settlement, the case's reference, a frontier point, or an option for every issue.
//
// Grammar    nash | kalai-smorodinsky | egalitarian | utilitarian | reference | point:N (from 1, as analyze numbers them)
//            | issue=option,issue=option,... | {"issue": "option" or amount, ...}
// Errors     kName for an unknown issue, option or word, with a suggestion; kValue when an issue is missing or named twice;
//            kUnsupported when the case has no such settlement, reference or point
#pragma once

#include <span>
#include <string>

#include "service/analysis.hpp"

namespace parley::service {

// Does the text name a package by what an analysis finds (a settlement or point)?
bool needs_analysis(const std::string& text);

// What naming these packages takes: an analysis where one of them is found by it, otherwise the case alone.
// Errors: as analyze; kUnsupported for a case that divides an issue, whose packages cannot be named.
Result<Analysis> analysis_for(const Case& subject, std::span<const std::string> packages, Work& work);

// `analysis` may be null unless needs_analysis(text).
Result<Package> parse_package(const Case& subject, const std::string& text, const Analysis* analysis);

}  // namespace parley::service
