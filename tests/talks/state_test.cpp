// What the talks are as a whole: open, suspended, ended; parties that leave; how long the keys and their backups last.
#include <gtest/gtest.h>

#include <cstdio>

#include "tests/talks/world.hpp"

namespace parley::testing {
namespace {

struct State : ::testing::Test {
  World world{"state"};
  Client lead = world.lead();
  Client north{world}, south{world};

  void SetUp() override {
    open_talks(world, lead);
    north = world.head(lead, "north");
    south = world.head(lead, "south");
  }
  Reply change(const std::string& state, const std::string& statement) {
    world.advance(60);
    lead.confirm();
    return lead.call("PUT", "/api/talks/state", {{"state", state}, {"statement", statement}});
  }
  static Json talks(Client& who) { return who.must("GET", "/api/talks"); }
  static bool writes(Client& who, const std::string& room) {
    return who.must("GET", "/api/rooms/" + room)["room"]["may_write"];
  }
};

TEST_F(State, WhoMayWriteFollowsTheStateOfTheTalks) {
  EXPECT_TRUE(writes(north, "room:north"));
  EXPECT_TRUE(writes(lead, "plenary"));
  ASSERT_EQ(change("suspended", "A pause").status, 200);
  EXPECT_FALSE(writes(north, "room:north"));
  EXPECT_FALSE(writes(lead, "plenary"));
  ASSERT_EQ(change("open", "We go on").status, 200);
  EXPECT_TRUE(writes(north, "room:north"));
  ASSERT_EQ(change("ended", "It is over").status, 200);
  EXPECT_FALSE(writes(lead, "plenary"));
}

TEST_F(State, APartyThatLeftIsToldSoAndWritesNowhere) {
  EXPECT_EQ(talks(north)["withdrawn"], nullptr);
  north.must("POST", "/api/withdrawal", {{"words", ""}});
  EXPECT_EQ(talks(north)["withdrawn"], to_text(world.now()));
  EXPECT_FALSE(writes(north, "room:north"));
  EXPECT_FALSE(writes(north, "plenary"));
  EXPECT_EQ(talks(south)["withdrawn"], nullptr) << "the others do not learn of it";
  EXPECT_EQ(talks(lead)["withdrawn"], nullptr) << "it says whether the reader's own party left";
  EXPECT_TRUE(writes(south, "room:south"));
}

TEST_F(State, SomethingIsAnnouncedWithoutAChangeOfState) {
  ASSERT_EQ(change("open", "North has left the talks.").status, 200);
  EXPECT_EQ(talks(south)["announcements"].back()["text"], "North has left the talks.");
  EXPECT_EQ(talks(south)["state"], "open");
  EXPECT_TRUE(writes(south, "room:south"));
  ASSERT_EQ(change("suspended", "A pause").status, 200);
  ASSERT_EQ(change("suspended", "The pause is longer").status, 200);
  EXPECT_EQ(talks(south)["state"], "suspended");
  ASSERT_EQ(change("ended", "It is over").status, 200);
  ASSERT_EQ(change("ended", "Thanks to everybody").status, 200);
  EXPECT_EQ(talks(south)["announcements"].size(), 5U);
  EXPECT_EQ(change("open", "Again").status, 409);
}

TEST_F(State, TheTalksSayUntilWhenABackupHoldsTheKeys) {
  EXPECT_EQ(talks(north)["backups"], (Json{{"kept_days", 0}, {"until", nullptr}}));
  const std::string file = ::testing::TempDir() + "state.backup";
  std::remove(file.c_str());
  const auto expires = to_text(world.now() + 400 * talks::kDay);
  ASSERT_TRUE(world.log().backup(file, to_text(world.now()), expires));
  EXPECT_EQ(talks(north)["backups"]["until"], expires);
  const auto gone = [&] { return north.get("/api/talks"); };
  const auto sign_in = [&] {
    north.csrf = "anyone";
    north.cookie.clear();
    const auto session = north.must("POST", "/api/session", {{"login", north.login}, {"password", Client::kPassword}});
    north.csrf = session["csrf"];
    return session;
  };
  world.advance(366 * talks::kDay);
  EXPECT_EQ(sign_in()["talks"]["state"], "ended") << "nobody is asked to open what is over";
  EXPECT_EQ(gone().status, 410);
  EXPECT_NE(gone().body.find("expires at " + expires), std::string::npos) << gone().body;
  world.advance(60 * talks::kDay);
  sign_in();
  EXPECT_NE(gone().body.find("expired at " + expires), std::string::npos) << gone().body;
  std::remove(file.c_str());
}

}  // namespace
}  // namespace parley::testing
