// What a case says about divisible issues besides the points of their parties, and which methods cannot take.
//
// Computes   the first such place, as an error of code kUnsupported; none when there is no such place
// Cost       linear in the case
#pragma once

#include <optional>
#include <string_view>

#include "case/model.hpp"

namespace parley::agreement {

inline constexpr std::string_view kUseGrid = "give a grid for divisible issues (--grid)";

// A table, group or box on a divisible issue, or a condition that names options of it.
std::optional<Error> options_on_divisible(const Case& c);

// Any rule or red line on a divisible issue.
std::optional<Error> conditions_on_divisible(const Case& c);

}  // namespace parley::agreement
