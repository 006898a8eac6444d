// A party's answers as a table that a spreadsheet opens, and back. docs/formats/preferences-csv.md describes it.
//
// Writing    what is answered, in case order; check(answers) must hold
// Reading    columns by their names in any order; every error at once with line and column, those of check() included
// Round trip read_answers(write_answers(a)) == a for answers with room for every issue (blank())
#pragma once

#include <string>
#include <string_view>

#include "elicitation/answers.hpp"

namespace parley::elicitation {

std::string write_answers(const Answers& answers, const Case& c);
Checked<Answers> read_answers(std::string_view csv, const Case& c);

}  // namespace parley::elicitation
