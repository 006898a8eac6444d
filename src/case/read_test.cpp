#include "case/read.hpp"

#include <gtest/gtest.h>

#include "case/condition_text.hpp"

namespace parley {
namespace {

constexpr std::string_view kFull = R"(parley: 1
case: harbour-park
title: Harbour sport park
source: raiffa
sources:
  raiffa: {title: "Raiffa 1982", url: "https://example.org"}
  par4: Article, paragraph 4
issues:
  venue:
    title: Where the leaders meet
    source: par4
    options: {moscow: Moscow, geneva: Geneva}
  weapons:
    title: Weapons package
    amount: {from: 0, to: 90, step: 10, unit: billion US dollars}
  land: {title: Land and water, divisible: true}
parties:
  sportco:
    name: SportCo
    role: principal
    delegates: [Ann, {name: Bob, title: chief negotiator}]
    scores:
      venue: {weight: 0.457, table: {moscow: 0, geneva: 19..25}}
      weapons: {weight: 2, per_unit: 0.5, base: 3}
      land: {points: 22}
    groups:
      - issues: [venue, weapons]
        weight: 1
        table:
          - {venue: geneva, weapons: 20, score: 5..8}
          - {weapons: 30, score: {value: 7, assumed: true}}
    boxes:
      - {where: {weapons: 20..50, venue: geneva}, score: 97}
      - {outside: {weapons: 0..10}, score: 4}
      - {weight: 1/3, largest: [{where: {weapons: 15..35}, score: 1}, {least: [{where: {}, score: 2}]}]}
    cap: 100
    red_lines:
      - {id: no-nato, title: No, rule: venue is not moscow, assumed: true}
    reservation: {low: 50, likely: 55, high: 70, source: par4}
    discount: 0.95
  city: {scores: {weapons: {table: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]}}}
rules:
  - {id: order, title: Order, rule: "venue is moscow implies 2*weapons - 3 <= 90", firm: true, source: par4}
decision: {at_least: 1, with: [sportco]}
reference: {venue: geneva, weapons: 20}
)";

TEST(ReadCase, ReadsEveryConstruct) {
  const auto read = read_case(kFull, "case.yaml");
  ASSERT_TRUE(read.has_value()) << to_text(read.error().front());
  const Case& c = *read;
  EXPECT_EQ(c.id, "harbour-park");
  ASSERT_EQ(c.issues.size(), 3U);
  EXPECT_EQ(c.issues[1].count(), 10);
  ASSERT_EQ(c.parties.size(), 2U);
  const Party& sportco = c.parties[0];
  EXPECT_EQ(sportco.delegates, (std::vector<std::string>{"Ann", "Bob, chief negotiator"}));
  ASSERT_EQ(sportco.terms.size(), 6U);
  const auto& venue = std::get<TableTerm>(sportco.terms[0]);
  EXPECT_EQ(venue.weight.value, Rational(457, 1000));
  EXPECT_EQ(venue.values[1].value, 22);
  EXPECT_EQ(venue.values[1].where, (Where{"case.yaml", 23, 57}));
  EXPECT_EQ(venue.values[1].from.source, 0U);
  const auto& fold = std::get<BoxGroup>(sportco.terms[5]);
  EXPECT_EQ(fold.fold, BoxGroup::Fold::kLargest);
  EXPECT_EQ(fold.weight.value, Rational(1, 3));
  EXPECT_EQ(fold.boxes[0].bounds[0].low, 2U);
  EXPECT_EQ(fold.boxes[0].bounds[0].high, 3U);
  EXPECT_EQ(sportco.reservation->value, 55);
  EXPECT_EQ(sportco.reservation->from.source, 1U);
  EXPECT_TRUE(c.rules[0].firm);
  EXPECT_EQ(condition_text(c.rules[0].condition, c), "venue is moscow implies 2*weapons <= 93");
  EXPECT_EQ(c.decision_text, "sportco and at least 1 of (sportco, city)");
  EXPECT_EQ(c.reference, (std::vector<OptionIndex>{1, 2, 0}));
}

TEST(ReadCase, ReportsSeveralErrorsInOnePass) {
  const auto read = read_case(
      "parley: 1\ncase: x\nisues: {}\nassumed: true\nissues:\n  a: {options: [b, c]}\nparties:\n  p: {scores: {a: "
      "{table: {b: 1, d: 2}}, z: {points: 1}}}\n",
      "f.yaml");
  ASSERT_FALSE(read.has_value());
  std::string all;
  for (const Error& error : read.error()) all += to_text(error) + "\n";
  EXPECT_EQ(all,
            "f.yaml:3:1: 'isues' is not a key of case (did you mean 'issues'?)\n"
            "f.yaml:8:27: the table of 'a' has no number for 'c' (a table has a number for every option)\n"
            "f.yaml:8:34: 'a' has no option 'd' (expected one of b, c)\n"
            "f.yaml:8:42: no issue is called 'z' (expected only a)\n");
}

}  // namespace
}  // namespace parley
