#include "tests/support/permute.hpp"

namespace parley::support {
namespace {

std::vector<std::uint32_t> inverse(const std::vector<std::uint32_t>& order) {
  std::vector<std::uint32_t> place(order.size());
  for (std::uint32_t k = 0; k < order.size(); ++k) place[order[k]] = k;
  return place;
}

void map_issues(Condition& condition, const std::vector<std::uint32_t>& place) {
  if (condition.kind == Condition::Kind::kIs) condition.issue = place[condition.issue];
  for (AmountTerm& term : condition.terms) term.issue = place[term.issue];
  for (Condition& child : condition.children) map_issues(child, place);
}

void map_parties(Condition& condition, const std::vector<std::uint32_t>& place) {
  if (condition.kind == Condition::Kind::kParty) condition.party = place[condition.party];
  for (Condition& child : condition.children) map_parties(child, place);
}

void map_issues(BoxGroup& group, const std::vector<std::uint32_t>& place) {
  for (Box& box : group.boxes)
    for (Box::Bound& bound : box.bounds) bound.issue = place[bound.issue];
  for (BoxGroup& inner : group.groups) map_issues(inner, place);
}

struct TermMapper {
  const std::vector<std::uint32_t>& place;

  void operator()(TableTerm& term) const { term.issue = place[term.issue]; }
  void operator()(LinearTerm& term) const { term.issue = place[term.issue]; }
  void operator()(ShareTerm& term) const { term.issue = place[term.issue]; }
  void operator()(BoxGroup& group) const { map_issues(group, place); }
  void operator()(GroupTerm& term) const {
    for (IssueIndex& issue : term.issues) issue = place[issue];
  }
};

}  // namespace

Case with_parties(const Case& c, const std::vector<PartyIndex>& order) {
  Case result = c;
  for (std::size_t k = 0; k < order.size(); ++k) result.parties[k] = c.parties[order[k]];
  if (result.decision) map_parties(*result.decision, inverse(order));
  return result;
}

Case with_issues(const Case& c, const std::vector<IssueIndex>& order) {
  const auto place = inverse(order);
  Case result = c;
  for (std::size_t k = 0; k < order.size(); ++k) {
    result.issues[k] = c.issues[order[k]];
    if (c.reference) (*result.reference)[k] = (*c.reference)[order[k]];
  }
  for (Party& party : result.parties) {
    for (ScoreTerm& term : party.terms) std::visit(TermMapper{place}, term);
    for (Rule& line : party.red_lines) map_issues(line.condition, place);
  }
  for (Rule& rule : result.rules) map_issues(rule.condition, place);
  return result;
}

}  // namespace parley::support
