// Answers as JSON documents, version 1 (docs/formats/analysis.md): what programs read and the report page shows.
//
// Numbers    scores and amounts are the nearest doubles; counts are text, because they can be of any length
// Order      parties, issues and options in case order; keys in the order of the format's description
// Text       always valid UTF-8; what is not becomes U+FFFD
#pragma once

#include <string>
#include <vector>

#include "agreement/explain.hpp"
#include "base/error.hpp"
#include "service/analysis.hpp"

namespace parley::service {

struct DocumentOptions {
  bool points = true;  // list the frontier's points; the size stands there in any case
  std::size_t points_with_shares = 0;  // of the points listed, how many say who gets what from which issue
  bool elapsed = true;  // how long it took: the one thing in it that does not follow from the case
};

// One line, without a line break at its end.
std::string analysis_document(const Analysis& analysis, const DocumentOptions& options);

// One or two packages taken apart; with two, what changes for whom (docs/formats/explain.md).
std::string explain_document(const Analysis& analysis, const std::vector<agreement::Account>& accounts);

// What the case says about itself, for a case that passed its checks.
std::string check_document(const Case& subject);

// {"parley": 1, "file": ..., "errors": [...]}: stands where the answer would.
std::string error_document(const std::string& file, const Errors& errors);

// The same text so that it can stand inside a <script> element of a page: no character of it can end the element or
// begin a comment.
std::string safe_in_script(const std::string& json);

}  // namespace parley::service
