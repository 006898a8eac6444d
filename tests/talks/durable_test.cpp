// What is durable can be taken in again, and what cannot be entered is refused before.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <set>
#include <stdexcept>

#include "case/read.hpp"
#include "case/write.hpp"
#include "tests/talks/forwarding_log.hpp"
#include "tests/talks/in_folder.hpp"

namespace parley::testing {
namespace {

const Json kMessage{{"kind", "message"}, {"text", "We are here."}};

std::string many(const char* piece, int times) {
  std::string text;
  for (int i = 0; i < times; ++i) text += piece;
  return text;
}

// Sixty parties whose names are too long to be spelled out in one condition.
std::string sixty_parties() {
  std::string file = "parley: 1\ncase: s\ntitle: T\nassumed: true\nissues:\n  p: {options: [a, b]}\nparties:\n";
  for (int i = 0; i < 60; ++i)
    file += fmt::format("  \"{}{}\": {{name: N, scores: {{p: {{table: {{a: 1, b: 0}}}}}}}}\n", i, many("Ж", 95));
  return file + "decision: {at_least: 2}\n";
}

using Durable = InFolder;

TEST_F(Durable, ACaseThatTheTalksAreOpenedOnIsReadAtTheNextStart) {
  std::string cookie;
  {
    World world("first", in_file());
    auto lead = world.lead();
    open_talks(world, lead, sixty_parties());
    cookie = lead.cookie;
  }
  World world("second", in_file());
  auto lead = world.visitor();
  lead.cookie = cookie;
  EXPECT_EQ(lead.must("GET", "/api/talks")["parties"].size(), 60U);
}

TEST_F(Durable, ADecisionByNumberIsReadAgainHoweverLongTheNamesAre) {
  const auto subject = read_case(sixty_parties(), "case");
  ASSERT_TRUE(subject);
  const auto written = write_case(*subject);
  const auto again = read_case(written, "case");
  ASSERT_TRUE(again) << again.error().front().message;
  EXPECT_EQ(again->decision, subject->decision);
  EXPECT_EQ(write_case(*again), written);
}

TEST_F(Durable, NamesThatNoRoomCanHaveAreRefusedWhereTheyEnter) {
  World world("names");
  auto lead = world.lead();
  const auto wide = many("Ж", 130);
  const auto file = "parley: 1\ncase: s\ntitle: T\nassumed: true\nissues:\n  p: {options: [a, b]}\nparties:\n  \"" +
                    wide + "\": {name: N}\n  south: {name: S}\n";
  EXPECT_EQ(lead.post("/api/talks/check", {{"case", file}}).status, 422);
  const Json invitation{{"name", "Assistant"}, {"role", "mediator"}, {"caucuses", {wide}}};
  EXPECT_EQ(lead.post("/api/invitations", invitation).status, 422);
  open_talks(world, lead);
  EXPECT_EQ(lead.post("/api/invitations", invitation).status, 422);
  EXPECT_EQ(lead.post("/api/invitations", {{"name", "A"}, {"role", "mediator"}, {"caucuses", {"watch"}}}).status, 422);
}

TEST_F(Durable, WhatTheLogDoesNotTakeEndsOneRequestAndNotTheService) {
  World world("value");
  auto lead = world.lead();
  open_talks(world, lead);
  auto north = world.head(lead, "north");
  ASSERT_TRUE(world.log().destroy_key("room:north"));
  EXPECT_EQ(north.post("/api/rooms/room:north/items", kMessage).status, 500);
  EXPECT_EQ(north.get("/api/home").status, 200);
  EXPECT_EQ(north.post("/api/rooms/caucus:north/items", kMessage).status, 200);
}

// Whoever follows the changes is told of them; here that fails, as a lack of memory would make it fail.
std::shared_ptr<broker::Feed> spoiled_changes_of(Client& who) {
  auto feed = who.get("/api/changes").feed;
  feed->attach([](const std::string&) {});  // what was published before
  feed->attach([](const std::string&) { throw std::runtime_error("no memory"); });
  return feed;
}

TEST_F(Durable, AnEventThatCannotBeToldEndsTheServiceAndIsThereAfterwards) {
  {
    World world("first", in_file());
    auto lead = world.lead();
    open_talks(world, lead);
    auto north = world.head(lead, "north");
    const auto feed = spoiled_changes_of(lead);
    EXPECT_EQ(north.post("/api/rooms/caucus:north/items", kMessage).status, 200) << "it is durable";
    EXPECT_EQ(north.get("/api/home").status, 503);
  }
  World world("second", in_file());
  EXPECT_EQ(world.log().head("caucus:north").n, 1U);
}

TEST_F(Durable, AnExceptionWhereNobodyWaitsEndsTheServiceAndNotTheProcess) {
  World world("tick");
  auto lead = world.lead();
  open_talks(world, lead);
  const auto feed = spoiled_changes_of(lead);
  world.advance(talks::kDay);  // the session is over, and its stream is closed
  EXPECT_NO_THROW(world.broker().tick());
  EXPECT_EQ(world.visitor().get("/api/session").status, 503);
}

TEST_F(Durable, AKeyThatCannotBeDestroyedKeepsNoneOfTheOthers) {
  struct Stubborn final : ForwardingLog {
    using ForwardingLog::ForwardingLog;
    Result<void> destroy_key(const std::string& audience) override {
      if (audience == "caucus:north") return std::unexpected(Error{ErrorCode::kIo, "not now", "", {}});
      return ForwardingLog::destroy_key(audience);
    }
  };
  World world("stubborn");
  auto lead = world.lead();
  open_talks(world, lead);
  auto north = world.head(lead, "north");
  for (const char* room : {"caucus:north", "room:north", "plenary"})
    north.must("POST", std::string("/api/rooms/") + room + "/items", kMessage);
  Stubborn log(world.log());
  broker::BrokerOptions options;
  options.threads = 0;
  options.cost = {1, 8192};
  bool failed = false;
  std::int64_t steady = 0;
  auto now = world.now();
  options.clock = [&] { return now; };
  options.steady = [&] { return steady; };
  options.on_failed_log = [&] { failed = true; };
  const auto broker = broker::Broker::start(options, log, world.entropy());
  ASSERT_TRUE(broker);
  now = now + 400 * talks::kDay;
  (*broker)->tick();
  now = now + talks::kHour;
  steady += talks::kHour;
  (*broker)->tick();
  EXPECT_TRUE(failed);
  std::set<std::string> readable;
  ASSERT_TRUE(world.log().replay([&](const store::Stored& entry) {
    if (entry.payload && !entry.audience.starts_with("account:")) readable.insert(entry.audience);
  }));
  EXPECT_EQ(readable, (std::set<std::string>{"caucus:north", "public"}));
}

TEST_F(Durable, AnInvitationOfBeforeTheKeysWereDestroyedOpensNothing) {
  World world("old link");
  auto lead = world.lead();
  open_talks(world, lead);
  const auto secret =
      lead.must("POST", "/api/invitations", {{"name", "O"}, {"role", "head"}, {"organisation", "north"}})["secret"]
          .get<std::string>();
  world.advance(366 * talks::kDay);
  world.broker().tick();
  for (const char* how : {"never looked at", "after somebody's session was looked for"}) {
    EXPECT_EQ(world.visitor().post("/api/invitations/look", {{"secret", secret}}).status, 404) << how;
    EXPECT_EQ(
        world.visitor()
            .post("/api/invitations/accept", {{"secret", secret}, {"login", "olena"}, {"password", Client::kPassword}})
            .status,
        404)
        << how;
    lead.get("/api/home");
  }
}

}  // namespace
}  // namespace parley::testing
