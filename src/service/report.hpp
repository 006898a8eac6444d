// The report: the built web page with the analysis document inside, one file that loads nothing.
//
// Safety     no text of a case can run as script: in the document, <, >, & and the two line separators that end lines in
//            script are written as JSON escapes; nothing else of the page changes, whose own policy names its script and
//            style by their hashes
// Page       web/dist/report.html, put into the program when it is built; web/README.md describes the placeholder
#pragma once

#include <string>

#include "service/analysis.hpp"

namespace parley::service {

inline constexpr std::size_t kReportPoints = 2000;  // more are shown as a representative subset

// kUnsupported when the program was built without the page (a C++ build alone, before `make build` made it).
Result<std::string> report_page(const Analysis& analysis);

// The page with `json` in its place; throws std::logic_error when the page has not exactly one placeholder.
std::string fill_page(std::string_view page, const std::string& json);

}  // namespace parley::service
