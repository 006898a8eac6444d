// The exact score of a package straight from the case model.
//
// Input      a package with one option per issue
// Errors     kUnsupported for boxes and divisible issues
// Cost       linear in the terms; for many packages of one case the engines of src/agreement are the place
#pragma once

#include "elicitation/answers.hpp"

namespace parley::elicitation {

Result<Rational> score_of(const Case& c, const Party& party, const Package& package);

}  // namespace parley::elicitation
