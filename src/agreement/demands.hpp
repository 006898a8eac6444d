// What can be conceded, and what it takes that one package becomes an agreement.
//
// Elements   every rule that is not firm, every red line, every finite reservation value of a party with scores
// Invariant  a package is in the zone when the elements of a set are conceded if and only if the set contains one of
//            opening_sets(its truth values): zones grow with what is conceded, because the decision rule is monotone
// Relevant   red lines and reservation values of parties that the decision rule does not name never matter
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "agreement/problem.hpp"
#include "agreement/set_family.hpp"
#include "case/model.hpp"

namespace parley::agreement {

struct Element {
  enum class Kind { kRule, kRedLine, kReservation };
  Kind kind = Kind::kRule;
  PartyIndex party = 0;     // of a red line or a reservation value
  std::uint32_t index = 0;  // of a rule or a red line, in its list

  auto operator<=>(const Element&) const = default;
};

// In the order rules, then party by party its red lines and its reservation value.
std::vector<Element> elements(const Case& c, const Problem& p);

// One flag per party: the decision rule asks for its acceptance.
std::vector<bool> named_parties(const Problem& p);

// The problem with these elements conceded.
Problem without(const Problem& p, std::span<const Element> conceded);

struct Demands {
  std::vector<Element> elements;
  std::vector<Logic> truth;    // one per element: the package meets it
  std::vector<bool> relevant;  // one per element
  Logic firm;                  // the firm rules
};

Demands demands(const Case& c, const Problem& p);

// The minimal sets of elements (by index) that make a package with these truth values an agreement, as far as the firm
// rules allow it; none when there are more than kMaxFamily on the way.
std::optional<SetFamily> opening_sets(const Problem& p, const Demands& d, const std::vector<bool>& met);

std::vector<bool> met_by(const Problem& p, const Demands& d, const Package& package);

}  // namespace parley::agreement
