// What a result rests on, held against the headlines of cases in which the number really is changed.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "agreement/rests_on.hpp"
#include "tests/support/brute_force.hpp"
#include "tests/support/random_case.hpp"

namespace parley::agreement {
namespace {

using support::Choice;

struct Headlines {
  bool zone = false;
  std::set<Choice> nash;  // all with the largest product
  std::set<std::set<Element>> must_give;
};

std::set<Choice> nash_packages(const Case& c, const std::vector<Choice>& rules, const std::vector<Choice>& within) {
  std::set<Choice> best;
  Rational most = 0;
  for (const Choice& x : within) {
    Rational product = 1;
    for (PartyIndex i : support::objective_parties(c)) {
      const Party& party = c.parties[i];
      Rational d = party.reservation ? party.reservation->value : support::score_of(c, party, rules.front());
      if (!party.reservation)
        for (const Choice& y : rules) d = std::min(d, support::score_of(c, party, y));
      product *= std::max<Rational>(support::score_of(c, party, x) - d, 0);
    }
    if (product <= 0 || product < most) continue;
    if (product > most) best.clear();
    most = product;
    best.insert(x);
  }
  return best;
}

std::set<Element> broken(const Case& c, const Choice& x, const std::vector<Element>& all) {
  std::set<Element> result;
  for (const Element& e : all) {
    const Party& party = c.parties[e.party];
    bool met = false;
    if (e.kind == Element::Kind::kRule) met = support::satisfies(c, c.rules[e.index].condition, x);
    if (e.kind == Element::Kind::kRedLine) met = support::satisfies(c, party.red_lines[e.index].condition, x);
    if (e.kind == Element::Kind::kReservation) met = support::score_of(c, party, x) >= party.reservation->value;
    if (!met) result.insert(e);
  }
  return result;
}

// For each package, every choice of parties to be bought that satisfies the decision rule.
std::set<std::set<Element>> minimal_sets(const Case& c, const std::vector<Element>& all) {
  std::set<std::set<Element>> opening;
  const Condition decision = decision_of(c);
  for (const Choice& x : support::every_package(c)) {
    if (std::ranges::any_of(c.rules, [&](const Rule& r) { return r.firm && !support::satisfies(c, r.condition, x); }))
      continue;
    const auto missing = broken(c, x, all);
    for (unsigned bought = 0; bought < (1U << c.parties.size()); ++bought) {
      std::vector<bool> accepted;
      for (PartyIndex i = 0; i < c.parties.size(); ++i) accepted.push_back((bought >> i & 1U) != 0);
      if (!support::decides(decision, accepted)) continue;
      std::set<Element> set;
      for (const Element& e : missing)
        if (e.kind == Element::Kind::kRule || accepted[e.party]) set.insert(e);
      opening.insert(std::move(set));
    }
  }
  std::set<std::set<Element>> minimal;
  for (const auto& set : opening)
    if (std::ranges::none_of(
            opening, [&](const auto& other) { return other.size() < set.size() && std::ranges::includes(set, other); }))
      minimal.insert(set);
  return minimal;
}

Headlines headlines(const Case& c, const std::vector<Element>& all) {
  Headlines result;
  const auto rules = support::feasible_packages(c);
  const auto zone = support::zone_packages(c);
  result.zone = !zone.empty();
  if (!rules.empty()) result.nash = nash_packages(c, rules, zone.empty() ? rules : zone);
  result.must_give = minimal_sets(c, all);
  return result;
}

bool differs(Headline which, const Headlines& stated, const Headlines& now, const std::optional<Package>& nash) {
  switch (which) {
    case Headline::kZone: return stated.zone != now.zone;
    case Headline::kWhoMustGive: return stated.must_give != now.must_give;
    case Headline::kNash: return nash ? !now.nash.contains(*nash) : !now.nash.empty();
  }
  return false;
}

class Check {
 public:
  explicit Check(std::uint64_t seed, const support::Shape& shape)
      : seed_(seed), case_(support::random_case(seed, shape)) {}

  void run() {
    const auto p = compile(case_);
    all_ = elements(case_, *p);
    Work work;
    const RestsOn found = rests_on(case_, *p, extents(*p, work), std::nullopt, work);
    ASSERT_TRUE(found.complete) << seed_;
    stated_ = headlines(case_, all_);
    nash_ = found.nash;
    ASSERT_EQ(nash_, stated_.nash.empty() ? std::nullopt : std::optional(*stated_.nash.begin())) << seed_;
    for (const CaseNumber& number : numbers(case_)) {
      if (!number.number->ranged() || number.role == CaseNumber::Role::kUnused) continue;
      const auto known =
          std::ranges::find(found.matters, number.path, [](const Dependence& d) { return d.number.path; });
      check(number, known == found.matters.end() ? std::vector<Flip>{} : known->flips);
      if (::testing::Test::HasFatalFailure()) return;
    }
  }

  std::size_t flips = 0, numbers_seen = 0;

 private:
  Headlines at(const CaseNumber& number, const Rational& value) {
    Number& moved = const_cast<Number&>(*number.number);  // it lives in case_
    const Rational before = moved.value;
    moved.value = value;
    Headlines result = headlines(case_, all_);
    moved.value = before;
    return result;
  }

  void check(const CaseNumber& number, const std::vector<Flip>& flips_found) {
    ++numbers_seen;
    const Rational low = *number.number->low, high = *number.number->high, value = number.number->value;
    const Rational tiny(1, 1000000000);
    for (const bool below : {true, false}) {
      const Rational end = below ? low : high, towards = below ? -tiny : tiny;
      std::map<Headline, Edge> edges;
      for (const Flip& f : flips_found)
        if (f.below == below) edges.emplace(f.headline, f.edge);
      std::vector<Rational> places;
      for (int k = 1; k <= 7; ++k) places.push_back(value + (end - value) * k / 7);
      for (const auto& [headline, edge] : edges)
        for (const Rational& at : {Rational(edge.at - towards), edge.at, Rational(edge.at + towards)})
          places.push_back(at);
      for (const Rational& place : places) {
        if (place < low || place > high || (below ? place >= value : place <= value)) continue;
        const Headlines now = at(number, place);
        for (const Headline h : {Headline::kZone, Headline::kNash, Headline::kWhoMustGive}) {
          const auto edge = edges.find(h);
          const Rational beyond =
              edge == edges.end() ? Rational(-1) : Rational((place - edge->second.at) * (below ? -1 : 1));
          const bool differs_now = differs(h, stated_, now, nash_);
          const bool before = edge == edges.end() || beyond < 0 || (beyond == 0 && !edge->second.attained);
          const bool right_there = edge != edges.end() && beyond <= tiny && !before;
          if (before) {
            ASSERT_FALSE(differs_now) << where(number, h, place);
          }
          if (right_there && (beyond == 0) == edge->second.attained) {
            ASSERT_TRUE(differs_now) << where(number, h, place);
          }
        }
      }
      flips += edges.size();
    }
  }

  std::string where(const CaseNumber& number, Headline h, const Rational& place) const {
    return std::to_string(seed_) + " " + number.path + " = " + to_text(place) + " headline " +
           std::to_string(static_cast<int>(h));
  }

  std::uint64_t seed_;
  Case case_;
  std::vector<Element> all_;
  Headlines stated_;
  std::optional<Package> nash_;
};

void check_all(std::uint64_t from, std::uint64_t to, const support::Shape& shape, std::size_t least_flips) {
  std::size_t flips = 0;
  for (std::uint64_t seed = from; seed < to; ++seed) {
    Check check(seed, shape);
    check.run();
    if (::testing::Test::HasFatalFailure()) return;
    flips += check.flips;
  }
  EXPECT_GE(flips, least_flips);
}

support::Shape small() {
  support::Shape shape;
  shape.most_issues = 3;
  shape.most_options = 3;
  shape.most_parties = 3;
  return shape;
}

TEST(RestsOnConformance, EasyReservations) { check_all(0, 120, small(), 50); }

TEST(RestsOnConformance, HardReservations) {
  support::Shape shape = small();
  shape.hard_reservations = true;
  check_all(1000, 1120, shape, 50);
}

TEST(RestsOnConformance, ScoresAlone) {
  support::Shape shape = small();
  shape.rules = shape.red_lines = shape.decisions = false;
  shape.reservations = false;
  check_all(2000, 2100, shape, 30);
}

}  // namespace
}  // namespace parley::agreement
