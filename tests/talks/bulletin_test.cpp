// The public bulletin: read without an account, as a page and as a feed that an XML parser takes.
#include <gtest/gtest.h>

#include <pugixml.hpp>

#include "broker/atom.hpp"
#include "tests/talks/world.hpp"

namespace parley::testing {
namespace {

struct Bulletin : ::testing::Test {
  World world{"bulletin"};
  Client lead = world.lead();
  Client visitor = world.visitor();

  void SetUp() override { open_talks(world, lead); }
  void post(const std::string& text) {
    lead.confirm();
    lead.must("POST", "/api/rooms/public/items", {{"kind", "message"}, {"text", text}});
    world.advance(60);
  }
  pugi::xml_document feed() {
    pugi::xml_document document;
    const auto reply = visitor.get("/bulletin.atom");
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(reply.header("content-type"), "application/atom+xml; charset=utf-8");
    EXPECT_EQ(reply.header("content-disposition").find("inline"), 0U);
    const auto parsed = document.load_string(reply.body.c_str());
    EXPECT_TRUE(parsed) << parsed.description();
    return document;
  }
};

TEST_F(Bulletin, ShowsTheLatestSixFirstAndThenWhatIsOlder) {
  for (int i = 1; i <= 8; ++i) post("Statement " + std::to_string(i));
  const auto bulletin = visitor.must("GET", "/api/bulletin");
  ASSERT_EQ(bulletin["latest"].size(), 6U);
  ASSERT_EQ(bulletin["older"].size(), 2U);
  EXPECT_EQ(bulletin["latest"][0]["words"], "Statement 8");
  EXPECT_EQ(bulletin["older"][1]["words"], "Statement 1");
}

TEST_F(Bulletin, ReadsTheSameWithAndWithoutAnAccount) {
  post("Talks go on");
  EXPECT_EQ(visitor.get("/api/bulletin").body, lead.get("/api/bulletin").body);
  EXPECT_EQ(visitor.get("/bulletin.atom").body, lead.get("/bulletin.atom").body);
}

TEST_F(Bulletin, APackageIsWrittenOutInTheWordsOfTheCase) {
  lead.confirm();
  const Json package{{"price", "mid"}, {"date", "soon"}};
  lead.must("POST", "/api/rooms/public/items", {{"kind", "proposal"}, {"text", "We propose:"}, {"package", package}});
  const auto words = "We propose:\nThe price: Middling\nThe date: Soon";
  EXPECT_EQ(visitor.must("GET", "/api/bulletin")["latest"][0]["words"], words);
  EXPECT_STREQ(feed().child("feed").child("entry").child_value("content"), words);
  auto north = world.head(lead, "north");
  const auto sent = north.must("POST", "/api/rooms/caucus:north/items",
                               {{"kind", "proposal"}, {"text", ""}, {"package", package}, {"tag", "public"}});
  lead.confirm();
  lead.must("POST", "/api/items/" + sent["id"].get<std::string>() + "/releases",
            {{"how", "conveyed"}, {"to", {"public"}}});
  EXPECT_EQ(visitor.must("GET", "/api/bulletin")["latest"][0]["words"], "The price: Middling\nThe date: Soon");
}

TEST_F(Bulletin, NothingOfTheOtherRoomsStandsInIt) {
  lead.must("POST", "/api/rooms/plenary/items", {{"kind", "message"}, {"text", "for the table"}});
  EXPECT_EQ(visitor.must("GET", "/api/bulletin"), (Json{{"latest", Json::array()}, {"older", Json::array()}}));
}

TEST_F(Bulletin, PublishesNobodysName) {
  const auto name = lead.must("GET", "/api/session")["person"]["name"].get<std::string>();
  post("Talks go on");
  EXPECT_EQ(visitor.get("/bulletin.atom").body.find(">" + name + "<"), std::string::npos);
  EXPECT_EQ(visitor.must("GET", "/api/bulletin")["latest"][0]["organisation"], "");
}

TEST_F(Bulletin, AnEmptyFeedIsAFeed) {
  const auto document = feed();
  const auto root = document.child("feed");
  EXPECT_STREQ(root.attribute("xmlns").value(), "http://www.w3.org/2005/Atom");
  EXPECT_TRUE(std::string(root.child_value("id")).starts_with("urn:uuid:"));
  EXPECT_STREQ(root.child_value("updated"), "1970-01-01T00:00:00Z");
  EXPECT_FALSE(root.child("entry"));
}

TEST_F(Bulletin, EveryEntryHasWhatAtomAsksForAndKeepsItsId) {
  post("First");
  const auto before = feed();
  const std::string feed_id = before.child("feed").child_value("id");
  const std::string first = before.child("feed").child("entry").child_value("id");
  post("Second");
  const auto after = feed();
  const auto root = after.child("feed");
  EXPECT_EQ(root.child_value("id"), feed_id);
  EXPECT_EQ(root.last_child().child_value("id"), first);
  EXPECT_NE(first, feed_id);
  int entries = 0;
  for (const auto entry : root.children("entry")) {
    ++entries;
    for (const char* name : {"id", "title", "updated", "published", "content"})
      EXPECT_FALSE(std::string(entry.child_value(name)).empty()) << name;
    EXPECT_STREQ(entry.child("author").child_value("name"), "The mediator");
  }
  EXPECT_EQ(entries, 2);
  EXPECT_STREQ(root.child_value("updated"), root.child("entry").child_value("updated"));
}

TEST_F(Bulletin, WhatPeopleWriteStaysText) {
  const std::string words =
      "<script>alert(1)</script> & \"quotes\" ]]> \x01 \xD8\xA7\xD9\x84\xD8\xB3\xD9\x84\xD8\xA7\xD9\x85";
  post(words);
  const auto document = feed();
  const auto entry = document.child("feed").child("entry");
  EXPECT_FALSE(entry.child("content").first_element_by_path("script"));
  EXPECT_STREQ(entry.child_value("content"),
               "<script>alert(1)</script> & \"quotes\" ]]>  \xD8\xA7\xD9\x84\xD8\xB3\xD9\x84\xD8\xA7\xD9\x85");
}

TEST_F(Bulletin, NothingIsPublishedOrAmendedWithoutAFreshCode) {
  world.advance(600);
  const Json words{{"kind", "message"}, {"text", "Talks go on"}};
  const Json claim{{"kind", "claim"}, {"words", "Ten"}, {"source", "Report 4"}, {"date", ""}, {"says", "Observers"}};
  const auto refused = lead.post("/api/rooms/public/items", words);
  EXPECT_EQ(refused.status, 403);
  EXPECT_EQ(refused.json()["errors"][0]["code"], "confirm");
  EXPECT_EQ(lead.post("/api/rooms/public/record", claim).json()["errors"][0]["code"], "confirm");
  EXPECT_EQ(lead.post("/api/rooms/plenary/items", words).status, 200) << "the table is not the public";
  lead.confirm();
  EXPECT_EQ(lead.post("/api/rooms/public/items", words).status, 200);
  const auto id = lead.must("POST", "/api/rooms/public/record", claim)["id"].get<std::string>();
  world.advance(600);
  Json amended = claim;
  amended.erase("kind");
  amended["reason"] = "a slip";
  amended["words"] = "Two";
  EXPECT_EQ(lead.call("PUT", "/api/record/" + id, amended).json()["errors"][0]["code"], "confirm");
}

TEST_F(Bulletin, WordsOfAPartyStandUnderItsNameAndUnderNobodys) {
  auto north = world.head(lead, "north");
  const auto item = north
                        .must("POST", "/api/rooms/caucus:north/items",
                              {{"kind", "message"}, {"text", "We are ready"}, {"tag", "public"}})["id"]
                        .get<std::string>();
  const auto entry = north
                         .must("POST", "/api/rooms/caucus:north/record",
                               {{"kind", "claim"},
                                {"words", "Ten"},
                                {"source", "Report"},
                                {"date", ""},
                                {"says", "Patrol"},
                                {"tag", "public"}})["id"]
                         .get<std::string>();
  lead.confirm();
  lead.must("POST", "/api/items/" + item + "/releases", {{"how", "conveyed"}, {"to", {"public"}}});
  lead.must("POST", "/api/record/" + entry + "/releases", {{"how", "conveyed"}, {"to", {"public"}}});
  const auto latest = visitor.must("GET", "/api/bulletin")["latest"];
  ASSERT_EQ(latest.size(), 2U);
  for (const auto& one : latest) EXPECT_EQ(one["organisation"], "North");
  EXPECT_STREQ(feed().child("feed").child("entry").child("author").child_value("name"), "North");
  EXPECT_EQ(lead.get("/api/rooms/public").body.find("Head of north"), std::string::npos);
}

TEST_F(Bulletin, APublishedDocumentIsFetchedByAnybodyAndNoOtherIs) {
  auto north = world.head(lead, "north");
  const Json document{{"kind", "document"}, {"file", {{"name", "map.txt"}, {"bytes", "aGVsbG8="}}}, {"tag", "public"}};
  const auto item = north.must("POST", "/api/rooms/caucus:north/items", document)["id"].get<std::string>();
  lead.confirm();
  lead.must("POST", "/api/items/" + item + "/releases", {{"how", "conveyed"}, {"to", {"public"}}});
  const auto shown = visitor.must("GET", "/api/bulletin")["latest"][0];
  EXPECT_EQ(shown["file"]["name"], "map.txt");
  EXPECT_EQ(shown["file"]["size"], 5);
  const auto file = visitor.get("/api/bulletin/" + shown["id"].get<std::string>() + "/file");
  EXPECT_EQ(file.body, "hello");
  EXPECT_TRUE(file.header("content-disposition").starts_with("attachment"));
  EXPECT_EQ(visitor.get("/api/bulletin/" + item + "/file").bytes(),
            visitor.get("/api/bulletin/AAAAAAAAAAAAAAAAAAAAAA/file").bytes())
      << "what stands in the caucus is not the public's";
}

TEST_F(Bulletin, AClaimStandsWithWhoMakesItAndAnAmendmentWithTheEarlierWords) {
  lead.confirm();
  const auto id = lead.must("POST", "/api/rooms/public/record",
                            {{"kind", "claim"},
                             {"words", "Ten vehicles"},
                             {"source", "Report 4"},
                             {"date", ""},
                             {"says", "The observers"}})["id"]
                      .get<std::string>();
  world.advance(60);
  lead.must(
      "PUT", "/api/record/" + id,
      {{"words", "Two vehicles"}, {"source", "Report 5"}, {"date", ""}, {"says", "The observers"}, {"reason", "r"}});
  const auto shown = visitor.must("GET", "/api/bulletin")["latest"][0];
  EXPECT_EQ(shown["words"], "Two vehicles");
  EXPECT_EQ(shown["earlier"][0]["words"], "Ten vehicles");
  EXPECT_LT(shown["time"], shown["updated"]);
  const std::string text = feed().child("feed").child("entry").child_value("content");
  for (const char* part : {"The observers", "Report 5", "Ten vehicles"})
    EXPECT_NE(text.find(part), std::string::npos) << part;
}

TEST(Atom, TextIsCutAtASpaceAndNeverInsideACharacter) {
  EXPECT_EQ(broker::first_words("Short\nand more"), "Short");
  std::string cyrillic;
  for (int i = 0; i < 100; ++i) cyrillic += "\xD0\xBC";
  const auto cut = broker::first_words(cyrillic);
  EXPECT_EQ(cut.size(), 60U * 2 + 3);
}

}  // namespace
}  // namespace parley::testing
