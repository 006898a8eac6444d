// Commitments that rest on a clause of a signed agreement: what must be signed, who confirms, and who hears of it.
#include <gtest/gtest.h>

#include "talks/signing.hpp"
#include "tests/talks/world.hpp"

namespace parley::testing {
namespace {

struct SignedClauses : ::testing::Test {
  World world{"signed clauses"};
  Client lead = world.lead();
  Client north{world}, south{world}, watch{world};
  std::string sha256, room = "plenary", agreement, cease_fire, prisoners;

  void SetUp() override {
    open_talks(world, lead);
    north = world.head(lead, "north");
    south = world.head(lead, "south");
    watch = world.observer(lead, "watch");
  }

  // Two clauses; the first has a heading in the second language only.
  void open(const Json& to = {"plenary"}) {
    const auto clause = [](const char* en, const char* ar, const char* body) {
      return Json{{"kind", "add_clause"},
                  {"wordings",
                   {{{"language", "en"}, {"heading", en}, {"body", body}},
                    {{"language", "ar"}, {"heading", ar}, {"body", "نص"}}}}};
    };
    const Json changes = {{{"kind", "set_title"}, {"title", "Accord <b>"}},
                          {{"kind", "add_language"}, {"language", "en"}, {"standing", "authentic"}},
                          {{"kind", "add_language"}, {"language", "ar"}, {"standing", "authentic"}},
                          clause("Prisoners", "الأسرى", "North hands over 1,200 prisoners."),
                          clause("", "وقف إطلاق النار", "Fire ceases.")};
    const auto edited = lead.must("POST", "/api/text/edits", {{"base", 0}, {"changes", changes}});
    lead.confirm();
    sha256 = lead.must("POST", "/api/text/shares",
                       {{"number", edited["number"]}, {"label", "The accord"}, {"to", to}, {"freeze", true}})["sha256"];
    const auto round = lead.must("POST", "/api/rounds",
                                 {{"sha256", sha256},
                                  {"parties", {"north", "south"}},
                                  {"means", "final"},
                                  {"opt_in_until", to_text(world.now() + 60)},
                                  {"answer_until", to_text(world.now() + 600)}})["id"]
                           .get<std::string>();
    for (auto* who : {&north, &south}) who->must("PUT", "/api/rounds/" + round + "/opt-in", {{"opt_in", true}});
    for (auto* who : {&north, &south})
      who->must("PUT", "/api/rounds/" + round + "/answer", {{"answer", "accept"}, {"means", "final"}});
    world.advance(600);
    lead.confirm();
    agreement = lead.must("POST", "/api/agreements", {{"round", round}, {"room", room}})["id"];
    const auto text = text_of(lead);
    cease_fire = text["clauses"][0]["id"];
    prisoners = text["clauses"][1]["id"];
    if (!text["clauses"][0]["versions"][0]["heading"].get<std::string>().empty()) std::swap(cease_fire, prisoners);
  }
  static Json text_of(Client& who) {
    const auto list = who.must("GET", "/api/agreements");
    return list["agreements"].at(0)["text"];
  }
  void sign(Client& who) {
    const auto key = talks::SigningKey::make();
    who.confirm();
    who.must("POST", "/api/agreements/" + agreement + "/signatures",
             {{"sha256", sha256},
              {"public_key", talks::to_hex(key.public_key())},
              {"signature", talks::to_hex(key.sign(*talks::from_hex(sha256)))},
              {"made", "offline"}});
  }
  void open_and_sign(const Json& to = {"plenary"}) {
    open(to);
    sign(north);
    sign(south);
  }
  Json hand_over() const {
    return {{"obligation", "Hand over prisoners"},
            {"who", "north"},
            {"quantity", "1200"},
            {"unit", "persons"},
            {"due", to_text(world.now() + 10 * talks::kDay)},
            {"verifier", ""},
            {"evidence", "Lists of the Red Cross"},
            {"agreement", agreement},
            {"clause", prisoners}};
  }
  std::string refused_at(const Json& commitment) {
    const auto reply = lead.post("/api/commitments", commitment);
    EXPECT_EQ(reply.status, 422) << reply.body;
    return reply.json()["errors"][0]["at"];
  }
  static std::string unfolded(std::string calendar) {
    for (auto at = calendar.find("\r\n "); at != std::string::npos; at = calendar.find("\r\n ")) calendar.erase(at, 3);
    return calendar;
  }
  static Json list(Client& who) { return who.must("GET", "/api/commitments")["commitments"]; }
  void confirm(Client& who, const std::string& id) {
    who.confirm();
    who.must("POST", "/api/commitments/" + id + "/confirmations");
  }
};

TEST_F(SignedClauses, ACommitmentNamesTheClauseThatItRestsOnAndEverySignatoryConfirms) {
  open_and_sign();
  const auto id = lead.must("POST", "/api/commitments", hand_over())["id"].get<std::string>();
  const auto made = list(watch)[0];
  const auto text = text_of(watch);
  EXPECT_EQ(made["rests_on"]["agreement"], agreement);
  EXPECT_EQ(made["rests_on"]["title"], "Accord <b>");
  EXPECT_EQ(made["rests_on"]["heading"], "Prisoners");
  EXPECT_EQ(text["clauses"][made["rests_on"]["number"].get<std::size_t>() - 1]["id"], prisoners);
  EXPECT_EQ(made["parties"], Json({"north", "south"}));
  EXPECT_EQ(made["state"], "proposed") << "the clause is signed; the date and the verifier are not";
  confirm(north, id);
  confirm(south, id);
  EXPECT_EQ(list(watch)[0]["state"], "in_force");
  EXPECT_NE(unfolded(watch.get("/api/commitments/calendar.ics").body).find("Prisoners\\, of Accord <b>"),
            std::string::npos);
}

TEST_F(SignedClauses, AHeadingIsShownInTheFirstLanguageThatHasOne) {
  open_and_sign();
  auto fire = hand_over();
  fire["clause"] = cease_fire;
  lead.must("POST", "/api/commitments", fire);
  const auto clause = list(north)[0]["rests_on"];
  EXPECT_EQ(clause["heading"], "وقف إطلاق النار");
  EXPECT_EQ(clause["language"], "ar");
  EXPECT_EQ(clause["rtl"], true);
}

TEST_F(SignedClauses, WhatIsNotSignedByEverybodyCarriesNoCommitment) {
  open();
  EXPECT_EQ(refused_at(hand_over()), "/agreement");
  sign(north);
  EXPECT_EQ(refused_at(hand_over()), "/agreement");
  sign(south);
  EXPECT_EQ(lead.post("/api/commitments", hand_over()).status, 200);
}

TEST_F(SignedClauses, AgreementAndClauseMustBeThereAndGoTogether) {
  open_and_sign();
  const auto with = [&](const std::string& key, const Json& value) {
    auto changed = hand_over();
    if (value.is_null()) changed.erase(key);
    else changed[key] = value;
    return refused_at(changed);
  };
  EXPECT_EQ(with("agreement", "AAAAAAAAAAAAAAAAAAAAAA"), "/agreement");
  EXPECT_EQ(with("clause", "no-such-clause"), "/clause");
  EXPECT_EQ(with("clause", nullptr), "/clause");
  EXPECT_EQ(with("agreement", nullptr), "/agreement");
  EXPECT_EQ(with("who", "watch"), "/who");
  auto none = hand_over();
  none.erase("agreement");
  none.erase("clause");
  EXPECT_EQ(refused_at(none), "/parties");
  none["parties"] = {"north"};
  EXPECT_EQ(lead.post("/api/commitments", none).status, 200);
  EXPECT_TRUE(list(north)[0]["rests_on"].is_null());
}

TEST_F(SignedClauses, ACommitmentStandsWhereItsAgreementStandsAndNobodyElseHearsOfIt) {
  room = lead.must("POST", "/api/groups", {{"title", "Signatories"}, {"parties", {"north", "south"}}})["room"];
  open_and_sign({room});
  const auto before = watch.get("/api/commitments").bytes();
  const auto feed = watch.get("/api/commitments/calendar.ics").bytes();
  auto watched = hand_over();
  watched["verifier"] = "watch";
  EXPECT_EQ(refused_at(watched), "/verifier");
  const auto id = lead.must("POST", "/api/commitments", hand_over())["id"].get<std::string>();
  EXPECT_EQ(list(south)[0]["room"], room);
  confirm(north, id);
  confirm(south, id);
  EXPECT_EQ(list(north)[0]["state"], "in_force");
  lead.must("POST", "/api/commitments/" + id + "/status", {{"status", "minimal"}, {"evidence", "List 7"}});
  EXPECT_EQ(list(north)[0]["status"], "minimal");
  EXPECT_EQ(watch.get("/api/commitments").bytes(), before);
  EXPECT_EQ(watch.get("/api/commitments/calendar.ics").bytes(), feed);
}

}  // namespace
}  // namespace parley::testing
