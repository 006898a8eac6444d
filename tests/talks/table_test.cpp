// The mediator's table: what it reckons with, and for whom.
#include <gtest/gtest.h>

#include <set>

#include "tests/talks/world.hpp"

namespace parley::testing {
namespace {

const Json kDear{{"price", "high"}, {"date", "soon"}}, kCheap{{"price", "low"}, {"date", "late"}},
    kMiddle{{"price", "mid"}, {"date", "soon"}};

struct Table : ::testing::Test {
  World world{"table"};
  Client lead = world.lead();
  Client north{world}, south{world};

  void SetUp() override {
    open_talks(world, lead);
    north = world.head(lead, "north");
    south = world.head(lead, "south");
  }
  static Json party(const Json& basis, const std::string& id) {
    for (const auto& one : basis["parties"])
      if (one["party"] == id) return one;
    return nullptr;
  }
};

TEST_F(Table, SaysWhosePreferencesAreInAndThatTheyAreEstimates) {
  const auto basis = lead.must("GET", "/api/table");
  EXPECT_EQ(basis["rests_on"], "estimates");
  const auto of_north = party(basis, "north");
  EXPECT_EQ(of_north["basis"], "estimated");
  EXPECT_EQ(of_north["by"]["organisation"], "");
  EXPECT_EQ(of_north["since"], lead.must("GET", "/api/talks")["opened"]);
  EXPECT_EQ(of_north["ranges"], 0);
  EXPECT_GE(of_north["numbers"].get<int>(), 6);
  EXPECT_TRUE(party(basis, "watch").is_null()) << "observers without preferences are not named";
}

TEST_F(Table, SaysHowSureTheNumbersAre) {
  World other("unsure");
  auto mediator = other.lead();
  std::string unsure = kSmallCase;
  const std::string reservation = "reservation: 8";
  unsure.replace(unsure.find(reservation), reservation.size(), "reservation: 6..11");
  open_talks(other, mediator, unsure);
  const auto of_north = party(mediator.must("GET", "/api/table"), "north");
  EXPECT_EQ(of_north["ranges"], 1);
  EXPECT_EQ(of_north["widest"], 5);
}

TEST_F(Table, APartysOwnStatementTakesThePlaceOfTheEstimate) {
  const auto bar = [](const char* likely, const Json& low, const Json& high) {
    return Json{{"likely", likely}, {"low", low}, {"high", high}};
  };
  const auto option = [&](const char* id, int place, const char* value) {
    return Json{{"option", id}, {"place", place}, {"value", bar(value, nullptr, nullptr)}};
  };
  const Json answers{{"red_lines", Json::array()},
                     {"excluded", Json::array()},
                     {"issues",
                      {{{"issue", "price"},
                        {"options", {option("low", 3, "0"), option("mid", 2, "60"), option("high", 1, "100")}},
                        {"swing", bar("100", nullptr, nullptr)}},
                       {{"issue", "date"},
                        {"options", {option("soon", 1, "100"), option("late", 2, "0")}},
                        {"swing", bar("50", "40", "70")}}}},
                     {"packages", Json::array()},
                     {"no_deal", nullptr}};
  north.must("PUT", "/api/preferences", {{"answers", answers}, {"based_on", nullptr}});
  const auto before = lead.must("GET", "/api/table");
  EXPECT_EQ(before["rests_on"], "estimates") << "what a party keeps in its room counts for nobody";
  const auto now = north.must("GET", "/api/preferences");
  north.must("POST", "/api/preferences/sending", {{"version", now["version"]}, {"words", now["assessment"]["words"]}});
  const auto answer = lead.must("GET", "/api/table/analysis");
  EXPECT_EQ(answer["basis"]["rests_on"], "both");
  const auto of_north = party(answer["basis"], "north");
  EXPECT_EQ(of_north["basis"], "stated");
  EXPECT_EQ(of_north["by"]["organisation"], "north");
  EXPECT_GT(of_north["ranges"].get<int>(), 0);
  EXPECT_EQ(party(answer["basis"], "south")["basis"], "estimated");
}

TEST_F(Table, AnalysesTheCaseAsTheCommandLineDoes) {
  const auto answer = lead.must("GET", "/api/table/analysis");
  const auto& document = answer["document"];
  EXPECT_EQ(document["command"], "analyze");
  EXPECT_EQ(document["packages"], "6");
  EXPECT_EQ(document["zone_empty"], false);
  EXPECT_EQ(document["settlements"]["nash"]["package"], kMiddle);
  EXPECT_EQ(answer["basis"], lead.must("GET", "/api/table"));
}

// What it took to compute differs from one computation to the next, and so tells whether there was one.
TEST_F(Table, AnAnalysisFollowsFromTheCaseAndSaysNothingOfItsComputation) {
  const auto first = lead.get("/api/table/analysis");
  EXPECT_FALSE(first.json()["document"].contains("elapsed_s"));
  auto assistant = world.mediator(lead, {"north", "south"});
  EXPECT_EQ(assistant.get("/api/table/analysis").json()["document"].dump(), first.json()["document"].dump());
  EXPECT_EQ(world.broker().kept_answers(), 2U) << "each mediator keeps its own";
}

TEST_F(Table, TakesAPackageApartAndComparesTwo) {
  const auto one = lead.must("POST", "/api/table/explanation", {{"packages", {kDear}}});
  EXPECT_EQ(one["document"]["packages"][0]["scores"], (Json{{"north", 30}, {"south", 4}}));
  const auto two = lead.must("POST", "/api/table/explanation", {{"packages", {kDear, kCheap}}});
  EXPECT_EQ(two["document"]["changes"], (Json{{"north", -30}, {"south", 26}}));
  EXPECT_EQ(lead.post("/api/table/explanation", {{"packages", Json::array()}}).status, 422);
}

TEST_F(Table, APackageThatLacksAnIssueOrInventsAnOptionIsRefusedByName) {
  const auto lacking = lead.post("/api/table/explanation", {{"packages", {kDear, {{"price", "low"}}}}});
  EXPECT_EQ(lacking.status, 422);
  EXPECT_EQ(lacking.json()["errors"][0]["at"], "/packages/1");
  EXPECT_EQ(lead.post("/api/table/improvements", {{"package", {{"price", "free"}, {"date", "late"}}}}).status, 422);
}

TEST_F(Table, ImprovesAPackage) {
  const Json poor{{"price", "high"}, {"date", "late"}};  // 20 and 10; nothing costs nobody anything
  const auto answer = lead.must("POST", "/api/table/improvements", {{"package", poor}, {"limit", 3}});
  EXPECT_EQ(answer["document"]["command"], "improve");
  EXPECT_EQ(answer["document"]["table_within"], true);
  EXPECT_EQ(answer["document"]["table"]["package"], poor);
  const auto outside = lead.must("POST", "/api/table/improvements", {{"package", kDear}});
  EXPECT_EQ(outside["document"]["total"], 0);
  EXPECT_EQ(outside["document"]["table_within"], false) << "nothing is better, and yet it is not efficient";
}

TEST_F(Table, IsForTheMediatorTeamOnly) {
  auto visitor = world.visitor();
  for (const char* path : {"/api/table", "/api/table/analysis"}) {
    EXPECT_EQ(north.get(path).status, 403) << path;
    EXPECT_EQ(visitor.get(path).status, 401) << path;
  }
  EXPECT_EQ(north.post("/api/table/explanation", {{"packages", {kDear}}}).status, 403);
  EXPECT_EQ(north.post("/api/table/improvements", {{"package", kDear}}).status, 403);
}

TEST_F(Table, AnAssistantReckonsWithThePartiesAssignedOnly) {
  auto assistant = world.mediator(lead, {"north"});
  const auto answer = assistant.must("GET", "/api/table/analysis");
  EXPECT_TRUE(party(answer["basis"], "north")["assigned"].get<bool>());
  EXPECT_FALSE(party(answer["basis"], "south")["assigned"].get<bool>());
  EXPECT_EQ(party(answer["basis"], "south")["basis"], "none");
  EXPECT_EQ(party(answer["basis"], "south")["numbers"], 0);
  const auto explained = assistant.must("POST", "/api/table/explanation", {{"packages", {kDear}}});
  EXPECT_EQ(explained["document"]["packages"][0]["scores"], (Json{{"north", 30}}));
}

TEST_F(Table, AnswersOfAnAssistantDoNotDependOnAPartyThatIsNotAssigned) {
  std::set<std::string> answers;
  for (const char* reservation : {"reservation: 6", "reservation: 9"}) {
    World other("same");
    auto mediator = other.lead();
    std::string text = kSmallCase;
    const std::string stated = "reservation: 6";
    text.replace(text.find(stated), stated.size(), reservation);
    open_talks(other, mediator, text);
    auto assistant = other.mediator(mediator, {"north"});
    answers.insert(assistant.get("/api/table/analysis").bytes());
  }
  EXPECT_EQ(answers.size(), 1U);
}

TEST_F(Table, APartyThatWithdrewLeavesEveryCalculation) {
  north.must("POST", "/api/withdrawal", {{"words", "We leave."}});
  const auto answer = lead.must("GET", "/api/table/analysis");
  EXPECT_TRUE(party(answer["basis"], "north")["withdrawn"].get<bool>());
  EXPECT_EQ(party(answer["basis"], "north")["basis"], "none");
  EXPECT_FALSE(answer["document"]["settlements"]["nash"]["scores"].contains("north"));
}

TEST(TableBefore, TheOpeningThereIsNothingToAnalyse) {
  World world("early");
  auto lead = world.lead();
  EXPECT_EQ(lead.get("/api/table").status, 409);
  EXPECT_EQ(lead.get("/api/table/analysis").status, 409);
}

}  // namespace
}  // namespace parley::testing
