// Random edits for tests: several people at once, Arabic and Russian beside English, hostile text among the words.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "text/history.hpp"

namespace parley::text {

class RandomEditor {
 public:
  explicit RandomEditor(std::uint64_t seed) : random_(seed) {}

  // One edit, fit for `seen`, by a person of a few.
  Edit edit(const Draft& seen);
  // A history of at least `drafts` drafts; edits are based on drafts up to three behind the latest.
  History history(std::uint32_t drafts, std::size_t* refused = nullptr);

 private:
  std::size_t below(std::size_t n) { return n == 0 ? 0 : random_() % n; }
  std::string words(std::size_t most, bool lines);
  Wording other_than(const Wording& wording);
  std::vector<Binding> bindings();
  std::string some_id(const Draft& draft) { return draft.clauses[below(draft.clauses.size())].id; }
  void add(const Draft& seen, Edit& edit);
  void move(const Draft& seen, Edit& edit);
  void confirm(const Draft& seen, Edit& edit);
  void language(const Draft& seen, Edit& edit);

  std::mt19937_64 random_;
  int next_ = 1;
};

inline std::string RandomEditor::words(std::size_t most, bool lines) {
  static const std::vector<std::string> kWords = {"the",
                                                  "parties",
                                                  "shall",
                                                  "withdraw",
                                                  "30",
                                                  "days",
                                                  "line",
                                                  "الطرفان",
                                                  "وقف",
                                                  "إطلاق",
                                                  "النار",
                                                  "стороны",
                                                  "отводят",
                                                  "войска",
                                                  "<b>",
                                                  "&amp;",
                                                  "]]>",
                                                  "\"quoted\"",
                                                  "e\xCC\x81t\xC3\xA9",
                                                  "🕊",
                                                  "body 12",
                                                  "parley text 1"};
  std::string result;
  for (std::size_t n = below(most + 1); n > 0; --n) {
    result += kWords[below(kWords.size())];
    if (n > 1) result += lines && below(6) == 0 ? "\n" : below(12) == 0 ? "\xC2\xA0" : " ";
  }
  return result;
}

inline Wording RandomEditor::other_than(const Wording& wording) {
  Wording other;
  do other = {words(4, false), below(4) == 0 ? words(40, true) : wording.body + words(3, true)};
  while (other == wording);
  return other;
}

inline std::vector<Binding> RandomEditor::bindings() {
  std::vector<Binding> result;
  for (const char* issue : {"cease-fire", "Грaница", "guarantee"})
    if (below(2) == 0)
      result.push_back(
          {issue, below(2) == 0 ? std::vector<std::string>{"full"} : std::vector<std::string>{"part", "none"}});
  return result;
}

inline void RandomEditor::add(const Draft& seen, Edit& edit) {
  AddClause added{"c" + std::to_string(next_++), "", {}, {}};
  if (!seen.clauses.empty() && below(3) != 0) added.after = some_id(seen);
  for (const Language& language : seen.languages)
    if (below(3) != 0) {
      Wording wording = other_than({});
      added.wordings.push_back({language.tag, wording});
    }
  if (below(2) == 0) added.bindings = bindings();
  edit.changes.emplace_back(std::move(added));
}

inline void RandomEditor::move(const Draft& seen, Edit& edit) {
  const std::size_t from = below(seen.clauses.size());
  std::size_t to = below(seen.clauses.size());
  if (from == 0 && to == 0) to = seen.clauses.size() - 1;
  if (from == to) edit.changes.emplace_back(MoveClause{seen.clauses[from].id, ""});
  else if (to + 1 != from) edit.changes.emplace_back(MoveClause{seen.clauses[from].id, seen.clauses[to].id});
}

inline void RandomEditor::confirm(const Draft& seen, Edit& edit) {
  for (const Clause& clause : seen.clauses)
    for (std::size_t l = 0; l < seen.languages.size(); ++l)
      if (clause.versions[l].stale && !clause.versions[l].wording.empty() && below(2) == 0)
        edit.changes.emplace_back(ConfirmVersion{clause.id, seen.languages[l].tag});
}

inline void RandomEditor::language(const Draft& seen, Edit& edit) {
  static const std::vector<std::string> kTags = {"en", "ar", "ru", "uk"};
  const std::string tag = kTags[below(kTags.size())];
  const auto l = seen.language(tag);
  const Standing standing = below(3) == 0 ? Standing::kTranslation : Standing::kAuthentic;
  if (!l) edit.changes.emplace_back(AddLanguage{{tag, standing}});
  else if (below(4) == 0 && seen.languages.size() > 1) edit.changes.emplace_back(RemoveLanguage{tag});
  else if (seen.languages[*l].standing != standing) edit.changes.emplace_back(SetStanding{{tag, standing}});
}

inline Edit RandomEditor::edit(const Draft& seen) {
  Edit edit;
  edit.author = std::string("person-") + static_cast<char>('a' + below(4));
  edit.time = "2026-03-0" + std::to_string(1 + below(9)) + "T10:00:00Z";
  edit.base = seen.number;
  while (edit.changes.empty()) {
    const std::size_t what = seen.languages.empty() ? 0 : seen.clauses.empty() ? 1 : below(12);
    if (what == 0) language(seen, edit);
    else if (what <= 3) add(seen, edit);
    else if (what == 4) edit.changes.emplace_back(RemoveClause{some_id(seen)});
    else if (what == 5 && seen.clauses.size() > 2) move(seen, edit);
    else if (what == 6) edit.changes.emplace_back(SetTitle{seen.title + words(2, false) + "."});
    else if (what == 7) confirm(seen, edit);
    else if (what == 8) {
      const Clause& clause = seen.clauses[below(seen.clauses.size())];
      if (const auto fresh = bindings(); fresh != clause.bindings) edit.changes.emplace_back(Bind{clause.id, fresh});
    } else {
      const Clause& clause = seen.clauses[below(seen.clauses.size())];
      const std::size_t first = below(seen.languages.size());
      for (std::size_t l = first; l < seen.languages.size(); l += 1 + below(3))
        edit.changes.emplace_back(
            ChangeWording{clause.id, {seen.languages[l].tag, other_than(clause.versions[l].wording)}});
    }
  }
  return edit;
}

inline History RandomEditor::history(std::uint32_t drafts, std::size_t* refused) {
  History history;
  while (history.latest().number < drafts) {
    const std::uint32_t latest = history.latest().number;
    const auto behind = static_cast<std::uint32_t>(below(4));
    const bool kept = history.append(edit(history.draft(behind > latest ? latest : latest - behind))).has_value();
    if (!kept && refused != nullptr) ++*refused;
  }
  return history;
}

}  // namespace parley::text
