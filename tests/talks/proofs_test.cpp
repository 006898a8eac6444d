// Proofs that are checked beside everything else: what changes meanwhile counts, and a wrong one makes the next one wait.
#include <gtest/gtest.h>

#include <chrono>
#include <functional>

#include "tests/talks/world.hpp"

namespace parley::testing {
namespace {

using Clock = std::chrono::steady_clock;

struct Proofs : ::testing::Test {
  World world{"proofs", {.threads = 2}};
  Client lead = world.lead();
  Client north{world};

  void SetUp() override {
    open_talks(world, lead);
    north = world.head(lead, "north");
  }
  static double seconds_of(const std::function<void()>& act) {
    const auto begun = Clock::now();
    act();
    return std::chrono::duration<double>(Clock::now() - begun).count();
  }
};

TEST_F(Proofs, ASignInUnderWayDoesNotOutliveItsPassword) {
  auto thief = world.visitor();
  thief.peer = "192.0.2.66";
  for (int i = 0; i < 3; ++i) thief.post("/api/session", {{"login", north.login}, {"password", "a guess"}});
  auto waiting = thief.begin("POST", "/api/session", {{"login", north.login}, {"password", Client::kPassword}});
  north.must("PUT", "/api/account/password", {{"old", Client::kPassword}, {"new", "another long password"}});
  ASSERT_NE(waiting.wait_for(std::chrono::seconds(0)), std::future_status::ready) << "it waits for its turn";
  const auto late = waiting.get();
  EXPECT_EQ(late.status, 401);
  EXPECT_EQ(late.header("set-cookie"), "");
}

TEST_F(Proofs, EveryWrongOneMakesTheNextOneLater) {
  const auto two_take_a_while = [&](const std::string& what, const std::function<int()>& attempt) {
    EXPECT_GE(attempt(), 400) << what;
    EXPECT_GE(seconds_of([&] { EXPECT_GE(attempt(), 400) << what; }), 0.45) << what;
  };
  auto visitor = world.visitor();
  visitor.peer = "192.0.2.1";
  two_take_a_while("sign-in", [&] {
    return visitor.post("/api/session", {{"login", north.login}, {"password", "a guess"}}).status;
  });
  north.peer = "192.0.2.2";
  two_take_a_while("the password again",
                   [&] { return north.post("/api/session/confirmation", {{"proof", "a guess"}}).status; });
  north.peer = "192.0.2.3";
  two_take_a_while("the old password", [&] {
    return north.call("PUT", "/api/account/password", {{"old", "a guess"}, {"new", "another long password"}}).status;
  });
  north.peer = "192.0.2.4";
  north.must("POST", "/api/account/totp");
  two_take_a_while("the first code of a new secret",
                   [&] { return north.call("PUT", "/api/account/totp", {{"code", "000000"}}).status; });
  lead.peer = "192.0.2.5";
  two_take_a_while("a code", [&] { return lead.post("/api/session/confirmation", {{"proof", "000000"}}).status; });
}

}  // namespace
}  // namespace parley::testing
