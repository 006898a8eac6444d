#include "case/names.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <numeric>

#include "base/utf8.hpp"

namespace parley {
namespace {

constexpr std::size_t kMaxId = 100;
constexpr std::size_t kMaxOptionId = 400;
constexpr std::size_t kMaxCandidates = 1000;
constexpr std::size_t kFew = 8;

bool lower_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

// Edits (insert, delete, replace, swap of neighbours) that turn a into b: the restricted Damerau-Levenshtein distance.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  std::iota(last.begin(), last.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t differs = a[i - 1] == b[j - 1] ? 0 : 1;
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + differs});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    std::swap(before, last);
    std::swap(last, row);
  }
  return last[b.size()];
}

template <class List>
std::vector<std::string_view> ids_of(const List& list) {
  std::vector<std::string_view> ids;
  for (const auto& item : list) {
    if (ids.size() == kMaxCandidates) break;
    ids.push_back(item.id);
  }
  return ids;
}

std::optional<std::uint32_t> look_up(const std::unordered_map<std::string_view, std::uint32_t>& table,
                                     std::string_view id) {
  const auto found = table.find(id);
  return found == table.end() ? std::nullopt : std::optional(found->second);
}

template <class List>
std::unordered_map<std::string_view, std::uint32_t> table_of(const List& list) {
  std::unordered_map<std::string_view, std::uint32_t> table;
  for (std::uint32_t i = 0; i < list.size(); ++i) table.try_emplace(list[i].id, i);
  return table;
}

}  // namespace

bool valid_id(std::string_view text) {
  return !text.empty() && text.size() <= kMaxId && lower_or_digit(text[0]) &&
         std::all_of(text.begin(), text.end(), [](char c) { return lower_or_digit(c) || c == '-'; });
}

bool valid_name(std::string_view text) {
  return !text.empty() && text.size() <= kMaxOptionId && std::none_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
  });
}

bool reserved_issue_id(std::string_view text) { return text == "score" || text == "source" || text == "assumed"; }

std::string make_id(std::string_view text, std::unordered_set<std::string>& used) {
  std::string id;
  for (char c : text.substr(0, kMaxId - 12)) {
    const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    if (lower_or_digit(lower)) id += lower;
    else if (!id.empty() && id.back() != '-') id += '-';
  }
  while (!id.empty() && id.back() == '-') id.pop_back();
  if (id.empty()) id = "x";
  std::string chosen = id;
  for (std::size_t k = 2; reserved_issue_id(chosen) || !used.insert(chosen).second; ++k)
    chosen = fmt::format("{}-{}", id, k);
  return chosen;
}

std::string closest(std::string_view name, const std::vector<std::string_view>& candidates) {
  if (name.size() > kMaxId) return {};
  std::string_view best;
  // Fewer edits than letters, or any short name is near to any other.
  std::size_t best_distance = std::min(std::max<std::size_t>(1, name.size() / 3) + 1, name.size());
  for (std::size_t i = 0; i < std::min(candidates.size(), kMaxCandidates); ++i) {
    const std::string_view candidate = candidates[i];
    const std::size_t gap = std::max(candidate.size(), name.size()) - std::min(candidate.size(), name.size());
    if (gap >= best_distance) continue;
    const std::size_t d = distance(name, candidate);
    if (d < best_distance) {
      best_distance = d;
      best = candidate;
    }
  }
  return std::string(best);
}

std::string name_hint(std::string_view name, const std::vector<std::string_view>& candidates) {
  if (const std::string near = closest(name, candidates); !near.empty()) return fmt::format("did you mean '{}'?", near);
  if (candidates.empty() || candidates.size() > kFew) return {};
  return fmt::format("expected {} {}", candidates.size() == 1 ? "only" : "one of", fmt::join(candidates, ", "));
}

Names::Names(const Case& c)
    : case_(c),
      issues_(table_of(c.issues)),
      parties_(table_of(c.parties)),
      sources_(table_of(c.sources)),
      options_(c.issues.size()) {}

std::optional<IssueIndex> Names::issue(std::string_view id) const { return look_up(issues_, id); }
std::optional<PartyIndex> Names::party(std::string_view id) const { return look_up(parties_, id); }
std::optional<std::uint32_t> Names::source(std::string_view id) const { return look_up(sources_, id); }

std::optional<OptionIndex> Names::option(IssueIndex index, std::string_view id) const {
  const Issue& issue = case_.issues.at(index);
  if (issue.kind == IssueKind::kDivisible) return std::nullopt;
  if (issue.kind == IssueKind::kAmount) {
    const auto amount = parse_number(id);
    if (!amount || *amount < issue.from || *amount > issue.to) return std::nullopt;
    const Rational k = (*amount - issue.from) / issue.step;
    if (k.get_den() != 1 || !k.get_num().fits_uint_p()) return std::nullopt;
    return static_cast<OptionIndex>(k.get_num().get_ui());
  }
  Table& table = options_[index];
  if (table.empty()) table = table_of(issue.options);
  return look_up(table, id);
}

template <class List>
std::string Names::hint(std::string_view id, const List& list) const {
  if (hints_left_ == 0) return {};
  --hints_left_;
  return name_hint(id, ids_of(list));
}

template <class List>
Error Names::unknown(std::string_view kind, std::string_view id, const List& list) const {
  return {
      ErrorCode::kName, fmt::format("no {} is called '{}'", kind, printable(id.substr(0, kMaxId))), hint(id, list), {}};
}

Error Names::no_such_option(IssueIndex index, std::string_view id) const {
  const Issue& issue = case_.issues.at(index);
  const std::string shown = printable(id.substr(0, kMaxId));
  if (issue.kind == IssueKind::kDivisible)
    return {ErrorCode::kValue, fmt::format("'{}' is divisible and has no options", issue.id), "", {}};
  if (issue.kind == IssueKind::kAmount)
    return {ErrorCode::kName,
            fmt::format("'{}' is not an amount of '{}'", shown, issue.id),
            fmt::format("expected a number from {} to {} in steps of {}", to_text(issue.from), to_text(issue.to),
                        to_text(issue.step)),
            {}};
  return {ErrorCode::kName, fmt::format("'{}' has no option '{}'", issue.id, shown), hint(id, issue.options), {}};
}

Error Names::no_such_issue(std::string_view id) const { return unknown("issue", id, case_.issues); }
Error Names::no_such_party(std::string_view id) const { return unknown("party", id, case_.parties); }
Error Names::no_such_source(std::string_view id) const { return unknown("source", id, case_.sources); }

}  // namespace parley
