// Home: what waits for whom, and who it comes from.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/talks/world.hpp"

namespace parley::testing {
namespace {

struct Home : ::testing::Test {
  World world{"home"};
  Client lead = world.lead();
  Client north{world}, south{world}, watch{world};

  void SetUp() override {
    open_talks(world, lead);
    north = world.head(lead, "north");
    south = world.head(lead, "south");
    watch = world.observer(lead, "watch");
  }

  static Json waiting(Client& who, const std::string& kind) {
    auto list = Json::array();
    const auto home = who.must("GET", "/api/home");
    for (const auto& one : home["waiting"])
      if (one["kind"] == kind) list.push_back(one);
    return list;
  }
  // Whom the only thing of this kind comes from.
  static std::string from(Client& who, const std::string& kind) {
    const auto list = waiting(who, kind);
    return list.size() == 1 ? list[0]["from"].get<std::string>() : std::to_string(list.size()) + " of them";
  }
  void announce(const std::string& state) {
    lead.confirm();
    lead.must("PUT", "/api/talks/state", {{"state", state}, {"statement", "North has left the talks."}});
  }
};

TEST_F(Home, SaysWhoEachThingComesFrom) {
  EXPECT_EQ(from(north, "preferences"), "north") << "nobody else asks for it";
  lead.must("POST", "/api/rooms/caucus:north/items", {{"kind", "message"}, {"text", "What do you need?"}});
  EXPECT_EQ(from(north, "caucus"), "");
  north.must("POST", "/api/rooms/caucus:north/items", {{"kind", "message"}, {"text", "Time."}});
  EXPECT_EQ(from(lead, "caucus"), "north");
  lead.must("POST", "/api/rounds",
            {{"package", {{"price", "mid"}, {"date", "soon"}}},
             {"title", "The middle"},
             {"parties", {"north", "south"}},
             {"means", "final"},
             {"opt_in_until", to_text(world.now() + 600)},
             {"answer_until", to_text(world.now() + 1200)}});
  for (auto* who : {&north, &south}) EXPECT_EQ(from(*who, "opt_in"), "");
}

TEST_F(Home, ACommitmentComesFromWhoAsksForItAndNeverFromThePartyItself) {
  const auto made = lead.must("POST", "/api/commitments",
                              {{"obligation", "Hand over prisoners"},
                               {"who", "north"},
                               {"parties", {"north", "south"}},
                               {"due", to_text(world.now() + 600)},
                               {"verifier", "watch"},
                               {"evidence", "Lists"}});
  for (auto* who : {&north, &south}) {
    EXPECT_EQ(from(*who, "commitment"), "") << "the lead asks for the confirmation";
    who->confirm();
    who->must("POST", "/api/commitments/" + made["id"].get<std::string>() + "/confirmations");
  }
  EXPECT_EQ(from(north, "commitment"), "watch") << "whoever verifies it waits for it";
  world.advance(1200);
  EXPECT_EQ(from(watch, "commitment"), "north");
}

TEST_F(Home, AWithdrawalWaitsForTheLeadUntilItIsAnnounced) {
  auto assistant = world.mediator(lead, {"north", "south"});
  const auto before = south.get("/api/home").bytes();
  north.must("POST", "/api/withdrawal", {{"words", ""}});
  EXPECT_EQ(from(lead, "withdrawal"), "north");
  EXPECT_TRUE(waiting(assistant, "withdrawal").empty()) << "the lead alone announces";
  EXPECT_EQ(south.get("/api/home").bytes(), before);
  world.advance(60);
  announce("suspended");
  EXPECT_TRUE(waiting(lead, "withdrawal").empty());
}

}  // namespace
}  // namespace parley::testing
