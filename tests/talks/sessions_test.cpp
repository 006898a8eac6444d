// Sessions from their beginning to their end: what a cookie opens, when it stops to, and which codes count.
#include <gtest/gtest.h>

#include "tests/talks/world.hpp"

namespace parley::testing {
namespace {

struct Sessions : ::testing::Test {
  World world{"sessions"};
  Client lead = world.lead();
  Client north{world};

  void SetUp() override {
    open_talks(world, lead);
    north = world.head(lead, "north");
  }

  Reply sign_in(Client& browser, const std::string& login, const std::string& code = "") {
    Json body{{"login", login}, {"password", Client::kPassword}};
    if (!code.empty()) body["code"] = code;
    auto reply = browser.post("/api/session", body);
    if (reply.status == 200) browser.csrf = reply.json()["csrf"];
    return reply;
  }
  std::string invitation(const std::string& party) {
    return lead.must("POST", "/api/invitations",
                     {{"name", "Olena"}, {"role", "head"}, {"organisation", party}})["secret"];
  }
  // Whoever comes with this cookie gets what somebody gets whose cookie nobody ever gave out.
  void opens_nothing(const std::string& cookie) {
    auto thief = world.visitor(), stranger = world.visitor();
    for (const char* target : {"/api/session", "/api/rooms", "/api/home", "/api/sessions", "/api/changes"}) {
      thief.cookie = cookie;
      stranger.cookie = "parley=" + std::string(43, 'A');
      EXPECT_EQ(thief.get(target).bytes(), stranger.get(target).bytes()) << target;
    }
    EXPECT_EQ(stranger.get("/api/rooms").status, 401);
  }
};

TEST_F(Sessions, SigningInEndsTheSessionThatTheBrowserHad) {
  const auto old = north.cookie;
  ASSERT_EQ(sign_in(north, north.login).status, 200);
  EXPECT_NE(north.cookie, old);
  EXPECT_EQ(north.get("/api/rooms").status, 200);
  opens_nothing(old);
}

TEST_F(Sessions, JoiningEndsTheSessionThatTheBrowserHad) {
  const auto old = north.cookie;
  north.accept(invitation("south"), "another");
  EXPECT_NE(north.cookie, old);
  EXPECT_EQ(north.must("GET", "/api/session")["person"]["organisation"], "south");
  opens_nothing(old);
}

TEST(DemonstrationSessions, EnteringAsSomebodyElseEndsTheSessionThatTheBrowserHad) {
  World world("demonstration", {.demo = true});
  const auto links = world.broker().load_demo(kSmallCase);
  ASSERT_TRUE(links);
  ASSERT_GE(links->size(), 3U);
  auto browser = world.visitor();
  const auto enter = [&](std::size_t i) {
    browser.csrf = browser.must("POST", "/api/demo", {{"secret", (*links)[i].secret}})["csrf"];
    return browser.cookie;
  };
  const auto first = enter(0), second = enter(1);
  EXPECT_NE(first, second);
  EXPECT_EQ(browser.get("/api/rooms").status, 200);
  browser.cookie = first;
  EXPECT_EQ(browser.get("/api/rooms").status, 401);
}

TEST_F(Sessions, ACookieThatTheBrowserBroughtAlongNeverBecomesASession) {
  auto browser = world.visitor();
  const std::string planted = "parley=" + std::string(43, 'p');
  browser.cookie = planted;
  ASSERT_EQ(sign_in(browser, north.login).status, 200);
  EXPECT_NE(browser.cookie, planted);
  opens_nothing(planted);
}

TEST_F(Sessions, ANewPasswordEndsEveryOtherSessionAndNotThisOne) {
  auto elsewhere = world.visitor();
  ASSERT_EQ(sign_in(elsewhere, north.login).status, 200);
  ASSERT_EQ(elsewhere.get("/api/rooms").status, 200);
  north.must("PUT", "/api/account/password", {{"old", Client::kPassword}, {"new", "another long password"}});
  EXPECT_EQ(north.get("/api/rooms").status, 200);
  opens_nothing(elsewhere.cookie);
  auto late = world.visitor();
  EXPECT_EQ(sign_in(late, north.login).status, 401) << "the old password";
}

TEST_F(Sessions, AreOverAfterTwelveHoursHoweverBusy) {
  const auto cookie = north.cookie;
  for (int half_hours = 1; half_hours < 24; ++half_hours) {
    world.advance(talks::kHour / 2);
    ASSERT_EQ(north.get("/api/home").status, 200) << half_hours;
  }
  world.advance(talks::kHour / 2 - 1);
  EXPECT_EQ(north.get("/api/home").status, 200);
  world.advance(1);
  opens_nothing(cookie);
}

TEST_F(Sessions, AreOverAfterAnHourWithoutARequest) {
  const auto cookie = north.cookie;
  north.get("/api/home");
  world.advance(talks::kHour - 1);
  EXPECT_EQ(north.get("/api/home").status, 200);
  world.advance(talks::kHour);
  opens_nothing(cookie);
}

TEST(SessionsAcrossARestart, AnIdleOneStaysOver) {
  const std::string file = ::testing::TempDir() + "parley-sessions-idle.db";
  std::remove(file.c_str());
  std::string cookie;
  {
    World first("idle", {.database = file});
    auto lead = first.lead();
    open_talks(first, lead);
    cookie = lead.cookie;
    first.advance(talks::kHour);
    EXPECT_EQ(lead.get("/api/home").status, 401);
  }
  World second("idle again", {.database = file, .start = WorldOptions{}.start + 2 * talks::kHour});
  auto again = second.visitor();
  again.cookie = cookie;
  EXPECT_EQ(again.get("/api/home").status, 401);
  std::remove(file.c_str());
}

TEST_F(Sessions, ACookieOpensNothingAfterSigningOut) {
  const auto cookie = north.cookie;
  const auto reply = north.call("DELETE", "/api/session");
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.header("set-cookie"), "parley=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0");
  opens_nothing(cookie);
}

TEST_F(Sessions, TheCookieIsOutOfReachOfScriptsAndOfOtherSites) {
  auto browser = world.visitor();
  const auto set = sign_in(browser, north.login).header("set-cookie");
  EXPECT_EQ(set.substr(0, 7), "parley=");
  EXPECT_EQ(set.substr(7 + 43), "; Path=/; HttpOnly; SameSite=Strict") << set;
}

TEST(SessionsOverTls, TheCookieIsBoundToTlsAndToThisHost) {
  World world("sessions over tls", {.tls = true});
  auto lead = world.lead();
  EXPECT_TRUE(lead.cookie.starts_with("__Host-parley=")) << lead.cookie;
  world.advance(30);
  auto browser = world.visitor();
  const auto set =
      browser.post("/api/session", {{"login", lead.login}, {"password", Client::kPassword}, {"code", lead.code()}})
          .header("set-cookie");
  EXPECT_EQ(set.substr(0, 14), "__Host-parley=");
  EXPECT_EQ(set.substr(14 + 43), "; Path=/; HttpOnly; SameSite=Strict; Secure") << set;
  EXPECT_EQ(lead.call("DELETE", "/api/session").header("set-cookie"),
            "__Host-parley=; Path=/; HttpOnly; SameSite=Strict; Secure; Max-Age=0");
  browser.cookie = browser.cookie.substr(7);
  EXPECT_EQ(browser.get("/api/rooms").status, 401) << "the name without the prefix, which a plain page could set";
}

TEST_F(Sessions, ACodeThatConfirmedOnceConfirmsNothingMore) {
  world.advance(30);
  const auto code = lead.code();
  EXPECT_EQ(lead.post("/api/session/confirmation", {{"proof", code}}).status, 200);
  EXPECT_EQ(lead.post("/api/session/confirmation", {{"proof", code}}).status, 403);
  auto browser = world.visitor();
  EXPECT_EQ(sign_in(browser, lead.login, code).status, 401) << "nor does it sign in";
}

TEST_F(Sessions, ACodeThatSignedInOnceDoesNothingMore) {
  world.advance(30);
  const auto code = lead.code();
  auto browser = world.visitor(), late = world.visitor();
  EXPECT_EQ(sign_in(browser, lead.login, code).status, 200);
  EXPECT_EQ(sign_in(late, lead.login, code).status, 401);
  EXPECT_EQ(browser.post("/api/session/confirmation", {{"proof", code}}).status, 403);
  EXPECT_EQ(lead.post("/api/session/confirmation", {{"proof", code}}).status, 403) << "in an older session";
}

TEST_F(Sessions, ACodeOlderThanOneThatWasUsedIsRefused) {
  world.advance(60);
  EXPECT_EQ(lead.post("/api/session/confirmation", {{"proof", lead.code(30)}}).status, 200)
      << "a clock may be half a minute ahead";
  for (const int older : {0, -30}) {
    EXPECT_EQ(lead.post("/api/session/confirmation", {{"proof", lead.code(older)}}).status, 403) << older;
    auto browser = world.visitor();
    EXPECT_EQ(sign_in(browser, lead.login, lead.code(older)).status, 401) << older;
  }
}

TEST_F(Sessions, CodesOfOtherTimesAreRefused) {
  world.advance(3 * 60);
  for (const int off : {-60, 60, -90, 90})
    EXPECT_EQ(lead.post("/api/session/confirmation", {{"proof", lead.code(off)}}).status, 403) << off;
  EXPECT_EQ(lead.post("/api/session/confirmation", {{"proof", lead.code(-30)}}).status, 200);
}

// Who finds a page left open can neither take over the account with codes of its own nor get past a confirmation by them.
TEST_F(Sessions, APageLeftOpenEnrolsNoCodes) {
  world.advance(5 * talks::kMinute);
  const auto refused = north.post("/api/account/totp");
  EXPECT_EQ(refused.status, 403);
  EXPECT_EQ(refused.json()["errors"][0]["code"], "confirm") << "the page asks for the password";
  EXPECT_EQ(north.call("PUT", "/api/account/totp", {{"code", "000000"}}).status, 409);
  auto elsewhere = world.visitor();
  ASSERT_EQ(sign_in(elsewhere, north.login).status, 200);
  north.confirm();
  north.enrol();
  EXPECT_EQ(north.get("/api/rooms").status, 200);
  opens_nothing(elsewhere.cookie);
  auto browser = world.visitor();
  EXPECT_EQ(sign_in(browser, north.login).status, 401) << "from now on with a code";
}

TEST_F(Sessions, AMediatorWhoWasSlowToEnrolProvesThePasswordAgain) {
  const auto secret =
      lead.must("POST", "/api/invitations", {{"name", "Assistant"}, {"role", "mediator"}})["secret"].get<std::string>();
  auto assistant = world.visitor();
  const auto session = assistant.must("POST", "/api/invitations/accept",
                                      {{"secret", secret}, {"login", "assistant"}, {"password", Client::kPassword}});
  assistant.csrf = session["csrf"];
  world.advance(5 * talks::kMinute);
  EXPECT_EQ(assistant.post("/api/account/totp").status, 403);
  EXPECT_EQ(assistant.get("/api/rooms").status, 403);
  assistant.confirm();
  assistant.enrol();
  EXPECT_EQ(assistant.get("/api/rooms").status, 200);
}

TEST_F(Sessions, TheCodeThatEnrolledASecretIsSpent) {
  world.advance(30);
  lead.confirm();
  world.advance(30);
  lead.enrol();
  EXPECT_EQ(lead.post("/api/session/confirmation", {{"proof", lead.code()}}).status, 403);
}

}  // namespace
}  // namespace parley::testing
