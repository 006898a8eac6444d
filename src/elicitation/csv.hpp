// Comma-separated values as RFC 4180 has them: fields, rows, quoting. What the fields mean is the caller's business.
//
// Reading    UTF-8, a byte order mark is skipped; rows end with CRLF or LF; a quoted field may hold commas, quotes (two)
//            and line breaks, kept as they are; empty rows are skipped
// Errors     every broken field at once, with the line and the column (in bytes, from 1) at which it begins; kLimit
//            beyond kMostCsvBytes
// Writing    CRLF; quotes only where needed; read_csv(write_csv(rows)) gives the rows back
// Formulas   a field that a spreadsheet would run (=, +, -, @, tab or carriage return in front) is written with an
//            apostrophe before it, which reading takes away: names in a case are somebody else's words
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace parley::elicitation {

inline constexpr std::size_t kMostCsvBytes = std::size_t{1} << 20U;

struct CsvField {
  std::string text;
  Where where;
};
using CsvRow = std::vector<CsvField>;

Checked<std::vector<CsvRow>> read_csv(std::string_view text);
std::string write_csv(const std::vector<std::vector<std::string>>& rows);

}  // namespace parley::elicitation
