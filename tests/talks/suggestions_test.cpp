// The engine's suggestion: offered after everybody asked has opted in, seen with its price by the mediator, sent at most once.
#include <gtest/gtest.h>

#include <cmath>

#include "broker/preferences_in.hpp"
#include "broker/preferences_json.hpp"
#include "case/read.hpp"
#include "elicitation/disclosure.hpp"
#include "tests/support/suggestions_by_enumeration.hpp"
#include "tests/talks/world.hpp"

namespace parley::testing {
namespace {

Json bar(int likely) { return {{"likely", std::to_string(likely)}, {"low", nullptr}, {"high", nullptr}}; }

// Values of the options of each issue, 0 to 100, and what each issue weighs.
struct Stated {
  std::vector<std::vector<int>> values;
  std::vector<int> swings;
};

Json answers_on(const Case& subject, const Stated& stated) {
  auto issues = Json::array();
  for (std::size_t i = 0; i < subject.issues.size(); ++i) {
    auto options = Json::array();
    const auto& values = stated.values[i];
    for (OptionIndex k = 0; k < values.size(); ++k) {
      const auto better = std::ranges::count_if(values, [&](int other) { return other > values[k]; });
      options.push_back({{"option", subject.issues[i].option_id(k)}, {"place", better + 1}, {"value", bar(values[k])}});
    }
    issues.push_back({{"issue", subject.issues[i].id}, {"options", options}, {"swing", bar(stated.swings[i])}});
  }
  return {{"red_lines", Json::array()},
          {"excluded", Json::array()},
          {"issues", issues},
          {"packages", Json::array()},
          {"no_deal", nullptr}};
}

Case read(const std::string& text) {
  auto found = read_case(text, "case");
  if (!found) throw std::runtime_error("a case of the tests cannot be read");
  return *std::move(found);
}

elicitation::Package package_of(const Case& subject, const Json& names) {
  elicitation::Package package;
  for (const auto& issue : subject.issues)
    for (OptionIndex k = 0; k < issue.count(); ++k)
      if (issue.option_id(k) == names[issue.id].get<std::string>()) package.push_back(k);
  return package;
}

struct Table {
  explicit Table(const std::string& seed, const std::string& case_file = kSmallCase)
      : subject(read(case_file)), world(seed) {
    open_talks(world, lead, case_file);
    north = world.head(lead, "north");
    south = world.head(lead, "south");
  }
  // The price is north's first concern, the date south's: mid and late suit both.
  void state() {
    say(north, {{{0, 60, 100}, {100, 0}}, {100, 40}});
    say(south, {{{100, 70, 0}, {0, 100}}, {60, 100}});
  }
  void say(Client& who, const Stated& stated) {
    const auto before = who.must("GET", "/api/preferences");
    who.must("PUT", "/api/preferences", {{"answers", answers_on(subject, stated)}, {"based_on", before["version"]}});
    const auto now = who.must("GET", "/api/preferences");
    who.must("POST", "/api/preferences/sending", {{"version", now["version"]}, {"words", now["assessment"]["words"]}});
  }
  Json proposal() const {
    return {{"suggestion", "nash"},
            {"title", "What would the engine say?"},
            {"parties", {"north", "south"}},
            {"means", "final"},
            {"opt_in_until", to_text(world.now() + 600)},
            {"answer_until", to_text(world.now() + 1800)}};
  }
  void open() { round = lead.must("POST", "/api/rounds", proposal())["id"]; }
  Reply opt_in(Client& who, bool yes = true) const {
    return who.call("PUT", "/api/rounds/" + round + "/opt-in", {{"opt_in", yes}});
  }
  void begin() {
    state();
    open();
    opt_in(north);
    opt_in(south);
  }
  std::string path() const { return "/api/rounds/" + round + "/suggestion"; }
  Reply send(Client& who, const Json& seen) const {
    who.confirm();
    return who.post(path(), {{"seen", seen}});
  }
  Reply answer(Client& who, const char* answer) const {
    return who.call("PUT", "/api/rounds/" + round + "/answer", {{"answer", answer}, {"means", "final"}});
  }
  static Json seen(Client& who) {
    const auto list = who.must("GET", "/api/rounds");
    return list["rounds"].back();
  }
  // The case as the engine had it: with what was stated and nothing else.
  Case with_statements() {
    Case c = talks::without_preferences(subject);
    for (const char* party : {"north", "south"}) {
      broker::PreferencesIn in{party, broker::PreferenceBasis::kStated, {}, {}, {}};
      const auto estimate = lead.must("GET", std::string("/api/estimates/") + party);
      in.answers = estimate["stated"]["answers"];
      broker::put_preferences(c, in);
    }
    return c;
  }

  Case subject;
  World world;
  Client lead = world.lead();
  Client north{world}, south{world};
  std::string round;
};

struct Suggestions : ::testing::Test, Table {
  Suggestions() : Table("suggestions") {}
};

TEST_F(Suggestions, NothingIsOfferedBeforeEverybodyAskedHasOptedIn) {
  state();
  open();
  EXPECT_EQ(seen(south)["suggestion"], "nash") << "what is asked is known before opting in";
  EXPECT_EQ(lead.get(path()).status, 409);
  opt_in(north);
  EXPECT_EQ(lead.get(path()).status, 409);
  EXPECT_EQ(send(lead, std::string(64, '0')).status, 409);
  EXPECT_EQ(seen(lead)["may"], Json({"withdraw"}));
  opt_in(south);
  EXPECT_EQ(seen(lead)["may"], Json({"suggest"}));
  EXPECT_EQ(lead.get(path()).status, 200);
  for (auto* who : {&lead, &north, &south}) EXPECT_TRUE(seen(*who)["package"].is_null());
  EXPECT_EQ(answer(north, "accept").status, 409) << "there is nothing to answer yet";
}

TEST_F(Suggestions, APartyThatRefusesOrIsSilentEndsItForEverybodyAlike) {
  const auto others_see = [](bool says_no) {
    Table t("alike");
    t.state();
    t.open();
    t.opt_in(t.south);
    if (says_no) t.opt_in(t.north, false);
    t.world.advance(600);
    EXPECT_EQ(t.lead.get(t.path()).status, 409);
    EXPECT_EQ(Table::seen(t.south)["state"], "not_begun");
    return t.south.get("/api/rounds").bytes() + t.south.get("/api/home").bytes() + t.south.get("/api/rooms").bytes();
  };
  EXPECT_EQ(others_see(false), others_see(true));
}

TEST_F(Suggestions, OnlyWhoHasStatedPreferencesOptsIn) {
  say(south, {{{100, 70, 0}, {0, 100}}, {60, 100}});
  open();
  EXPECT_EQ(opt_in(north).status, 409);
  EXPECT_EQ(opt_in(north, false).status, 200);
  EXPECT_EQ(opt_in(south).status, 200);
  say(north, {{{0, 60, 100}, {100, 0}}, {100, 40}});
  EXPECT_EQ(opt_in(north).status, 200);
  EXPECT_EQ(seen(lead)["state"], "begun");
}

TEST_F(Suggestions, RestOnStatementsAndOnNoEstimate) {
  begin();
  const auto before = lead.must("GET", path());
  const auto analysis = lead.must("GET", "/api/table/analysis");
  EXPECT_EQ(before["package"], analysis["document"]["settlements"]["nash"]["package"]);
  EXPECT_EQ(before["statements"].size(), 2U);
  EXPECT_EQ(before["statements"][0]["by"]["organisation"], "north");
  const Stated other{{{100, 50, 0}, {0, 100}}, {10, 100}};
  lead.must("PUT", "/api/estimates/north", {{"answers", answers_on(subject, other)}, {"based_on", nullptr}});
  EXPECT_EQ(lead.must("GET", path()), before);
}

// Every figure that the mediator reads is the library's, which equals enumeration (src/elicitation/disclosure_test.cpp).
TEST_F(Suggestions, TheMediatorSeesBitsAndThePriorOfThem) {
  begin();
  const auto preview = lead.must("GET", path());
  const auto c = with_statements();
  const auto package = package_of(c, preview["package"]);
  ASSERT_EQ(preview["readers"].size(), 2U);
  for (const auto& reader : preview["readers"]) {
    const auto viewer = static_cast<PartyIndex>(
        std::ranges::find(c.parties, reader["party"].get<std::string>(), &Party::id) - c.parties.begin());
    ASSERT_EQ(reader["figures"].size(), 2U);
    for (const auto& figure : reader["figures"]) {
      const auto prior = figure["prior"] == "orders" ? elicitation::Prior::kOrders : elicitation::Prior::kDirections;
      const auto d = elicitation::disclosure(c, viewer, package, elicitation::SuggestionRule::kNash, prior);
      ASSERT_TRUE(d);
      const support::Enumeration all(c, viewer, prior);
      EXPECT_EQ(figure["exact"], true);
      EXPECT_EQ(figure["fit"], all.fit(package));
      EXPECT_EQ(figure["candidates"], std::to_string(all.all()));
      EXPECT_EQ(figure["bits"], Json(d->bits));
      EXPECT_EQ(figure["assumed"], d->prior);
      EXPECT_EQ(figure["words"], d->words);
    }
  }
}

TEST(SuggestionOfFiveIssuesOfFourOptions, HasTheBitsOfTheEnumeration) {
  std::string text = "parley: 1\ncase: five\ntitle: Five issues\nissues:\n";
  for (const char issue : {'a', 'b', 'c', 'd', 'e'})
    text += std::string("  ") + issue + ": {options: {o1: One, o2: Two, o3: Three, o4: Four}}\n";
  text += "parties:\n  north: {name: North}\n  south: {name: South}\n  chair: {name: Chair, role: mediator}\n";
  Table t("five", text);
  // Values and weights of the prior, so that it covers what is suggested.
  const std::vector<int> up{0, 33, 67, 100}, down{100, 67, 33, 0};
  t.say(t.north, {{up, up, down, up, down}, {100, 80, 60, 40, 20}});
  t.say(t.south, {{down, up, up, down, up}, {20, 100, 40, 60, 80}});
  t.open();
  t.opt_in(t.north);
  t.opt_in(t.south);
  const auto preview = t.lead.must("GET", t.path());
  const auto c = t.with_statements();
  const auto package = package_of(c, preview["package"]);
  int covered = 0;
  for (PartyIndex viewer = 0; viewer < 2; ++viewer) {
    const support::Enumeration all(c, viewer, elicitation::Prior::kDirections);
    ASSERT_EQ(all.all(), 3840U);
    const auto& figures = preview["readers"][viewer]["figures"];
    EXPECT_EQ(figures[0]["exact"], false) << "955,514,880 orders are drawn from, and it says so";
    EXPECT_EQ(figures[0]["candidates"], "955514880");
    EXPECT_EQ(figures[1]["exact"], true);
    EXPECT_EQ(figures[1]["fit"], all.fit(package));
    if (all.fit(package) == 0) continue;
    ++covered;
    EXPECT_DOUBLE_EQ(figures[1]["bits"], std::log2(3840.0) - std::log2(static_cast<double>(all.fit(package))));
  }
  EXPECT_GT(covered, 0);
}

TEST_F(Suggestions, TheMediatorSendsWhatItHasSeenAndNothingElse) {
  begin();
  const auto preview = lead.must("GET", path());
  EXPECT_EQ(lead.post(path(), {{"seen", preview["seen"]}}).status, 200) << "enrolling has just confirmed the lead";
  world.advance(301);
  EXPECT_EQ(lead.post(path(), {{"seen", preview["seen"]}}).status, 403) << "as for every release, with a fresh code";
}

TEST_F(Suggestions, AHashOfSomethingElseIsRefused) {
  begin();
  EXPECT_EQ(send(lead, std::string(64, '0')).status, 422);
  EXPECT_TRUE(seen(north)["package"].is_null());
}

TEST_F(Suggestions, ThePartiesReadThePackageAndThePrincipleAndNoFigure) {
  begin();
  const auto before = north.get("/api/rounds").bytes() + north.get("/api/rooms").bytes();
  const auto preview = lead.must("GET", path());
  EXPECT_EQ(north.get("/api/rounds").bytes() + north.get("/api/rooms").bytes(), before)
      << "that the mediator looks at it shows nowhere";
  ASSERT_EQ(send(lead, preview["seen"]).status, 200);
  for (auto* who : {&north, &south, &lead}) {
    EXPECT_EQ(seen(*who)["package"], preview["package"]);
    EXPECT_EQ(seen(*who)["suggestion"], "nash");
    EXPECT_EQ(seen(*who)["suggested"], to_text(world.now()));
  }
  for (auto* who : {&north, &south}) {
    EXPECT_EQ(who->get(path()).status, 403);
    who->confirm();
    const auto party = who == &north ? "north" : "south";
    std::string all = who->get("/api/rounds").body + who->get("/api/home").body;
    for (const std::string room : {"plenary", party, "caucus"}) {
      const auto name = room == party ? "room:" + room : room == "caucus" ? room + ":" + party : room;
      all += who->get("/api/rooms/" + name).body + who->get("/api/rooms/" + name + "/chain").body;
    }
    for (const char* word :
         {"bits", "candidates", "guess", "seen\"", preview["seen"].get_ref<const std::string&>().c_str()})
      EXPECT_EQ(all.find(word), std::string::npos) << word;
  }
}

TEST_F(Suggestions, OneInARound) {
  begin();
  const auto preview = lead.must("GET", path());
  ASSERT_EQ(send(lead, preview["seen"]).status, 200);
  EXPECT_EQ(lead.get(path()).status, 409);
  EXPECT_EQ(send(lead, preview["seen"]).status, 409);
  EXPECT_EQ(lead.call("DELETE", path()).status, 409);
  EXPECT_EQ(lead.post("/api/rounds", proposal()).status, 409) << "and one round at a time";
  const auto left = lead.must("GET", "/api/rounds")["left"];
  EXPECT_EQ(left, 2) << "which counts against the number agreed";
}

TEST_F(Suggestions, PreferencesAreLockedFromTheBeginningToTheEnd) {
  begin();
  const auto change = [&] {
    const auto now = north.must("GET", "/api/preferences");
    return north.call("PUT", "/api/preferences", {{"answers", now["answers"]}, {"based_on", now["version"]}}).status;
  };
  EXPECT_EQ(change(), 409);
  send(lead, lead.must("GET", path())["seen"]);
  EXPECT_EQ(change(), 409);
  world.advance(1800);
  EXPECT_EQ(change(), 200);
}

TEST_F(Suggestions, AreAnsweredUnseenLikeAnyPackage) {
  begin();
  send(lead, lead.must("GET", path())["seen"]);
  EXPECT_EQ(answer(north, "accept").status, 200);
  EXPECT_EQ(answer(south, "accept").status, 200);
  EXPECT_EQ(seen(north)["state"], "begun");
  world.advance(1800);
  EXPECT_EQ(seen(north)["state"], "all_accepted");
}

TEST_F(Suggestions, WhatIsNotSentEndsTheRoundAndDoesNotCount) {
  begin();
  EXPECT_EQ(lead.call("DELETE", path()).status, 200);
  for (auto* who : {&lead, &north, &south}) {
    EXPECT_EQ(seen(*who)["state"], "not_suggested");
    EXPECT_TRUE(seen(*who)["package"].is_null());
  }
  EXPECT_FALSE(world.log().has_round(round));
  EXPECT_EQ(lead.must("GET", "/api/rounds")["left"], 3);
  open();
  opt_in(north);
  opt_in(south);
  world.advance(1800);
  EXPECT_EQ(seen(south)["state"], "not_suggested") << "the deadline does the same";
  EXPECT_EQ(lead.get(path()).status, 409);
}

TEST_F(Suggestions, ArePreparedOnlyByWhoSitsInEveryCaucusAsked) {
  auto assistant = world.mediator(lead, {"north"});
  begin();
  EXPECT_EQ(seen(assistant)["may"], Json::array());
  EXPECT_EQ(assistant.get(path()).status, 403);
  EXPECT_EQ(send(assistant, lead.must("GET", path())["seen"]).status, 403);
  EXPECT_EQ(assistant.call("DELETE", path()).status, 403);
  round = "AAAAAAAAAAAAAAAAAAAAAA";
  EXPECT_EQ(lead.get(path()).status, 404);
}

TEST_F(Suggestions, APartyThatHasLeftIsNotUsed) {
  begin();
  const auto preview = lead.must("GET", path());
  north.must("POST", "/api/withdrawal", {{"words", "we leave"}});
  EXPECT_EQ(lead.get(path()).status, 409);
  EXPECT_EQ(send(lead, preview["seen"]).status, 409);
  EXPECT_EQ(lead.call("DELETE", path()).status, 200);
  EXPECT_EQ(seen(south)["state"], "not_suggested");
}

TEST_F(Suggestions, WhereNothingIsBetterForEverybodyThereIsNone) {
  // Only the price matters, and to each the other way round; mid is as bad as no deal to south.
  say(north, {{{0, 0, 100}, {0, 0}}, {100, 0}});
  say(south, {{{100, 0, 0}, {0, 0}}, {100, 0}});
  open();
  opt_in(north);
  opt_in(south);
  const auto preview = lead.must("GET", path());
  EXPECT_TRUE(preview["package"].is_null());
  EXPECT_EQ(preview["readers"], Json::array());
  EXPECT_EQ(send(lead, preview["seen"]).status, 409);
}

TEST_F(Suggestions, ThePreviewSaysWhenWhatItRestsOnWasStatedAlsoWhereTheSameIsStatedAgain) {
  begin();
  const auto first = lead.must("GET", path());
  lead.must("DELETE", path());
  world.advance(60);
  begin();
  const auto again = lead.must("GET", path());
  EXPECT_EQ(again["package"], first["package"]);
  EXPECT_EQ(again["statements"][0]["since"], to_text(world.now()));
  EXPECT_NE(again["seen"], first["seen"]);
}

TEST_F(Suggestions, WaitAtHomeForWhoeverActsNext) {
  const auto waits = [](Client& who) {
    std::string kinds;
    const auto home = who.must("GET", "/api/home");
    for (const auto& w : home["waiting"])
      if (!w["object"].get<std::string>().empty() && w["kind"] != "readout")
        kinds += w["kind"].get<std::string>() + " ";
    return kinds;
  };
  begin();
  EXPECT_EQ(waits(lead), "suggestion ");
  EXPECT_EQ(waits(north), "");
  send(lead, lead.must("GET", path())["seen"]);
  EXPECT_EQ(waits(lead), "");
  EXPECT_EQ(waits(north), "round ");
}

TEST_F(Suggestions, ARoundIsAboutOneThing) {
  auto both = proposal();
  both["package"] = {{"price", "mid"}, {"date", "soon"}};
  EXPECT_EQ(lead.post("/api/rounds", both).status, 422);
  auto untitled = proposal();
  untitled.erase("title");
  EXPECT_EQ(lead.post("/api/rounds", untitled).status, 422);
  begin();
  lead.call("DELETE", path());
  auto plain = proposal();
  plain.erase("suggestion");
  plain["package"] = {{"price", "mid"}, {"date", "soon"}};
  round = lead.must("POST", "/api/rounds", plain)["id"];
  opt_in(north);
  opt_in(south);
  EXPECT_EQ(lead.get(path()).status, 409) << "a package of the mediator's own";
}

}  // namespace
}  // namespace parley::testing
