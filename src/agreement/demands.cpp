#include "agreement/demands.hpp"

namespace parley::agreement {
namespace {

void name_parties(const Condition& decision, std::vector<bool>& named) {
  if (decision.kind == Condition::Kind::kParty) named[decision.party] = true;
  for (const Condition& child : decision.children) name_parties(child, named);
}

}  // namespace

std::vector<bool> named_parties(const Problem& p) {
  std::vector<bool> named(p.parties.size(), false);
  name_parties(p.decision, named);
  return named;
}

std::vector<Element> elements(const Case& c, const Problem& p) {
  std::vector<Element> result;
  for (std::uint32_t k = 0; k < c.rules.size(); ++k)
    if (!c.rules[k].firm) result.push_back({Element::Kind::kRule, 0, k});
  for (PartyIndex i = 0; i < p.parties.size(); ++i) {
    for (std::uint32_t k = 0; k < p.parties[i].red_lines.size(); ++k) result.push_back({Element::Kind::kRedLine, i, k});
    if (p.parties[i].score && p.parties[i].reservation) result.push_back({Element::Kind::kReservation, i, 0});
  }
  return result;
}

Problem without(const Problem& p, std::span<const Element> conceded) {
  Problem result = p;
  for (const Element& e : conceded) {
    switch (e.kind) {
      case Element::Kind::kRule: result.rules[e.index] = {}; break;
      case Element::Kind::kRedLine: result.parties[e.party].red_lines[e.index] = {}; break;
      case Element::Kind::kReservation: result.parties[e.party].reservation.reset(); break;
    }
  }
  return result;
}

Demands demands(const Case& c, const Problem& p) {
  Demands d;
  d.elements = elements(c, p);
  const std::vector<bool> named = named_parties(p);
  for (const Element& e : d.elements) {
    const PartyView& party = p.parties[e.party];
    switch (e.kind) {
      case Element::Kind::kRule: d.truth.push_back(p.rules[e.index]); break;
      case Element::Kind::kRedLine: d.truth.push_back(party.red_lines[e.index]); break;
      case Element::Kind::kReservation: d.truth.push_back(at_least(*party.score, *party.reservation)); break;
    }
    d.relevant.push_back(e.kind == Element::Kind::kRule || named[e.party]);
  }
  std::vector<Logic> firm;
  for (std::size_t k = 0; k < c.rules.size(); ++k)
    if (c.rules[k].firm) firm.push_back(p.rules[k]);
  d.firm = all_of(std::move(firm));
  return d;
}

std::optional<SetFamily> opening_sets(const Problem& p, const Demands& d, const std::vector<bool>& met) {
  ElementSet broken_rules;
  std::vector<ElementSet> price(p.parties.size());
  for (std::uint32_t k = 0; k < d.elements.size(); ++k) {
    if (met[k] || !d.relevant[k]) continue;
    if (d.elements[k].kind == Element::Kind::kRule) broken_rules.push_back(k);
    else price[d.elements[k].party].push_back(k);
  }
  auto family = cheapest(p.decision, price);
  if (!family) return std::nullopt;
  for (ElementSet& set : *family) set = united(set, broken_rules);
  return minimal(std::move(*family));
}

std::vector<bool> met_by(const Problem& p, const Demands& d, const Package& package) {
  std::vector<bool> met;
  for (const Logic& truth : d.truth) met.push_back(holds(p, truth, package));
  return met;
}

}  // namespace parley::agreement
