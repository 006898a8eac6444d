#include "tests/support/panama.hpp"

namespace parley::support {

Case panama() {
  struct Row {
    const char* id;
    int us, panama;
  };
  constexpr Row kRows[] = {{"defense-rights", 22, 9},   {"use-rights", 22, 15}, {"land-and-water", 15, 15},
                           {"expansion-rights", 14, 3}, {"duration", 11, 15},   {"expansion-routes", 6, 5},
                           {"compensation", 4, 11},     {"jurisdiction", 2, 7}, {"us-military-rights", 2, 7},
                           {"defense-role", 2, 13}};
  Case c;
  c.id = "panama-canal";
  Party us, panama;
  us.id = "us";
  panama.id = "panama";
  for (const Row& row : kRows) {
    Issue issue;
    issue.id = row.id;
    issue.kind = IssueKind::kDivisible;
    const auto index = static_cast<IssueIndex>(c.issues.size());
    us.terms.emplace_back(ShareTerm{index, {row.us, {}, {}, {}, {}}});
    panama.terms.emplace_back(ShareTerm{index, {row.panama, {}, {}, {}, {}}});
    c.issues.push_back(std::move(issue));
  }
  c.parties = {us, panama};
  return c;
}

}  // namespace parley::support
