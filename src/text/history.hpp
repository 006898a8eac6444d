// The whole history of the single text: every edit, and from them every draft, byte for byte.
//
// Concurrent  an edit names the draft that its author saw. It still applies when others edited meanwhile, unless one of
//             those edits touched the same thing: the words of the same clause (in any language, since they are to agree),
//             its bindings, its place, the title, the languages. Then the author is asked to look again.
// Cost        append: the edits since its base; draft(n): n edits
#pragma once

#include <map>
#include <string>
#include <vector>

#include "text/edit.hpp"

namespace parley::text {

enum class TouchKind { kAdded, kRemoved, kMoved, kChanged, kConfirmed, kBound };
std::string_view name_of(TouchKind kind);  // "added", "removed", ...

// One change of one clause, with whose and when.
struct Touch {
  std::uint32_t draft = 0;  // the draft that it led to
  std::string author, time;
  TouchKind kind = TouchKind::kChanged;
  std::string language;  // of kChanged and kConfirmed

  bool operator==(const Touch&) const = default;
};

class History {
 public:
  // Errors: kValue "changed meanwhile" with the clause for a conflict; kValue for a base that does not exist yet; all
  // of apply. Nothing is kept of an edit that fails.
  Checked<void> append(Edit edit);
  // The draft that append would make the latest, or why it would not.
  Checked<Draft> after(const Edit& edit) const;

  // What others changed meanwhile that the edit touches, too; empty: nothing. Its base exists.
  Errors conflicts(const Edit& edit) const;

  const Draft& latest() const { return latest_; }
  const std::vector<Edit>& edits() const { return edits_; }
  // Rebuilt from the first n edits; `n` is at most latest().number.
  Draft draft(std::uint32_t n) const;
  // All that ever happened to each clause, removed ones included, oldest first.
  std::map<std::string, std::vector<Touch>> blame() const;

 private:
  std::vector<Edit> edits_;
  Draft latest_;
};

}  // namespace parley::text
