// The single text as people use it: who edits, who reads which draft, where comments go, what is frozen.
#include <gtest/gtest.h>

#include <algorithm>

#include "broker/drafts.hpp"
#include "tests/talks/world.hpp"
#include "text/canonical.hpp"

namespace parley::testing {
namespace {

struct Text : ::testing::Test {
  World world{"text"};
  Client lead = world.lead();
  Client north{world}, south{world}, watch{world};
  std::string clause;

  void SetUp() override {
    open_talks(world, lead);
    north = world.head(lead, "north");
    south = world.head(lead, "south");
    watch = world.observer(lead, "watch");
    edit({{{"kind", "add_language"}, {"language", "en"}, {"standing", "authentic"}},
          {{"kind", "add_language"}, {"language", "ar"}, {"standing", "authentic"}},
          {{"kind", "set_title"}, {"title", "Accord"}}});
    clause = edit(
        {{{"kind", "add_clause"},
          {"wordings",
           {wording("en", "Cease-fire", "Fire ceases."), wording("ar", "وقف", "يتوقف إطلاق النار.")}}}})["added"][0];
  }

  static Json wording(const std::string& language, const std::string& heading, const std::string& body) {
    return {{"language", language}, {"heading", heading}, {"body", body}};
  }
  Json working() { return lead.must("GET", "/api/text")["working"]; }
  Json edit(const Json& changes) {
    return lead.must("POST", "/api/text/edits", {{"base", working()["number"]}, {"changes", changes}});
  }
  // Shares the latest draft; the id that `reader` finds it under.
  std::string share(Client& reader, const Json& to, bool freeze = false) {
    lead.confirm();
    lead.must("POST", "/api/text/shares",
              {{"number", working()["number"]}, {"label", "First draft"}, {"to", to}, {"freeze", freeze}});
    return reader.must("GET", "/api/text")["drafts"].back()["id"];
  }
};

TEST_F(Text, AShareWithOthersLeavesAnAssistantsHomeAsItIs) {
  const auto waits = [](Client& who) {
    const auto home = who.must("GET", "/api/home");
    return std::ranges::count_if(home["waiting"], [](const Json& one) { return one["kind"] == "text"; });
  };
  auto assistant = world.mediator(lead, {"south"});
  const auto draft = share(south, {"caucus:south"});
  world.advance(60);
  south.must("POST", "/api/drafts/" + draft + "/comments", {{"room", "caucus:south"}, {"words", "Not yet."}});
  EXPECT_EQ(waits(assistant), 1);
  EXPECT_EQ(waits(lead), 1);
  world.advance(60);
  share(north, {"caucus:north"});
  EXPECT_EQ(waits(assistant), 1) << "it is not told of the draft that went to north";
  EXPECT_EQ(waits(lead), 0);
}

TEST_F(Text, IsSeenByThePartiesOnlyWhenADraftIsShared) {
  for (auto* who : {&north, &south, &watch})
    EXPECT_EQ(who->must("GET", "/api/text"),
              (Json{{"working", nullptr}, {"drafts", Json::array()}, {"comments", Json::array()}}));
  const auto before = south.get("/api/text").bytes();
  const auto id = share(north, {"caucus:north"});
  EXPECT_EQ(north.must("GET", "/api/drafts/" + id)["text"]["clauses"][0]["versions"][0]["body"], "Fire ceases.");
  EXPECT_EQ(south.get("/api/text").bytes(), before);
  EXPECT_EQ(south.get("/api/drafts/" + id).bytes(), south.get("/api/drafts/AAAAAAAAAAAAAAAAAAAAAA").bytes());
  EXPECT_EQ(north.get("/api/drafts/2").bytes(), north.get("/api/drafts/99").bytes());
  EXPECT_EQ(lead.get("/api/drafts/2").status, 200);
}

TEST_F(Text, IsEditedByTheMediatorTeamAlone) {
  const Json body{{"base", 2}, {"changes", {{{"kind", "set_title"}, {"title", "Other"}}}}};
  for (auto* who : {&north, &watch}) EXPECT_EQ(who->post("/api/text/edits", body).status, 403);
  auto other = world.mediator(lead, {"north"});
  EXPECT_EQ(other.post("/api/text/edits", body).status, 200);
  EXPECT_EQ(lead.post("/api/text/edits", body).status, 409);  // somebody was quicker
  EXPECT_EQ(working()["text"]["title"], "Other");
}

TEST_F(Text, ReportsWhatIsWrongWithAnEdit) {
  const auto bind = [&](const Json& binding) {
    return lead.post("/api/text/edits",
                     {{"base", working()["number"]},
                      {"changes", {{{"kind", "bind"}, {"clause", clause}, {"bindings", {binding}}}}}});
  };
  EXPECT_EQ(bind({{"issue", "nothing"}, {"options", Json::array()}}).status, 422);
  const auto issue = lead.must("GET", "/api/talks")["issues"][0];
  EXPECT_EQ(bind({{"issue", issue["id"]}, {"options", {"nothing"}}}).status, 422);
  EXPECT_EQ(bind({{"issue", issue["id"]}, {"options", Json::array()}}).status, 200);
  EXPECT_EQ(working()["text"]["clauses"][0]["bindings"][0]["issue"], issue["id"]);
}

TEST_F(Text, ChangedInOneAuthenticLanguageIsNotFrozen) {
  edit({{{"kind", "change_wording"},
         {"clause", clause},
         {"wordings", {wording("en", "Cease-fire", "Fire ceases now.")}}}});
  EXPECT_EQ(working()["hinders"].size(), 1U);
  EXPECT_EQ(working()["sha256"], "");
  lead.confirm();
  const Json body{{"number", 3}, {"label", "Final"}, {"to", {"plenary"}}, {"freeze", true}};
  EXPECT_EQ(lead.post("/api/text/shares", body).status, 409);
  edit({{{"kind", "confirm"}, {"clause", clause}, {"language", "ar"}}});
  EXPECT_EQ(working()["sha256"].get<std::string>().size(), 64U);
}

TEST_F(Text, FrozenIsNamedByTheHashOfTheBytesThatItsReadersDownload) {
  const auto id = share(north, {"plenary"}, true);
  const auto draft = north.must("GET", "/api/text")["drafts"].back();
  north.confirm();
  const auto file = north.get("/api/drafts/" + id + "/file?format=canonical");
  ASSERT_EQ(file.status, 200);
  EXPECT_EQ(broker::sha256_hex(file.body), draft["sha256"]);
  EXPECT_EQ(working()["sha256"], draft["sha256"]);
  const auto read = text::read_bytes(file.body);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->number, 0U);
  EXPECT_EQ(read->clauses[0].versions[1].wording.body, "يتوقف إطلاق النار.");
  EXPECT_EQ(watch.must("GET", "/api/text")["drafts"].back()["sha256"], draft["sha256"]);
  auto other = world.mediator(lead, {"north"});
  other.confirm();
  EXPECT_EQ(
      other.post("/api/text/shares", {{"number", 2}, {"label", "x"}, {"to", {"plenary"}}, {"freeze", true}}).status,
      403);
}

TEST_F(Text, DraftsLeaveAsPagesAndDocumentsWithRedlines) {
  const auto first = share(north, {"caucus:north"});
  edit({{{"kind", "change_wording"},
         {"clause", clause},
         {"wordings", {wording("en", "Cease-fire", "Fire ceases at noon.")}}}});
  const auto second = share(north, {"caucus:north"});
  const auto compared = north.must("GET", "/api/drafts/" + second + "/since/" + first);
  EXPECT_EQ(
      compared["entries"][0]["versions"][0]["body"],
      Json::parse(
          R"([{"kind":"kept","text":"Fire "},{"kind":"removed","text":"ceases."},{"kind":"added","text":"ceases at noon."}])"));
  north.confirm();
  const auto page = north.get("/api/drafts/" + second + "/file?format=html&against=" + first);
  EXPECT_NE(page.body.find("<ins>ceases at noon.</ins>"), std::string::npos);
  EXPECT_TRUE(page.header("content-disposition").starts_with("attachment"));
  const auto document = north.get("/api/drafts/" + second + "/file?format=docx&language=en&against=" + first);
  EXPECT_EQ(document.status, 200);
  EXPECT_NE(document.body.find("w:author=\"The mediator\""), std::string::npos);
  EXPECT_EQ(north.get("/api/drafts/" + second + "/file?format=docx&against=2").status, 404);
  south.confirm();
  EXPECT_EQ(south.get("/api/drafts/" + second + "/file?format=docx").status, 404);
  EXPECT_EQ(north.get("/api/drafts/" + second + "/file?format=canonical").status, 409);
  lead.confirm();
  EXPECT_EQ(lead.get("/api/drafts/3/file?format=docx&against=1").status, 200);
}

TEST_F(Text, CommentsStayInAPartysRoomUntilTheyAreSent) {
  const auto id = share(north, {"plenary"});
  const Json proposal{{"room", "room:north"},
                      {"clause", clause},
                      {"words", "Too vague."},
                      {"tag", "unattributed"},
                      {"wording", wording("en", "Cease-fire", "Fire ceases at noon.")}};
  const auto comment = north.must("POST", "/api/drafts/" + id + "/comments", proposal)["id"].get<std::string>();
  EXPECT_TRUE(lead.must("GET", "/api/text")["comments"].empty());
  const auto others = south.get("/api/text").bytes();
  north.must("POST", "/api/comments/" + comment + "/sending");
  EXPECT_EQ(north.post("/api/comments/" + comment + "/sending").status, 409);
  EXPECT_EQ(south.post("/api/comments/" + comment + "/sending").bytes(),
            south.post("/api/comments/AAAAAAAAAAAAAAAAAAAAAA/sending").bytes());
  const auto seen = lead.must("GET", "/api/text")["comments"];
  ASSERT_EQ(seen.size(), 1U);
  EXPECT_EQ(seen[0]["room"], "caucus:north");
  EXPECT_EQ(seen[0]["clause"], clause);
  EXPECT_EQ(seen[0]["tag"], "unattributed");
  EXPECT_EQ(seen[0]["runs"]["body"][2]["text"], "ceases at noon.");
  EXPECT_EQ(south.get("/api/text").bytes(), others);
  EXPECT_EQ(north.must("GET", "/api/text")["comments"].size(), 2U);
}

TEST_F(Text, CommentsNameOnlyDraftsAndPlacesThatAllTheirReadersKnow) {
  const auto id = share(north, {"caucus:north"});
  const Json here{{"room", "caucus:north"}, {"words", "A question."}};
  EXPECT_EQ(lead.post("/api/drafts/" + id + "/comments", here).status, 200);
  EXPECT_EQ(lead.post("/api/drafts/2/comments", here).status, 404);  // the table's number
  EXPECT_EQ(lead.post("/api/drafts/" + id + "/comments", {{"room", "caucus:south"}, {"words", "x"}}).status, 404);
  EXPECT_EQ(lead.post("/api/drafts/2/comments", {{"room", "table"}, {"words", "For us."}}).status, 200);
  EXPECT_EQ(north.post("/api/drafts/" + id + "/comments", {{"room", "plenary"}, {"words", "x"}}).status, 422);
  EXPECT_EQ(north.post("/api/drafts/" + id + "/comments", {{"room", "caucus:south"}, {"words", "x"}}).status, 404);
  EXPECT_EQ(south.post("/api/drafts/" + id + "/comments", {{"room", "room:south"}, {"words", "x"}}).status, 404);
  EXPECT_EQ(watch.post("/api/drafts/" + id + "/comments", {{"room", "plenary"}, {"words", "x"}}).status, 403);
}

TEST_F(Text, OfWhichAMediatorIsToldOnlyTheSharesOfCaucusesAssignedToIt) {
  share(north, {"caucus:north"});
  share(south, {"caucus:south"});
  auto other = world.mediator(lead, {"north"});
  const auto shares = other.must("GET", "/api/text")["working"]["shares"];
  ASSERT_EQ(shares.size(), 1U);
  EXPECT_EQ(shares[0]["to"], Json{"caucus:north"});
  EXPECT_EQ(working()["shares"].size(), 2U);
}

// The mediator's edits between two drafts do not show in what is shared: same text, same bytes.
TEST_F(Text, SharedDoesNotTellHowOftenItWasEdited) {
  share(north, {"caucus:north"});
  edit({{{"kind", "set_title"}, {"title", "Other"}}});
  edit({{{"kind", "set_title"}, {"title", "Accord"}}});
  share(north, {"caucus:north"});
  const auto drafts = north.must("GET", "/api/text")["drafts"];
  const auto read = [&](const Json& draft) {
    return north.must("GET", "/api/drafts/" + draft["id"].get<std::string>())["text"];
  };
  EXPECT_EQ(read(drafts[0]), read(drafts[1]));
}

TEST_F(Text, ADraftWaitsForAPartyUntilItHasSaidSomething) {
  const auto waits = [](Client& who) {
    const auto waiting = who.must("GET", "/api/home")["waiting"];
    return std::ranges::any_of(waiting, [](const Json& one) { return one["kind"] == "text"; });
  };
  const auto id = share(north, {"plenary"});
  EXPECT_TRUE(waits(north));
  world.advance(60);
  north.must("POST", "/api/drafts/" + id + "/comments", {{"room", "caucus:north"}, {"words", "Fine."}});
  EXPECT_FALSE(waits(north));
  EXPECT_TRUE(waits(south));
  EXPECT_TRUE(waits(lead));
}

}  // namespace
}  // namespace parley::testing
