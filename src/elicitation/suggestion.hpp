// The one package that the engine would suggest.
//
// Rule       Nash: the first package in case order with the largest product of gains, everybody with scores gaining something
//            and nobody's red line crossed (docs/methods/nash.md). What the package gives away is disclosure.hpp's, and is
//            reckoned for this very rule
// Output     none where no package is better for everybody than no deal
// Errors     kUsage: nobody has scores; those of package_gains.hpp; kUnsupported: divisible issues, boxes
// Cost       packages times parties
#pragma once

#include <optional>

#include "elicitation/package_gains.hpp"

namespace parley::elicitation {

enum class SuggestionRule { kNash };

Result<std::optional<Package>> suggestion(const Case& c, SuggestionRule rule);

}  // namespace parley::elicitation
