#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "case/reader.hpp"

namespace parley {
namespace {

std::string_view trimmed(std::string_view text) {
  const auto begin = text.find_first_not_of(' ');
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(' ') - begin + 1);
}

std::string_view kind_name(IssueKind kind) {
  switch (kind) {
    case IssueKind::kChoice: return "a choice; its score is a 'table'";
    case IssueKind::kAmount: return "an amount; its score is 'per_unit' or a 'table'";
    case IssueKind::kDivisible: return "divisible; its score is 'points'";
  }
  return "";
}

}  // namespace

void CaseReader::read_scores(const Node* node, Party& party) {
  if (node == nullptr) return;
  for (const auto& [key, value] : node->entries) {
    const auto index = names_->issue(key->text);
    if (!index) {
      if (!key->bad) note(*key, names_->no_such_issue(key->text));
      continue;
    }
    if (value->bad || value->kind != Node::Kind::kMap) continue;
    const Issue& issue = case_.issues[*index];
    const Provenance from = provenance(*value, party.provenance);
    const Node* table = value->find("table");
    const Node* per_unit = value->find("per_unit");
    const Node* points = value->find("points");
    const bool fits = (table != nullptr && issue.kind != IssueKind::kDivisible) ||
                      (per_unit != nullptr && issue.kind == IssueKind::kAmount) ||
                      (points != nullptr && issue.kind == IssueKind::kDivisible);
    if (!fits) {
      note(*key, ErrorCode::kValue, fmt::format("'{}' is {}", issue.id, kind_name(issue.kind)));
    } else if (table != nullptr) {
      TableTerm term{*index, read_number_or(*value, "weight", from, 1), {}};
      if (!table->bad) read_table(*table, term, from);
      party.terms.emplace_back(std::move(term));
    } else if (per_unit != nullptr) {
      party.terms.emplace_back(LinearTerm{*index, read_number_or(*value, "weight", from, 1),
                                          read_number_or(*value, "base", from, 0),
                                          read_number_or(*value, "per_unit", from, 0)});
    } else {
      if (const Node* weight = value->find("weight"))
        note(*weight, ErrorCode::kSchema, "a divisible issue has points, no weight", "multiply the points");
      party.terms.emplace_back(ShareTerm{*index, read_number_or(*value, "points", from, 0)});
    }
  }
}

void CaseReader::read_table(const Node& node, TableTerm& table, const Provenance& from) {
  const Issue& issue = case_.issues[table.issue];
  const Integer options = issue.count();
  if (node.kind == Node::Kind::kMap) return read_table_by_option(node, table, from);
  for (const Node* item : node.items)
    if (auto number = read_number(item, from)) table.values.push_back(std::move(*number));
  if (options != static_cast<unsigned long>(node.items.size()))
    note(node, ErrorCode::kValue,
         fmt::format("{} numbers stand here; '{}' has {} options", node.items.size(), issue.id, options.get_str()),
         "one number per option, in the order of the options");
}

// Takes memory for what stands in the file, not for what the issue might have: an amount may have millions of options.
void CaseReader::read_table_by_option(const Node& node, TableTerm& table, const Provenance& from) {
  const Issue& issue = case_.issues[table.issue];
  std::map<OptionIndex, std::optional<Number>> values;
  for (const auto& [key, value] : node.entries) {
    if (key->bad) continue;
    auto number = read_number(value, from);
    const auto k = option(table.issue, *key);
    if (k && !values.try_emplace(*k, std::move(number)).second)
      note(*key, ErrorCode::kValue, fmt::format("'{}' stands here a second time", key->text.substr(0, 60)));
  }
  const std::size_t missing = issue.count().get_ui() - values.size();
  std::string named;
  std::size_t shown = 0;
  for (OptionIndex k = 0; shown < std::min<std::size_t>(missing, 5); ++k)
    if (!values.contains(k)) named += (++shown == 1 ? "'" : ", '") + issue.option_id(k) + "'";
  if (missing > shown) named += fmt::format(" and {} more", missing - shown);
  if (missing > 0)
    note(node, ErrorCode::kValue, fmt::format("the table of '{}' has no number for {}", issue.id, named),
         "a table has a number for every option");
  for (auto& [k, number] : values)
    if (number) table.values.push_back(std::move(*number));
}

void CaseReader::read_groups(const Node* node, Party& party) {
  if (node == nullptr) return;
  for (const Node* item : node->items) {
    if (item->bad || item->kind != Node::Kind::kMap) continue;
    const Provenance from = provenance(*item, party.provenance);
    GroupTerm group;
    if (const Node* issues = get(*item, "issues")) {
      for (const Node* name : issues->items) {
        if (name->bad) continue;
        const auto index = names_->issue(name->text);
        if (!index) note(*name, names_->no_such_issue(name->text));
        else if (std::find(group.issues.begin(), group.issues.end(), *index) != group.issues.end())
          note(*name, ErrorCode::kValue, fmt::format("'{}' stands here a second time", name->text));
        else if (case_.issues[*index].kind == IssueKind::kDivisible)
          note(*name, ErrorCode::kUnsupported,
               fmt::format("'{}' is divisible; a group looks at options and amounts", name->text));
        else group.issues.push_back(*index);
      }
      if (issues->items.size() < 2)
        note(*issues, ErrorCode::kValue, "a group looks at two or more issues",
             "a score over one issue stands under 'scores'");
    }
    group.weight = read_number_or(*item, "weight", from, 1);
    if (const Node* table = get(*item, "table"))
      for (const Node* entry : table->items) read_group_entry(*entry, group, from);
    party.terms.emplace_back(std::move(group));
  }
}

void CaseReader::read_group_entry(const Node& node, GroupTerm& group, const Provenance& outer) {
  if (node.bad || node.kind != Node::Kind::kMap) return;
  GroupTerm::Entry entry;
  entry.options.resize(group.issues.size());
  for (const auto& [key, value] : node.entries) {
    if (key->bad || value->bad || reserved_issue_id(key->text)) continue;
    const auto index = names_->issue(key->text);
    if (!index) {
      note(*key, names_->no_such_issue(key->text));
      continue;
    }
    const auto place = std::find(group.issues.begin(), group.issues.end(), *index);
    if (place == group.issues.end())
      note(*key, ErrorCode::kName, fmt::format("this group does not look at '{}'", key->text),
           "add it to 'issues' of the group");
    else entry.options[static_cast<std::size_t>(place - group.issues.begin())] = option(*index, *value);
  }
  if (auto number = read_number(get(node, "score"), provenance(node, outer))) entry.value = std::move(*number);
  group.entries.push_back(std::move(entry));
}

void CaseReader::read_boxes(const Node* node, Party& party) {
  if (node == nullptr) return;
  BoxGroup plain;
  plain.weight.value = 1;
  plain.weight.where = at(*node);
  std::vector<BoxGroup> folds;
  for (const Node* item : node->items) {
    if (item->bad || item->kind != Node::Kind::kMap) continue;
    if (!read_box(*item, party.provenance, plain)) folds.push_back(read_fold(*item, party.provenance));
  }
  if (!plain.boxes.empty()) party.terms.emplace_back(std::move(plain));
  for (BoxGroup& fold : folds) party.terms.emplace_back(std::move(fold));
}

// False if the node is no box but a sum, least or largest of boxes.
bool CaseReader::read_box(const Node& node, const Provenance& outer, BoxGroup& into) {
  const bool outside = node.find("outside") != nullptr;
  if (!outside && node.find("where") == nullptr) return false;
  Box box;
  box.outside = outside;
  box.where = at(node);
  if (const Node* bounds = get(node, outside ? "outside" : "where")) box.bounds = read_bounds(*bounds);
  if (const Node* weight = node.find("weight"))
    note(*weight, ErrorCode::kSchema, "a box has a score, no weight", "multiply the score");
  box.value = read_number_or(node, "score", provenance(node, outer), 0);
  into.boxes.push_back(std::move(box));
  return true;
}

BoxGroup CaseReader::read_fold(const Node& node, const Provenance& outer) {
  BoxGroup group;
  const Provenance from = provenance(node, outer);
  std::string_view key = "sum";
  group.fold = BoxGroup::Fold::kSum;
  if (node.find("least") != nullptr) {
    key = "least";
    group.fold = BoxGroup::Fold::kLeast;
  } else if (node.find("largest") != nullptr) {
    key = "largest";
    group.fold = BoxGroup::Fold::kLargest;
  }
  if (const Node* score = node.find("score"))
    note(*score, ErrorCode::kSchema, "the boxes in a sum, least or largest have scores; it has none itself",
         "multiply by a 'weight'");
  group.weight = read_number_or(node, "weight", from, 1);
  if (const Node* boxes = get(node, key))
    for (const Node* item : boxes->items) {
      if (item->bad || item->kind != Node::Kind::kMap) continue;
      if (!read_box(*item, from, group)) group.groups.push_back(read_fold(*item, from));
    }
  return group;
}

std::vector<Box::Bound> CaseReader::read_bounds(const Node& node) {
  std::vector<Box::Bound> bounds;
  for (const auto& [key, value] : node.entries) {
    const auto index = names_->issue(key->text);
    if (!index) {
      if (!key->bad) note(*key, names_->no_such_issue(key->text));
      continue;
    }
    if (case_.issues[*index].kind == IssueKind::kDivisible) {
      note(*key, ErrorCode::kUnsupported,
           fmt::format("'{}' is divisible; bounds are for options and amounts", key->text));
      continue;
    }
    if (value->bad) continue;
    if (const auto bound = read_bound(*index, *value)) bounds.push_back(*bound);
  }
  return bounds;
}

std::optional<Box::Bound> CaseReader::read_bound(IssueIndex issue, const Node& node) {
  if (node.kind == Node::Kind::kList) {
    std::vector<OptionIndex> options;
    for (const Node* item : node.items)
      if (const auto k = item->bad ? std::nullopt : option(issue, *item)) options.push_back(*k);
    if (options.size() < node.items.size()) return std::nullopt;
    std::sort(options.begin(), options.end());
    for (std::size_t i = 1; i < options.size(); ++i)
      if (options[i] != options[i - 1] + 1) {
        note(node, ErrorCode::kValue, "these options are not neighbours",
             "a bound covers neighbouring options; use a group for others");
        return std::nullopt;
      }
    return Box::Bound{issue, options.front(), options.back()};
  }
  if (const auto k = names_->option(issue, node.text)) return Box::Bound{issue, *k, *k};
  const std::string_view text = node.text;
  for (auto dots = text.find(".."); dots != std::string_view::npos; dots = text.find("..", dots + 1)) {
    const auto low = trimmed(text.substr(0, dots)), high = trimmed(text.substr(dots + 2));
    if (case_.issues[issue].kind == IssueKind::kAmount) return read_amounts(issue, node, low, high);
    const auto first = names_->option(issue, low), last = names_->option(issue, high);
    if (!first || !last) continue;
    if (*first <= *last) return Box::Bound{issue, *first, *last};
    note(node, ErrorCode::kValue, fmt::format("'{}' runs against the order of the options", node.text.substr(0, 60)));
    return std::nullopt;
  }
  note(node, names_->no_such_option(issue, node.text));
  return std::nullopt;
}

// The amounts of the grid within low..high.
std::optional<Box::Bound> CaseReader::read_amounts(IssueIndex index, const Node& node, std::string_view low_text,
                                                   std::string_view high_text) {
  const Issue& issue = case_.issues[index];
  const auto low = parse_number(low_text), high = parse_number(high_text);
  if (!low) note(node, low.error());
  if (!high) note(node, high.error());
  if (!low || !high) return std::nullopt;
  if (*low > *high) {
    note(node, ErrorCode::kValue, fmt::format("the range {}..{} runs downwards", to_text(*low), to_text(*high)),
         fmt::format("write {}..{}", to_text(*high), to_text(*low)));
    return std::nullopt;
  }
  if (*low < issue.from || *high > issue.to) {
    note(node, ErrorCode::kValue,
         fmt::format("{}..{} goes beyond the amounts of '{}'", to_text(*low), to_text(*high), issue.id),
         fmt::format("expected a range within {}..{}", to_text(issue.from), to_text(issue.to)));
    return std::nullopt;
  }
  const Rational first = (*low - issue.from) / issue.step, last = (*high - issue.from) / issue.step;
  Integer from, to;
  mpz_cdiv_q(from.get_mpz_t(), first.get_num_mpz_t(), first.get_den_mpz_t());
  mpz_fdiv_q(to.get_mpz_t(), last.get_num_mpz_t(), last.get_den_mpz_t());
  if (from > to) {
    note(node, ErrorCode::kValue,
         fmt::format("no amount of '{}' lies within {}..{}", issue.id, to_text(*low), to_text(*high)),
         fmt::format("its step is {}", to_text(issue.step)));
    return std::nullopt;
  }
  return Box::Bound{index, static_cast<OptionIndex>(from.get_ui()), static_cast<OptionIndex>(to.get_ui())};
}

}  // namespace parley
