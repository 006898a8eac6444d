#include "case/write.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <span>

#include "base/utf8.hpp"
#include "case/condition_text.hpp"
#include "case/names.hpp"

namespace parley {
namespace {

// A scalar that stands bare is read alike by every YAML reader, typed ones included, save that numbers are numbers.
bool bare(std::string_view text) {
  constexpr std::array<std::string_view, 9> kTyped = {"true", "false", "null", "yes", "no", "on", "off", "y", "n"};
  const auto safe = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
           c == '.' || c == '/' || c == ' ' || c == '$' || c == '(' || c == ')' || c == '+';
  };
  if (text.empty() || text.front() == ' ' || text.back() == ' ' || !std::all_of(text.begin(), text.end(), safe))
    return false;
  if (text.front() == '-' && (text.size() == 1 || text[1] == ' ' || text[1] == '-')) return false;
  if (text.starts_with("...")) return false;
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return std::find(kTyped.begin(), kTyped.end(), lower) == kTyped.end();
}

std::string scalar(std::string_view text) {
  if (bare(text)) return std::string(text);
  std::string result = "\"";
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = utf8_length(text, i);
    const char c = text[i];
    if (length == 0) result += "\xEF\xBF\xBD";
    else if (c == '"' || c == '\\') result += fmt::format("\\{}", c);
    else if (c == '\n') result += "\\n";
    else if ((c >= 0 && c < 0x20) || c == 0x7F) result += fmt::format("\\x{:02x}", static_cast<unsigned>(c));
    else result += text.substr(i, length);
    i += std::max<std::size_t>(length, 1);
  }
  return result + '"';
}

class Writer {
 public:
  explicit Writer(const Case& c) : case_(c), names_(c) {}

  std::string write() {
    line(0, "parley: 1");
    line(0, "case: {}", scalar(case_.id));
    text(0, "title", case_.title);
    text(0, "about", case_.about);
    sources();
    line(0, "issues:");
    for (const Issue& issue : case_.issues) this->issue(issue);
    line(0, "parties:");
    for (const Party& party : case_.parties) this->party(party);
    rules(0, "rules", case_.rules, {});
    if (case_.decision) decision();
    else if (case_.decision_text == "everybody") line(0, "decision: everybody");
    if (case_.reference) reference();
    if (case_.quantum) line(0, "quantum: {}", to_text(*case_.quantum));
    text(0, "reading", case_.reading);
    return std::move(out_);
  }

 private:
  template <class... Parts>
  void line(int indent, fmt::format_string<Parts...> format, Parts&&... parts) {
    out_.append(static_cast<std::size_t>(indent), ' ');
    fmt::format_to(std::back_inserter(out_), format, std::forward<Parts>(parts)...);
    out_ += '\n';
  }

  void text(int indent, std::string_view key, std::string_view value) {
    if (!value.empty()) line(indent, "{}: {}", key, scalar(value));
  }

  // "source: a, assumed: true", empty for what is inherited anyway.
  std::string provenance(const Provenance& from, const Provenance& outer) const {
    if (from == outer) return {};
    std::string result;
    if (from.source) result = fmt::format("source: {}", scalar(case_.sources.at(*from.source).id));
    if (from.assumed) result += result.empty() ? "assumed: true" : ", assumed: true";
    return result;
  }

  void provenance_lines(int indent, const Provenance& from) {
    if (from.source) line(indent, "source: {}", scalar(case_.sources.at(*from.source).id));
    if (from.assumed) line(indent, "assumed: true");
  }

  std::string number(const Number& n, const Provenance& outer) const {
    const std::string from = provenance(n.from, outer);
    const bool midpoint = n.low && n.value * 2 == *n.low + *n.high;
    if (n.low && !midpoint)
      return fmt::format("{{low: {}, likely: {}, high: {}{}{}}}", to_text(*n.low), to_text(n.value), to_text(*n.high),
                         from.empty() ? "" : ", ", from);
    const std::string value = n.low ? fmt::format("{}..{}", to_text(*n.low), to_text(*n.high)) : to_text(n.value);
    return from.empty() ? value : fmt::format("{{value: {}, {}}}", value, from);
  }

  // "weight: 2, ", or nothing where the reader supplies the same.
  std::string unless_default(std::string_view key, const Number& n, int standard, const Provenance& outer) const {
    const bool omitted = n.value == standard && !n.low && !n.from.source && !n.from.assumed;
    return omitted ? "" : fmt::format("{}: {}, ", key, number(n, outer));
  }

  void sources() {
    if (case_.sources.empty()) return;
    line(0, "sources:");
    for (const Source& source : case_.sources) {
      if (source.url.empty()) line(2, "{}: {}", scalar(source.id), scalar(source.title));
      else line(2, "{}: {{title: {}, url: {}}}", scalar(source.id), scalar(source.title), scalar(source.url));
    }
  }

  void issue(const Issue& issue) {
    line(2, "{}:", scalar(issue.id));
    text(4, "title", issue.title);
    provenance_lines(4, issue.provenance);
    if (issue.kind == IssueKind::kDivisible) return line(4, "divisible: true");
    if (issue.kind == IssueKind::kAmount) {
      const std::string unit = issue.unit.empty() ? "" : ", unit: " + scalar(issue.unit);
      return line(4, "amount: {{from: {}, to: {}, step: {}{}}}", to_text(issue.from), to_text(issue.to),
                  to_text(issue.step), unit);
    }
    const bool titled =
        std::any_of(issue.options.begin(), issue.options.end(), [](const Option& o) { return !o.title.empty(); });
    std::string list;
    for (const Option& option : issue.options) {
      list += (list.empty() ? "" : ", ") + scalar(option.id);
      if (titled) list += ": " + scalar(option.title);
    }
    line(4, "options: {}{}{}", titled ? '{' : '[', list, titled ? '}' : ']');
  }

  void party(const Party& party) {
    const Provenance& from = party.provenance;
    line(2, "{}:", scalar(party.id));
    text(4, "name", party.name);
    line(4, "role: {}", role_name(party.role));
    std::string delegates;
    for (const std::string& delegate : party.delegates) delegates += (delegates.empty() ? "" : ", ") + scalar(delegate);
    if (!delegates.empty()) line(4, "delegates: [{}]", delegates);
    provenance_lines(4, from);
    scores(party);
    groups(party);
    boxes(party);
    if (party.cap) line(4, "cap: {}", number(*party.cap, from));
    if (party.reservation) line(4, "reservation: {}", number(*party.reservation, from));
    if (party.discount) line(4, "discount: {}", number(*party.discount, from));
    rules(4, "red_lines", party.red_lines, from);
  }

  static std::string_view role_name(Role role) {
    switch (role) {
      case Role::kPrincipal: return "principal";
      case Role::kMediator: return "mediator";
      case Role::kGuarantor: return "guarantor";
      case Role::kAlly: return "ally";
      case Role::kObserver: return "observer";
    }
    return "principal";
  }

  void scores(const Party& party) {
    const Provenance& from = party.provenance;
    bool begun = false;
    const auto score = [&](IssueIndex index, const std::string& value) {
      if (!begun) line(4, "scores:");
      begun = true;
      line(6, "{}: {{{}}}", scalar(case_.issues.at(index).id), value);
    };
    for (const ScoreTerm& term : party.terms) {
      if (const auto* table = std::get_if<TableTerm>(&term))
        score(table->issue, unless_default("weight", table->weight, 1, from) + "table: " + values(*table, from));
      else if (const auto* linear = std::get_if<LinearTerm>(&term))
        score(linear->issue, unless_default("weight", linear->weight, 1, from) +
                                 unless_default("base", linear->base, 0, from) +
                                 "per_unit: " + number(linear->per_unit, from));
      else if (const auto* share = std::get_if<ShareTerm>(&term))
        score(share->issue, "points: " + number(share->points, from));
    }
  }

  std::string values(const TableTerm& table, const Provenance& from) const {
    const Issue& issue = case_.issues.at(table.issue);
    const bool named = issue.kind == IssueKind::kChoice;
    std::string list;
    for (OptionIndex k = 0; k < table.values.size(); ++k) {
      list += list.empty() ? "" : ", ";
      if (named) list += scalar(issue.option_id(k)) + ": ";
      list += number(table.values[k], from);
    }
    return named ? "{" + list + "}" : "[" + list + "]";
  }

  void groups(const Party& party) {
    const Provenance& from = party.provenance;
    bool begun = false;
    for (const ScoreTerm& term : party.terms) {
      const auto* group = std::get_if<GroupTerm>(&term);
      if (group == nullptr) continue;
      if (!begun) line(4, "groups:");
      begun = true;
      std::string names;
      for (IssueIndex index : group->issues) names += (names.empty() ? "" : ", ") + scalar(case_.issues.at(index).id);
      line(6, "- issues: [{}]", names);
      if (std::string weight = unless_default("weight", group->weight, 1, from); !weight.empty())
        line(8, "{}", weight.substr(0, weight.size() - 2));
      line(8, "table:{}", group->entries.empty() ? " []" : "");
      for (const GroupTerm::Entry& entry : group->entries)
        line(10, "- {{{}score: {}}}", matches(*group, entry), number(entry.value, from));
    }
  }

  std::string matches(const GroupTerm& group, const GroupTerm::Entry& entry) const {
    std::string list;
    for (std::size_t i = 0; i < group.issues.size(); ++i) {
      const Issue& issue = case_.issues.at(group.issues[i]);
      if (entry.options.at(i))
        list += fmt::format("{}: {}, ", scalar(issue.id), scalar(issue.option_id(*entry.options[i])));
    }
    return list;
  }

  // The reader collects plain boxes in one group of weight 1; every other group is written with its name.
  void boxes(const Party& party) {
    std::vector<std::string> entries;
    bool plain = true;
    for (const ScoreTerm& term : party.terms) {
      const auto* group = std::get_if<BoxGroup>(&term);
      if (group == nullptr) continue;
      const bool sum = group->fold == BoxGroup::Fold::kSum && group->groups.empty() && !group->boxes.empty() &&
                       unless_default("weight", group->weight, 1, party.provenance).empty();
      if (!sum || !plain) {
        entries.push_back(fold(*group, party.provenance));
        continue;
      }
      plain = false;
      for (const Box& box : group->boxes) entries.push_back(this->box(box, party.provenance));
    }
    if (!entries.empty()) line(4, "boxes:");
    for (const std::string& entry : entries) line(6, "- {}", entry);
  }

  std::string box(const Box& box, const Provenance& from) const {
    std::string bounds;
    for (const Box::Bound& bound : box.bounds) {
      const Issue& issue = case_.issues.at(bound.issue);
      bounds += fmt::format("{}{}: {}", bounds.empty() ? "" : ", ", scalar(issue.id), this->bound(issue, bound));
    }
    return fmt::format("{{{}: {{{}}}, score: {}}}", box.outside ? "outside" : "where", bounds, number(box.value, from));
  }

  std::string bound(const Issue& issue, const Box::Bound& bound) const {
    const std::string low = issue.option_id(bound.low);
    if (bound.low == bound.high) return scalar(low);
    // Dots in an option's own name could make low..high ambiguous; then all options are named.
    const std::string range = low + ".." + issue.option_id(bound.high);
    const bool clear = range.find("..") == range.rfind("..") && !names_.option(bound.issue, range);
    if (issue.kind == IssueKind::kAmount || clear) return scalar(range);
    std::string list;
    for (OptionIndex k = bound.low; k <= bound.high; ++k)
      list += (list.empty() ? "" : ", ") + scalar(issue.option_id(k));
    return "[" + list + "]";
  }

  std::string fold(const BoxGroup& group, const Provenance& from) const {
    constexpr std::array<std::string_view, 3> kNames = {"sum", "least", "largest"};
    std::string items;
    for (const Box& box : group.boxes) items += (items.empty() ? "" : ", ") + this->box(box, from);
    for (const BoxGroup& inner : group.groups) items += (items.empty() ? "" : ", ") + fold(inner, from);
    return fmt::format("{{{}{}: [{}]}}", unless_default("weight", group.weight, 1, from),
                       kNames.at(static_cast<std::size_t>(group.fold)), items);
  }

  void rules(int indent, std::string_view key, const std::vector<Rule>& rules, const Provenance& outer) {
    if (!rules.empty()) line(indent, "{}:", key);
    for (const Rule& rule : rules) {
      std::string rest = rule.firm ? ", firm: true" : "";
      if (const std::string from = provenance(rule.from, outer); !from.empty()) rest += ", " + from;
      if (!rule.title.empty()) rest.insert(0, ", title: " + scalar(rule.title));
      line(indent + 2, "- {{id: {}, rule: {}{}}}", scalar(rule.id),
           scalar(wording(rule.text, rule.condition, parse_condition)), rest);
    }
  }

  template <class Parse>
  std::string wording(const std::string& text, const Condition& condition, Parse parse) const {
    if (!text.empty())
      if (const auto again = parse(text, names_); again && *again == condition) return text;
    return condition_text(condition, case_);
  }

  // By number and with long names it is longer than a condition may be, and stands in the form that has no such limit.
  void decision() {
    const std::string text = wording(case_.decision_text, *case_.decision, parse_decision);
    const Condition& all = *case_.decision;
    const bool with = all.kind == Condition::Kind::kAnd;
    const Condition& enough = with ? all.children.back() : all;
    if (enough.kind != Condition::Kind::kAtLeast || parse_decision(text, names_))
      return line(0, "decision: {}", scalar(text));
    std::string rest = with ? ", with: [" + parties(std::span(all.children).first(all.children.size() - 1)) + "]" : "";
    line(0, "decision: {{at_least: {}, of: [{}]{}}}", enough.count, parties(enough.children), rest);
  }

  std::string parties(std::span<const Condition> atoms) const {
    std::string list;
    for (const Condition& atom : atoms) list += (list.empty() ? "" : ", ") + scalar(case_.parties.at(atom.party).id);
    return list;
  }

  void reference() {
    std::string list;
    for (std::size_t i = 0; i < case_.issues.size(); ++i) {
      const Issue& issue = case_.issues[i];
      if (issue.kind != IssueKind::kDivisible)
        list += fmt::format("{}{}: {}", list.empty() ? "" : ", ", scalar(issue.id),
                            scalar(issue.option_id(case_.reference->at(i))));
    }
    line(0, "reference: {{{}}}", list);
  }

  const Case& case_;
  Names names_;
  std::string out_;
};

}  // namespace

std::string write_case(const Case& c) { return Writer(c).write(); }

}  // namespace parley
