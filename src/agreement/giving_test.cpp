#include "agreement/concessions.hpp"

#include <gtest/gtest.h>

#include "agreement/equal_cut.hpp"
#include "agreement/rests_on.hpp"

namespace parley::agreement {
namespace {

Condition is_option(IssueIndex issue, OptionIndex option) {
  Condition c;
  c.kind = Condition::Kind::kIs;
  c.issue = issue;
  c.options = {option};
  return c;
}

Number plain(const Rational& value) { return {value, {}, {}, {}, {}}; }

// One issue with three options; party k scores them as given and has a reservation value.
Case dispute(const std::vector<std::vector<int>>& scores, const std::vector<int>& reservations) {
  Case c;
  c.id = "dispute";
  c.issues.push_back({});
  c.issues[0].id = "place";
  for (const char* id : {"north", "middle", "south"}) c.issues[0].options.push_back({id, {}});
  for (std::size_t k = 0; k < scores.size(); ++k) {
    Party party;
    party.id = "party" + std::to_string(k);
    TableTerm table{0, plain(1), {}};
    for (int v : scores[k]) table.values.push_back(plain(v));
    party.terms.push_back(std::move(table));
    party.reservation = plain(reservations[k]);
    c.parties.push_back(std::move(party));
  }
  return c;
}

Rule red_line(const std::string& id, OptionIndex option) {
  Rule rule;
  rule.id = id;
  rule.condition = is_option(0, option);
  return rule;
}

Concessions concede(const Case& c) {
  const auto p = compile(c);
  Work work;
  return concessions(c, *p, extents(*p, work), {}, work);
}

TEST(Concessions, AllDemandsOfOnePartyAreItsVeto) {
  Case c = dispute({{10, 5, 0}, {0, 5, 10}}, {0, 0});
  c.parties[0].reservation.reset();
  c.parties[1].reservation.reset();
  c.parties[0].red_lines.push_back(red_line("north-only", 0));
  c.parties[1].red_lines.push_back(red_line("south-only", 2));
  const Concessions found = concede(c);
  ASSERT_TRUE(found.complete);
  ASSERT_EQ(found.sets.size(), 2U);
  EXPECT_EQ(found.sets[0].veto_of, 0U);
  EXPECT_EQ(found.sets[0].package, (Package{2}));
  EXPECT_EQ(found.sets[1].veto_of, 1U);
  EXPECT_EQ(found.sets[1].package, (Package{0}));
}

TEST(Concessions, FirmRulesAreNeverOffered) {
  Case c = dispute({{10, 5, 0}, {0, 5, 10}}, {5, 6});
  c.rules.push_back(red_line("middle-only", 1));
  c.rules[0].firm = true;
  const Concessions found = concede(c);
  ASSERT_EQ(found.sets.size(), 1U);
  EXPECT_EQ(found.sets[0].elements, (std::vector<Element>{{Element::Kind::kReservation, 1, 0}}));
}

TEST(Concessions, AcceptanceThatTheDecisionRuleDoesNotNeedIsNotBought) {
  Case c = dispute({{10, 0, 0}, {0, 10, 0}, {0, 0, 10}}, {10, 10, 10});
  Condition two = decision_of(c);
  two.kind = Condition::Kind::kAtLeast;
  two.count = 2;
  c.decision = two;
  const Concessions found = concede(c);
  ASSERT_EQ(found.sets.size(), 3U);
  for (const ConcessionSet& set : found.sets) EXPECT_EQ(set.elements.size(), 1U);
}

TEST(EqualCut, LowersEveryReservationByTheSameShareOfWhatCouldStillBeHopedFor) {
  const Case c = dispute({{10, 5, 0}, {0, 5, 10}}, {6, 7});
  const auto p = compile(c);
  Work work;
  const EqualCut cut = equal_cut(c, *p, extents(*p, work), work);
  EXPECT_EQ(cut.share, Rational(2, 3));  // of 3 points, 2 are missing in the middle; of 4 only 1
  EXPECT_EQ(cut.package, (Package{1}));
  ASSERT_EQ(cut.payments.size(), 2U);
  EXPECT_EQ(cut.payments[0].pays, 1);
  EXPECT_EQ(cut.payments[0].allowed, Rational(8, 3));
  EXPECT_EQ(cut.payments[1].pays, 2);
}

TEST(EqualCut, NamesThePartyThatHasNothingToShare) {
  const Case c = dispute({{10, 5, 0}, {0, 5, 10}}, {6, 11});
  const auto p = compile(c);
  Work work;
  const EqualCut cut = equal_cut(c, *p, extents(*p, work), work);
  EXPECT_EQ(cut.share, std::nullopt);
  EXPECT_NE(cut.reason.find("party1"), std::string::npos);
}

TEST(RestsOn, SaysAtWhichReservationValueTheZoneVanishes) {
  Case c = dispute({{10, 5, 0}, {0, 5, 10}}, {3, 3});
  c.parties[0].reservation->low = 2;
  c.parties[0].reservation->high = 7;
  const auto p = compile(c);
  Work work;
  const RestsOn found = rests_on(c, *p, extents(*p, work), std::nullopt, work);
  ASSERT_TRUE(found.complete);
  ASSERT_EQ(found.matters.size(), 1U);
  EXPECT_EQ(found.matters[0].number.path, "parties.party0.reservation");
  ASSERT_FALSE(found.matters[0].flips.empty());
  const Flip& first = found.matters[0].flips[0];
  EXPECT_EQ(first.headline, Headline::kZone);
  EXPECT_EQ(first.edge, (Edge{5, false}));  // at 5 the middle is still accepted
}

TEST(RestsOn, IsNotCompleteWhenItIsStopped) {
  Case c = dispute({{10, 5, 0}, {0, 5, 10}}, {3, 3});
  c.parties[0].reservation->low = 2;
  c.parties[0].reservation->high = 7;
  const auto p = compile(c);
  Work work;
  const auto extent = extents(*p, work);
  StopSource stop;
  stop.stop();
  Work stopped({}, &stop);
  const RestsOn found = rests_on(c, *p, extent, std::nullopt, stopped);
  EXPECT_FALSE(found.complete);
  EXPECT_EQ(found.undecided.size(), 1U);
}

}  // namespace
}  // namespace parley::agreement
