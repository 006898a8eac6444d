// The JSON Schema (draft 2020-12) of case files, for editors that complete keys and mark mistakes while one types.
//
// Output     the text of cases/case.schema.json, made from src/case/format.cpp and from nothing else
// Reach      keys and kinds of values; unknown names, sums and provenance are found by `parley check` alone
#pragma once

#include <string>
#include <vector>

#include "case/format.hpp"

namespace parley {

std::string case_schema();

// Every type of the format, in the order in which a reader of the file meets them.
std::vector<const format::Type*> format_types();

}  // namespace parley
