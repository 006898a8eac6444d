#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>

#include "case/condition_text.hpp"
#include "case/reader.hpp"

namespace parley {

void CaseReader::read_rules(const Node* node, const Provenance& outer, bool red_lines, std::vector<Rule>& rules) {
  if (node == nullptr) return;
  std::unordered_set<std::string> seen;
  for (const Node* item : node->items) {
    if (item->bad || item->kind != Node::Kind::kMap) continue;
    Rule rule;
    rule.where = at(*item);
    rule.title = text_of(*item, "title");
    rule.firm = !red_lines && flag(*item, "firm");
    rule.from = provenance(*item, outer);
    if (const Node* id = get(*item, "id")) {
      rule.id = id->text;
      if (!seen.insert(rule.id).second)
        note(*id, ErrorCode::kValue,
             fmt::format("another {} is already called '{}'", red_lines ? "red line of this party" : "rule", rule.id));
    }
    if (const Node* text = get(*item, "rule")) {
      rule.text = text->text;
      if (auto condition = parse_condition(text->text, *names_)) rule.condition = std::move(*condition);
      else note_in_text(*text, condition.error());
    }
    rules.push_back(std::move(rule));
  }
}

// Moves the places of errors from the text of a scalar to the file, where the scalar stands there as it is.
void CaseReader::note_in_text(const Node& node, const Errors& errors) {
  const bool quotes = tree_.text.substr(node.begin, 1) == "\"" || tree_.text.substr(node.begin, 1) == "'";
  const bool verbatim = tree_.text.substr(node.begin + (quotes ? 1 : 0)).starts_with(node.text);
  for (Error error : errors) {
    const int shift = verbatim ? error.where.column - 1 + (quotes ? 1 : 0) : 0;
    error.where = at(node);
    error.where.column += shift;
    if (errors_.size() <= yaml::kMaxErrors) errors_.push_back(std::move(error));
  }
}

void CaseReader::read_decision(const Node* node) {
  if (node == nullptr) return;
  if (node->kind == Node::Kind::kMap) {
    case_.decision = read_decision_by_number(*node);
    return;
  }
  case_.decision_text = node->text;
  if (node->text == "everybody") return;
  auto condition = parse_decision(node->text, *names_);
  if (condition) case_.decision = std::move(*condition);
  else note_in_text(*node, condition.error());
}

Condition CaseReader::read_decision_by_number(const Node& node) {
  Condition enough;
  enough.kind = Condition::Kind::kAtLeast;
  const Node* at_least = get(node, "at_least");
  if (at_least != nullptr) enough.count = static_cast<std::uint32_t>(std::stoul(at_least->text));
  const Node* of = node.find("of");
  enough.children = of == nullptr ? everybody(case_).children : read_parties(get(node, "of"));
  if (at_least != nullptr && (of == nullptr || !of->bad) && enough.count > enough.children.size())
    note(*at_least, ErrorCode::kValue,
         fmt::format("{} of {} parties can never accept", enough.count, enough.children.size()));
  Condition all;
  all.kind = Condition::Kind::kAnd;
  all.children = read_parties(get(node, "with"));
  if (all.children.empty()) {
    case_.decision_text = errors_.empty() ? condition_text(enough, case_) : "";
    return enough;
  }
  all.children.push_back(std::move(enough));
  case_.decision_text = errors_.empty() ? condition_text(all, case_) : "";
  return all;
}

std::vector<Condition> CaseReader::read_parties(const Node* node) {
  std::vector<Condition> atoms;
  if (node == nullptr) return atoms;
  for (const Node* item : node->items) {
    if (item->bad) continue;
    const auto party = names_->party(item->text);
    Condition atom;
    atom.kind = Condition::Kind::kParty;
    if (party) atom.party = *party;
    else note(*item, names_->no_such_party(item->text));
    if (party && std::find(atoms.begin(), atoms.end(), atom) != atoms.end())
      note(*item, ErrorCode::kValue, fmt::format("'{}' stands here a second time", item->text));
    atoms.push_back(std::move(atom));
  }
  return atoms;
}

}  // namespace parley
