#include "elicitation/suggestion.hpp"

#include <gtest/gtest.h>

#include "elicitation/random.hpp"
#include "elicitation/sample.hpp"
#include "elicitation/simulated_users.hpp"
#include "tests/support/brute_force.hpp"

namespace parley::elicitation {
namespace {

Number number(Rational value) {
  Number n;
  n.value = std::move(value);
  return n;
}

Party drawn_party(const Case& c, const std::string& id, Random& random) {
  Party party;
  party.id = id;
  for (IssueIndex i = 0; i < c.issues.size(); ++i) {
    TableTerm term;
    term.issue = i;
    term.weight = number(Rational(static_cast<long>(1 + random.below(5)), 3));
    for (unsigned long k = 0; k < c.issues[i].count().get_ui(); ++k)
      term.values.push_back(number(static_cast<long>(random.below(6))));
    party.terms.emplace_back(std::move(term));
  }
  if (random.below(2) == 0) party.reservation = number(static_cast<long>(random.below(8)));
  return party;
}

// The first package in case order with the largest product of gains, all of them positive.
std::optional<Package> by_definition(const Case& c) {
  const auto packages = support::feasible_packages(c);
  std::optional<Package> best;
  Rational most = 0;
  for (const auto& package : packages) {
    Rational product = 1;
    for (const auto& party : c.parties) {
      Rational base = support::score_of(c, party, packages.front());
      for (const auto& other : packages) base = std::min(base, support::score_of(c, party, other));
      if (party.reservation) base = party.reservation->value;
      const Rational gain = support::score_of(c, party, package) - base;
      product *= gain > 0 ? gain : Rational(0);
      for (const auto& line : party.red_lines)
        if (!support::satisfies(c, line.condition, package)) product = 0;
    }
    if (product > most) {
      most = product;
      best = package;
    }
  }
  return best;
}

TEST(Suggestion, IsThePackageThatTheDefinitionSinglesOut) {
  int none = 0;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    Random random(seed);
    Case c = simulated::plain_case(2 + random.below(2), 2 + random.below(2));
    const auto parties = 2 + random.below(2);
    for (std::uint32_t p = 0; p < parties; ++p) c.parties.push_back(drawn_party(c, "p" + std::to_string(p), random));
    const auto found = suggestion(c, SuggestionRule::kNash);
    ASSERT_TRUE(found);
    EXPECT_EQ(*found, by_definition(c)) << "seed " << seed;
    none += !*found;
  }
  EXPECT_GT(none, 0) << "disputes without any package are among them";
}

TEST(Suggestion, KeepsTheRulesAndEveryRedLine) {
  Case c = sample_case();
  Random random(1);
  c.parties = {drawn_party(c, "a", random), drawn_party(c, "b", random)};
  for (auto& party : c.parties) party.reservation.reset();
  const auto free = suggestion(c, SuggestionRule::kNash);
  ASSERT_TRUE(free && *free);
  Answers lines = blank(c);
  lines.excluded = {{0, (**free)[0]}};
  c.parties[0].red_lines = red_lines_of(lines, c);
  const auto bound = suggestion(c, SuggestionRule::kNash);
  ASSERT_TRUE(bound && *bound);
  EXPECT_NE((**bound)[0], (**free)[0]);
  EXPECT_EQ(*bound, by_definition(c));
}

TEST(Suggestion, NeedsScoresAndAPackageCountThatCanBeGoneThrough) {
  Case c = simulated::plain_case(2, 2);
  EXPECT_EQ(suggestion(c, SuggestionRule::kNash).error().code, ErrorCode::kUsage);
  Random random(1);
  Case large = simulated::plain_case(11, 4);
  large.parties = {drawn_party(large, "a", random)};
  EXPECT_EQ(suggestion(large, SuggestionRule::kNash).error().code, ErrorCode::kLimit);
}

}  // namespace
}  // namespace parley::elicitation
