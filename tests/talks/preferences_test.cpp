// Preferences: stated in the party's own room, sent when its head agrees, estimated by the mediator.
#include <gtest/gtest.h>

#include <algorithm>

#include "broker/preferences_in.hpp"
#include "tests/talks/world.hpp"

namespace parley::testing {
namespace {

Json bar(const char* likely) { return {{"likely", likely}, {"low", nullptr}, {"high", nullptr}}; }

Json option(const char* id, int place, const char* value) {
  return {{"option", id}, {"place", place}, {"value", value == nullptr ? Json(nullptr) : bar(value)}};
}

// High is best on the price; a soon date matters half as much.
Json answers() {
  return {
      {"red_lines", Json::array()},
      {"excluded", Json::array({{{"issue", "price"}, {"option", "low"}}})},
      {"issues",
       {{{"issue", "price"},
         {"options", {option("low", 3, "0"), option("mid", 2, "60"), option("high", 1, "100")}},
         {"swing", bar("100")}},
        {{"issue", "date"}, {"options", {option("soon", 1, "100"), option("late", 2, "0")}}, {"swing", bar("50")}}}},
      {"packages", Json::array()},
      {"no_deal", nullptr}};
}

class PreferencesTest : public ::testing::Test {
 protected:
  PreferencesTest() {
    open_talks(world, lead);
    north = world.head(lead, "north");
    south = world.head(lead, "south");
  }

  static std::string save(Client& who, const Json& value, const Json& based_on = nullptr) {
    return who.must("PUT", "/api/preferences", {{"answers", value}, {"based_on", based_on}})["id"];
  }
  static std::string send(Client& who) {
    const auto now = who.must("GET", "/api/preferences");
    return who.must("POST", "/api/preferences/sending",
                    {{"version", now["version"]}, {"words", now["assessment"]["words"]}})["id"];
  }
  static std::string basis(Client& who, const std::string& party) {
    const auto list = who.must("GET", "/api/estimates");
    for (const auto& one : list["parties"])
      if (one["party"] == party) return one["basis"];
    return "unseen";
  }

  World world{"preferences"};
  Client lead = world.lead();
  Client north{world}, south{world};
};

TEST_F(PreferencesTest, TheRedLinesOfOneSetAreBoundedTogether) {
  auto long_ones = answers();
  long_ones["red_lines"] = Json::array();
  for (int i = 0; i < 5; ++i) {
    std::string text = "price is not low";
    for (int k = 1; k < 60; ++k) text += " and price is not low";
    long_ones["red_lines"].push_back({{"id", "line-" + std::to_string(i)}, {"title", ""}, {"text", text}});
  }
  EXPECT_EQ(north.post("/api/preferences/assessment", {{"answers", long_ones}}).status, 200);
  for (int i = 5; i < 20; ++i) {
    auto more = long_ones["red_lines"][0];
    more["id"] = "line-" + std::to_string(i);
    long_ones["red_lines"].push_back(std::move(more));
  }
  for (const char* target : {"/api/preferences/packages", "/api/preferences/assessment"})
    EXPECT_EQ(north.post(target, {{"answers", long_ones}}).status, 422) << target;
  const auto refused = north.call("PUT", "/api/preferences", {{"answers", long_ones}, {"based_on", nullptr}});
  EXPECT_EQ(refused.status, 422);
  EXPECT_NE(refused.body.find("parts together"), std::string::npos) << refused.body;
}

TEST_F(PreferencesTest, BeginBlankAndSayWhatIsMissing) {
  const auto blank = north.must("GET", "/api/preferences");
  EXPECT_EQ(blank["version"], nullptr);
  EXPECT_EQ(blank["answers"]["issues"].size(), 2U);
  EXPECT_EQ(blank["assessment"]["missing"].size(), 4U);
  EXPECT_EQ(north.must("GET", "/api/home")["waiting"][0]["kind"], "preferences");
}

TEST_F(PreferencesTest, AreKeptInVersionsAndReadByThePartyAlone) {
  const auto other = south.get("/api/preferences").bytes();
  const auto team = lead.get("/api/estimates/north").bytes();
  const auto first = save(north, answers());
  auto changed = answers();
  changed["issues"][0]["options"][1]["value"] = bar("40");
  const auto second = save(north, changed, first);
  const auto now = north.must("GET", "/api/preferences");
  EXPECT_EQ(now["version"], second);
  EXPECT_EQ(now["answers"], changed);
  EXPECT_EQ(now["versions"].size(), 2U);
  EXPECT_EQ(north.must("GET", "/api/preferences/versions/" + first)["answers"], answers());
  EXPECT_EQ(south.get("/api/preferences/versions/" + first).bytes(),
            south.get("/api/preferences/versions/AAAAAAAAAAAAAAAAAAAAAA").bytes());
  EXPECT_EQ(south.get("/api/preferences").bytes(), other);
  EXPECT_EQ(lead.get("/api/estimates/north").bytes(), team) << "the mediator learns of nothing before it is sent";
}

TEST_F(PreferencesTest, ASecondPersonsVersionIsNotOverwritten) {
  const auto first = save(north, answers());
  EXPECT_EQ(north.call("PUT", "/api/preferences", {{"answers", answers()}, {"based_on", nullptr}}).status, 409);
  save(north, answers(), first);
}

TEST_F(PreferencesTest, EveryMistakeIsNamedWithItsPlace) {
  auto wrong = answers();
  wrong["issues"][0]["issue"] = "prise";
  wrong["issues"][1]["options"][0]["option"] = "sooner";
  wrong["issues"][1]["swing"] = bar("many");
  const auto reply = north.call("PUT", "/api/preferences", {{"answers", wrong}, {"based_on", nullptr}});
  EXPECT_EQ(reply.status, 422);
  std::vector<std::string> places;
  const auto failure = reply.json();
  for (const auto& error : failure["errors"]) places.push_back(error["at"]);
  EXPECT_EQ(places, (std::vector<std::string>{"/answers/issues/0/issue", "/answers/issues/1/swing/likely",
                                              "/answers/issues/1/options/0/option"}));
}

TEST_F(PreferencesTest, TakeADelegatesMandateToWriteAndAnotherToSend) {
  auto aide = world.delegate(north, "Aide", {"preferences"});
  auto mute = world.delegate(north, "Mute", {});
  EXPECT_EQ(mute.get("/api/preferences").status, 200);
  EXPECT_EQ(mute.call("PUT", "/api/preferences", {{"answers", answers()}, {"based_on", nullptr}}).status, 403);
  save(aide, answers());
  const auto words = aide.must("GET", "/api/preferences")["assessment"]["words"];
  const auto version = aide.must("GET", "/api/preferences")["version"];
  EXPECT_EQ(aide.post("/api/preferences/sending", {{"version", version}, {"words", words}}).status, 403);
  send(north);
  EXPECT_EQ(basis(lead, "north"), "stated");
}

TEST_F(PreferencesTest, AreSentInTheWordsThatWereConfirmed) {
  const auto first = save(north, answers());
  EXPECT_EQ(north.post("/api/preferences/sending", {{"version", first}, {"words", {"Something else."}}}).status, 422);
  const auto incomplete = [] {
    auto value = answers();
    value["issues"][0]["swing"] = nullptr;
    return value;
  }();
  const auto second = save(north, incomplete, first);
  EXPECT_EQ(north.post("/api/preferences/sending", {{"version", first}, {"words", Json::array()}}).status, 409);
  EXPECT_EQ(north.post("/api/preferences/sending", {{"version", second}, {"words", Json::array()}}).status, 409);
  save(north, answers(), second);
  send(north);
  const auto seen = lead.must("GET", "/api/estimates/north");
  EXPECT_EQ(seen["stated"]["answers"], answers());
  EXPECT_EQ(seen["stated"]["words"], north.must("GET", "/api/preferences")["assessment"]["words"]);
  EXPECT_NE(north.must("GET", "/api/preferences")["versions"][2]["sent"], nullptr);
}

TEST_F(PreferencesTest, AnEstimateIsSeenByTheAssignedTeamOnlyAndGivesWayToAStatement) {
  auto assigned = world.mediator(lead, {"north"});
  auto other = world.mediator(lead, {"south"});
  EXPECT_EQ(basis(lead, "north"), "estimated") << "the case file's";
  EXPECT_TRUE(lead.must("GET", "/api/estimates/north")["from_case_file"]);
  const auto party = north.get("/api/preferences").bytes();
  assigned.must("PUT", "/api/estimates/north", {{"answers", answers()}, {"based_on", nullptr}});
  EXPECT_EQ(assigned.must("GET", "/api/estimates/north")["answers"], answers());
  EXPECT_FALSE(assigned.must("GET", "/api/estimates/north")["from_case_file"]);
  EXPECT_EQ(basis(other, "north"), "unseen");
  EXPECT_EQ(other.get("/api/estimates/north").bytes(), other.get("/api/estimates/nobody").bytes());
  EXPECT_EQ(other.call("PUT", "/api/estimates/north", {{"answers", answers()}, {"based_on", nullptr}}).status, 404);
  EXPECT_EQ(north.get("/api/preferences").bytes(), party);
  save(north, answers());
  send(north);
  EXPECT_EQ(basis(assigned, "north"), "stated");
}

TEST_F(PreferencesTest, OlderVersionsAreReadInWordsWithoutAMandate) {
  auto mute = world.delegate(north, "Mute", {});
  const auto first = save(north, answers());
  const auto words = north.must("GET", "/api/preferences")["assessment"]["words"];
  auto changed = answers();
  changed["issues"][1]["swing"] = bar("70");
  save(north, changed, first);
  EXPECT_EQ(mute.must("GET", "/api/preferences/versions/" + first), (Json{{"answers", answers()}, {"words", words}}));
}

TEST_F(PreferencesTest, OlderEstimatesAndStatementsAreReadByTheAssignedTeam) {
  auto assigned = world.mediator(lead, {"north"});
  auto other = world.mediator(lead, {"south"});
  const auto estimate =
      assigned.must("PUT", "/api/estimates/north", {{"answers", answers()}, {"based_on", nullptr}})["id"];
  auto changed = answers();
  changed["issues"][1]["swing"] = bar("70");
  const auto newer = lead.must("PUT", "/api/estimates/north", {{"answers", changed}, {"based_on", estimate}})["id"];
  const auto first = save(north, answers());
  const auto confirmed = north.must("GET", "/api/preferences")["assessment"]["words"];
  const auto statement = send(north);
  save(north, changed, first);
  const auto latest = send(north);

  const auto seen = assigned.must("GET", "/api/estimates/north");
  const auto ids = [](const Json& list) {
    std::vector<std::string> out;
    for (const auto& one : list) out.push_back(one["id"]);
    return out;
  };
  EXPECT_EQ(ids(seen["versions"]), (std::vector<std::string>{estimate, newer}));
  EXPECT_EQ(ids(seen["statements"]), (std::vector<std::string>{statement, latest}));
  EXPECT_EQ(seen["statements"][0]["author"]["organisation"], "north");
  const std::string versions = "/api/estimates/north/versions/";
  EXPECT_EQ(assigned.must("GET", versions + estimate.get<std::string>())["answers"], answers());
  EXPECT_EQ(assigned.must("GET", versions + newer.get<std::string>())["answers"], changed);
  EXPECT_EQ(assigned.must("GET", versions + statement), (Json{{"answers", answers()}, {"words", confirmed}}));
  EXPECT_EQ(assigned.get(versions + first).status, 404) << "what stays in the party's room";
  const auto absent = other.get("/api/estimates/north/versions/AAAAAAAAAAAAAAAAAAAAAA").bytes();
  for (const auto& version : {estimate.get<std::string>(), statement})
    EXPECT_EQ(other.get(versions + version).bytes(), absent);
}

TEST_F(PreferencesTest, AnEstimateBasedOnAnOlderOneIsRefused) {
  auto assigned = world.mediator(lead, {"north"});
  const Json blind{{"answers", answers()}, {"based_on", nullptr}};
  lead.must("PUT", "/api/estimates/north", blind);
  EXPECT_EQ(assigned.call("PUT", "/api/estimates/north", blind).status, 409);
}

TEST_F(PreferencesTest, OfAPartyThatWithdrewLeaveEveryCalculation) {
  save(north, answers());
  send(north);
  north.must("POST", "/api/withdrawal", {{"words", "We leave."}});
  EXPECT_EQ(basis(lead, "north"), "none");
}

TEST_F(PreferencesTest, PackagesAreChosenAndContradictionsNamed) {
  auto value = answers();
  value["excluded"] = Json::array();
  const auto five = north.must("POST", "/api/preferences/packages", {{"answers", value}})["packages"];
  ASSERT_EQ(five.size(), 5U);
  EXPECT_EQ(north.must("POST", "/api/preferences/packages", {{"answers", value}})["packages"], five);
  value["packages"] = {{{"package", {{"price", "low"}, {"date", "soon"}}}, {"place", 1}},
                       {{"package", {{"price", "high"}, {"date", "late"}}}, {"place", 2}}};
  const auto found = north.must("POST", "/api/preferences/assessment", {{"answers", value}});
  ASSERT_EQ(found["contradictions"].size(), 1U);
  EXPECT_EQ(found["contradictions"][0]["kind"], "ranking");
  EXPECT_EQ(found["implied"], (Json{2, 1}));
  EXPECT_EQ(north.must("GET", "/api/preferences")["versions"].size(), 0U) << "nothing is kept";
}

TEST_F(PreferencesTest, GoToCsvAndComeBack) {
  save(north, answers());
  world.advance(600);
  EXPECT_EQ(north.get("/api/preferences/csv").status, 403) << "the red lines are taken along with a fresh proof only";
  north.confirm();
  const auto csv = north.get("/api/preferences/csv");
  EXPECT_EQ(csv.header("content-type"), "text/csv; charset=utf-8");
  EXPECT_EQ(north.must("POST", "/api/preferences/csv", {{"csv", csv.body}})["answers"], answers());
  const auto broken = north.post("/api/preferences/csv", {{"csv", "part,issue\nswing,prise\nwing,date\n"}});
  EXPECT_EQ(broken.status, 422);
  const auto errors = broken.json()["errors"];
  ASSERT_EQ(errors.size(), 2U);
  EXPECT_EQ(errors[1]["at"], "3:1");
}

TEST_F(PreferencesTest, AnEstimateGoesToCsvAndComesBack) {
  auto other = world.mediator(lead, {"south"});
  lead.must("PUT", "/api/estimates/north", {{"answers", answers()}, {"based_on", nullptr}});
  const auto csv = lead.get("/api/estimates/north/csv");
  EXPECT_EQ(csv.header("content-type"), "text/csv; charset=utf-8");
  EXPECT_EQ(lead.must("POST", "/api/preferences/csv", {{"csv", csv.body}})["answers"], answers());
  EXPECT_EQ(other.get("/api/estimates/north/csv").bytes(), other.get("/api/estimates/nobody/csv").bytes());
}

TEST_F(PreferencesTest, WhereRedLinesLeaveFewPackagesTheseAreRanked) {
  auto value = answers();
  value["red_lines"] = {{{"id", "line"}, {"title", ""}, {"text", "price is high and date is soon"}}};
  const Json only{{"price", "high"}, {"date", "soon"}};
  EXPECT_EQ(north.must("POST", "/api/preferences/packages", {{"answers", value}})["packages"], Json::array({only}));
  value["packages"] = Json::array({{{"package", only}, {"place", 1}}});
  value["no_deal"] = 2;
  EXPECT_NE(north.must("POST", "/api/preferences/assessment", {{"answers", value}})["fit"]["reservation"], nullptr);
}

TEST_F(PreferencesTest, TheMediatorReadsWhichPackagesTheLettersAre) {
  auto value = answers();
  value["packages"] = Json::array({{{"package", {{"price", "high"}, {"date", "late"}}}, {"place", 1}}});
  value["no_deal"] = 2;
  save(north, value);
  send(north);
  const auto words = lead.must("GET", "/api/estimates/north")["stated"]["words"];
  EXPECT_EQ(std::ranges::count(words, Json("Package A has “High” in “The price” and “Late” in “The date”.")), 1);
}

}  // namespace
}  // namespace parley::testing
