// What one party may store, and how fast.
#include <gtest/gtest.h>

#include "tests/talks/world.hpp"

namespace parley::testing {
namespace {

struct Quota : ::testing::Test {
  static WorldOptions small() {
    WorldOptions options;
    options.party_bytes = 200'000;
    return options;
  }
  World world{"quota", small()};
  Client lead = world.lead();
  Client north{world}, south{world};

  void SetUp() override {
    open_talks(world, lead);
    north = world.head(lead, "north");
    south = world.head(lead, "south");
  }
  static Reply upload(Client& who, const std::string& room, std::size_t bytes = 60'000) {
    return who.post("/api/rooms/" + room + "/items",
                    {{"kind", "document"}, {"file", {{"name", "a.txt"}, {"bytes", std::string(bytes, 'A')}}}});
  }
};

TEST_F(Quota, IsOfAPartyWhereverItsMembersWrite) {
  const auto item = upload(north, "room:north").json()["id"].get<std::string>();
  EXPECT_EQ(upload(north, "caucus:north").status, 200);
  EXPECT_EQ(north.post("/api/items/" + item + "/sending").status, 200) << "a copy takes as much again";
  auto delegate = world.delegate(north, "Dana", {"send"});
  const auto refused = upload(delegate, "room:north");
  EXPECT_EQ(refused.status, 409);
  EXPECT_NE(refused.body.find("as much as there is room for"), std::string::npos) << refused.body;
  EXPECT_EQ(upload(south, "room:south").status, 200);
  EXPECT_EQ(upload(lead, "plenary").status, 200);
}

TEST_F(Quota, LeavesRoomForWords) {
  while (upload(north, "room:north").status == 200) world.advance(10);
  EXPECT_EQ(north.post("/api/rooms/caucus:north/items", {{"kind", "message"}, {"text", "We say no."}}).status, 200);
  EXPECT_EQ(north.post("/api/withdrawal", {{"words", ""}}).status, 200);
}

TEST_F(Quota, LargeUploadsAreFewAtOnce) {
  World wide("uploads");
  auto mediator = wide.lead();
  open_talks(wide, mediator);
  auto head = wide.head(mediator, "north");
  int taken = 0;
  while (upload(head, "room:north", 100'000).status == 200) ++taken;
  EXPECT_EQ(taken, 24);
  EXPECT_EQ(upload(head, "room:north", 100'000).status, 429);
  EXPECT_EQ(head.post("/api/rooms/room:north/items", {{"kind", "message"}, {"text", "Words."}}).status, 200);
  wide.advance(10);
  EXPECT_EQ(upload(head, "room:north", 100'000).status, 200);
}

}  // namespace
}  // namespace parley::testing
