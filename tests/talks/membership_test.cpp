// The end of a membership: who may end whose, what it closes at once, and what stays.
#include <gtest/gtest.h>

#include "tests/talks/world.hpp"

namespace parley::testing {
namespace {

struct Membership : ::testing::Test {
  World world{"membership"};
  Client lead = world.lead();
  Client north{world}, south{world}, petro{world};

  void SetUp() override {
    open_talks(world, lead);
    north = world.head(lead, "north");
    south = world.head(lead, "south");
    petro = world.delegate(north, "Petro", {"send"});
    north.confirm();
  }

  static std::string id(Client& who) { return who.must("GET", "/api/session")["person"]["id"]; }
  static Reply end(Client& by, const std::string& person) { return by.call("DELETE", "/api/members/" + person); }
  static Json member(Client& who, const std::string& person) {
    const auto all = who.must("GET", "/api/members");
    for (const auto& one : all["members"])
      if (one["person"]["id"] == person) return one;
    return nullptr;
  }
  Reply sign_in(const std::string& login) {
    return world.visitor().post("/api/session", {{"login", login}, {"password", Client::kPassword}});
  }
  static std::string invite(Client& by, const Json& invitation) {
    return by.must("POST", "/api/invitations", invitation)["secret"];
  }
};

TEST_F(Membership, EndsEverySessionAtOnceAndNoPasswordOpensAnother) {
  auto elsewhere = world.visitor();
  elsewhere.must("POST", "/api/session", {{"login", petro.login}, {"password", Client::kPassword}});
  ASSERT_EQ(end(north, id(petro)).status, 200);
  for (auto* browser : {&petro, &elsewhere}) {
    EXPECT_EQ(browser->get("/api/rooms/room:north").status, 401);
    EXPECT_EQ(browser->get("/api/changes").status, 401);
    EXPECT_TRUE(browser->must("GET", "/api/session")["person"].is_null());
  }
  EXPECT_EQ(sign_in(petro.login).bytes(), sign_in("nobody").bytes());
  EXPECT_EQ(north.get("/api/rooms").status, 200);
}

TEST_F(Membership, ClosesTheStreamsOfWhoHasLeft) {
  std::vector<std::string> frames;
  const auto feed = petro.get("/api/changes").feed;
  feed->attach([&](std::string frame) { frames.push_back(std::move(frame)); });
  frames.clear();
  end(north, id(petro));
  ASSERT_FALSE(frames.empty());
  EXPECT_EQ(frames.back(), "");
}

TEST_F(Membership, LeavesWhatWasWrittenAndSaysWhenItEnded) {
  const auto person = id(petro);
  petro.must("POST", "/api/rooms/room:north/items", {{"kind", "message"}, {"text", "We counted ten"}});
  EXPECT_TRUE(member(north, person)["left"].is_null());
  end(north, person);
  EXPECT_EQ(member(north, person)["left"], to_text(world.now()));
  EXPECT_NE(north.get("/api/rooms/room:north").body.find("We counted ten"), std::string::npos);
  EXPECT_EQ(end(north, person).status, 404) << "it ends once";
  EXPECT_EQ(north.call("PUT", "/api/members/" + person + "/mandates", {{"mandates", Json::array()}}).status, 404);
}

TEST_F(Membership, OfSomebodyElsesOrganisationIsOneThatNeverWas) {
  const std::string nobody(22, 'A');
  const auto absent = end(north, nobody).bytes();
  EXPECT_EQ(end(north, id(south)).bytes(), absent);
  EXPECT_EQ(end(north, id(lead)).bytes(), absent);
  lead.confirm();
  EXPECT_EQ(end(lead, id(petro)).status, 404) << "a party's people are the party's";
  EXPECT_EQ(end(lead, id(north)).status, 404);
  EXPECT_EQ(petro.get("/api/rooms").status, 200);
}

TEST_F(Membership, TakesAHeadOrTheLeadAndAFreshProof) {
  const auto other = world.delegate(north, "Taras", {"send", "sign"});
  EXPECT_EQ(end(petro, id(north)).status, 403);
  world.advance(6 * talks::kMinute);
  EXPECT_EQ(end(north, id(petro)).status, 403);
  north.confirm();
  EXPECT_EQ(end(north, id(petro)).status, 200);
}

TEST_F(Membership, NobodyEndsTheirOwnSoThatARoomKeepsAHead) {
  EXPECT_EQ(end(north, id(north)).status, 409);
  lead.confirm();
  EXPECT_EQ(end(lead, id(lead)).status, 409);
}

TEST_F(Membership, ANewHeadReplacesOneWhoseKeysAreLostAndTheirInvitations) {
  const auto of_old = invite(north, {{"name", "A friend"}, {"role", "delegate"}});
  auto second = world.head(lead, "north");
  second.confirm();
  ASSERT_EQ(end(second, id(north)).status, 200);
  EXPECT_EQ(north.get("/api/rooms").status, 401);
  EXPECT_EQ(world.visitor().post("/api/invitations/look", {{"secret", of_old}}).status, 404);
  EXPECT_EQ(second.get("/api/rooms/room:north").status, 200);
}

TEST_F(Membership, OfAnAssistantIsEndedByTheLeadAndNobodyOutsideTheTeamIsTold) {
  auto assistant = world.mediator(lead, {"north"});
  const auto before = north.get("/api/rooms").bytes() + south.get("/api/rooms").bytes();
  lead.confirm();
  ASSERT_EQ(end(lead, id(assistant)).status, 200);
  EXPECT_EQ(assistant.get("/api/rooms/caucus:north").status, 401);
  EXPECT_EQ(north.get("/api/rooms").bytes() + south.get("/api/rooms").bytes(), before);
}

TEST_F(Membership, WhoSignsInWhileItEndsIsLeftOutside) {
  World slow("membership with threads", {.threads = 1});
  auto mediator = slow.lead();
  open_talks(slow, mediator);
  auto head = slow.head(mediator, "north");
  auto delegate = slow.delegate(head, "Petro", {});
  const auto person = id(delegate);
  head.confirm();
  auto browser = slow.visitor();
  auto signing_in = browser.begin("POST", "/api/session", {{"login", delegate.login}, {"password", Client::kPassword}});
  ASSERT_EQ(end(head, person).status, 200);
  // Whichever came first, nothing is open afterwards.
  signing_in.get();
  EXPECT_EQ(browser.get("/api/rooms").status, 401);
}

TEST_F(Membership, StaysEndedAcrossARestartAndOnceTheKeysAreDestroyed) {
  const std::string file = ::testing::TempDir() + "parley-membership.db";
  std::remove(file.c_str());
  std::string login;
  {
    World first("membership kept", {.database = file});
    auto mediator = first.lead();
    open_talks(first, mediator);
    auto head = first.head(mediator, "north");
    auto delegate = first.delegate(head, "Petro", {});
    login = delegate.login;
    head.confirm();
    ASSERT_EQ(end(head, id(delegate)).status, 200);
  }
  World second("membership kept again", {.database = file});
  const Json proof{{"login", login}, {"password", Client::kPassword}};
  EXPECT_EQ(second.visitor().post("/api/session", proof).status, 401);
  second.advance(366 * talks::kDay);
  second.broker().tick();
  EXPECT_EQ(second.visitor().post("/api/session", proof).status, 401);
  std::remove(file.c_str());
}

TEST(DemonstrationMembership, ALinkOpensNothingOnceItsMembershipHasEnded) {
  World world("demonstration", {.demo = true});
  const auto links = world.broker().load_demo(kSmallCase);
  ASSERT_TRUE(links);
  auto first = world.visitor(), second = world.visitor();
  const auto& link = links->front();
  first.csrf = first.must("POST", "/api/demo", {{"secret", link.secret}})["csrf"];
  const auto role = first.must("GET", "/api/session")["person"]["role"];
  ASSERT_EQ(role, "lead");
  // A second lead ends the first.
  second.accept(first.must("POST", "/api/invitations", {{"name", "Ada"}, {"role", "lead"}})["secret"], "ada");
  const auto person = first.must("GET", "/api/session")["person"]["id"].get<std::string>();
  ASSERT_EQ(second.call("DELETE", "/api/members/" + person).status, 200);
  EXPECT_EQ(world.visitor().post("/api/demo", {{"secret", link.secret}}).bytes(),
            world.visitor().post("/api/demo", {{"secret", "no such secret"}}).bytes());
}

}  // namespace
}  // namespace parley::testing
