// What must give, the equal cut and prices, held against every subset of concessions and every package.
#include <gtest/gtest.h>

#include <algorithm>
#include <bit>

#include "agreement/concessions.hpp"
#include "agreement/equal_cut.hpp"
#include "agreement/prices.hpp"
#include "tests/support/brute_force.hpp"
#include "tests/support/random_case.hpp"

namespace parley::agreement {
namespace {

using support::Choice;

Condition always() { return {}; }

// The case itself with elements conceded; the engine concedes in its compiled problem instead.
Case conceded(Case c, const std::vector<Element>& all, std::uint32_t chosen) {
  const Condition decision = decision_of(c);  // conceding a party's last red line leaves it in the decision rule
  c.decision = decision;
  for (std::size_t k = 0; k < all.size(); ++k) {
    if ((chosen >> k & 1U) == 0) continue;
    switch (all[k].kind) {
      case Element::Kind::kRule: c.rules[all[k].index].condition = always(); break;
      case Element::Kind::kRedLine: c.parties[all[k].party].red_lines[all[k].index].condition = always(); break;
      case Element::Kind::kReservation: c.parties[all[k].party].reservation.reset(); break;
    }
  }
  return c;
}

bool meets(const Case& c, const Element& e, const Choice& x) {
  const Party& party = c.parties[e.party];
  switch (e.kind) {
    case Element::Kind::kRule: return support::satisfies(c, c.rules[e.index].condition, x);
    case Element::Kind::kRedLine: return support::satisfies(c, party.red_lines[e.index].condition, x);
    case Element::Kind::kReservation: return support::score_of(c, party, x) >= party.reservation->value;
  }
  return false;
}

// The elements that each package meets, as bits, for packages that the firm rules allow.
std::vector<std::uint32_t> met_masks(const Case& c, const std::vector<Element>& all) {
  std::vector<std::uint32_t> masks;
  for (const Choice& x : support::every_package(c)) {
    if (std::ranges::any_of(c.rules, [&](const Rule& r) { return r.firm && !support::satisfies(c, r.condition, x); }))
      continue;
    std::uint32_t mask = 0;
    for (std::size_t k = 0; k < all.size(); ++k) mask |= meets(c, all[k], x) ? 1U << k : 0U;
    masks.push_back(mask);
  }
  return masks;
}

bool opens(const Case& c, const std::vector<Element>& all, std::uint32_t met_or_conceded) {
  std::vector<bool> accepted(c.parties.size(), true);
  for (std::size_t k = 0; k < all.size(); ++k) {
    if ((met_or_conceded >> k & 1U) != 0) continue;
    if (all[k].kind == Element::Kind::kRule) return false;
    accepted[all[k].party] = false;
  }
  return support::decides(decision_of(c), accepted);
}

std::vector<std::uint32_t> minimal_subsets(const Case& c, const std::vector<Element>& all) {
  const auto masks = met_masks(c, all);
  std::vector<std::uint32_t> minimal, order;
  for (std::uint32_t s = 0; s < (1U << all.size()); ++s) order.push_back(s);
  std::ranges::stable_sort(order, {}, [](std::uint32_t s) { return std::popcount(s); });
  for (std::uint32_t s : order) {
    if (std::ranges::any_of(minimal, [&](std::uint32_t m) { return (m & s) == m; })) continue;
    if (std::ranges::any_of(masks, [&](std::uint32_t met) { return opens(c, all, met | s); })) minimal.push_back(s);
  }
  std::ranges::sort(minimal);
  return minimal;
}

support::Shape shape_for(std::uint64_t seed) {
  support::Shape shape;
  shape.hard_reservations = seed % 3 != 0;
  shape.most_parties = seed % 5 == 0 ? 5 : 3;
  shape.most_options = 3;
  return shape;
}

// Leximin of scores measured from the least to the best feasible score, among packages; the first in case order.
Choice fairest_by_force(const Case& c, const std::vector<Choice>& among) {
  const auto rules = support::feasible_packages(c);
  std::vector<std::pair<Rational, Rational>> spans;
  for (PartyIndex i : support::objective_parties(c)) {
    std::vector<Rational> scores;
    for (const Choice& x : rules) scores.push_back(support::score_of(c, c.parties[i], x));
    spans.emplace_back(*std::ranges::min_element(scores), *std::ranges::max_element(scores));
  }
  std::map<std::vector<Rational>, Choice> best;
  std::vector<std::vector<Rational>> vectors;
  for (const auto& [scores, packages] : support::frontier(c, among)) {
    std::vector<Rational> shares;
    for (std::size_t k = 0; k < scores.size(); ++k)
      if (spans[k].first < spans[k].second)
        shares.push_back((scores[k] - spans[k].first) / (spans[k].second - spans[k].first));
    std::ranges::sort(shares);
    auto [at, fresh] = best.try_emplace(shares, packages.front());
    if (!fresh) at->second = std::min(at->second, packages.front());
  }
  return best.rbegin()->second;
}

TEST(ConcessionsConformance, AllMinimalSetsAreFoundAndVerified) {
  std::size_t empty_zones = 0, sets = 0;
  for (std::uint64_t seed = 0; seed < 2000; ++seed) {
    const Case c = support::random_case(seed, shape_for(seed));
    const auto p = compile(c);
    ASSERT_TRUE(p.has_value());
    const auto all = elements(c, *p);
    if (all.size() > 9) continue;
    Work work;
    const auto found = concessions(c, *p, extents(*p, work), {}, work);
    ASSERT_TRUE(found.complete) << seed;
    std::vector<std::uint32_t> got;
    for (const ConcessionSet& set : found.sets) {
      ASSERT_TRUE(set.verified) << seed;
      std::uint32_t bits = 0;
      for (const Element& e : set.elements) bits |= 1U << (std::ranges::find(all, e) - all.begin());
      got.push_back(bits);
    }
    std::ranges::sort(got);
    auto expected = minimal_subsets(c, all);
    if (expected == std::vector<std::uint32_t>{0}) expected.clear();
    else ++empty_zones;
    ASSERT_EQ(got, expected) << seed;
    sets += got.size();
  }
  EXPECT_GT(empty_zones, 500U);
  EXPECT_GT(sets, 1000U);
}

TEST(ConcessionsConformance, EachSetOpensTheFairestPackage) {
  for (std::uint64_t seed = 0; seed < 600; ++seed) {
    const Case c = support::random_case(seed, shape_for(seed));
    if (support::feasible_packages(c).empty()) continue;
    const auto p = compile(c);
    const auto all = elements(c, *p);
    Work work;
    for (const ConcessionSet& set : concessions(c, *p, extents(*p, work), {}, work).sets) {
      std::uint32_t bits = 0;
      for (const Element& e : set.elements) bits |= 1U << (std::ranges::find(all, e) - all.begin());
      const auto zone = support::zone_packages(conceded(c, all, bits));
      ASSERT_EQ(*set.package, fairest_by_force(c, zone)) << seed;
    }
  }
}

TEST(ConcessionsConformance, AskingSetBySetFindsTheSameAsTruthVectors) {
  for (std::uint64_t seed = 0; seed < 500; ++seed) {
    const Case c = support::random_case(seed, shape_for(seed));
    const auto p = compile(c);
    Work work;
    const auto extent = extents(*p, work);
    const auto vectors = concessions(c, *p, extent, {}, work);
    const auto questions = concessions(c, *p, extent, {0, ConcessionSearch::kQuestions}, work);
    ASSERT_TRUE(questions.complete) << seed;
    ASSERT_EQ(questions.sets.size(), vectors.sets.size()) << seed;
    for (std::size_t k = 0; k < vectors.sets.size(); ++k) {
      ASSERT_EQ(questions.sets[k].elements, vectors.sets[k].elements) << seed;
      ASSERT_EQ(questions.sets[k].package, vectors.sets[k].package) << seed;
    }
  }
}

// Acceptance after a cut of t, straight from the definition.
bool accepts_after(const Case& c, const Party& party, const Choice& x, const Rational& t,
                   const std::vector<Choice>& rules) {
  for (const Rule& line : party.red_lines)
    if (!support::satisfies(c, line.condition, x)) return false;
  if (!party.scored() || !party.reservation) return true;
  Rational best = support::score_of(c, party, rules.front());
  for (const Choice& y : rules) best = std::max(best, support::score_of(c, party, y));
  const Rational span = std::max<Rational>(best - party.reservation->value, 0);
  return support::score_of(c, party, x) >= party.reservation->value - t * span;
}

std::vector<Choice> zone_after(const Case& c, const Rational& t, const std::vector<Choice>& rules) {
  std::vector<Choice> zone;
  for (const Choice& x : rules) {
    std::vector<bool> accepted;
    for (const Party& party : c.parties) accepted.push_back(accepts_after(c, party, x, t, rules));
    if (support::decides(decision_of(c), accepted)) zone.push_back(x);
  }
  return zone;
}

std::vector<Rational> possible_shares(const Case& c, const std::vector<Choice>& rules) {
  std::vector<Rational> shares{0};
  for (const Party& party : c.parties) {
    if (!party.scored() || !party.reservation || rules.empty()) continue;
    Rational best = support::score_of(c, party, rules.front());
    for (const Choice& y : rules) best = std::max(best, support::score_of(c, party, y));
    for (const Choice& y : rules)
      if (best > party.reservation->value)
        shares.push_back((party.reservation->value - support::score_of(c, party, y)) /
                         (best - party.reservation->value));
  }
  std::ranges::sort(shares);
  std::erase_if(shares, [](const Rational& t) { return t < 0; });
  return shares;
}

TEST(EqualCutConformance, IsTheSmallestShareThatOpensTheZone) {
  std::size_t opened = 0, hopeless = 0;
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    support::Shape shape = shape_for(seed);
    shape.least_issues = shape.least_options = 2;
    shape.red_lines = shape.rules = seed % 4 == 0;
    const Case c = support::random_case(seed, shape);
    const auto p = compile(c);
    Work work;
    const EqualCut cut = equal_cut(c, *p, extents(*p, work), work);
    ASSERT_TRUE(cut.proved) << seed;
    const auto rules = support::feasible_packages(c);
    std::optional<Rational> expected;
    for (const Rational& t : possible_shares(c, rules)) {
      if (zone_after(c, t, rules).empty()) continue;
      expected = t;
      break;
    }
    ASSERT_EQ(cut.share, expected) << seed;
    if (!expected) {
      ++hopeless;
      EXPECT_FALSE(cut.reason.empty());
      continue;
    }
    opened += *expected > 0 ? 1 : 0;
    ASSERT_EQ(cut.package, fairest_by_force(c, zone_after(c, *expected, rules))) << seed;
    for (const CutPayment& payment : cut.payments) {
      const Party& party = c.parties[payment.party];
      ASSERT_TRUE(accepts_after(c, party, cut.package, *expected, rules));
      const Rational lack = party.reservation->value - support::score_of(c, party, cut.package);
      ASSERT_EQ(payment.pays, std::max<Rational>(lack, 0)) << seed;
      ASSERT_LE(payment.pays, payment.allowed) << seed;
    }
  }
  EXPECT_GT(opened, 10U);
  EXPECT_GT(hopeless, 10U);
}

TEST(PricesConformance, ArePartyByPartyDifferencesOfBestZoneScores) {
  std::size_t priced = 0;
  for (std::uint64_t seed = 0; seed < 800; ++seed) {
    support::Shape shape = shape_for(seed);
    shape.hard_reservations = false;
    const Case c = support::random_case(seed, shape);
    const auto p = compile(c);
    const auto all = elements(c, *p);
    Work work;
    const Prices found = prices(c, *p, work);
    ASSERT_TRUE(found.complete);
    const auto zone = support::zone_packages(c);
    if (zone.empty()) {
      ASSERT_TRUE(found.prices.empty());
      continue;
    }
    ASSERT_EQ(found.prices.size(), all.size());
    for (std::size_t k = 0; k < all.size(); ++k) {
      const auto wider = support::zone_packages(conceded(c, all, 1U << k));
      std::size_t column = 0;
      for (PartyIndex i : support::objective_parties(c)) {
        auto best = [&](const std::vector<Choice>& among) {
          Rational most = support::score_of(c, c.parties[i], among.front());
          for (const Choice& x : among) most = std::max(most, support::score_of(c, c.parties[i], x));
          return most;
        };
        ASSERT_EQ(*found.prices[k].by_party[column++], best(wider) - best(zone)) << seed;
        ++priced;
      }
    }
  }
  EXPECT_GT(priced, 1000U);
}

}  // namespace
}  // namespace parley::agreement
