// Ids, and the search for what a name in a file refers to.
//
// An id is [a-z0-9] followed by [a-z0-9-], at most 100 characters; those of parties, issues and options may hold any
// text without control characters, at most 400 bytes (foreign domains keep the names that their authors gave).
// Cost: `Names` builds one hash table for issues, one for parties and, on first use, one an issue for its options.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "case/model.hpp"

namespace parley {

bool valid_id(std::string_view text);
bool valid_name(std::string_view text);

// Words that stand beside issue ids in an entry of a group, so that no issue may be called so.
bool reserved_issue_id(std::string_view text);

// An id made of free text that is not in `used` yet, which it joins: "Pick-Up (2)" becomes "pick-up-2".
std::string make_id(std::string_view text, std::unordered_set<std::string>& used);

// The candidate that `name` was probably meant to be, empty if none is near. Looks at the first 1,000 candidates.
std::string closest(std::string_view name, const std::vector<std::string_view>& candidates);

// "did you mean 'x'?", or the choice among `candidates` if they are few, or nothing.
std::string name_hint(std::string_view name, const std::vector<std::string_view>& candidates);

// Looks names up in a case that outlives it and whose parties, issues and sources do not change meanwhile.
class Names {
 public:
  explicit Names(const Case& c);

  const Case& of() const { return case_; }
  std::optional<IssueIndex> issue(std::string_view id) const;
  std::optional<PartyIndex> party(std::string_view id) const;
  std::optional<std::uint32_t> source(std::string_view id) const;
  // The option of a choice by its id, or of an amount by its number in any spelling ("40", "4e1").
  std::optional<OptionIndex> option(IssueIndex issue, std::string_view id) const;

  // Why `option` found nothing: an error without a place. Only the first 1,000 come with a hint, which costs most.
  Error no_such_option(IssueIndex issue, std::string_view id) const;
  Error no_such_issue(std::string_view id) const;
  Error no_such_party(std::string_view id) const;
  Error no_such_source(std::string_view id) const;

 private:
  template <class List>
  std::string hint(std::string_view id, const List& list) const;
  template <class List>
  Error unknown(std::string_view kind, std::string_view id, const List& list) const;

  using Table = std::unordered_map<std::string_view, std::uint32_t>;

  const Case& case_;
  Table issues_, parties_, sources_;
  mutable std::vector<Table> options_;
  mutable std::size_t hints_left_ = 1000;
};

}  // namespace parley
