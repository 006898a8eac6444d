// What people do in rooms, and what each of them sees of it.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/talks/world.hpp"

namespace parley::testing {
namespace {

struct Talks : ::testing::Test {
  World world{"rooms"};
  Client lead = world.lead();
  Client north{world}, south{world}, watch{world};

  void SetUp() override {
    open_talks(world, lead);
    north = world.head(lead, "north");
    south = world.head(lead, "south");
    watch = world.observer(lead, "watch");
  }

  static Json items(Client& who, const std::string& room) { return who.must("GET", "/api/rooms/" + room)["items"]; }
  static std::string say(Client& who, const std::string& room, const std::string& text,
                         const std::string& tag = "mediator_only") {
    return who.must("POST", "/api/rooms/" + room + "/items", {{"kind", "message"}, {"text", text}, {"tag", tag}})["id"];
  }
  // The caucus item that a message of a party's own room becomes.
  static std::string sent(Client& who, const std::string& party, const std::string& text, const std::string& tag) {
    const auto id = say(who, "room:" + party, text, tag);
    return who.must("POST", "/api/items/" + id + "/sending")["id"];
  }
  Reply release(const std::string& item, const Json& body) {
    return lead.post("/api/items/" + item + "/releases", body);
  }
};

TEST_F(Talks, EverybodySeesTheRoomsOfTheirOwn) {
  const auto names = [](Client& who) {
    std::vector<std::string> rooms;
    const auto answer = who.must("GET", "/api/rooms");
    for (const auto& room : answer["rooms"]) rooms.push_back(room["room"]);
    return rooms;
  };
  EXPECT_EQ(names(north), (std::vector<std::string>{"room:north", "caucus:north", "plenary", "public"}));
  EXPECT_EQ(names(lead), (std::vector<std::string>{"caucus:north", "caucus:south", "desk:north", "desk:south", "table",
                                                   "plenary", "public"}));
  EXPECT_EQ(names(watch), (std::vector<std::string>{"plenary", "public"}));
}

TEST_F(Talks, AForeignRoomAndAnAbsentOneAnswerAlike) {
  const auto foreign = north.get("/api/rooms/caucus:south").bytes();
  EXPECT_EQ(foreign, north.get("/api/rooms/caucus:nobody").bytes());
  EXPECT_EQ(foreign, lead.get("/api/rooms/room:north").bytes());
}

TEST_F(Talks, ALongRoomShowsItsNewestItemsAndMoreForTheAsking) {
  for (int i = 1; i <= 60; ++i) say(north, "room:north", "note " + std::to_string(i));
  const auto usual = north.must("GET", "/api/rooms/room:north");
  EXPECT_EQ(usual["room"]["items"], 60);
  ASSERT_EQ(usual["items"].size(), 50U);
  EXPECT_EQ(usual["items"].front()["text"], "note 11");
  EXPECT_EQ(usual["items"].back()["text"], "note 60");
  EXPECT_EQ(north.must("GET", "/api/rooms/room:north?newest=1000")["items"].front()["text"], "note 1");
  EXPECT_TRUE(north.must("GET", "/api/rooms/room:north?newest=0")["items"].empty());
  for (const char* wrong : {"-1", "x", "1x", "99999999999999999999999"})
    EXPECT_EQ(north.get("/api/rooms/room:north?newest=" + std::string(wrong)).status, 422) << wrong;
}

TEST_F(Talks, WhatIsWrittenInAPartysRoomStaysThereUntilItIsSent) {
  say(north, "room:north", "our bottom line");
  EXPECT_TRUE(items(lead, "caucus:north").empty());
  sent(north, "north", "we could move on the price", "mediator_only");
  ASSERT_EQ(items(lead, "caucus:north").size(), 1U);
  EXPECT_EQ(items(lead, "caucus:north")[0]["text"], "we could move on the price");
  EXPECT_EQ(items(lead, "caucus:north")[0]["origin"], "sent");
}

TEST_F(Talks, TheOwnRoomShowsTheTagThatWasSentAndWhatBecameOfIt) {
  const auto id = say(north, "room:north", "we could move on the price");
  const auto copy = north.must("POST", "/api/items/" + id + "/sending", {{"tag", "conveyed"}})["id"].get<std::string>();
  EXPECT_EQ(items(north, "room:north")[0]["tag"], "conveyed");
  EXPECT_EQ(items(lead, "caucus:north")[0]["tag"], "conveyed");
  north.must("PUT", "/api/items/" + copy + "/tag", {{"tag", "mediator_only"}});
  EXPECT_EQ(items(north, "room:north")[0]["tag"], "mediator_only");
}

TEST_F(Talks, ARecipientThatIsNamedTwiceIsRefusedAndReceivesNothing) {
  const auto item = sent(north, "north", "we could move on the price", "conveyed");
  lead.confirm();
  const auto refused = release(item, {{"how", "conveyed"}, {"to", {"caucus:south", "caucus:south"}}});
  EXPECT_EQ(refused.status, 422);
  EXPECT_EQ(refused.json()["errors"][0]["at"], "/to/1");
  EXPECT_TRUE(items(south, "caucus:south").empty());
}

TEST_F(Talks, AnItemForTheMediatorOnlyIsReleasedToNobody) {
  const auto item = sent(north, "north", "we could move on the price", "mediator_only");
  lead.confirm();
  for (const char* how : {"conveyed", "unattributed", "spoken"})
    EXPECT_EQ(release(item, {{"how", how}, {"to", {"caucus:south"}}, {"words", "other words"}}).status, 422) << how;
  EXPECT_TRUE(items(south, "caucus:south").empty());
}

TEST_F(Talks, AnUnattributedReleaseIsTheMediatorsNewTextAndNeverTheOriginalWords) {
  const auto item = sent(north, "north", "we could move on the price", "unattributed");
  lead.confirm();
  EXPECT_EQ(release(item, {{"how", "conveyed"}, {"to", {"caucus:south"}}}).status, 422);
  EXPECT_EQ(
      release(item,
              {{"how", "unattributed"}, {"to", {"caucus:south"}}, {"words", "They say: we could move on the price"}})
          .status,
      422);
  EXPECT_EQ(release(item, {{"how", "unattributed"}, {"to", {"caucus:south"}}, {"words", "A softer price is thinkable"}})
                .status,
            200);
  const auto arrived = items(south, "caucus:south")[0];
  EXPECT_EQ(arrived["text"], "A softer price is thinkable");
  EXPECT_EQ(arrived["author"]["organisation"], "");
  EXPECT_NE(arrived["id"], item);
  EXPECT_EQ(items(north, "caucus:north")[0]["releases"].size(), 1U) << "the party sees what was made of its words";
}

TEST_F(Talks, AnUnattributedReleaseDoesNotRepeatTheOriginalWithoutItsFullStop) {
  const auto item = sent(north, "north", "We would accept the line of August.", "unattributed");
  lead.confirm();
  for (const char* words : {"We would accept the line of August", "WE WOULD ACCEPT THE LINE OF AUGUST!",
                            "One of you says: we would accept the line of August, and more"})
    EXPECT_EQ(release(item, {{"how", "unattributed"}, {"to", {"caucus:south"}}, {"words", words}}).status, 422)
        << words;
  const auto short_one = sent(north, "north", "no", "unattributed");
  EXPECT_EQ(
      release(short_one, {{"how", "unattributed"}, {"to", {"caucus:south"}}, {"words", "This is not on the table"}})
          .status,
      200)
      << "the letters of a short word prove nothing";
}

TEST_F(Talks, WordsAreSpokenUnderAConsentAsItSaysOrNotAtAll) {
  const auto item = sent(north, "north", "we could move", "mediator_only");
  north.must("POST", "/api/items/" + item + "/consents",
             {{"words", "North can discuss it"}, {"recipients", {"plenary"}}, {"expires", to_text(world.now() + 600)}});
  lead.confirm();
  const auto spoken = [&](const char* to, const char* words) {
    return release(item, {{"how", "spoken"}, {"to", {to}}, {"words", words}}).status;
  };
  EXPECT_EQ(spoken("caucus:south", "North can discuss it"), 422) << "another recipient";
  EXPECT_EQ(spoken("plenary", "North will discuss it"), 422) << "other words";
  EXPECT_EQ(spoken("plenary", "North can discuss it"), 200);
  world.advance(600);
  lead.confirm();
  EXPECT_EQ(spoken("plenary", "North can discuss it"), 422) << "expired";
}

TEST_F(Talks, TheLeadAlonePublishes) {
  auto assistant = world.mediator(lead, {"north"});
  assistant.confirm();
  const auto own = assistant
                       .must("POST", "/api/rooms/caucus:north/items",
                             {{"kind", "message"}, {"text", "A notice"}, {"tag", "public"}})["id"]
                       .get<std::string>();
  const auto theirs = sent(north, "north", "we could move", "public");
  for (const auto& item : {own, theirs}) {
    EXPECT_EQ(assistant.post("/api/items/" + item + "/releases", {{"how", "conveyed"}, {"to", {"public"}}}).status,
              422);
    EXPECT_EQ(assistant
                  .post("/api/items/" + item + "/releases",
                        {{"how", "unattributed"}, {"to", {"public"}}, {"words", "Something moves"}})
                  .status,
              422);
  }
  EXPECT_TRUE(items(lead, "public").empty());
  lead.confirm();
  EXPECT_EQ(release(theirs, {{"how", "conveyed"}, {"to", {"public"}}}).status, 200);
}

TEST_F(Talks, ATagBeyondTheMediatorTakesTheMandateWhereverItIsGiven) {
  auto sender = world.delegate(north, "Sender", {"send"});
  auto tagger = world.delegate(north, "Tagger", {"send", "tag"});
  const auto draft = say(north, "room:north", "Our floor is 40.");
  const Json widened{{"tag", "public"}};
  const Json message{{"kind", "message"}, {"text", "x"}, {"tag", "conveyed"}};
  const Json claim{{"kind", "claim"}, {"words", "x"}, {"source", "x"},
                   {"date", ""},      {"says", "x"},  {"tag", "conveyed"}};
  EXPECT_EQ(sender.post("/api/items/" + draft + "/sending", widened).status, 403);
  for (const char* room : {"room:north", "caucus:north", "plenary"}) {
    EXPECT_EQ(sender.post(std::string("/api/rooms/") + room + "/items", message).status, 403) << room;
    EXPECT_EQ(sender.post(std::string("/api/rooms/") + room + "/record", claim).status, 403) << room;
    EXPECT_EQ(tagger.post(std::string("/api/rooms/") + room + "/items", message).status, 200) << room;
    EXPECT_EQ(tagger.post(std::string("/api/rooms/") + room + "/record", claim).status, 200) << room;
  }
  EXPECT_EQ(sender.post("/api/rooms/caucus:north/items", {{"kind", "message"}, {"text", "x"}}).status, 200);
  EXPECT_EQ(tagger.post("/api/items/" + draft + "/sending", widened).status, 200);
}

TEST_F(Talks, ConsentWidensToItsExactWordsRecipientsAndTime) {
  const auto item = sent(north, "north", "we could move on the price", "mediator_only");
  const auto consent = north.must("POST", "/api/items/" + item + "/consents",
                                  {{"words", "North can discuss the price"},
                                   {"recipients", {"caucus:south"}},
                                   {"expires", to_text(world.now() + 600)}})["id"];
  lead.confirm();
  EXPECT_EQ(release(item, {{"how", "consented"}, {"to", {"plenary"}}, {"consent", consent}}).status, 422);
  EXPECT_EQ(release(item, {{"how", "consented"}, {"to", {"caucus:south"}}, {"consent", consent}}).status, 200);
  EXPECT_EQ(items(south, "caucus:south")[0]["text"], "North can discuss the price");
  world.advance(600);
  lead.confirm();
  EXPECT_EQ(release(item, {{"how", "consented"}, {"to", {"caucus:south"}}, {"consent", consent}}).status, 422);
}

TEST_F(Talks, AReleaseNeedsASessionConfirmedInTheLastFiveMinutes) {
  const auto first = sent(north, "north", "we could move", "conveyed");
  const auto second = sent(north, "north", "we could move further", "conveyed");
  const auto convey = [&](const std::string& item) {
    return release(item, {{"how", "conveyed"}, {"to", {"caucus:south"}}});
  };
  world.advance(300);
  const auto refused = convey(first);
  EXPECT_EQ(refused.status, 403);
  EXPECT_EQ(refused.json()["errors"][0]["code"], "confirm");
  EXPECT_TRUE(items(south, "caucus:south").empty());
  lead.confirm();
  world.advance(299);
  EXPECT_EQ(convey(first).status, 200);
  world.advance(1);
  EXPECT_EQ(convey(second).status, 403);
}

TEST_F(Talks, AReadoutIsAgreedOnceEveryPartyNamedHasConfirmedTheSameBytes) {
  const auto id = lead.must("POST", "/api/readouts",
                            {{"words", "No new settlements for three months"},
                             {"parties", {"north", "south"}},
                             {"spoken", to_text(world.now())}})["id"]
                      .get<std::string>();
  const auto agreed = [&](Client& who) { return who.must("GET", "/api/readouts")["readouts"][0]["agreed"]; };
  const auto confirm = [&](Client& who, const std::string& words) {
    who.must("POST", "/api/readouts/" + id + "/confirmations", {{"words", words}});
  };
  confirm(north, "No new settlements for three months");
  EXPECT_EQ(agreed(north), "not_agreed");
  confirm(south, "No new settlements for the time of the talks");
  EXPECT_EQ(agreed(lead), "not_agreed");
  confirm(south, "No new settlements for three months");
  EXPECT_EQ(agreed(north), "agreed");
  EXPECT_EQ(agreed(south), "agreed");
  EXPECT_EQ(north.must("GET", "/api/readouts")["readouts"][0]["confirmations"].size(), 1U) << "its own alone";
}

TEST_F(Talks, ADelegateActsOnlyWithTheMandate) {
  auto silent = world.delegate(north, "Silent", {});
  auto sender = world.delegate(north, "Sender", {"send"});
  const auto id = say(silent, "room:north", "a draft");
  EXPECT_EQ(silent.post("/api/items/" + id + "/sending").status, 403);
  EXPECT_EQ(sender.post("/api/items/" + id + "/sending").status, 200);
}

TEST_F(Talks, AWithdrawnPartyReadsOnAndWritesNoMore) {
  north.must("POST", "/api/withdrawal", {{"words", "we leave"}});
  EXPECT_EQ(north.post("/api/rooms/room:north/items", {{"kind", "message"}, {"text", "x"}}).status, 409);
  EXPECT_EQ(north.get("/api/rooms/plenary").status, 200);
  const auto caucus = lead.must("GET", "/api/rooms/caucus:north");
  EXPECT_EQ(caucus["items"].back()["text"], "We leave the talks.\nwe leave") << "the mediator reads the words";
}

TEST_F(Talks, DocumentsComeBackByteForByteAndOnlyToTheirReaders) {
  const auto id =
      north
          .must("POST", "/api/rooms/room:north/items",
                {{"kind", "document"}, {"file", {{"name", "Карта \"1\".txt"}, {"bytes", "aGVsbG8="}}}})["id"]
          .get<std::string>();
  const auto file = north.get("/api/items/" + id + "/file");
  EXPECT_EQ(file.body, "hello");
  EXPECT_TRUE(file.header("content-disposition").starts_with("attachment; filename*=UTF-8''%D0%9A"));
  EXPECT_EQ(south.get("/api/items/" + id + "/file").bytes(),
            south.get("/api/items/AAAAAAAAAAAAAAAAAAAAAA/file").bytes());
}

// "%PDF-1.4 /Author (Me)"
constexpr const char* kPdf = "JVBERi0xLjQgL0F1dGhvciAoTWUp";

TEST_F(Talks, WhatAFileHidesIsToldBeforeItIsPostedAndNothingIsKept) {
  const Json file{{"name", "plan.pdf"}, {"bytes", kPdf}};
  const auto before = items(north, "caucus:north").size();
  const auto seen = north.must("POST", "/api/files/look", {{"file", file}});
  EXPECT_FALSE(seen["metadata"].empty());
  EXPECT_EQ(items(north, "caucus:north").size(), before);
  north.must("POST", "/api/rooms/caucus:north/items", {{"kind", "document"}, {"file", file}});
  const auto posted = items(lead, "caucus:north").back()["file"];
  for (const char* what : {"size", "sha256", "metadata"}) EXPECT_EQ(seen[what], posted[what]) << what;
  const Json broken{{"name", "a"}, {"bytes", "?"}};
  EXPECT_EQ(north.post("/api/files/look", {{"file", broken}}).json()["errors"][0]["at"], "/file/bytes");
}

TEST_F(Talks, AMemberOfTheTeamIsInvitedToCaucusesThatThereAre) {
  const auto invite = [&](const Json& caucuses) {
    return lead.post("/api/invitations", {{"name", "Assistant"}, {"role", "mediator"}, {"caucuses", caucuses}});
  };
  EXPECT_EQ(invite({"north"}).status, 200);
  for (const char* none : {"watch", "chair", "nobody"}) {
    const auto refused = invite({"north", none});
    EXPECT_EQ(refused.status, 422) << none;
    EXPECT_EQ(refused.json()["errors"][0]["at"], "/caucuses/1") << none;
  }
}

TEST_F(Talks, EveryErrorOfABodyIsNamedAtOnce) {
  const auto reply = north.post("/api/rooms/room:north/items", {{"kind", "shout"}, {"tag", 3}, {"colour", "red"}});
  EXPECT_EQ(reply.status, 422);
  EXPECT_EQ(reply.json()["errors"].size(), 3U) << reply.body;
}

TEST_F(Talks, ChangesAreToldToThoseWhoReadThere) {
  std::vector<std::string> frames;
  const auto feed = south.get("/api/changes").feed;
  ASSERT_TRUE(feed);
  feed->attach([&](std::string frame) { frames.push_back(std::move(frame)); });
  const auto before = frames.size();
  say(north, "room:north", "nobody else hears this");
  sent(north, "north", "nor this", "public");
  EXPECT_EQ(frames.size(), before);
  say(lead, "plenary", "good morning");
  EXPECT_EQ(frames.size(), before + 1);
}

}  // namespace
}  // namespace parley::testing
