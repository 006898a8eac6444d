// The sample cases settle where their published answers are.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "agreement/adjusted_winner.hpp"
#include "agreement/explain.hpp"
#include "agreement/extremes.hpp"
#include "agreement/improve.hpp"
#include "agreement/measures.hpp"
#include "agreement/pareto.hpp"
#include "agreement/settlements.hpp"
#include "case/read.hpp"

namespace parley::agreement {
namespace {

Case sample_case(const std::string& id) {
  std::stringstream text;
  text << std::ifstream(std::string(PARLEY_SOURCE_DIR) + "/cases/" + id + ".yaml").rdbuf();
  return read_case(text.str(), id).value();
}

Rational number(std::string_view text) { return parse_number(text).value(); }

class Ampo : public testing::Test {
 protected:
  Ampo() {
    ParetoQuery query;
    for (const PartyIndex party : p.objectives()) query.objectives.emplace_back(*p.parties[party].score);
    frontier = pareto(p, query, work);
    for (const Point& point : frontier.points) input.scores.emplace_back(point.values);
    for (const PartyIndex party : p.objectives()) {
      input.scale.push_back(p.functions[*p.parties[party].score].scale);
      input.best.push_back(*largest(p, *p.parties[party].score, {}, work).value);
      input.disagreement.emplace_back(0);
    }
  }

  // The scores, in points, of what a principle chooses.
  std::vector<Rational> chosen(std::string_view id) {
    const Settlement settled = find_method(settlement_catalogue(), id)->settle(input);
    std::vector<Rational> result;
    for (const PartyIndex party : p.objectives())
      result.push_back(score(p, party, frontier.points[settled.points.at(0)].package));
    return result;
  }

  Case c = sample_case("ampo-city");
  Problem p = compile(c).value();
  Work work;
  ParetoSet frontier;
  SettlementInput input;
};

TEST_F(Ampo, SettlesWhereTheTablesSay) {
  ASSERT_EQ(frontier.points.size(), 253U);
  const auto nash = chosen("nash");
  EXPECT_EQ(round_to(nash[0], Rational(1, 10)), number("70.6"));
  EXPECT_EQ(round_to(nash[1], Rational(1, 10)), number("78.3"));
  EXPECT_EQ(chosen("egalitarian"), (std::vector<Rational>{number("73.435"), number("73.298")}));
  EXPECT_TRUE(find_method(settlement_catalogue(), "egalitarian")->settle(input).warning.empty());
}

TEST_F(Ampo, FifteenPercentOfAllPackagesBeatTheReferenceForBoth) {
  const Package reference = c.reference.value();
  EXPECT_EQ(round_to(score(p, 0, reference), Rational(1, 100)), number("51.57"));
  EXPECT_EQ(round_to(score(p, 1, reference), Rational(1, 100)), number("47.21"));
  const Count better = better_for_all(p, feasible(p), reference, work);
  ASSERT_TRUE(better.count.has_value());
  EXPECT_EQ(round_to(Rational(*better.count) / Rational(packages(p)), Rational(1, 100)), number("0.15"));

  const Improvements found = improvements(p, feasible(p), reference, 5, work);
  ASSERT_TRUE(found.complete);
  ASSERT_EQ(found.list.size(), 5U);
  EXPECT_TRUE(found.list[0].for_all);
  const Trades offers = trades(p, feasible(p), reference, 5, work);
  EXPECT_TRUE(offers.complete);
  EXPECT_GT(offers.total_pairs, 0U);
}

TEST(Panama, ExplainsWhoGetsWhatFromADividedIssue) {
  const Case c = sample_case("panama-canal");
  const auto division = adjusted_winner(c);
  ASSERT_TRUE(division.has_value());
  EXPECT_EQ(division->after.scores, (std::array<Rational, 2>{66, 66}));
  const DivisibleCase compiled = compile_divisible(c).value();
  const Account account = explain(c, compiled.discrete, Package(c.issues.size(), 0), division->after.shares);
  EXPECT_EQ(account.parties[0].score, 66);
  EXPECT_EQ(account.parties[1].score, 66);
  const auto land = std::ranges::find(c.issues, "land-and-water", &Issue::id);
  ASSERT_NE(land, c.issues.end());
  const std::vector<IssueIndex> line = {static_cast<IssueIndex>(land - c.issues.begin())};
  EXPECT_EQ(std::ranges::find(account.parties[0].lines, line, &ScoreLine::issues)->value, 2);
  EXPECT_EQ(std::ranges::find(account.parties[1].lines, line, &ScoreLine::issues)->value, 13);
}

}  // namespace
}  // namespace parley::agreement
