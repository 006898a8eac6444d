// Writes a case as YAML, version 1, in the one canonical form.
//
// Input      a case whose invariants hold (`check` finds nothing) and whose numbers have a source or are assumed
// Output     text that read_case reads back to an equal case (places and the wording of conditions aside: a condition
//            keeps its wording if the wording still says the same, otherwise it is printed anew)
// Order      terms come back in the order scores, groups, boxes; an issue may have one score of its own a party
// Bytes      that are not UTF-8 become U+FFFD
#pragma once

#include <string>

#include "case/model.hpp"

namespace parley {

std::string write_case(const Case& c);

}  // namespace parley
