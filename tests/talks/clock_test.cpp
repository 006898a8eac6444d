// A wrong clock: what cannot be undone waits, and what can be goes on.
#include <gtest/gtest.h>

#include <filesystem>

#include "tests/talks/world.hpp"

namespace parley::testing {
namespace {

constexpr std::int64_t kWrong = 400 * talks::kDay;  // further than the keys are kept

// Rooms whose entries can still be read.
std::size_t readable_rooms(World& world) {
  std::size_t readable = 0;
  EXPECT_TRUE(world.log().replay([&](const store::Stored& entry) {
    readable += entry.payload && !entry.audience.starts_with("account:") && entry.audience != "public" ? 1U : 0U;
  }));
  return readable;
}

// A round of both parties that has begun and ends in twenty minutes.
std::string begun_round(World& world, Client& lead, Client& north, Client& south) {
  const std::string round = lead.must("POST", "/api/rounds",
                                      {{"package", {{"price", "mid"}, {"date", "soon"}}},
                                       {"title", "The middle"},
                                       {"parties", {"north", "south"}},
                                       {"means", "final"},
                                       {"opt_in_until", to_text(world.now() + 600)},
                                       {"answer_until", to_text(world.now() + 1200)}})["id"];
  for (auto* who : {&north, &south}) who->must("PUT", "/api/rounds/" + round + "/opt-in", {{"opt_in", true}});
  return round;
}

struct Clock : ::testing::Test {
  World world{"clock"};
  Client lead = world.lead();
  Client north{world};

  void SetUp() override {
    open_talks(world, lead);
    north = world.head(lead, "north");
  }
  std::string begun() {
    auto south = world.head(lead, "south");
    return begun_round(world, lead, north, south);
  }
};

TEST_F(Clock, ThatIsAheadForLessThanAnHourDestroysNothing) {
  const auto before = readable_rooms(world);
  world.set_clock(kWrong);
  world.broker().tick();
  world.advance(3599);
  world.broker().tick();
  EXPECT_EQ(readable_rooms(world), before);
  world.set_clock(-kWrong);
  world.broker().tick();
  EXPECT_EQ(north.get("/api/rooms/room:north").status, 200);
  EXPECT_EQ(readable_rooms(world), before);
}

TEST_F(Clock, DestroysTheKeysWhenTheDayHasBeenPastForAnHour) {
  world.set_clock(365 * talks::kDay - 600);
  world.broker().tick();
  world.advance(600 + 3599);
  world.broker().tick();
  EXPECT_GT(readable_rooms(world), 0U);
  world.advance(60);
  world.broker().tick();
  EXPECT_EQ(readable_rooms(world), 0U);
}

TEST(ClockAtAStart, ThatIsAheadDestroysNothing) {
  const auto folder = std::filesystem::path(::testing::TempDir()) / "parley-clock";
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  WorldOptions options;
  options.database = (folder / "talks.db").string();
  std::size_t before = 0;
  {
    World first("first", options);
    auto lead = first.lead();
    open_talks(first, lead);
    before = readable_rooms(first);
  }
  auto ahead = options;
  ahead.start += kWrong;
  {
    World wrong("wrong", ahead);
    wrong.broker().tick();
    wrong.advance(3000);
    wrong.broker().tick();
    EXPECT_EQ(readable_rooms(wrong), before);
  }
  World right("right", options);
  EXPECT_EQ(readable_rooms(right), before);
  std::filesystem::remove_all(folder);
}

TEST_F(Clock, ThatWasSetCountsNoRoundUntilItHasKeptStep) {
  const auto round = begun();
  world.set_clock(talks::kDay);
  world.broker().tick();
  EXPECT_TRUE(world.log().has_round(round)) << "nobody has had the time to answer";
  world.set_clock(-talks::kDay);
  world.broker().tick();
  EXPECT_EQ(north.call("PUT", "/api/rounds/" + round + "/answer", {{"answer", "accept"}, {"means", "final"}}).status,
            200);
  world.advance(1200);
  world.broker().tick();
  EXPECT_FALSE(world.log().has_round(round));
}

// The log says that somebody was here the other day; what a start makes of a clock that says otherwise.
TEST(ClockAtAStart, ThatIsFarAheadOfTheLogCountsNoRoundForTenMinutes) {
  const auto folder = std::filesystem::path(::testing::TempDir()) / "parley-clock-round";
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  WorldOptions options;
  options.database = (folder / "talks.db").string();
  std::string round;
  {
    World first("first", options);
    auto lead = first.lead();
    open_talks(first, lead);
    auto north = first.head(lead, "north");
    auto south = first.head(lead, "south");
    round = begun_round(first, lead, north, south);
  }
  options.start += 31 * talks::kDay;
  World ahead("ahead", options);
  EXPECT_TRUE(ahead.log().has_round(round));
  ahead.advance(599);
  ahead.broker().tick();
  EXPECT_TRUE(ahead.log().has_round(round));
  ahead.advance(1);
  ahead.broker().tick();
  EXPECT_FALSE(ahead.log().has_round(round)) << "it keeps step: nobody was here for a month";
  std::filesystem::remove_all(folder);
}

TEST_F(Clock, ThatWasSetLeavesWhatPeopleDoAtOnce) {
  world.set_clock(600);
  EXPECT_TRUE(world.log().has_round(begun()));
}

TEST_F(Clock, ThatWasAheadKeepsNobodyFromChangingThingsAfterwards) {
  const Json message{{"kind", "message"}, {"text", "We are here."}};
  world.set_clock(1800);
  EXPECT_EQ(north.post("/api/rooms/room:north/items", message).status, 200);
  world.set_clock(-1800);
  EXPECT_EQ(north.post("/api/rooms/room:north/items", message).status, 200);
}

}  // namespace
}  // namespace parley::testing
