// The gate: what strangers, guests and other sites get.
#include <gtest/gtest.h>

#include "tests/talks/world.hpp"

namespace parley::testing {
namespace {

struct Gate : ::testing::Test {
  World world{"gate"};
  Client lead = world.lead();
};

TEST_F(Gate, AnInvitationIsSpentOnce) {
  open_talks(world, lead);
  const auto secret =
      lead.must("POST", "/api/invitations", {{"name", "Olena"}, {"role", "head"}, {"organisation", "north"}})["secret"]
          .get<std::string>();
  auto visitor = world.visitor();
  EXPECT_EQ(visitor.must("POST", "/api/invitations/look", {{"secret", secret}})["name"], "Olena");
  visitor.accept(secret);
  auto late = world.visitor();
  EXPECT_EQ(late.post("/api/invitations/look", {{"secret", secret}}).bytes(),
            late.post("/api/invitations/look", {{"secret", "nothing"}}).bytes());
}

TEST_F(Gate, AnInvitationExpires) {
  open_talks(world, lead);
  const auto secret = lead.must("POST", "/api/invitations",
                                {{"name", "Olena"}, {"role", "head"}, {"organisation", "north"}, {"days", 1}})["secret"]
                          .get<std::string>();
  world.advance(talks::kDay);
  EXPECT_EQ(world.visitor().post("/api/invitations/look", {{"secret", secret}}).status, 404);
}

TEST_F(Gate, AWrongNameAndAWrongPasswordAnswerAlike) {
  auto visitor = world.visitor();
  const auto unknown = visitor.post("/api/session", {{"login", "nobody"}, {"password", "x"}});
  const auto wrong = visitor.post("/api/session", {{"login", lead.login}, {"password", "x"}});
  EXPECT_EQ(unknown.status, 401);
  EXPECT_EQ(unknown.bytes(), wrong.bytes());
}

TEST_F(Gate, ThePasswordAloneDoesNotSignInWhereACodeIsEnrolled) {
  auto visitor = world.visitor();
  EXPECT_EQ(visitor.post("/api/session", {{"login", lead.login}, {"password", Client::kPassword}}).status, 401);
}

TEST_F(Gate, AChangeFromAnotherSiteOrWithoutThePagesTokenIsRefused) {
  const auto with = [&](broker::Headers more, const std::string& csrf) {
    broker::Request request{
        "DELETE", "/api/session", {{"host", "127.0.0.1"}, {"cookie", lead.cookie}, {"x-parley-csrf", csrf}}, "", "1"};
    request.headers.insert(request.headers.end(), more.begin(), more.end());
    return lead.raw(std::move(request)).status;
  };
  EXPECT_EQ(with({{"origin", "https://evil.example"}}, lead.csrf), 403);
  EXPECT_EQ(with({{"sec-fetch-site", "cross-site"}}, lead.csrf), 403);
  EXPECT_EQ(with({}, "anyone"), 403);
  EXPECT_EQ(with({{"origin", "http://127.0.0.1"}, {"sec-fetch-site", "same-origin"}}, lead.csrf), 200);
}

TEST_F(Gate, SessionsAreListedAndEnded) {
  const auto sessions = lead.must("GET", "/api/sessions")["sessions"];
  ASSERT_EQ(sessions.size(), 1U);
  EXPECT_TRUE(sessions[0]["current"]);
  lead.must("DELETE", "/api/sessions/" + sessions[0]["id"].get<std::string>());
  EXPECT_EQ(lead.get("/api/rooms").status, 401);
}

TEST_F(Gate, TheStateOfTheTalksSurvivesARestart) {
  const std::string file = ::testing::TempDir() + "parley-gate-restart.db";
  std::remove(file.c_str());
  std::string cookie, csrf;
  {
    World first("restart", {.database = file});
    auto mediator = first.lead();
    open_talks(first, mediator);
    cookie = mediator.cookie;
  }
  World second("restart again", {.database = file});
  auto again = second.visitor();
  again.cookie = cookie;
  EXPECT_EQ(again.must("GET", "/api/talks")["title"], "A small dispute");
  std::remove(file.c_str());
}

TEST_F(Gate, OnTheDayAgreedTheKeysOfTheRoomsAreDestroyed) {
  open_talks(world, lead);
  auto north = world.head(lead, "north");
  north.must("POST", "/api/rooms/room:north/items", {{"kind", "message"}, {"text", "our bottom line"}});
  ASSERT_FALSE(world.log().export_chain("room:north")->empty());
  world.advance(366 * talks::kDay);
  auto visitor = world.visitor();
  visitor.get("/api/session");
  std::size_t readable = 0;
  ASSERT_TRUE(world.log().replay([&](const store::Stored& entry) {
    readable += entry.payload && !entry.audience.starts_with("account:") && entry.audience != "public" ? 1 : 0;
  }));
  EXPECT_EQ(readable, 0U);
  EXPECT_EQ(visitor.post("/api/session", {{"login", north.login}, {"password", Client::kPassword}}).status, 200);
  const auto gone = visitor.get("/api/rooms");
  EXPECT_EQ(gone.status, 410);
  EXPECT_NE(gone.body.find("shredding is complete"), std::string::npos) << gone.body;
}

// The secret of an invitation opens nothing once what it invited to is gone, and harms nobody.
TEST_F(Gate, AfterTheKeysAreDestroyedAnOldLinkIsOneThatNeverWas) {
  open_talks(world, lead);
  const auto invite = [&] {
    return lead
        .must("POST", "/api/invitations", {{"name", "Olena"}, {"role", "head"}, {"organisation", "north"}})["secret"]
        .get<std::string>();
  };
  const auto open = invite(), spent = invite();
  auto north = world.visitor();
  north.accept(spent);
  const auto of_a_party =
      north.must("POST", "/api/invitations", {{"name", "Petro"}, {"role", "delegate"}})["secret"].get<std::string>();
  world.advance(366 * talks::kDay);
  world.broker().tick();
  for (const bool somebody_was_here : {false, true}) {
    if (somebody_was_here) {
      auto back = world.visitor();
      back.csrf = back.must("POST", "/api/session", {{"login", north.login}, {"password", Client::kPassword}})["csrf"];
      EXPECT_EQ(back.get("/api/home").status, 410);
    }
    auto stranger = world.visitor();
    const auto never = stranger.post("/api/invitations/look", {{"secret", "nothing"}}).bytes();
    for (const auto& secret : {open, spent, of_a_party}) {
      EXPECT_EQ(stranger.post("/api/invitations/look", {{"secret", secret}}).bytes(), never);
      EXPECT_EQ(
          stranger
              .post("/api/invitations/accept", {{"secret", secret}, {"login", "late"}, {"password", Client::kPassword}})
              .status,
          404);
    }
  }
}

TEST_F(Gate, WhoJoinsIsTheAuthorOfItAndNotWhoSatAtThisBrowserBefore) {
  open_talks(world, lead);
  const auto secret =
      lead.must("POST", "/api/invitations", {{"name", "Olena"}, {"role", "head"}, {"organisation", "north"}})["secret"]
          .get<std::string>();
  auto same = lead;
  same.totp_secret.clear();
  same.accept(secret);
  std::string joined;
  ASSERT_TRUE(world.log().replay([&](const store::Stored& entry) {
    if (entry.audience == "room:north" && entry.payload) joined += *entry.payload;
  }));
  EXPECT_NE(joined.find("Olena"), std::string::npos);
  EXPECT_EQ(joined.find("Lead mediator"), std::string::npos) << joined;
}

TEST_F(Gate, AMemberOfTheTeamIsInvitedToSpeakForNoParty) {
  open_talks(world, lead);
  for (const char* role : {"mediator", "lead"}) {
    Json member{{"name", "Head of north"}, {"role", role}, {"organisation", "north"}};
    EXPECT_EQ(lead.post("/api/invitations", member).status, 422) << role;
    member.erase("organisation");
    EXPECT_EQ(lead.post("/api/invitations", member).status, 200) << role;
  }
}

TEST_F(Gate, StrangersFromOneAddressKeepNobodyThereFromSigningIn) {
  open_talks(world, lead);
  auto north = world.head(lead, "north");
  auto stranger = world.visitor();
  for (int i = 0; i < 300; ++i) stranger.post("/api/invitations/look", {{"secret", "x"}});
  for (int i = 0; i < 300; ++i) stranger.post("/api/session", {{"login", "nobody"}, {"password", "x"}});
  auto colleague = world.visitor();
  EXPECT_EQ(colleague.post("/api/session", {{"login", north.login}, {"password", Client::kPassword}}).status, 200);
}

TEST_F(Gate, WhatTheEngineAnsweredGoesWithTheKeys) {
  open_talks(world, lead);
  lead.must("GET", "/api/table/analysis");
  lead.must("GET", "/api/table/analysis");
  EXPECT_EQ(world.broker().kept_answers(), 1U);
  world.mediator(lead, {"north"}).must("GET", "/api/table/analysis");
  EXPECT_EQ(world.broker().kept_answers(), 2U);
  world.advance(366 * talks::kDay);
  world.broker().tick();
  EXPECT_EQ(world.broker().kept_answers(), 0U);
}

TEST_F(Gate, TraversalAndNonsenseFindNothing) {
  auto visitor = world.visitor();
  for (const char* target :
       {"/api/../etc/passwd", "/api/%2e%2e/x", "/api/rooms/%00", "/../../etc/passwd.txt", "x", "/api/rooms/%ff"})
    EXPECT_EQ(visitor.get(target).status, 404) << target;
}

TEST_F(Gate, DeepJsonAndDoubleKeysAreRefused) {
  auto visitor = world.visitor();
  const auto send = [&](const std::string& body) {
    return visitor
        .raw({"POST", "/api/session", {{"content-type", "application/json"}, {"x-parley-csrf", "anyone"}}, body, "1"})
        .status;
  };
  EXPECT_EQ(send(std::string(100000, '[')), 400);
  EXPECT_EQ(send(R"({"login":"a","login":"b","password":"c"})"), 400);
  EXPECT_EQ(send(R"({"login":"a","password":"c"})"), 401);
}

}  // namespace
}  // namespace parley::testing
