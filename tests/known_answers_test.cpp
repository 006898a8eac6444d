// Answers that were published for the sample cases, or follow from how they were made, computed from the files.
#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <sstream>

#include "agreement/concessions.hpp"
#include "agreement/count.hpp"
#include "agreement/pareto.hpp"
#include "agreement/settlements.hpp"
#include "case/read.hpp"

namespace parley::agreement {
namespace {

struct Solved {
  Case subject;
  Problem problem;
  ParetoSet frontier;
};

Case sample_case(const std::string& id) {
  std::stringstream text;
  text << std::ifstream(std::string(PARLEY_SOURCE_DIR) + "/cases/" + id + ".yaml").rdbuf();
  return read_case(text.str(), id).value();
}

Solved solve(const std::string& id, bool in_zone) {
  Solved s;
  s.subject = sample_case(id);
  s.problem = compile(s.subject).value();
  ParetoQuery query;
  for (const PartyIndex party : s.problem.objectives()) query.objectives.emplace_back(*s.problem.parties[party].score);
  query.within = in_zone ? zone(s.problem) : feasible(s.problem);
  Work work;
  s.frontier = pareto(s.problem, query, work);
  return s;
}

Integer number(const Problem& p, const Logic& within) {
  Work work;
  return count(p, within, work).count.value();
}

std::vector<double> scores(const Problem& p, const Package& package) {
  std::vector<double> result;
  for (const PartyIndex party : p.objectives()) result.push_back(to_double(score(p, party, package)));
  return result;
}

// The scores of the point that a settlement chooses, with every disagreement score 0.
std::vector<double> settle(const Solved& s, std::string_view id) {
  SettlementInput input;
  for (const Point& point : s.frontier.points) input.scores.emplace_back(point.values);
  for (const PartyIndex party : s.problem.objectives()) {
    input.scale.push_back(s.problem.functions[*s.problem.parties[party].score].scale);
    input.disagreement.emplace_back(0);
  }
  for (const SettlementMethod& method : settlement_catalogue())
    if (method.info.id == id) return scores(s.problem, s.frontier.points[method.settle(input).points.at(0)].package);
  return {};
}

TEST(KnownAnswers, AmpoHas253EfficientPointsAmongSevenMillionPackages) {
  const Solved s = solve("ampo-city", false);
  EXPECT_EQ(packages(s.problem), 7128000);
  EXPECT_TRUE(s.frontier.complete);
  EXPECT_EQ(s.frontier.points.size(), 253U);
  ParetoQuery query{{*s.problem.parties[0].score, *s.problem.parties[1].score}, feasible(s.problem)};
  std::size_t all = 0;
  for (const Point& point : s.frontier.points) {
    Work work;
    all += packages_at(s.problem, query, point.values, 1000, work).first.size();
  }
  EXPECT_EQ(all, 353U);
}

TEST(KnownAnswers, AmpoSettlesWhereThePublishedTablesSay) {
  const Solved s = solve("ampo-city", false);
  const auto nash = settle(s, "nash"), egalitarian = settle(s, "egalitarian");
  EXPECT_NEAR(nash[0], 70.6, 0.05);
  EXPECT_NEAR(nash[1], 78.3, 0.05);
  EXPECT_NEAR(egalitarian[0], 73.435, 1e-9);
  EXPECT_NEAR(egalitarian[1], 73.298, 1e-9);
}

TEST(KnownAnswers, FifteenPerCentOfAmpoPackagesAreBetterForBothThanTheReference) {
  const Case c = sample_case("ampo-city");
  const Problem p = compile(c).value();
  const Package reference = c.reference.value();
  EXPECT_NEAR(scores(p, reference)[0], 51.57, 0.005);  // printed with two digits
  EXPECT_NEAR(scores(p, reference)[1], 47.21, 0.005);
  std::vector<Logic> better;
  for (const PartyIndex party : p.objectives()) {
    const FunctionIndex f = *p.parties[party].score;
    better.push_back(at_least(f, value(p.functions[f], reference) + 1));
  }
  const double share = Rational(number(p, all_of(better)), packages(p)).get_d();
  EXPECT_NEAR(share, 0.15, 0.005);
}

TEST(KnownAnswers, HarbourParkHas55AgreementsOfWhich12Unanimous) {
  const Case c = sample_case("harbour-park");
  const Problem p = compile(c).value();
  EXPECT_EQ(packages(p), 720);
  EXPECT_EQ(number(p, zone(p)), 55);
  std::vector<Logic> everybody;
  for (PartyIndex party = 0; party < p.parties.size(); ++party) everybody.push_back(accepts(p, party));
  EXPECT_EQ(number(p, all_of(everybody)), 12);
  EXPECT_EQ(scores(p, {1, 2, 2, 1, 2}), (std::vector<double>{57, 81, 77, 54, 48, 71}));
  EXPECT_EQ(scores(p, {0, 0, 3, 0, 4}), (std::vector<double>{100, 19, 0, 76, 0, 45}));
}

// What is stated in public leaves agreements, all with a cease-fire first and without a NATO force.
TEST(KnownAnswers, TalksHaveAgreementsUnderTheStatedRedLines) {
  const Solved s = solve("talks-2025", true);
  EXPECT_EQ(packages(s.problem), 311040);
  EXPECT_EQ(number(s.problem, feasible(s.problem)), 242352);
  EXPECT_EQ(number(s.problem, zone(s.problem)), 76032);
  EXPECT_TRUE(s.frontier.complete);
  EXPECT_EQ(s.frontier.points.size(), 586U);
}

// Two knots stand between the parties: the cease-fire, and the form of the guarantee. Each is undone in its own ways.
TEST(KnownAnswers, HardenedTalksOpenInSixWays) {
  const Case c = sample_case("talks-2025-hardened");
  const Problem p = compile(c).value();
  EXPECT_EQ(number(p, zone(p)), 0);
  Work work;
  const Concessions found = concessions(c, p, extents(p, work), {.limit = 20}, work);
  EXPECT_TRUE(found.complete);
  std::set<std::set<std::string>> sets;
  for (const ConcessionSet& set : found.sets) {
    EXPECT_TRUE(set.verified);
    std::set<std::string> names;
    for (const Element& e : set.elements)
      names.insert(e.kind == Element::Kind::kRule ? c.rules[e.index].id : c.parties[e.party].red_lines[e.index].id);
    sets.insert(names);
  }
  std::set<std::set<std::string>> expected;
  for (const std::string ceasefire : {"no-early-ceasefire", "ceasefire-first"}) {
    expected.insert({ceasefire, "strong-guarantee"});
    expected.insert({ceasefire, "light-guarantee", "no-own-forces"});
    expected.insert({ceasefire, "light-guarantee", "with-backing"});
  }
  EXPECT_EQ(sets, expected);
}

}  // namespace
}  // namespace parley::agreement
