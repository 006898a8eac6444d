// Agreements: from a frozen text that everybody accepted to signatures that others verify without Parley.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "talks/signing.hpp"
#include "tests/talks/world.hpp"

namespace parley::testing {
namespace {

struct Agreements : ::testing::Test {
  World world{"agreements"};
  Client lead = world.lead();
  Client north{world}, south{world}, watch{world};
  std::string sha256, round;
  talks::SigningKey north_key = talks::SigningKey::make(), south_key = talks::SigningKey::make();

  void SetUp() override {
    open_talks(world, lead);
    north = world.head(lead, "north");
    south = world.head(lead, "south");
    watch = world.observer(lead, "watch");
  }

  void freeze(const Json& to = {"plenary"}) {
    const Json changes = {{{"kind", "set_title"}, {"title", "Accord <b>"}},
                          {{"kind", "add_language"}, {"language", "en"}, {"standing", "authentic"}},
                          {{"kind", "add_language"}, {"language", "ar"}, {"standing", "authentic"}},
                          {{"kind", "add_clause"},
                           {"wordings",
                            {{{"language", "en"}, {"heading", "Cease-fire"}, {"body", "Fire ceases."}},
                             {{"language", "ar"}, {"heading", "وقف"}, {"body", "يتوقف إطلاق النار."}}}}}};
    const auto edited = lead.must("POST", "/api/text/edits", {{"base", 0}, {"changes", changes}});
    lead.confirm();
    sha256 = lead.must("POST", "/api/text/shares",
                       {{"number", edited["number"]}, {"label", "The accord"}, {"to", to}, {"freeze", true}})["sha256"];
  }
  Json about_text(const std::string& means) const {
    return {{"sha256", sha256},
            {"parties", {"north", "south"}},
            {"means", means},
            {"opt_in_until", to_text(world.now() + 60)},
            {"answer_until", to_text(world.now() + 600)}};
  }
  void accept(const std::string& means, const std::string& of_south = "accept") {
    round = lead.must("POST", "/api/rounds", about_text(means))["id"];
    for (auto* who : {&north, &south}) who->must("PUT", "/api/rounds/" + round + "/opt-in", {{"opt_in", true}});
    north.must("PUT", "/api/rounds/" + round + "/answer", {{"answer", "accept"}, {"means", means}});
    south.must("PUT", "/api/rounds/" + round + "/answer", {{"answer", of_south}, {"means", means}});
    world.advance(600);
  }
  Reply open(const std::string& room = "plenary") {
    lead.confirm();
    return lead.post("/api/agreements", {{"round", round}, {"room", room}});
  }
  Json signature(const talks::SigningKey& key) const {
    return {{"sha256", sha256},
            {"public_key", talks::to_hex(key.public_key())},
            {"signature", talks::to_hex(key.sign(*talks::from_hex(sha256)))},
            {"made", "offline"}};
  }
  Reply sign(Client& who, const std::string& id, const Json& body) {
    who.confirm();
    return who.post("/api/agreements/" + id + "/signatures", body);
  }
  static Json only(Client& who) {
    const auto list = who.must("GET", "/api/agreements");
    return list["agreements"].at(0);
  }
};

TEST_F(Agreements, AnAcceptedTextWaitsForTheMediatorUntilItIsOpenForSignature) {
  const auto waits = [&](Client& who) {
    const auto home = who.must("GET", "/api/home");
    return std::ranges::count_if(home["waiting"], [](const Json& one) { return one["kind"] == "signature"; });
  };
  auto assistant = world.mediator(lead, {"north"});
  freeze();
  accept("ad_referendum");
  EXPECT_EQ(waits(lead), 0) << "nobody has confirmed it yet";
  for (auto* who : {&north, &south}) who->must("POST", "/api/rounds/" + round + "/confirmation");
  EXPECT_EQ(waits(lead), 1);
  EXPECT_EQ(waits(assistant), 0) << "it does not sit in every caucus asked";
  EXPECT_EQ(waits(north), 0);
  EXPECT_EQ(open().status, 200);
  EXPECT_EQ(waits(lead), 0);
  EXPECT_EQ(waits(north), 1);
}

TEST_F(Agreements, ATextThatEverybodyAcceptedIsSignedAndCompleteWithTheLastSignature) {
  freeze();
  accept("final");
  const auto id = open().json()["id"].get<std::string>();
  EXPECT_EQ(only(north)["may_sign"], true);
  EXPECT_EQ(only(watch)["may_sign"], false);
  EXPECT_EQ(sign(north, id, signature(north_key)).status, 200);
  EXPECT_TRUE(only(south)["complete"].is_null());
  EXPECT_EQ(sign(north, id, signature(north_key)).status, 409);
  EXPECT_EQ(sign(south, id, signature(south_key)).status, 200);
  EXPECT_EQ(only(lead)["complete"], to_text(world.now()));
  EXPECT_EQ(only(lead)["signatures"][0]["public_key"], talks::to_hex(north_key.public_key()));
}

TEST_F(Agreements, WhatWasNotAcceptedByEverybodyIsNotOpened) {
  freeze();
  accept("final", "reject");
  EXPECT_EQ(open().status, 409);
}

TEST_F(Agreements, AnAcceptanceAdReferendumNeedsEveryConfirmationFirst) {
  freeze();
  accept("ad_referendum");
  EXPECT_EQ(open().status, 409);
  north.must("POST", "/api/rounds/" + round + "/confirmation");
  EXPECT_EQ(open().status, 409);
  south.must("POST", "/api/rounds/" + round + "/confirmation");
  EXPECT_EQ(open().status, 200);
  EXPECT_EQ(open().status, 409) << "once";
  EXPECT_EQ(only(north)["ad_referendum"], true);
}

TEST_F(Agreements, AWrongSignatureIsRefused) {
  freeze();
  accept("final");
  const auto id = open().json()["id"].get<std::string>();
  auto other = signature(north_key);
  other["public_key"] = talks::to_hex(south_key.public_key());
  EXPECT_EQ(sign(north, id, other).status, 422);
  other = signature(north_key);
  other["sha256"] = talks::to_hex(talks::sha256("another text"));
  EXPECT_EQ(sign(north, id, other).status, 422);
  EXPECT_EQ(sign(north, id, signature(north_key)).status, 200);
  EXPECT_EQ(sign(south, id, signature(north_key)).status, 422) << "the other party's key";
}

TEST_F(Agreements, SigningTakesTheMandateAndAFreshConfirmation) {
  freeze();
  accept("final");
  const auto id = open().json()["id"].get<std::string>();
  EXPECT_EQ(north.post("/api/agreements/" + id + "/signatures", signature(north_key)).json()["errors"][0]["code"],
            "confirm");
  auto delegate = world.delegate(north, "Delegate", {"accept_final"});
  EXPECT_EQ(sign(delegate, id, signature(north_key)).status, 403);
  EXPECT_EQ(sign(lead, id, signature(north_key)).status, 403);
}

TEST_F(Agreements, ARoundIsAboutATextThatEveryPartyAskedCanRead) {
  freeze({"caucus:north"});
  EXPECT_EQ(lead.post("/api/rounds", about_text("final")).status, 422);
  auto both = about_text("final");
  both["package"] = {{"price", "mid"}, {"date", "soon"}};
  EXPECT_EQ(lead.post("/api/rounds", both).status, 422);
}

TEST_F(Agreements, ItIsSignedWhereEverySignatoryReadsAndNobodyElseKnows) {
  freeze({"caucus:north", "caucus:south"});
  accept("final");
  EXPECT_EQ(open("caucus:north").status, 422);
  const auto group = lead.must("POST", "/api/groups", {{"title", "Signatories"}, {"parties", {"north", "south"}}});
  const auto id = open(group["room"]).json()["id"].get<std::string>();
  EXPECT_EQ(only(south)["room"], group["room"]);
  EXPECT_TRUE(watch.must("GET", "/api/agreements")["agreements"].empty());
  watch.confirm();
  EXPECT_EQ(watch.get("/api/agreements/" + id + "/file?format=html").bytes(),
            watch.get("/api/agreements/AAAAAAAAAAAAAAAAAAAAAA/file?format=html").bytes());
}

// The page is given to a program that shares nothing with Parley: Python's own parser, hashlib and PyNaCl.
TEST_F(Agreements, ThePageIsVerifiedByAnIndependentProgram) {
  freeze();
  accept("final");
  const auto id = open().json()["id"].get<std::string>();
  sign(north, id, signature(north_key));
  sign(south, id, signature(south_key));
  north.confirm();
  const auto folder = std::filesystem::path(::testing::TempDir()) / "parley-agreement-page";
  std::filesystem::create_directories(folder);
  const auto page = (folder / "agreement.html").string();
  const auto verify = [&](const std::string& bytes) {
    std::ofstream(page, std::ios::binary) << bytes;
    return std::system(
        ("/usr/bin/python3 " PARLEY_SOURCE_DIR "/tests/talks/verify_agreement.py " + page + " 2").c_str());
  };
  const auto html = north.get("/api/agreements/" + id + "/file?format=html").body;
  EXPECT_EQ(html.find("<script"), std::string::npos);
  EXPECT_NE(html.find("Accord &lt;b&gt;"), std::string::npos);
  EXPECT_EQ(verify(html), 0);
  auto changed = html;
  const auto text = north.get("/api/agreements/" + id + "/file?format=text").body;
  auto other = text;
  other.replace(other.find("Fire ceases."), 4, "Rain");
  changed.replace(changed.find(talks::to_base64(text)), talks::to_base64(text).size(), talks::to_base64(other));
  EXPECT_NE(verify(changed), 0);
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace parley::testing
