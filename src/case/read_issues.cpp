#include <fmt/format.h>

#include <unordered_set>

#include "case/reader.hpp"

namespace parley {

void CaseReader::read_issue(const Node& node, Issue& issue) {
  if (node.bad || node.kind != Node::Kind::kMap) return;
  issue.title = text_of(node, "title");
  if (const Node* options = get(node, "options")) read_options(*options, issue);
  if (const Node* amount = get(node, "amount")) read_amount(*amount, issue);
  if (const Node* divisible = get(node, "divisible")) {
    issue.kind = IssueKind::kDivisible;
    if (divisible->text == "false")
      note(*divisible, ErrorCode::kValue, "an issue that is not divisible has options or an amount",
           "leave 'divisible' out");
  }
}

void CaseReader::read_options(const Node& node, Issue& issue) {
  issue.kind = IssueKind::kChoice;
  std::unordered_set<std::string_view> seen;
  const auto add = [&](const Node& id, std::string title) {
    if (id.bad || id.kind != Node::Kind::kScalar) return;
    if (!valid_name(id.text))
      note(id, ErrorCode::kValue, fmt::format("'{}' cannot be an option", id.text.substr(0, 60)),
           "expected one line of text, at most 400 bytes");
    else if (!seen.insert(id.text).second)
      note(id, ErrorCode::kValue, fmt::format("the option '{}' stands here a second time", id.text.substr(0, 60)));
    else issue.options.push_back({id.text, std::move(title)});
  };
  for (const Node* item : node.items) add(*item, "");
  for (const auto& [key, value] : node.entries) add(*key, value->text);
}

void CaseReader::read_amount(const Node& node, Issue& issue) {
  issue.kind = IssueKind::kAmount;
  issue.unit = text_of(node, "unit");
  const auto from = read_exact(get(node, "from"));
  const auto to = read_exact(get(node, "to"));
  const Node* step_node = node.find("step");
  const auto step = step_node == nullptr ? std::optional<Rational>(1) : read_exact(get(node, "step"));
  if (!from || !to || !step) return;
  if (*step <= 0) return note(*step_node, ErrorCode::kValue, "a step must be greater than 0");
  if (*to < *from)
    return note(*get(node, "to"), ErrorCode::kValue,
                fmt::format("{} lies below {}, where the amount begins", to_text(*to), to_text(*from)),
                "exchange 'from' and 'to'");
  const Rational steps = (*to - *from) / *step;
  if (steps.get_den() != 1)
    return note(step_node == nullptr ? node : *step_node, ErrorCode::kValue,
                fmt::format("steps of {} from {} never meet {}", to_text(*step), to_text(*from), to_text(*to)),
                "the step must divide to - from");
  if (steps.get_num() >= kMaxAmounts)
    return note(node, ErrorCode::kLimit,
                fmt::format("{} amounts; at most {} are read", Integer(steps.get_num() + 1).get_str(), kMaxAmounts),
                "take a larger step");
  issue.from = *from;
  issue.to = *to;
  issue.step = *step;
}

std::optional<Rational> CaseReader::read_exact(const Node* node) {
  if (node == nullptr || node->kind != Node::Kind::kScalar) return std::nullopt;
  auto number = parse_number(node->text);
  if (number) return *number;
  note(*node, number.error());
  return std::nullopt;
}

std::optional<OptionIndex> CaseReader::option(IssueIndex issue, const Node& node) {
  const auto k = names_->option(issue, node.text);
  if (!k) note(node, names_->no_such_option(issue, node.text));
  return k;
}

}  // namespace parley
