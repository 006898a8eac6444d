// Event streams: what others do neither prolongs a session nor ends a stream; readouts and groups of others leave no trace.
#include <gtest/gtest.h>

#include "tests/talks/world.hpp"

namespace parley::testing {
namespace {

struct Streams : ::testing::Test {
  World world{"streams"};
  Client lead = world.lead();
  Client north{world}, south{world};
  std::vector<std::string> frames;

  void SetUp() override {
    open_talks(world, lead);
    north = world.head(lead, "north");
    south = world.head(lead, "south");
  }
  std::shared_ptr<broker::Feed> follow(Client& who) {
    auto feed = who.get("/api/changes").feed;
    feed->attach([this](std::string frame) { frames.push_back(std::move(frame)); });
    frames.clear();
    return feed;
  }
  static void act(Client& who, const std::string& room) {
    who.must("POST", "/api/rooms/" + room + "/items", {{"kind", "message"}, {"text", "words"}});
  }
};

TEST_F(Streams, AnOpenStreamDoesNotKeepASessionAliveWhenOthersAct) {
  const auto feed = follow(south);
  world.advance(40 * 60);
  act(north, "room:north");
  world.advance(40 * 60);
  EXPECT_TRUE(south.must("GET", "/api/session")["person"].is_null()) << "idle for eighty minutes";
}

TEST_F(Streams, TheStreamOfAnEndedSessionEndsByTheClockAndNotWhenSomebodyElseActs) {
  const auto feed = follow(south);
  world.advance(50 * 60);
  north.must("GET", "/api/home");
  world.advance(20 * 60);
  act(north, "room:north");
  EXPECT_TRUE(frames.empty());
  world.broker().tick();
  ASSERT_EQ(frames.size(), 1U);
  EXPECT_EQ(frames[0], "") << "closed";
}

TEST_F(Streams, WhoSignsOutClosesTheStreamsOfThatSession) {
  const auto feed = follow(south);
  south.must("DELETE", "/api/session");
  ASSERT_EQ(frames.size(), 1U);
  EXPECT_EQ(frames[0], "");
}

TEST_F(Streams, WhoChangesSomethingIsAnsweredBeforeAllWhoFollowAreTold) {
  std::vector<std::string> order;
  const auto feed = south.get("/api/changes").feed;
  feed->attach([&](const std::string&) { order.emplace_back("told"); });
  order.clear();
  const Json said{{"kind", "message"}, {"text", "words"}};
  world.broker().handle(north.request("POST", "/api/rooms/plenary/items", said),
                        [&](const broker::Response&) { order.emplace_back("answered"); });
  EXPECT_EQ(order, (std::vector<std::string>{"answered", "told"}));
}

TEST_F(Streams, ReadoutsAndGroupsOfOthersDoNotShiftTheNamesOfOnes) {
  const auto names = [](bool others) {
    World one{"names"};
    auto chair = one.lead();
    open_talks(one, chair);
    const auto readout = [&](const Json& parties) {
      return chair.must("POST", "/api/readouts",
                        {{"words", "said"}, {"parties", parties}, {"spoken", to_text(one.now())}})["id"];
    };
    const auto group = [&](const Json& parties) {
      return chair.must("POST", "/api/groups", {{"title", "A group"}, {"parties", parties}})["room"];
    };
    if (others) {
      readout({"north"});
      group({"north"});
    }
    return Json{readout({"south"}), group({"south"})};
  };
  EXPECT_EQ(names(false), names(true));
}

}  // namespace
}  // namespace parley::testing
