#include "tests/support/brute_force.hpp"

#include <algorithm>
#include <stdexcept>

namespace parley::support {
namespace {

bool pays(const Box& box, const Choice& x) {
  const bool inside =
      std::ranges::all_of(box.bounds, [&](const Box::Bound& b) { return b.low <= x[b.issue] && x[b.issue] <= b.high; });
  return inside != box.outside;
}

Rational folded(const BoxGroup& group, const Choice& x) {
  std::vector<Rational> operands;
  for (const Box& box : group.boxes) operands.push_back(pays(box, x) ? box.value.value : Rational(0));
  for (const BoxGroup& inner : group.groups) operands.push_back(folded(inner, x));
  Rational result = 0;
  if (!operands.empty()) {
    if (group.fold == BoxGroup::Fold::kLeast) result = *std::ranges::min_element(operands);
    if (group.fold == BoxGroup::Fold::kLargest) result = *std::ranges::max_element(operands);
    if (group.fold == BoxGroup::Fold::kSum)
      for (const Rational& operand : operands) result += operand;
  }
  return group.weight.value * result;
}

Rational grouped(const GroupTerm& term, const Choice& x) {
  for (const GroupTerm::Entry& entry : term.entries) {
    bool matches = true;
    for (std::size_t k = 0; k < term.issues.size(); ++k)
      matches = matches && (!entry.options[k] || *entry.options[k] == x[term.issues[k]]);
    if (matches) return term.weight.value * entry.value.value;
  }
  return 0;
}

Rational term_value(const Case& c, const ScoreTerm& term, const Choice& x) {
  if (const auto* t = std::get_if<TableTerm>(&term)) return t->weight.value * t->values[x[t->issue]].value;
  if (const auto* t = std::get_if<LinearTerm>(&term))
    return t->weight.value * (t->base.value + t->per_unit.value * c.issues[t->issue].amount(x[t->issue]));
  if (const auto* t = std::get_if<GroupTerm>(&term)) return grouped(*t, x);
  if (const auto* t = std::get_if<BoxGroup>(&term)) return folded(*t, x);
  throw std::logic_error("brute force has no divisible issues");
}

bool compares(const Rational& sum, Condition::Order order, const Rational& bound) {
  switch (order) {
    case Condition::Order::kLess: return sum < bound;
    case Condition::Order::kLessEqual: return sum <= bound;
    case Condition::Order::kEqual: return sum == bound;
    case Condition::Order::kNotEqual: return sum != bound;
    case Condition::Order::kGreaterEqual: return sum >= bound;
    case Condition::Order::kGreater: return sum > bound;
  }
  throw std::logic_error("unknown order");
}

}  // namespace

std::vector<Choice> every_package(const Case& c) {
  std::vector<Choice> all{{}};
  for (const Issue& issue : c.issues) {
    std::vector<Choice> longer;
    for (const Choice& start : all)
      for (OptionIndex k = 0; k < issue.count().get_ui(); ++k) {
        longer.push_back(start);
        longer.back().push_back(k);
      }
    all = std::move(longer);
  }
  return all;
}

Rational score_of(const Case& c, const Party& party, const Choice& package) {
  Rational sum = 0;
  for (const ScoreTerm& term : party.terms) sum += term_value(c, term, package);
  return party.cap ? std::min(party.cap->value, sum) : sum;
}

bool satisfies(const Case& c, const Condition& condition, const Choice& package) {
  using Kind = Condition::Kind;
  auto child = [&](std::size_t k) { return satisfies(c, condition.children[k], package); };
  std::size_t held = 0;
  for (const Condition& one : condition.children) held += satisfies(c, one, package) ? 1 : 0;
  switch (condition.kind) {
    case Kind::kTrue: return true;
    case Kind::kFalse: return false;
    case Kind::kIs: return std::ranges::find(condition.options, package[condition.issue]) != condition.options.end();
    case Kind::kCompare: {
      Rational sum = 0;
      for (const AmountTerm& term : condition.terms)
        sum += term.coefficient * c.issues[term.issue].amount(package[term.issue]);
      return compares(sum, condition.order, condition.bound);
    }
    case Kind::kParty: throw std::logic_error("acceptance in a condition on packages");
    case Kind::kNot: return !child(0);
    case Kind::kAnd: return held == condition.children.size();
    case Kind::kOr: return held > 0;
    case Kind::kImplies: return !child(0) || child(1);
    case Kind::kAtLeast: return held >= condition.count;
    case Kind::kAtMost: return held <= condition.count;
  }
  throw std::logic_error("unknown condition");
}

bool feasible(const Case& c, const Choice& package) {
  return std::ranges::all_of(c.rules, [&](const Rule& rule) { return satisfies(c, rule.condition, package); });
}

bool accepts(const Case& c, const Party& party, const Choice& package) {
  for (const Rule& line : party.red_lines)
    if (!satisfies(c, line.condition, package)) return false;
  return !party.scored() || !party.reservation || score_of(c, party, package) >= party.reservation->value;
}

bool decides(const Condition& decision, const std::vector<bool>& accepted) {
  using Kind = Condition::Kind;
  std::size_t held = 0;
  for (const Condition& one : decision.children) held += decides(one, accepted) ? 1 : 0;
  switch (decision.kind) {
    case Kind::kTrue: return true;
    case Kind::kFalse: return false;
    case Kind::kParty: return accepted[decision.party];
    case Kind::kAnd: return held == decision.children.size();
    case Kind::kOr: return held > 0;
    case Kind::kAtLeast: return held >= decision.count;
    default: throw std::logic_error("a decision rule must be monotone");
  }
}

bool in_zone(const Case& c, const Choice& package) {
  std::vector<bool> accepted;
  for (const Party& party : c.parties) accepted.push_back(accepts(c, party, package));
  return feasible(c, package) && decides(decision_of(c), accepted);
}

std::vector<Choice> feasible_packages(const Case& c) {
  std::vector<Choice> kept;
  for (Choice& x : every_package(c))
    if (feasible(c, x)) kept.push_back(std::move(x));
  return kept;
}

std::vector<Choice> zone_packages(const Case& c) {
  std::vector<Choice> kept;
  for (Choice& x : every_package(c))
    if (in_zone(c, x)) kept.push_back(std::move(x));
  return kept;
}

std::vector<PartyIndex> objective_parties(const Case& c) {
  std::vector<PartyIndex> who;
  for (PartyIndex i = 0; i < c.parties.size(); ++i)
    if (c.parties[i].scored() && c.parties[i].role != Role::kObserver) who.push_back(i);
  return who;
}

std::vector<Rational> scores_of(const Case& c, const Choice& package) {
  std::vector<Rational> scores;
  for (PartyIndex i : objective_parties(c)) scores.push_back(score_of(c, c.parties[i], package));
  return scores;
}

bool dominates(const std::vector<Rational>& a, const std::vector<Rational>& b) {
  bool larger = false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (a[i] < b[i]) return false;
    larger = larger || a[i] > b[i];
  }
  return larger;
}

std::map<std::vector<Rational>, std::vector<Choice>> frontier(const Case& c, const std::vector<Choice>& packages) {
  std::map<std::vector<Rational>, std::vector<Choice>> by_scores;
  for (const Choice& x : packages) by_scores[scores_of(c, x)].push_back(x);
  std::map<std::vector<Rational>, std::vector<Choice>> efficient;
  for (const auto& [scores, all] : by_scores) {
    bool beaten = false;
    for (const auto& [other, unused] : by_scores) beaten = beaten || dominates(other, scores);
    if (!beaten) efficient.emplace(scores, all);
  }
  return efficient;
}

}  // namespace parley::support
