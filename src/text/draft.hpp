// The single text as it stands after some number of edits: clauses, each in every language.
//
// Standing   an authentic version is one of the texts that are agreed; a translation only helps to read them
// Stale      a version whose clause has changed in an authentic language since somebody last looked at it
// Invariants (held by edit.hpp): clause ids are unique; every clause has exactly one version for each language, in the
//            order of the languages; a version without heading and body is stale; all text satisfies check_text
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace parley::text {

enum class Standing { kAuthentic, kTranslation };
std::string_view name_of(Standing standing);  // "authentic", "translation"

struct Language {
  std::string tag;  // BCP 47, e.g. "en", "ar", "zh-Hant"
  Standing standing = Standing::kAuthentic;

  bool operator==(const Language&) const = default;
};

struct Wording {
  std::string heading;  // one line
  std::string body;     // LF ends a paragraph

  bool empty() const { return heading.empty() && body.empty(); }
  bool operator==(const Wording&) const = default;
};

struct Version {
  Wording wording;
  bool stale = true;

  bool operator==(const Version&) const = default;
};

// What a clause settles: options of an issue, by the names that the case gives them.
struct Binding {
  std::string issue;
  std::vector<std::string> options;

  bool operator==(const Binding&) const = default;
};

struct Clause {
  std::string id;
  std::vector<Version> versions;  // one for each language of the draft, in its order
  std::vector<Binding> bindings;

  bool operator==(const Clause&) const = default;
};

struct Draft {
  std::uint32_t number = 0;  // edits so far; draft 0 is empty
  std::string title;
  std::vector<Language> languages;
  std::vector<Clause> clauses;

  std::optional<std::size_t> language(std::string_view tag) const;
  std::optional<std::size_t> clause(std::string_view id) const;
  bool operator==(const Draft&) const = default;
};

// Limits, so that a draft can be compared and exported at once.
inline constexpr std::size_t kMaxLanguages = 8;
inline constexpr std::size_t kMaxClauses = 400;
inline constexpr std::size_t kMaxTitle = 400;      // bytes, as are the next two
inline constexpr std::size_t kMaxHeading = 400;
inline constexpr std::size_t kMaxBody = 32768;
inline constexpr std::size_t kMaxName = 400;       // an issue or an option
inline constexpr std::size_t kMaxBindings = 50;    // of a clause; the same for the options of one

// Whether `text` may stand in a draft: well-formed UTF-8 without control characters other than tab and, if `lines`, LF,
// without U+FFFE and U+FFFF, and without the overrides U+202D and U+202E, which show a text in another order than it has.
bool check_text(std::string_view text, std::size_t limit, bool lines);

bool valid_tag(std::string_view tag);  // letters, digits and single hyphens, at most 35 characters
bool valid_clause_id(std::string_view id);  // letters, digits, hyphen, underscore; 1 to 64 characters

// Why the draft cannot be frozen, every reason at once: no authentic language, no clause, an authentic version that is
// stale. Empty: it can be. Errors are kValue and name languages and the place of the clause, never its words.
Errors hinders_freezing(const Draft& draft);

// What is frozen, accepted and signed: the authentic versions alone, with no number. The draft must be fit to freeze.
Draft authentic_text(const Draft& draft);

}  // namespace parley::text
