// Edits: the only way in which one draft becomes the next.
//
// An edit is one person's act at one time, of one or more changes that belong together. Applied to draft n it gives draft
// n + 1. What one edit writes into several languages of a clause is taken to agree; every version of the clause that it
// leaves alone becomes stale as soon as it writes into an authentic one. A stale version becomes current by being changed
// or confirmed.
//
// Errors     apply reports all that is wrong with an edit at once, and changes nothing; it names clauses by their place, and quotes tags only
// Cost       linear in the draft
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "text/draft.hpp"

namespace parley::text {

struct Written {
  std::string language;
  Wording wording;

  bool operator==(const Written&) const = default;
};

struct SetTitle {
  std::string title;
  bool operator==(const SetTitle&) const = default;
};
struct AddLanguage {  // every clause gets an empty, stale version
  Language language;
  bool operator==(const AddLanguage&) const = default;
};
struct RemoveLanguage {
  std::string tag;
  bool operator==(const RemoveLanguage&) const = default;
};
struct SetStanding {
  Language language;
  bool operator==(const SetStanding&) const = default;
};
struct AddClause {
  std::string id;
  std::string after;  // the clause before it; empty: it becomes the first
  std::vector<Written> wordings;
  std::vector<Binding> bindings;
  bool operator==(const AddClause&) const = default;
};
struct RemoveClause {
  std::string id;
  bool operator==(const RemoveClause&) const = default;
};
struct MoveClause {
  std::string id;
  std::string after;  // as in AddClause
  bool operator==(const MoveClause&) const = default;
};
struct ChangeWording {
  std::string id;
  Written written;
  bool operator==(const ChangeWording&) const = default;
};
struct ConfirmVersion {  // it still says what the authentic versions say
  std::string id;
  std::string language;
  bool operator==(const ConfirmVersion&) const = default;
};
struct Bind {  // replaces the clause's bindings
  std::string id;
  std::vector<Binding> bindings;
  bool operator==(const Bind&) const = default;
};

using Change = std::variant<SetTitle, AddLanguage, RemoveLanguage, SetStanding, AddClause, RemoveClause, MoveClause,
                            ChangeWording, ConfirmVersion, Bind>;

struct Edit {
  std::string author;  // a person's id; opaque here
  std::string time;  // RFC 3339, UTC; opaque here
  std::uint32_t base = 0;  // number of the draft that the author saw
  std::vector<Change> changes;

  bool operator==(const Edit&) const = default;
};

// The draft after `edit`, whatever its base (history.hpp looks at that).
Checked<Draft> apply(const Draft& draft, const Edit& edit);

}  // namespace parley::text
