// The record: who sees an entry, what became of its wording, and what is released of it.
#include <gtest/gtest.h>

#include "tests/talks/world.hpp"

namespace parley::testing {
namespace {

struct Entries : ::testing::Test {
  World world{"record"};
  Client lead = world.lead();
  Client north{world}, south{world}, watch{world};

  void SetUp() override {
    open_talks(world, lead);
    north = world.head(lead, "north");
    south = world.head(lead, "south");
    watch = world.observer(lead, "watch");
  }

  static Json says(const std::string& words, const std::string& tag = "mediator_only") {
    return {{"kind", "claim"},      {"words", words},       {"source", "Telegram 17"},
            {"date", "2025-08-12"}, {"says", "Our patrol"}, {"tag", tag}};
  }
  static std::string add(Client& who, const std::string& room, const Json& entry) {
    return who.must("POST", "/api/rooms/" + room + "/record", entry)["id"];
  }
  static Json entries(Client& who) { return who.must("GET", "/api/record")["entries"]; }
  static Json entry(Client& who, const std::string& id) {
    for (const auto& one : entries(who))
      if (one["id"] == id) return one;
    return nullptr;
  }
  static Json amended(const std::string& words) {
    return {{"words", words}, {"source", "Telegram 18"}, {"date", ""}, {"says", "Our patrol"}, {"reason", "a mistake"}};
  }
  Reply release(const std::string& id, const Json& body) { return lead.post("/api/record/" + id + "/releases", body); }
};

TEST_F(Entries, AnEntryIsSeenInTheRoomThatItsAuthorChoseAndNowhereElse) {
  const auto own = add(north, "room:north", says("They crossed the line"));
  const auto told = add(north, "caucus:north", says("They crossed it twice"));
  EXPECT_EQ(entries(north).size(), 2U);
  ASSERT_EQ(entries(lead).size(), 1U);
  EXPECT_EQ(entries(lead)[0]["id"], told);
  EXPECT_TRUE(entries(south).empty());
  EXPECT_TRUE(entries(watch).empty());
  EXPECT_EQ(entry(north, own)["versions"][0]["source"], "Telegram 17");
}

TEST_F(Entries, AForeignEntryAndAnAbsentOneAnswerAlike) {
  const auto id = add(north, "room:north", says("They crossed the line"));
  const std::string nobody(22, 'A');
  EXPECT_EQ(south.call("PUT", "/api/record/" + id, amended("x")).bytes(),
            south.call("PUT", "/api/record/" + nobody, amended("x")).bytes());
  EXPECT_EQ(south.post("/api/rooms/caucus:north/record", says("x")).bytes(),
            south.post("/api/rooms/caucus:nobody/record", says("x")).bytes());
  lead.confirm();
  const Json to_all{{"how", "conveyed"}, {"to", {"plenary"}}};
  EXPECT_EQ(release(id, to_all).bytes(), release(nobody, to_all).bytes());
}

TEST_F(Entries, AnAmendmentKeepsTheEarlierWordingWithItsTime) {
  const auto id = add(north, "plenary", says("Ten vehicles"));
  const auto first = entry(south, id)["versions"][0]["time"];
  world.advance(600);
  north.must("PUT", "/api/record/" + id, amended("Two vehicles"));
  const auto seen = entry(south, id);
  ASSERT_EQ(seen["versions"].size(), 2U);
  EXPECT_EQ(seen["versions"][0]["words"], "Ten vehicles");
  EXPECT_EQ(seen["versions"][0]["time"], first);
  EXPECT_EQ(seen["versions"][1]["words"], "Two vehicles");
  EXPECT_EQ(seen["versions"][1]["time"], to_text(world.now()));
  EXPECT_EQ(seen["versions"][1]["reason"], "a mistake");
}

TEST_F(Entries, OnlyTheOrganisationThatWroteAnEntryAmendsAndTagsIt) {
  const auto id = add(north, "plenary", says("Ten vehicles"));
  EXPECT_EQ(south.call("PUT", "/api/record/" + id, amended("None")).status, 403);
  EXPECT_EQ(lead.call("PUT", "/api/record/" + id, amended("None")).status, 403);
  EXPECT_EQ(south.call("PUT", "/api/record/" + id + "/tag", {{"tag", "public"}}).status, 403);
  EXPECT_EQ(watch.call("PUT", "/api/record/" + id, amended("None")).status, 403);
}

TEST_F(Entries, ADayThatDoesNotExistIsRefused) {
  auto entry = says("x");
  entry["date"] = "2025-02-30";
  EXPECT_EQ(north.post("/api/rooms/plenary/record", entry).json()["errors"][0]["at"], "/date");
  entry["date"] = "";
  EXPECT_EQ(north.post("/api/rooms/plenary/record", entry).status, 200);
}

TEST_F(Entries, TheNewestIsFirstEvenWithinOneSecond) {
  const auto one = add(north, "room:north", says("Ten vehicles"));
  const auto other = add(north, "room:north", says("Eleven vehicles"));
  const auto sent = north.must("POST", "/api/record/" + one + "/sending", {{"tag", "conveyed"}})["id"];
  std::vector<std::string> seen;
  for (const auto& entry : entries(north)) seen.push_back(entry["id"]);
  EXPECT_EQ(seen, (std::vector<std::string>{sent, other, one}));
}

TEST_F(Entries, ContradictingClaimsAreLinkedBothWays) {
  const auto one = add(north, "plenary", says("Ten vehicles"));
  const auto other = add(south, "plenary", says("No vehicle"));
  south.must("POST", "/api/record/" + other + "/contradictions", {{"other", one}, {"note", "see the log"}});
  EXPECT_EQ(entry(watch, one)["contradictions"][0]["other"], other);
  EXPECT_EQ(entry(watch, other)["contradictions"][0]["other"], one);
  EXPECT_EQ(north.post("/api/record/" + one + "/contradictions", {{"other", other}}).status, 409);
}

TEST_F(Entries, AContradictionInANarrowerRoomIsSeenThereOnly) {
  const auto open = add(south, "plenary", says("No vehicle"));
  const auto own = add(north, "room:north", says("We counted ten"));
  north.must("POST", "/api/record/" + own + "/contradictions", {{"other", open}});
  EXPECT_EQ(entry(north, open)["contradictions"].size(), 1U);
  EXPECT_TRUE(entry(south, open)["contradictions"].empty());
  EXPECT_TRUE(entry(lead, open)["contradictions"].empty());
  EXPECT_EQ(north.post("/api/record/" + open + "/contradictions", {{"other", own}}).status, 422)
      << "a link in the plenary would point to what others cannot read";
}

TEST_F(Entries, AnEntryOfTheOwnRoomGoesToTheCaucusInTheWordingOfTheMoment) {
  const auto id = add(north, "room:north", says("Our source in the ministry says ten"));
  north.must("PUT", "/api/record/" + id, amended("Ten vehicles"));
  EXPECT_TRUE(entries(lead).empty());
  north.must("POST", "/api/record/" + id + "/sending", {{"tag", "conveyed"}});
  const auto arrived = entries(lead);
  ASSERT_EQ(arrived.size(), 1U);
  EXPECT_EQ(arrived[0]["room"], "caucus:north");
  EXPECT_EQ(arrived[0]["origin"], "sent");
  EXPECT_EQ(arrived[0]["tag"], "conveyed");
  EXPECT_EQ(arrived[0]["versions"].size(), 1U) << "earlier wordings stay in the own room";
  EXPECT_EQ(lead.get("/api/record").body.find("ministry"), std::string::npos);
  EXPECT_EQ(entry(north, id)["tag"], "conveyed") << "the own room shows the tag under which it was sent";
  EXPECT_EQ(entry(north, id)["sent"], to_text(world.now()));
  EXPECT_EQ(north.post("/api/record/" + id + "/sending").status, 409);
  EXPECT_TRUE(entries(south).empty());
}

TEST_F(Entries, OnlyWithTheMandateIsAnEntrySentAndOnlyFromTheOwnRoom) {
  auto silent = world.delegate(north, "Silent", {});
  const auto id = add(silent, "room:north", says("Ten vehicles"));
  EXPECT_EQ(silent.post("/api/record/" + id + "/sending").status, 403);
  auto sender = world.delegate(north, "Sender", {"send"});
  EXPECT_EQ(sender.post("/api/record/" + id + "/sending", {{"tag", "public"}}).status, 403)
      << "a tag takes a mandate of its own";
  EXPECT_EQ(sender.post("/api/record/" + id + "/sending").status, 200);
  const auto told = add(north, "caucus:north", says("Ten vehicles"));
  EXPECT_EQ(north.post("/api/record/" + told + "/sending").status, 404);
  EXPECT_EQ(south.post("/api/record/" + id + "/sending").status, 404);
}

TEST_F(Entries, AreReleasedNeverWiderThanTheirTag) {
  const auto id = add(north, "caucus:north", says("Ten vehicles"));
  lead.confirm();
  EXPECT_EQ(release(id, {{"how", "conveyed"}, {"to", {"plenary"}}}).status, 422);
  EXPECT_EQ(release(id, {{"how", "unattributed"}, {"to", {"plenary"}}, {"words", "Some vehicles"}}).status, 422);
  north.must("PUT", "/api/record/" + id + "/tag", {{"tag", "conveyed"}});
  EXPECT_EQ(release(id, {{"how", "conveyed"}, {"to", {"public"}}}).status, 422);
  EXPECT_EQ(release(id, {{"how", "conveyed"}, {"to", {"plenary"}}}).status, 200);
  const auto arrived = entries(south);
  ASSERT_EQ(arrived.size(), 1U);
  EXPECT_NE(arrived[0]["id"], id);
  EXPECT_EQ(arrived[0]["author"]["organisation"], "north");
  EXPECT_EQ(entry(north, id)["releases"][0]["to"], (Json{"plenary"}));
}

TEST_F(Entries, AReleaseCarriesTheWordingOfTheMomentAndNotWhatItWasAmendedFrom) {
  const auto id = add(north, "caucus:north", says("Our source in the ministry says ten", "public"));
  north.must("PUT", "/api/record/" + id, amended("Ten vehicles"));
  lead.confirm();
  release(id, {{"how", "conveyed"}, {"to", {"plenary", "public"}}});
  const auto body = south.get("/api/record").body + world.visitor().get("/api/bulletin").body;
  EXPECT_EQ(body.find("ministry"), std::string::npos);
  EXPECT_NE(body.find("Ten vehicles"), std::string::npos);
}

TEST_F(Entries, AnUnattributedReleaseNamesNeitherSourceNorWhoSaysSo) {
  const auto id = add(north, "caucus:north", says("Ten vehicles", "unattributed"));
  lead.confirm();
  EXPECT_EQ(release(id, {{"how", "unattributed"}, {"to", {"plenary"}}, {"words", "They say: Ten vehicles"}}).status,
            422);
  EXPECT_EQ(release(id, {{"how", "unattributed"}, {"to", {"plenary"}}, {"words", "A number was heard"}}).status, 200);
  const auto body = south.get("/api/record").body;
  for (const char* secret : {"Telegram", "patrol", "2025-08-12", "north"})
    EXPECT_EQ(body.find(secret), std::string::npos) << secret;
}

TEST_F(Entries, AReleaseNeedsAFreshCodeAndTheMediator) {
  const auto id = add(north, "caucus:north", says("Ten vehicles", "public"));
  world.advance(600);
  EXPECT_EQ(release(id, {{"how", "conveyed"}, {"to", {"plenary"}}}).status, 403);
  EXPECT_EQ(north.post("/api/record/" + id + "/releases", {{"how", "conveyed"}, {"to", {"plenary"}}}).status, 403);
}

TEST_F(Entries, OfAPartyThatWithdrewStayInItsGroupsAndInThePlenaryToo) {
  const auto group = lead.must("POST", "/api/groups", {{"title", "Both"}, {"parties", {"north", "south"}}})["room"];
  const auto grouped = add(north, group, says("Ten vehicles", "public"));
  const auto said = add(north, "plenary", says("Twelve vehicles", "public"));
  const auto others = add(south, group, says("None", "public"));
  auto assistant = world.mediator(lead, {"south"});
  assistant.confirm();
  north.must("POST", "/api/withdrawal", {{"words", "We leave."}});
  lead.confirm();
  for (const auto& id : {grouped, said}) EXPECT_EQ(release(id, {{"how", "conveyed"}, {"to", {"public"}}}).status, 403);
  EXPECT_EQ(assistant.post("/api/record/" + grouped + "/releases", {{"how", "conveyed"}, {"to", {"plenary"}}}).status,
            403)
      << "who does not read the author's caucus cannot know whether it has left";
  EXPECT_EQ(release(others, {{"how", "conveyed"}, {"to", {"public"}}}).status, 200);
}

TEST_F(Entries, AnAssistantPublishesNone) {
  auto assistant = world.mediator(lead, {"north"});
  assistant.confirm();
  const auto id = add(north, "caucus:north", says("Ten vehicles", "public"));
  EXPECT_EQ(assistant.post("/api/record/" + id + "/releases", {{"how", "conveyed"}, {"to", {"public"}}}).status, 422);
  lead.confirm();
  EXPECT_EQ(release(id, {{"how", "conveyed"}, {"to", {"public"}}}).status, 200);
}

TEST_F(Entries, OfAPartyThatWithdrewStayWhereTheyAre) {
  const auto id = add(north, "caucus:north", says("Ten vehicles", "public"));
  north.must("POST", "/api/withdrawal", {{"words", "We leave."}});
  lead.confirm();
  EXPECT_EQ(release(id, {{"how", "conveyed"}, {"to", {"plenary"}}}).status, 403);
}

}  // namespace
}  // namespace parley::testing
