// A draft as a Word document (Office Open XML, transitional), with redlines as tracked changes.
//
// Redlines   against another draft every difference is a w:ins or w:del with author and date: accepting all of them leaves
//            the new draft's words, rejecting all the old one's. A moved clause is deleted where it stood and inserted
//            where it stands. LF ends a paragraph; a paragraph end that was added or removed is tracked, too
// Languages  one after the other, each from the first clause on, numbered anew; w:bidi and w:rtl for right to left
// Bytes      the same input gives the same bytes: fixed times, stored without compression, no metadata, no ids
// Source     ECMA-376 part 1, 17.13.5 (revisions), 17.3 (paragraphs and runs), 17.9 (numbering)
#pragma once

#include <map>
#include <string>
#include <vector>

#include "text/compare.hpp"
#include "text/draft.hpp"

namespace parley::text {

struct Attribution {
  std::string author, date;  // date as in 2026-03-01T10:00:00Z
};

struct DocumentOptions {
  std::vector<std::string> languages;  // tags to write, in order; empty: all of the draft
  const Draft* against = nullptr;  // the older draft for redlines
  Attribution changed;  // of the tracked changes
  std::map<std::string, Attribution> changed_by_clause;  // of those in single clauses, where more is known
};

// Errors: kIo if the archive cannot be built (memory).
Result<std::string> to_docx(const Draft& draft, const DocumentOptions& options);

}  // namespace parley::text
