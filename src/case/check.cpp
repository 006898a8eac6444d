// The invariants of model.hpp, for cases that were made by hand or by an importer.
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <unordered_set>

#include "case/model.hpp"
#include "case/names.hpp"

namespace parley {
namespace {

using Kind = Condition::Kind;

class Checker {
 public:
  explicit Checker(const Case& c) : case_(c) {}

  Errors run() {
    ids("issue", case_.issues, valid_name);
    ids("party", case_.parties, valid_name);
    ids("source", case_.sources);
    for (const Issue& issue : case_.issues) check_issue(issue);
    // Terms and conditions look into the issues; without sound issues there is nothing to hold them to.
    if (!errors_.empty()) return std::move(errors_);
    for (const Party& party : case_.parties) check_party(party);
    rules(case_.rules, false);
    if (case_.decision) {
      where_ = {case_.file, 0, 0};
      condition(*case_.decision, true);
    }
    check_reference();
    if (case_.quantum) need(*case_.quantum > 0, "the quantum must be greater than 0");
    return std::move(errors_);
  }

 private:
  bool need(bool holds, std::string message) {
    if (!holds) errors_.push_back({ErrorCode::kValue, std::move(message), "", where_});
    return holds;
  }

  template <class List>
  void ids(std::string_view kind, const List& list, bool (*valid)(std::string_view) = valid_id) {
    std::unordered_set<std::string_view> seen;
    for (const auto& item : list) {
      if constexpr (requires { item.where; }) where_ = item.where;
      need(valid(item.id), fmt::format("'{}' cannot be the id of a {}", item.id.substr(0, 100), kind));
      need(seen.insert(item.id).second, fmt::format("two of kind {} are called '{}'", kind, item.id.substr(0, 100)));
    }
  }

  void check_issue(const Issue& issue) {
    where_ = issue.where;
    need(!reserved_issue_id(issue.id), fmt::format("an issue cannot be called '{}'", issue.id));
    from(issue.provenance);
    if (issue.kind == IssueKind::kChoice) {
      need(!issue.options.empty(), fmt::format("'{}' has no options", issue.id));
      std::unordered_set<std::string_view> seen;
      for (const Option& option : issue.options) {
        need(valid_name(option.id), fmt::format("'{}' has an option without a usable name", issue.id));
        need(seen.insert(option.id).second, fmt::format("'{}' has two options '{}'", issue.id, option.id));
      }
    } else if (issue.kind == IssueKind::kAmount &&
               need(issue.step > 0, fmt::format("the step of '{}' must be greater than 0", issue.id))) {
      need(issue.from <= issue.to, fmt::format("the amount of '{}' runs downwards", issue.id));
      const Rational steps = (issue.to - issue.from) / issue.step;
      need(steps.get_den() == 1, fmt::format("the step of '{}' does not divide its range", issue.id));
      need(steps < kMaxAmounts, fmt::format("'{}' has more than {} amounts", issue.id, kMaxAmounts));
    }
  }

  void check_party(const Party& party) {
    where_ = party.where;
    from(party.provenance);
    std::set<IssueIndex> scored;
    for (const ScoreTerm& term : party.terms) {
      where_ = party.where;
      std::visit([&](const auto& t) { check_term(t, scored); }, term);
    }
    where_ = party.where;
    for (const auto* n : {&party.cap, &party.reservation, &party.discount})
      if (*n) number(**n);
    rules(party.red_lines, true);
  }

  void single(IssueIndex index, std::set<IssueIndex>& scored) {
    need(scored.insert(index).second, fmt::format("issue {} has two scores of its own", index));
  }

  bool issue_of_kind(IssueIndex index, bool choice, bool amount, bool divisible) {
    if (!need(index < case_.issues.size(), fmt::format("there is no issue {}", index))) return false;
    const IssueKind kind = case_.issues[index].kind;
    const bool fits = (kind == IssueKind::kChoice && choice) || (kind == IssueKind::kAmount && amount) ||
                      (kind == IssueKind::kDivisible && divisible);
    return need(fits, fmt::format("'{}' is not of the kind that stands here", case_.issues[index].id));
  }

  void check_term(const TableTerm& term, std::set<IssueIndex>& scored) {
    number(term.weight);
    for (const Number& value : term.values) number(value);
    single(term.issue, scored);
    if (!issue_of_kind(term.issue, true, true, false)) return;
    need(case_.issues[term.issue].count() == static_cast<unsigned long>(term.values.size()),
         fmt::format("the table of '{}' has not one number per option", case_.issues[term.issue].id));
  }

  void check_term(const LinearTerm& term, std::set<IssueIndex>& scored) {
    for (const Number* n : {&term.weight, &term.base, &term.per_unit}) number(*n);
    single(term.issue, scored);
    issue_of_kind(term.issue, false, true, false);
  }

  void check_term(const ShareTerm& term, std::set<IssueIndex>& scored) {
    number(term.points);
    single(term.issue, scored);
    issue_of_kind(term.issue, false, false, true);
  }

  void check_term(const GroupTerm& term, std::set<IssueIndex>&) {
    number(term.weight);
    need(term.issues.size() >= 2, "a group looks at two or more issues");
    need(std::set<IssueIndex>(term.issues.begin(), term.issues.end()).size() == term.issues.size(),
         "a group names an issue twice");
    for (IssueIndex index : term.issues)
      if (!issue_of_kind(index, true, true, false)) return;
    for (const GroupTerm::Entry& entry : term.entries) {
      number(entry.value);
      if (!need(entry.options.size() == term.issues.size(), "an entry of a group has not one option per issue"))
        continue;
      for (std::size_t i = 0; i < entry.options.size(); ++i)
        if (entry.options[i]) option(term.issues[i], *entry.options[i]);
    }
  }

  void check_term(const BoxGroup& group, std::set<IssueIndex>& scored) {
    number(group.weight);
    for (const Box& box : group.boxes) {
      where_ = box.where;
      number(box.value);
      std::set<IssueIndex> bounded;
      for (const Box::Bound& bound : box.bounds) {
        need(bounded.insert(bound.issue).second, "a box bounds an issue twice");
        if (!issue_of_kind(bound.issue, true, true, false)) continue;
        need(bound.low <= bound.high, fmt::format("a bound of '{}' runs downwards", case_.issues[bound.issue].id));
        option(bound.issue, bound.high);
      }
    }
    for (const BoxGroup& inner : group.groups) check_term(inner, scored);
  }

  void option(IssueIndex index, OptionIndex k) {
    const Issue& issue = case_.issues[index];
    need(issue.count() > k, fmt::format("'{}' has no option {}", issue.id, k));
  }

  void number(const Number& n) {
    from(n.from);
    if (!need(n.low.has_value() == n.high.has_value(), "a range has both ends or none") || !n.low) return;
    need(*n.low <= n.value && n.value <= *n.high,
         fmt::format("{} lies outside {}..{}", to_text(n.value), to_text(*n.low), to_text(*n.high)));
  }

  void from(const Provenance& provenance) {
    if (provenance.source)
      need(*provenance.source < case_.sources.size(), fmt::format("there is no source {}", *provenance.source));
  }

  void rules(const std::vector<Rule>& list, bool red_lines) {
    ids(red_lines ? "red line" : "rule", list);
    for (const Rule& rule : list) {
      where_ = rule.where;
      from(rule.from);
      if (red_lines) need(!rule.firm, fmt::format("the red line '{}' cannot be firm", rule.id));
      condition(rule.condition, false);
    }
  }

  void condition(const Condition& c, bool decision) {
    if (c.kind == Kind::kIs) check_choice(c);
    if (c.kind == Kind::kCompare) check_comparison(c);
    if (c.kind == Kind::kNot) need(c.children.size() == 1, "'not' has one operand");
    if (c.kind == Kind::kImplies) need(c.children.size() == 2, "'implies' has two operands");
    if (c.kind == Kind::kParty) {
      need(decision, "a party's acceptance stands in decision rules only");
      need(c.party < case_.parties.size(), fmt::format("there is no party {}", c.party));
    }
    const bool monotone = c.kind == Kind::kParty || c.kind == Kind::kAnd || c.kind == Kind::kOr ||
                          c.kind == Kind::kAtLeast || c.kind == Kind::kTrue || c.kind == Kind::kFalse;
    if (decision) need(monotone, "a decision rule joins parties by 'and', 'or' and 'at least' only");
    for (const Condition& child : c.children) condition(child, decision);
  }

  void check_choice(const Condition& c) {
    if (!issue_of_kind(c.issue, true, true, false)) return;
    need(!c.options.empty(), "a condition names no option");
    need(std::is_sorted(c.options.begin(), c.options.end()), "the options of a condition are out of order");
    for (OptionIndex k : c.options) option(c.issue, k);
  }

  void check_comparison(const Condition& c) {
    for (const AmountTerm& term : c.terms) issue_of_kind(term.issue, false, true, false);
  }

  void check_reference() {
    if (!case_.reference) return;
    where_ = {case_.file, 0, 0};
    if (!need(case_.reference->size() == case_.issues.size(), "the reference has not one option per issue")) return;
    for (IssueIndex i = 0; i < case_.issues.size(); ++i)
      if (case_.issues[i].kind != IssueKind::kDivisible) option(i, (*case_.reference)[i]);
  }

  const Case& case_;
  Where where_;
  Errors errors_;
};

}  // namespace

Errors check(const Case& c) { return Checker(c).run(); }

}  // namespace parley
