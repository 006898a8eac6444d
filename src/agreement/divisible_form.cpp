#include "agreement/divisible_form.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace parley::agreement {
namespace {

bool divisible(const Case& c, IssueIndex issue) { return c.issues[issue].kind == IssueKind::kDivisible; }

// The divisible issue that a condition is about; `amounts`: comparisons count too.
std::optional<IssueIndex> divided_in(const Case& c, const Condition& condition, bool amounts) {
  if (condition.kind == Condition::Kind::kIs && divisible(c, condition.issue)) return condition.issue;
  if (amounts)
    for (const AmountTerm& term : condition.terms)
      if (divisible(c, term.issue)) return term.issue;
  for (const Condition& child : condition.children)
    if (const auto found = divided_in(c, child, amounts)) return found;
  return std::nullopt;
}

std::optional<IssueIndex> divided_in(const Case& c, const BoxGroup& group) {
  for (const Box& box : group.boxes)
    for (const Box::Bound& bound : box.bounds)
      if (divisible(c, bound.issue)) return bound.issue;
  for (const BoxGroup& inner : group.groups)
    if (const auto found = divided_in(c, inner)) return found;
  return std::nullopt;
}

std::optional<IssueIndex> divided_in(const Case& c, const ScoreTerm& term) {
  if (const auto* boxes = std::get_if<BoxGroup>(&term)) return divided_in(c, *boxes);
  if (const auto* table = std::get_if<TableTerm>(&term); table && divisible(c, table->issue)) return table->issue;
  if (const auto* linear = std::get_if<LinearTerm>(&term); linear && divisible(c, linear->issue)) return linear->issue;
  if (const auto* group = std::get_if<GroupTerm>(&term))
    for (const IssueIndex issue : group->issues)
      if (divisible(c, issue)) return issue;
  return std::nullopt;
}

std::optional<Error> check_rules(const Case& c, const std::vector<Rule>& rules, bool amounts) {
  for (const Rule& rule : rules)
    if (const auto issue = divided_in(c, rule.condition, amounts))
      return Error{ErrorCode::kUnsupported,
                   fmt::format("condition '{}' is on divisible issue '{}'", rule.id, c.issues[*issue].id),
                   amounts ? std::string(kUseGrid) : "compare the share as an amount, or declare the issue as one",
                   rule.where};
  return std::nullopt;
}

std::optional<Error> check_conditions(const Case& c, bool amounts) {
  for (const Party& party : c.parties)
    if (auto error = check_rules(c, party.red_lines, amounts)) return error;
  return check_rules(c, c.rules, amounts);
}

}  // namespace

std::optional<Error> options_on_divisible(const Case& c) {
  for (const Party& party : c.parties)
    for (const ScoreTerm& term : party.terms)
      if (const auto issue = divided_in(c, term))
        return Error{ErrorCode::kUnsupported,
                     fmt::format("party '{}': divisible issue '{}' is part of a table, group or box", party.id,
                                 c.issues[*issue].id),
                     "declare the issue as an amount, the share of one party", party.where};
  return check_conditions(c, false);
}

std::optional<Error> conditions_on_divisible(const Case& c) { return check_conditions(c, true); }

}  // namespace parley::agreement
