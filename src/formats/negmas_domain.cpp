#include "formats/negmas_domain.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>

#include "formats/python_scalar.hpp"

namespace parley::formats {
namespace {

using Kind = yaml::Node::Kind;

bool scalar(const yaml::Node& node) { return node.kind == Kind::kScalar || node.kind == Kind::kNull; }

// Options of a CategoricalIssue.
bool read_options(const Document& document, const yaml::Node& values, std::string_view name, Issue& issue,
                  NegmasIssue& keys, Import& import) {
  std::unordered_set<std::string> shown;
  bool numbers = true;
  for (const yaml::Node* item : values.items) {
    const Where where = at(document, *item);
    if (!scalar(*item)) {
      import.error(ErrorCode::kSchema, fmt::format("issue '{}': an option must be a word or a number", name), "",
                   where);
      return false;
    }
    PythonScalar option = python_scalar(*item);
    if (!usable_name(option.shown)) {
      import.error(ErrorCode::kValue,
                   fmt::format("issue '{}': an option is empty, longer than 400 bytes or not one line of text", name),
                   "", where);
      return false;
    }
    if (!shown.insert(option.shown).second ||
        !keys.options.try_emplace(std::move(option.key), static_cast<OptionIndex>(issue.options.size())).second) {
      import.error(ErrorCode::kName, fmt::format("issue '{}': option '{}' stands there twice", name, option.shown), "",
                   where);
      return false;
    }
    numbers = numbers && option.number.has_value();
    if (numbers) keys.numbers.push_back(std::move(*option.number));
    issue.options.push_back({std::move(option.shown), ""});
  }
  if (!numbers) keys.numbers.clear();
  return import.options_fit(Integer(static_cast<unsigned long>(issue.options.size())), issue.where);
}

std::optional<Rational> whole_bound(const yaml::Node& node) {
  if (node.kind != Kind::kScalar) return std::nullopt;
  auto value = python_scalar(node).number;
  return value && value->get_den() == 1 ? std::move(value) : std::nullopt;
}

// Bounds of a ContiguousIssue, inclusive.
bool read_bounds(const Document& document, const yaml::Node& values, std::string_view name, Issue& issue,
                 Import& import) {
  std::optional<Rational> from, to;
  if (values.items.size() == 2) {
    from = whole_bound(*values.items[0]);
    to = whole_bound(*values.items[1]);
  }
  if (!from || !to || *from > *to) {
    import.error(ErrorCode::kSchema,
                 fmt::format("issue '{}': a ContiguousIssue needs two whole numbers, the lower one first", name), "",
                 at(document, values));
    return false;
  }
  issue.kind = IssueKind::kAmount;
  issue.from = *from;
  issue.to = *to;
  return import.options_fit(issue.count(), issue.where);
}

bool read_issue(const Document& document, const yaml::Node& node, Provenance from, Import& import, NegmasIssue& keys) {
  const std::string_view type = text_under(node, "type");
  const yaml::Node* values = node.find("values");
  const yaml::Node* named = node.find("name");
  if (named == nullptr || named->kind != Kind::kScalar || values == nullptr || values->kind != Kind::kList ||
      values->items.empty()) {
    import.error(ErrorCode::kSchema, "an issue needs a name and a list of values", "", at(document, node));
    return false;
  }
  Issue issue;
  issue.provenance = from;
  issue.where = at(document, node);
  const std::string& name = named->text;
  if (type == "CategoricalIssue") {
    if (!read_options(document, *values, name, issue, keys, import)) return false;
  } else if (type == "ContiguousIssue") {
    keys.amount = true;
    if (!read_bounds(document, *values, name, issue, import)) return false;
  } else {
    import.error(ErrorCode::kUnsupported, fmt::format("issue '{}' has the type '{}'", name, type.substr(0, 60)),
                 "CategoricalIssue and ContiguousIssue can be read", issue.where);
    return false;
  }
  return import.issue(std::move(issue), name);
}

}  // namespace

std::string_view text_under(const yaml::Node& map, std::string_view key) {
  const yaml::Node* node = map.find(key);
  return node != nullptr && node->kind == Kind::kScalar ? std::string_view(node->text) : std::string_view();
}

std::vector<NegmasIssue> read_negmas_issues(const Document& document, const yaml::Node& domain, Provenance from,
                                            Import& import) {
  std::vector<NegmasIssue> result;
  const yaml::Node* issues = domain.find("issues");
  if (issues == nullptr || issues->kind != Kind::kList || issues->items.empty()) {
    import.error(ErrorCode::kSchema, "the domain has no list of issues", "", at(document, domain));
    return result;
  }
  for (const yaml::Node* item : issues->items) {
    NegmasIssue keys;
    if (read_issue(document, *item, from, import, keys)) result.push_back(std::move(keys));
  }
  return result;
}

}  // namespace parley::formats
