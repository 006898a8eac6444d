// Two drafts side by side, clause by clause.
//
// Clauses    are matched by id. Of those in both, a longest sequence that keeps its order stays; the others have moved
// Order      every entry once in the order of the new draft, removed and moved-away clauses where they stood: the entries
//            that are not kLeaves, in order, are the new draft's clauses; those that are not kArrives the old one's
// Languages  matched by tag; a language that only one draft has compares with empty text
// Cost       the words of changed clauses through words.hpp, the rest linear
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "text/draft.hpp"
#include "text/words.hpp"

namespace parley::text {

struct VersionChange {
  std::string language;
  std::vector<Run> heading, body;
  bool changed = false;
};

// kLeaves and kArrives: removed and added, or, with `moved`, the two places of a clause that has moved.
enum class EntryKind { kStays, kLeaves, kArrives };

struct Entry {
  EntryKind kind = EntryKind::kStays;
  bool moved = false;
  std::string id;
  const Clause* old_clause = nullptr;  // null where the old draft has no such clause
  const Clause* new_clause = nullptr;
  bool bindings_changed = false;
  // Of a clause that is in both drafts: its words, in every language of either draft, the new one's first.
  std::vector<VersionChange> versions;

  bool changed() const;  // in words or bindings
};

struct Comparison {
  std::vector<Run> title;
  std::vector<Entry> entries;
};

// Points into both drafts, which outlive it.
Comparison compare(const Draft& old_draft, const Draft& new_draft);

// The wording of a clause in a language, empty where there is none.
const Wording& wording_of(const Draft& draft, const Clause* clause, std::string_view language);

}  // namespace parley::text
