#include "elicitation/answers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "case/condition_text.hpp"

namespace parley::elicitation {
namespace {

std::size_t parts_of(const Condition& condition) {
  std::size_t parts = 1 + condition.terms.size();
  for (const Condition& child : condition.children) parts += parts_of(child);
  return parts;
}

class Checker {
 public:
  Checker(const Answers& answers, const Case& c, const Places& places)
      : answers_(answers), case_(c), places_(places), names_(c) {}

  Errors run() {
    check_red_lines();
    if (need(answers_.issues.empty() || answers_.issues.size() == case_.issues.size(),
             "the answers have not one entry per issue"))
      for (IssueIndex i = 0; i < answers_.issues.size(); ++i) check_issue(i);
    check_swings();
    check_packages();
    return std::move(errors_);
  }

 private:
  bool need(bool holds, std::string message, ErrorCode code = ErrorCode::kValue) {
    if (!holds) errors_.push_back({code, std::move(message), "", where_});
    return holds;
  }

  template <class... Index>
  void at(std::string_view name, Index... index) {
    std::string place(name);
    ((place += fmt::format(" {}", index)), ...);
    const auto found = places_.find(place);
    where_ = found == places_.end() ? Where{} : found->second;
  }

  void check_red_lines() {
    need(answers_.red_lines.size() <= kMostRedLines, fmt::format("more than {} red lines", kMostRedLines),
         ErrorCode::kLimit);
    std::set<std::string_view> ids;
    std::size_t parts = 2 * answers_.excluded.size();
    for (std::size_t k = 0; k < answers_.red_lines.size(); ++k) {
      const RedLine& line = answers_.red_lines[k];
      at("red-line", k);
      need(valid_id(line.id), "a red line has no usable id");
      need(ids.insert(line.id).second, fmt::format("two red lines are called '{}'", line.id));
      const auto condition = parse_condition(line.text, names_);
      if (condition) parts += parts_of(*condition);
      else
        for (Error error : condition.error()) {
          error.message = fmt::format("red line '{}': {}", line.id, error.message);
          error.where = where_;
          errors_.push_back(std::move(error));
        }
    }
    at("red-line", 0);
    need(parts <= kMostParts,
         fmt::format("the red lines have {} parts together; at most {} are taken", parts, kMostParts),
         ErrorCode::kLimit);
    std::set<std::pair<IssueIndex, OptionIndex>> seen;
    for (std::size_t k = 0; k < answers_.excluded.size(); ++k) {
      const Excluded& e = answers_.excluded[k];
      at("excluded", k);
      if (option(e.issue, e.option))
        need(seen.insert({e.issue, e.option}).second,
             fmt::format("an option of '{}' is excluded twice", case_.issues[e.issue].id));
    }
  }

  bool option(IssueIndex issue, OptionIndex k) {
    return need(issue < case_.issues.size(), fmt::format("there is no issue {}", issue)) &&
           need(case_.issues[issue].count() > k, fmt::format("'{}' has no option {}", case_.issues[issue].id, k));
  }

  void judgement(const Judgement& j, std::string_view what) {
    need(j.low.has_value() == j.high.has_value(), fmt::format("{}: a range has both ends or none", what));
    const Rational low = j.low.value_or(j.likely), high = j.high.value_or(j.likely);
    need(low >= 0 && high <= 100, fmt::format("{}: a bar runs from 0 to 100", what));
    need(low <= j.likely && j.likely <= high, fmt::format("{}: the likely value lies outside its range", what));
  }

  void check_issue(IssueIndex i) {
    const IssueAnswer& answer = answers_.issues[i];
    const std::string& id = case_.issues[i].id;
    const std::vector<OptionIndex> levels = levels_of(case_.issues[i]);
    at("swing", i);
    if (answer.swing) judgement(*answer.swing, fmt::format("the swing of '{}'", id));
    at("issue", i);
    if (!need(answer.levels.empty() || answer.levels.size() == levels.size(),
              fmt::format("'{}' has not one answer per option to be ordered", id)))
      return;
    std::set<std::uint32_t> places;
    for (std::size_t k = 0; k < answer.levels.size(); ++k) {
      if (answer.levels[k].place > 0) places.insert(answer.levels[k].place);
      at("option", i, k);
      if (answer.levels[k].value)
        judgement(*answer.levels[k].value, fmt::format("'{}' of '{}'", case_.issues[i].option_id(levels[k]), id));
    }
    at("issue", i);
    need(places.empty() || *places.rbegin() == places.size(), fmt::format("the order of '{}' leaves out a place", id));
    const bool whole = std::ranges::all_of(answer.levels, [](const Rating& r) { return r.place > 0; });
    if (!whole || places.size() < 2) return;
    for (std::size_t k = 0; k < answer.levels.size(); ++k) {
      const Rating& rating = answer.levels[k];
      if (!rating.value) continue;
      at("option", i, k);
      if (rating.place == 1)
        need(rating.value->likely == 100, fmt::format("the best option of '{}' stands at 100", id));
      if (rating.place == places.size())
        need(rating.value->likely == 0, fmt::format("the worst option of '{}' stands at 0", id));
    }
  }

  void check_swings() {
    Rational most = 0;
    bool all = !answers_.issues.empty();
    for (const IssueAnswer& answer : answers_.issues) {
      all = all && answer.swing.has_value();
      if (answer.swing) most = std::max(most, answer.swing->likely);
    }
    at("swing", 0);
    if (all) need(most == 100, "the swing that matters most stands at 100");
  }

  void check_packages() {
    at("package", 0);
    need(answers_.packages.size() <= kMostRanked, fmt::format("more than {} packages", kMostRanked), ErrorCode::kLimit);
    std::set<std::uint32_t> places;
    for (std::size_t k = 0; k < answers_.packages.size(); ++k) {
      const RankedPackage& p = answers_.packages[k];
      at("package", k);
      if (p.place > 0) places.insert(p.place);
      if (!need(p.options.size() == case_.issues.size(), "a package has not one option per issue")) continue;
      for (IssueIndex i = 0; i < p.options.size(); ++i) option(i, p.options[i]);
    }
    at("package", 0);
    need(places.empty() || *places.rbegin() == places.size(), "the ranking of packages leaves out a place");
    at("no-deal");
    if (answers_.no_deal)
      need(*answers_.no_deal >= 1 && *answers_.no_deal <= places.size() + 1,
           "no deal does not stand among the ranked packages");
  }

  const Answers& answers_;
  const Case& case_;
  const Places& places_;
  Names names_;
  Where where_;
  Errors errors_;
};

bool compare(const Condition& condition, const Case& c, const Package& package) {
  Rational sum = 0;
  for (const AmountTerm& term : condition.terms)
    sum += term.coefficient * c.issues[term.issue].amount(package[term.issue]);
  switch (condition.order) {
    case Condition::Order::kLess: return sum < condition.bound;
    case Condition::Order::kLessEqual: return sum <= condition.bound;
    case Condition::Order::kEqual: return sum == condition.bound;
    case Condition::Order::kNotEqual: return sum != condition.bound;
    case Condition::Order::kGreaterEqual: return sum >= condition.bound;
    case Condition::Order::kGreater: return sum > condition.bound;
  }
  return false;
}

}  // namespace

Errors supported(const Case& c) {
  Errors errors;
  if (c.issues.empty()) errors.push_back({ErrorCode::kUnsupported, "the case has no issues", "", {}});
  for (const Issue& issue : c.issues) {
    if (issue.kind == IssueKind::kDivisible)
      errors.push_back({ErrorCode::kUnsupported,
                        fmt::format("'{}' is divisible; preferences are asked for choices and amounts", issue.id), "",
                        issue.where});
    else if (issue.kind == IssueKind::kAmount && issue.count() > kMostAmounts)
      errors.push_back({ErrorCode::kLimit, fmt::format("'{}' has more than {} amounts", issue.id, kMostAmounts),
                        "take a larger step", issue.where});
  }
  return errors;
}

std::vector<OptionIndex> levels_of(const Issue& issue) {
  const auto count = static_cast<OptionIndex>(issue.count().get_ui());
  std::vector<OptionIndex> levels;
  if (issue.kind == IssueKind::kChoice || count <= kMostLevels) {
    for (OptionIndex k = 0; k < count; ++k) levels.push_back(k);
  } else {
    for (unsigned long quarter = 0; quarter <= 4; ++quarter)
      levels.push_back(static_cast<OptionIndex>((count - 1UL) * quarter / 4));
  }
  return levels;
}

Answers blank(const Case& c) {
  Answers answers;
  for (const Issue& issue : c.issues) {
    IssueAnswer answer;
    answer.levels.resize(levels_of(issue).size());
    answers.issues.push_back(std::move(answer));
  }
  return answers;
}

Errors check(const Answers& answers, const Case& c, const Places& places) {
  Errors errors = supported(c);
  return errors.empty() ? Checker(answers, c, places).run() : errors;
}

std::vector<std::string> missing(const Answers& answers, const Case& c) {
  std::vector<std::string> words;
  for (IssueIndex i = 0; i < c.issues.size(); ++i) {
    const std::string& title = c.issues[i].title.empty() ? c.issues[i].id : c.issues[i].title;
    const bool ordered = i < answers.issues.size() && !answers.issues[i].levels.empty() &&
                         std::ranges::all_of(answers.issues[i].levels, [](const Rating& r) { return r.place > 0; });
    if (!ordered) words.push_back(fmt::format("Put the options of “{}” in order.", title));
    if (i >= answers.issues.size() || !answers.issues[i].swing)
      words.push_back(fmt::format("Say how much “{}” matters from its worst to its best.", title));
  }
  return words;
}

std::vector<Rule> red_lines_of(const Answers& answers, const Case& c) {
  const Names names(c);
  std::vector<Rule> rules;
  std::unordered_set<std::string> used;
  for (const RedLine& line : answers.red_lines) {
    Rule rule;
    rule.id = line.id;
    rule.title = line.title;
    rule.text = line.text;
    if (auto condition = parse_condition(line.text, names)) rule.condition = *std::move(condition);
    used.insert(rule.id);
    rules.push_back(std::move(rule));
  }
  for (const Excluded& e : answers.excluded) {
    const Issue& issue = c.issues[e.issue];
    Condition is;
    is.kind = Condition::Kind::kIs;
    is.issue = e.issue;
    is.options = {e.option};
    Rule rule;
    rule.condition.kind = Condition::Kind::kNot;
    rule.condition.children.push_back(std::move(is));
    rule.id = make_id(fmt::format("not-{}-{}", issue.id, issue.option_id(e.option)), used);
    rule.title = fmt::format("{}: not {}", issue.title.empty() ? issue.id : issue.title, issue.option_title(e.option));
    rule.text = condition_text(rule.condition, c);
    rules.push_back(std::move(rule));
  }
  return rules;
}

bool holds(const Condition& condition, const Case& c, const Package& package) {
  const auto held = [&](const Condition& child) { return holds(child, c, package); };
  const auto& children = condition.children;
  switch (condition.kind) {
    case Condition::Kind::kTrue: return true;
    case Condition::Kind::kFalse:
    case Condition::Kind::kParty: return false;
    case Condition::Kind::kIs: return std::ranges::binary_search(condition.options, package[condition.issue]);
    case Condition::Kind::kCompare: return compare(condition, c, package);
    case Condition::Kind::kNot: return !held(children[0]);
    case Condition::Kind::kAnd: return std::ranges::all_of(children, held);
    case Condition::Kind::kOr: return std::ranges::any_of(children, held);
    case Condition::Kind::kImplies: return !held(children[0]) || held(children[1]);
    case Condition::Kind::kAtLeast: return std::ranges::count_if(children, held) >= condition.count;
    case Condition::Kind::kAtMost: return std::ranges::count_if(children, held) <= condition.count;
  }
  return false;
}

bool allowed(const Case& c, const std::vector<Rule>& red_lines, const Package& package) {
  const auto held = [&](const Rule& rule) { return holds(rule.condition, c, package); };
  return std::ranges::all_of(c.rules, held) && std::ranges::all_of(red_lines, held);
}

}  // namespace parley::elicitation
