// How long a guess has to wait, and who does not have to wait for it.
#include <gtest/gtest.h>

#include "broker/throttle.hpp"

namespace parley::broker {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

struct Throttled : ::testing::Test {
  Throttle throttle;
  Throttle::Clock::time_point now{seconds(1000)};

  milliseconds turn(const std::string& name = "olena", const std::string& address = "192.0.2.1") {
    return throttle.turn(address, name, now);
  }
};

TEST_F(Throttled, EveryFailureMakesTheNextAnswerLaterUpToHalfAMinute) {
  std::vector<long> waits;
  for (int i = 0; i < 10; ++i) {
    waits.push_back(turn().count());
    now += seconds(60);
  }
  EXPECT_EQ(waits, (std::vector<long>{0, 500, 1000, 2000, 4000, 8000, 16000, 30000, 30000, 30000}));
}

TEST_F(Throttled, ASuccessClearsIt) {
  for (int i = 0; i < 10; ++i) turn();
  throttle.succeeded("192.0.2.1", "olena");
  EXPECT_EQ(turn().count(), 0);
}

TEST_F(Throttled, GuessesMadeTogetherStandInOneRow) {
  std::vector<milliseconds> waits;
  for (int i = 0; i < 200; ++i) waits.push_back(turn());
  for (std::size_t i = 10; i < waits.size(); ++i)
    EXPECT_GE(waits[i] - waits[i - 1], Throttle::kApart - milliseconds(1));
  EXPECT_GT(waits.back(), seconds(15 * 60)) << "two hundred at once are judged over a quarter of an hour";
}

TEST_F(Throttled, NobodyElseWaitsForThem) {
  for (int i = 0; i < 200; ++i) turn();
  EXPECT_EQ(turn("olena", "198.51.100.7").count(), 0) << "the same name from elsewhere";
  now += seconds(120);
  EXPECT_EQ(turn("petro").count(), 0) << "another name from there";
}

TEST_F(Throttled, ThereIsAlwaysATurn) {
  for (int i = 0; i < 4000; ++i) {
    turn("name " + std::to_string(i));
    now += milliseconds(10);
  }
  EXPECT_LT(turn("olena"), seconds(4000)) << "an address is slowed down, not locked out";
  EXPECT_EQ(turn("olena", "198.51.100.7").count(), 0);
}

TEST_F(Throttled, AnAddressMayBeAWholeConference) {
  for (int i = 0; i < 30; ++i) EXPECT_EQ(turn("person " + std::to_string(i)).count(), 0) << i;
  EXPECT_EQ(turn("person 30").count(), 500);
}

TEST_F(Throttled, WrongCodesBesideARightPasswordCountWhateverTheAddress) {
  for (int i = 0; i < 6; ++i) throttle.wrong_code("olena");
  EXPECT_EQ(turn("olena", "198.51.100.7").count(), 16000);
  EXPECT_EQ(turn("petro", "198.51.100.8").count(), 0);
}

TEST_F(Throttled, NamesOfOnesOwnMakingPushOutTheOldestAndNotTheNewest) {
  for (int i = 0; i < 8; ++i) turn();
  now += seconds(3600);
  for (int i = 0; i < 60'000; ++i) turn("made up " + std::to_string(i), "203.0.113.9");
  EXPECT_EQ(turn().count(), 30000) << "remembered";
  for (int i = 0; i < 120'000; ++i) turn("made up again " + std::to_string(i), "203.0.113.9");
  EXPECT_EQ(turn().count(), 0) << "memory is bounded";
}

}  // namespace
}  // namespace parley::broker
