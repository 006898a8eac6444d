// Reads a case file: YAML, version 1, as docs/formats/case.md describes it.
//
// Input      the text of the file and the name that messages give it
// Output     a case whose invariants (model.hpp) hold, or every error that one pass can find, in the order of the file:
//            wrong keys and kinds, unknown names with a suggestion, numbers out of range or without provenance.
//            A YAML syntax error may stand alone. At most 1,000 errors.
// Limits     16 MiB, depth 64, 2,000,000 values, 1,000 issues, 100 parties, 4,194,304 amounts an issue, 1,000 rules
//            and as many red lines a party, 100,000 bytes a text; beyond them kLimit
// Cost       linear in the file; about 0.15 ms a kB
#pragma once

#include <string>
#include <string_view>

#include "base/error.hpp"
#include "case/model.hpp"

namespace parley {

Checked<Case> read_case(std::string_view yaml, std::string file_name);

}  // namespace parley
