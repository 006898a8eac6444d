// A draft as one self-contained HTML page: no script, nothing fetched, everything escaped.
//
// Layout     a clause after the other, its language versions side by side where the page is wide enough; each with its
//            lang and dir. Stale versions are marked in words
// Redlines   against another draft: <ins> and <del> word by word, moved clauses at both places
#pragma once

#include <string>
#include <vector>

#include "text/compare.hpp"
#include "text/draft.hpp"

namespace parley::text {

struct PageOptions {
  std::vector<std::string> languages;  // tags to show, in order; empty: all of the draft
  const Draft* against = nullptr;      // the older draft for redlines
  std::string label;                   // what the draft is called, e.g. "Draft 3"
  std::string against_label;
};

std::string to_html(const Draft& draft, const PageOptions& options);

}  // namespace parley::text
