#include "agreement/explain.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>

namespace parley::agreement {
namespace {

// Single issues first, then coupled sets, the constant last; case order within each.
struct LineOrder {
  static int rank(const std::vector<IssueIndex>& issues) { return issues.size() == 1 ? 0 : issues.empty() ? 2 : 1; }
  bool operator()(const std::vector<IssueIndex>& a, const std::vector<IssueIndex>& b) const {
    return rank(a) != rank(b) ? rank(a) < rank(b) : a < b;
  }
};

using Lines = std::map<std::vector<IssueIndex>, Rational, LineOrder>;

struct PartyTerms {
  const Case& c;
  const Package& package;
  std::span<const Rational> shares;
  bool first = false;  // of the two parties that divide
  Lines lines;

  void operator()(const TableTerm& term) {
    lines[{term.issue}] += term.weight.value * term.values[package[term.issue]].value;
  }

  void operator()(const LinearTerm& term) {
    const Rational amount = c.issues[term.issue].amount(package[term.issue]);
    lines[{term.issue}] += term.weight.value * (term.base.value + term.per_unit.value * amount);
  }

  void operator()(const ShareTerm& term) {
    if (term.issue >= shares.size()) throw std::invalid_argument("a divisible issue without its share");
    const Rational& share = shares[term.issue];
    lines[{term.issue}] += term.points.value * (first ? share : Rational(1 - share));
  }

  void operator()(const GroupTerm& term) {
    const auto matches = [&](const GroupTerm::Entry& entry) {
      for (std::size_t k = 0; k < term.issues.size(); ++k)
        if (entry.options[k] && *entry.options[k] != package[term.issues[k]]) return false;
      return true;
    };
    const auto entry = std::ranges::find_if(term.entries, matches);
    if (entry == term.entries.end()) return;
    std::vector<IssueIndex> issues = term.issues;
    std::ranges::sort(issues);
    lines[std::move(issues)] += term.weight.value * entry->value.value;
  }

  void operator()(const BoxGroup& group) { add(group, 1); }

  void add(const BoxGroup& group, const Rational& outer) {
    const Rational weight = outer * group.weight.value;
    if (group.fold == BoxGroup::Fold::kSum || group.boxes.size() + group.groups.size() == 1) {
      for (const Box& box : group.boxes) lines[issues_of(box)] += weight * paid(box);
      for (const BoxGroup& inner : group.groups) add(inner, weight);
      return;
    }
    std::set<IssueIndex> issues;
    collect(group, issues);
    lines[{issues.begin(), issues.end()}] += outer * value_of(group);
  }

  Rational paid(const Box& box) const {
    const bool inside = std::ranges::all_of(
        box.bounds, [&](const Box::Bound& b) { return package[b.issue] >= b.low && package[b.issue] <= b.high; });
    return inside != box.outside ? box.value.value : Rational(0);
  }

  Rational value_of(const BoxGroup& group) const {
    std::vector<Rational> operands;
    for (const Box& box : group.boxes) operands.push_back(paid(box));
    for (const BoxGroup& inner : group.groups) operands.push_back(value_of(inner));
    if (operands.empty()) return 0;
    Rational result = 0;
    switch (group.fold) {
      case BoxGroup::Fold::kLeast: result = *std::ranges::min_element(operands); break;
      case BoxGroup::Fold::kLargest: result = *std::ranges::max_element(operands); break;
      case BoxGroup::Fold::kSum:
        for (const Rational& operand : operands) result += operand;
        break;
    }
    return group.weight.value * result;
  }

  static std::vector<IssueIndex> issues_of(const Box& box) {
    std::set<IssueIndex> issues;
    for (const Box::Bound& bound : box.bounds) issues.insert(bound.issue);
    return {issues.begin(), issues.end()};
  }

  static void collect(const BoxGroup& group, std::set<IssueIndex>& issues) {
    for (const Box& box : group.boxes)
      for (const Box::Bound& bound : box.bounds) issues.insert(bound.issue);
    for (const BoxGroup& inner : group.groups) collect(inner, issues);
  }
};

void require(const Problem& p, const Package& package) {
  if (package.size() != p.sizes.size()) throw std::invalid_argument("a package of the wrong length");
  for (std::size_t i = 0; i < package.size(); ++i)
    if (package[i] >= p.sizes[i]) throw std::invalid_argument("a package with an option that does not exist");
}

PartyAccount account(const Party& party, PartyTerms terms) {
  PartyAccount result;
  for (const ScoreTerm& term : party.terms) std::visit(terms, term);
  for (const auto& [issues, value] : terms.lines) {
    result.score += value;
    if (issues.size() == 1 || value != 0) result.lines.push_back({issues, value});
  }
  if (party.cap && result.score > party.cap->value) {
    result.cut = party.cap->value - result.score;
    result.score = party.cap->value;
  }
  if (party.reservation) result.reservation = party.reservation->value;
  return result;
}

}  // namespace

Account explain(const Case& c, const Problem& p, const Package& package, std::span<const Rational> shares) {
  require(p, package);
  Account result;
  result.package = package;
  std::vector<Logic> accepted;
  bool first = true;
  for (PartyIndex i = 0; i < c.parties.size(); ++i) {
    const Party& party = c.parties[i];
    PartyAccount entry = account(party, {c, package, shares, first, {}});
    if (p.parties[i].objective) first = false;
    for (const Logic& line : p.parties[i].red_lines) entry.red_lines.push_back(holds(p, line, package));
    entry.accepts = std::ranges::find(entry.red_lines, false) == entry.red_lines.end() &&
                    (!party.scored() || !entry.reservation || entry.score >= *entry.reservation);
    accepted.push_back(entry.accepts ? all_of({}) : any_of({}));
    result.parties.push_back(std::move(entry));
  }
  for (const Logic& rule : p.rules) result.rules.push_back(holds(p, rule, package));
  result.feasible = std::ranges::find(result.rules, false) == result.rules.end();
  result.in_zone = result.feasible && holds(p, decided(p.decision, accepted), package);
  return result;
}

std::vector<PartyChange> compare(const Account& before, const Account& after) {
  std::vector<PartyChange> result;
  for (std::size_t i = 0; i < before.parties.size(); ++i) {
    const PartyAccount& a = before.parties[i];
    const PartyAccount& b = after.parties[i];
    std::map<std::vector<IssueIndex>, std::pair<Rational, Rational>, LineOrder> lines;
    for (const ScoreLine& line : a.lines) lines[line.issues].first = line.value;
    for (const ScoreLine& line : b.lines) lines[line.issues].second = line.value;
    PartyChange change{{}, a.cut, b.cut, a.score, b.score};
    for (auto& [issues, values] : lines) change.lines.push_back({issues, values.first, values.second});
    result.push_back(std::move(change));
  }
  return result;
}

std::string label(const Case& c, std::span<const IssueIndex> issues) {
  if (issues.empty()) return "constant";
  if (issues.size() == 1) return c.issues[issues[0]].id;
  std::string text;
  for (const IssueIndex issue : issues) text += (text.empty() ? "group: " : " + ") + c.issues[issue].id;
  return text;
}

}  // namespace parley::agreement
