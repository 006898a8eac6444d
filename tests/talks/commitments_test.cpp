// Commitments: what it takes until one is in force, who says how far it is, and what is due.
#include <gtest/gtest.h>

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "broker/calendar.hpp"
#include "tests/talks/world.hpp"

namespace parley::testing {
namespace {

struct Pledges : ::testing::Test {
  World world{"commitments"};
  Client lead = world.lead();
  Client north{world}, south{world}, watch{world};

  void SetUp() override {
    open_talks(world, lead);
    north = world.head(lead, "north");
    south = world.head(lead, "south");
    watch = world.observer(lead, "watch");
  }
  Json exchange() {
    return {{"obligation", "Hand over prisoners"},
            {"who", "north"},
            {"parties", {"north", "south"}},
            {"quantity", "1200"},
            {"unit", "persons"},
            {"due", to_text(world.now() + 10 * talks::kDay)},
            {"verifier", "watch"},
            {"evidence", "Lists of the Red Cross"}};
  }
  std::string make(const Json& commitment) { return lead.must("POST", "/api/commitments", commitment)["id"]; }
  void confirm(Client& who, const std::string& id) {
    who.confirm();
    who.must("POST", "/api/commitments/" + id + "/confirmations");
  }
  std::string in_force(const Json& commitment) {
    const auto id = make(commitment);
    confirm(north, id);
    confirm(south, id);
    return id;
  }
  static Json first(Client& who) { return who.must("GET", "/api/commitments")["commitments"][0]; }
  static Json waiting(Client& who) {
    auto list = Json::array();
    const auto home = who.must("GET", "/api/home");
    for (const auto& one : home["waiting"])
      if (one["kind"] == "commitment") list.push_back(one);
    return list;
  }
  static Reply set(Client& who, const std::string& id, const std::string& status) {
    return who.post("/api/commitments/" + id + "/status", {{"status", status}, {"evidence", "List 7"}});
  }
};

TEST_F(Pledges, AreInForceOnceEveryPartyNamedHasConfirmed) {
  const auto id = make(exchange());
  EXPECT_EQ(first(watch)["state"], "proposed");
  EXPECT_EQ(waiting(south).size(), 1U);
  confirm(north, id);
  EXPECT_EQ(first(watch)["state"], "proposed");
  confirm(south, id);
  EXPECT_EQ(first(watch)["state"], "in_force");
  EXPECT_EQ(first(watch)["confirmations"].size(), 2U);
  EXPECT_TRUE(waiting(south).empty());
  EXPECT_EQ(south.post("/api/commitments/" + id + "/confirmations").status, 409);
}

TEST_F(Pledges, OnlyMandatedMembersOfThePartiesNamedConfirm) {
  auto alone = exchange();
  alone["parties"] = {"north"};
  const auto id = make(alone);
  south.confirm();
  EXPECT_EQ(south.post("/api/commitments/" + id + "/confirmations").status, 403);
  auto clerk = world.delegate(north, "Clerk", {"send"});
  clerk.confirm();
  EXPECT_EQ(clerk.post("/api/commitments/" + id + "/confirmations").status, 403);
  EXPECT_EQ(watch.post("/api/commitments/" + id + "/confirmations").status, 403);
}

TEST_F(Pledges, OnlyTheVerifierNamedOrTheLeadSetsTheStatus) {
  const auto id = make(exchange());
  EXPECT_EQ(set(watch, id, "minimal").status, 403) << "it is not in force yet";
  confirm(north, id);
  confirm(south, id);
  EXPECT_EQ(set(north, id, "full").status, 403);
  EXPECT_EQ(set(south, id, "full").status, 403);
  EXPECT_EQ(set(watch, id, "minimal").status, 200);
  EXPECT_EQ(set(lead, id, "intermediate").status, 200);
  EXPECT_EQ(first(north)["status"], "intermediate");
}

TEST_F(Pledges, TheWholeHistoryOfAStatusStays) {
  const auto id = in_force(exchange());
  set(watch, id, "full");
  world.advance(60);
  set(lead, id, "minimal");
  const auto history = first(south)["history"];
  ASSERT_EQ(history.size(), 2U);
  EXPECT_EQ(history[0]["status"], "full");
  EXPECT_EQ(history[0]["author"]["organisation"], "watch");
  EXPECT_EQ(history[1]["evidence"], "List 7");
  EXPECT_LT(history[0]["time"], history[1]["time"]);
}

TEST_F(Pledges, CanBeTakenBackUntilTheyAreInForceOnly) {
  const auto id = make(exchange());
  EXPECT_EQ(north.call("DELETE", "/api/commitments/" + id).status, 403);
  EXPECT_EQ(lead.call("DELETE", "/api/commitments/" + id).status, 200);
  EXPECT_EQ(first(north)["state"], "withdrawn");
  north.confirm();
  EXPECT_EQ(north.post("/api/commitments/" + id + "/confirmations").status, 409);
  const auto other = in_force(exchange());
  EXPECT_EQ(lead.call("DELETE", "/api/commitments/" + other).status, 409);
}

TEST_F(Pledges, WhatDoesNotFitTheCaseIsRefusedWhereItStands) {
  const auto at = [&](const std::string& key, const Json& value) {
    auto wrong = exchange();
    wrong[key] = value;
    const auto reply = lead.post("/api/commitments", wrong);
    EXPECT_EQ(reply.status, 422) << key;
    return reply.json()["errors"][0]["at"].get<std::string>();
  };
  EXPECT_EQ(at("parties", {"north", "nobody"}), "/parties/1");
  EXPECT_EQ(at("parties", {"south"}), "/who");
  EXPECT_EQ(at("verifier", "nobody"), "/verifier");
  EXPECT_EQ(at("quantity", "many"), "/quantity");
  EXPECT_EQ(at("due", nullptr), "/due");
}

TEST_F(Pledges, ATriggerBringsTheDate) {
  auto later = exchange();
  later["due"] = nullptr;
  later["trigger"] = "The ceasefire has held for seven days";
  const auto id = in_force(later);
  EXPECT_TRUE(first(north)["due"].is_null());
  const auto due = to_text(world.now() + 3 * talks::kDay);
  const Json word{{"words", "It has held"}, {"due", due}};
  EXPECT_EQ(north.post("/api/commitments/" + id + "/trigger", word).status, 403);
  EXPECT_EQ(watch.post("/api/commitments/" + id + "/trigger", word).status, 200);
  EXPECT_EQ(first(north)["due"], due);
  EXPECT_EQ(watch.post("/api/commitments/" + id + "/trigger", word).status, 409);
}

TEST_F(Pledges, WhatWasTriggeredWithoutADateWaitsForWhoOwesIt) {
  auto later = exchange();
  later["due"] = nullptr;
  later["trigger"] = "The ceasefire has held for seven days";
  const auto id = in_force(later);
  EXPECT_TRUE(waiting(north).empty());
  EXPECT_EQ(watch.post("/api/commitments/" + id + "/trigger", {{"words", "It has held"}}).status, 200);
  ASSERT_EQ(waiting(north).size(), 1U);
  EXPECT_TRUE(waiting(north)[0]["until"].is_null());
  EXPECT_EQ(waiting(north)[0]["from"], "watch");
  EXPECT_TRUE(waiting(south).empty());
  set(watch, id, "full");
  EXPECT_TRUE(waiting(north).empty());
}

TEST_F(Pledges, WhatIsDueWaitsForWhoOwesItAndWhatIsOverdueForWhoVerifiesIt) {
  auto soon = exchange();
  soon["due"] = to_text(world.now() + 2 * talks::kHour);
  const auto id = in_force(soon);
  ASSERT_EQ(waiting(north).size(), 1U);
  EXPECT_EQ(waiting(north)[0]["until"], first(north)["due"]);
  EXPECT_TRUE(waiting(watch).empty());
  EXPECT_TRUE(waiting(south).empty());
  // An hour without a request ends a session; each step is shorter.
  for (int i = 0; i < 5; ++i) {
    world.advance(1800);
    for (auto* who : {&north, &watch, &lead}) who->get("/api/session");
  }
  EXPECT_EQ(waiting(watch).size(), 1U);
  set(watch, id, "full");
  EXPECT_TRUE(waiting(watch).empty());
  EXPECT_TRUE(waiting(north).empty());
}

TEST_F(Pledges, ACalendarHoldsWhatIsInForceAndHasADate) {
  make(exchange());
  const auto empty = watch.get("/api/commitments/calendar.ics");
  EXPECT_EQ(empty.header("content-type"), "text/calendar; charset=utf-8");
  EXPECT_EQ(empty.body.find("VEVENT"), std::string::npos) << "not confirmed yet";
  in_force(exchange());
  const auto one = watch.get("/api/commitments/calendar.ics").body;
  EXPECT_NE(one.find("SUMMARY:North: Hand over prisoners\r\n"), std::string::npos) << one;
  world.advance(60);
  EXPECT_EQ(one, watch.get("/api/commitments/calendar.ics").body) << "its bytes do not tell when it was fetched";
  EXPECT_EQ(world.visitor().get("/api/commitments/calendar.ics").status, 401);
}

TEST_F(Pledges, ACalendarIsReadBackByAStrictReader) {
  auto hostile = exchange();
  hostile["obligation"] =
      "Back\\slash; comma, \"quote\"\nBEGIN:VEVENT\r\n "
      "\xD0\x9F\xD0\xB5\xD1\x80\xD0\xB5\xD0\xB4\xD0\xB0\xD1\x87\xD0\xB0 "
      "\xD9\x85\xD8\xA7\xD8\xA6\xD8\xA9 \xF0\x9F\x95\x8A and on and on and on and on and on and on and on and on and "
      "on";
  in_force(hostile);
  const auto path = std::filesystem::temp_directory_path() / ("parley-calendar-" + std::to_string(::getpid()) + ".ics");
  std::ofstream(path, std::ios::binary) << lead.get("/api/commitments/calendar.ics").body;
  const auto command = std::string("python3 " PARLEY_SOURCE_DIR "/tests/talks/check_calendar.py ") + path.string();
  EXPECT_EQ(std::system(command.c_str()), 0);
  std::filesystem::remove(path);
}

TEST(Calendar, LinesAreFoldedAtSeventyFiveOctetsBetweenCharacters) {
  std::string cyrillic = "X:";
  for (int i = 0; i < 200; ++i) cyrillic += "\xD0\xBC";
  const auto folded = broker::content_line(cyrillic);
  std::string unfolded;
  for (std::size_t at = 0; at < folded.size();) {
    const auto end = folded.find("\r\n", at);
    const auto line = folded.substr(at, end - at);
    EXPECT_LE(line.size(), 75U);
    EXPECT_NE(static_cast<unsigned char>(line[at == 0 ? 0 : 1]) & 0xC0, 0x80) << "a character was divided";
    unfolded += at == 0 ? line : line.substr(1);
    at = end + 2;
  }
  EXPECT_EQ(unfolded, cyrillic);
}

}  // namespace
}  // namespace parley::testing
