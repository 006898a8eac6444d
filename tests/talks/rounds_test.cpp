// Blind rounds: what everybody sees of them, and above all what nobody does.
#include <gtest/gtest.h>

#include <filesystem>

#include "talks/event.hpp"
#include "tests/talks/world.hpp"

namespace parley::testing {
namespace {

const Json kPackage{{"price", "mid"}, {"date", "soon"}};
constexpr const char* kNobody = "AAAAAAAAAAAAAAAAAAAAAA";

// Sessions end after an hour without a request, so that everything happens within less.
constexpr std::int64_t kOptIn = 600, kAnswer = 1800;

// Talks with two heads, in which rounds are opened.
struct Table {
  explicit Table(const std::string& seed, const WorldOptions& options = {}) : world(seed, options) {
    open_talks(world, lead);
    north = world.head(lead, "north");
    south = world.head(lead, "south");
    watch = world.observer(lead, "watch");
  }

  Json proposal(const std::string& means = "final") const {
    return {{"package", kPackage},
            {"title", "The middle"},
            {"parties", {"north", "south"}},
            {"means", means},
            {"opt_in_until", to_text(world.now() + kOptIn)},
            {"answer_until", to_text(world.now() + kAnswer)}};
  }
  std::string open(const std::string& means = "final") {
    deadline = world.now() + kAnswer;
    return round = lead.must("POST", "/api/rounds", proposal(means))["id"];
  }
  Reply opt_in(Client& who, bool yes = true) const {
    return who.call("PUT", "/api/rounds/" + round + "/opt-in", {{"opt_in", yes}});
  }
  Reply answer(Client& who, const std::string& answer, const std::string& means = "final") const {
    return who.call("PUT", "/api/rounds/" + round + "/answer", {{"answer", answer}, {"means", means}});
  }
  std::string begin(const std::string& means = "final") {
    open(means);
    opt_in(north);
    opt_in(south);
    return round;
  }
  void to_deadline() {
    world.advance(deadline.seconds - world.now().seconds);
    world.broker().tick();
  }
  Json seen(Client& who) const {
    const auto answer = who.must("GET", "/api/rounds");
    return answer["rounds"].back();
  }

  World world;
  Client lead = world.lead();
  Client north{world}, south{world}, watch{world};
  std::string round;
  talks::Time deadline;
};

struct RoundsInTalks : ::testing::Test, Table {
  RoundsInTalks() : Table("rounds") {}
};

TEST_F(RoundsInTalks, ARoundBeginsOnlyWhenEverybodyAskedHasOptedIn) {
  open();
  EXPECT_EQ(opt_in(north).status, 200);
  EXPECT_EQ(seen(lead)["state"], "asking");
  EXPECT_EQ(seen(lead)["opt_ins"].size(), 1U) << "opting in is told to the mediator";
  EXPECT_EQ(seen(south)["opt_ins"].size(), 0U) << "and not to the others";
  EXPECT_EQ(answer(north, "accept").status, 409);
  EXPECT_EQ(opt_in(south).status, 200);
  for (auto* who : {&lead, &north, &south}) EXPECT_EQ(seen(*who)["state"], "begun");
  EXPECT_EQ(opt_in(north, false).status, 409) << "what has begun runs to its deadline";
}

TEST_F(RoundsInTalks, RefusingToOptInAndSilenceLookAlikeToTheOtherParty) {
  const auto south_sees = [](int refusal) {
    Table t("alike");
    t.open();
    t.opt_in(t.south);
    if (refusal > 0) t.opt_in(t.north, false);
    if (refusal > 1) t.opt_in(t.north, true), t.opt_in(t.north, false);
    t.world.advance(kOptIn);
    return t.south.get("/api/rounds").bytes() + t.south.get("/api/rooms").bytes();
  };
  EXPECT_EQ(south_sees(0), south_sees(1));
  Table t("lapse");
  t.open();
  t.opt_in(t.south);
  t.world.advance(2 * kOptIn);
  EXPECT_EQ(t.seen(t.south)["state"], "not_begun");
  EXPECT_EQ(t.seen(t.south)["ended"], t.seen(t.south)["opt_in_until"]) << "stamped with the deadline";
  EXPECT_EQ(t.opt_in(t.north).status, 409);
}

TEST_F(RoundsInTalks, AllAcceptedIsKnownAtTheDeadlineAndNotBefore) {
  begin();
  EXPECT_EQ(answer(north, "accept").status, 200);
  EXPECT_EQ(answer(south, "accept").status, 200);
  world.advance(deadline.seconds - world.now().seconds - 1);
  EXPECT_EQ(seen(lead)["state"], "begun");
  world.advance(kOptIn);
  for (auto* who : {&south, &lead, &north}) {
    EXPECT_EQ(seen(*who)["state"], "all_accepted");
    EXPECT_EQ(seen(*who)["ended"], to_text(deadline));
  }
}

TEST_F(RoundsInTalks, TheLastAnswerBeforeTheDeadlineCounts) {
  begin();
  answer(north, "reject");
  answer(south, "accept");
  answer(north, "accept");
  to_deadline();
  EXPECT_EQ(seen(north)["state"], "all_accepted");
}

// What every viewer receives, before the deadline and after it, when the two parties answer like this: none, a(ccept),
// r(eject), in that order, "L" after the deadline.
struct Received {
  std::vector<std::string> before, after, replies;
};

// Of every chain of the viewer's own but the account's, which holds a password's salt.
std::string heads(Client& who) {
  std::string all;
  if (const auto reply = who.get("/api/checkpoint"); reply.status == 200) {
    const auto checkpoint = reply.json();
    for (const auto& head : checkpoint["heads"])
      if (!head["audience"].get<std::string>().starts_with("account:")) all += head.dump();
  }
  return all;
}

Received received(const std::string& of_north, const std::string& of_south) {
  Table t("patterns");
  t.begin();
  std::vector<Client*> viewers{&t.lead, &t.north, &t.south, &t.watch};
  std::vector<std::string> pushes(viewers.size());
  std::vector<std::shared_ptr<broker::Feed>> feeds;
  for (std::size_t v = 0; v < viewers.size(); ++v) {
    feeds.push_back(viewers[v]->get("/api/changes").feed);
    feeds.back()->attach([&pushes, v](const std::string& frame) { pushes[v] += frame; });
  }
  Received out;
  const auto look = [&](std::vector<std::string>& into) {
    for (std::size_t v = 0; v < viewers.size(); ++v) {
      auto& who = *viewers[v];
      std::string all = pushes[v];
      for (const char* target : {"/api/rounds", "/api/home", "/api/rooms", "/api/talks", "/api/session",
                                 "/api/readouts", "/api/sessions", "/api/members", "/api/rooms/plenary"})
        all += who.get(target).bytes();
      all += heads(who);
      who.confirm();
      const auto rooms = who.must("GET", "/api/rooms");
      for (const auto& room : rooms["rooms"]) {
        const auto name = room["room"].get<std::string>();
        all += who.get("/api/rooms/" + name).bytes() + who.get("/api/rooms/" + name + "/chain").bytes();
      }
      into.push_back(std::move(all));
    }
  };
  const auto say = [&](Client& who, const std::string& answers) {
    for (const char c : answers)
      if (c != 'L') out.replies.push_back(t.answer(who, c == 'a' ? "accept" : "reject").bytes());
  };
  say(t.north, of_north);
  t.world.advance(600);
  say(t.south, of_south);
  look(out.before);
  t.to_deadline();
  if (of_north.ends_with('L')) {
    EXPECT_EQ(t.answer(t.north, "accept").status, 409);
  }
  if (of_south.ends_with('L')) {
    EXPECT_EQ(t.answer(t.south, "accept").status, 409);
  }
  look(out.after);
  return out;
}

TEST(BlindRounds, EveryLosingPatternOfAnswersGivesEveryViewerTheSameBytes) {
  const std::vector<std::string> ways{"", "a", "r", "ar", "ra", "L", "rL"};
  const auto silence = received("", "");
  const auto yes = received("a", "ra");
  EXPECT_EQ(yes.before, silence.before) << "before the deadline nothing tells even a success";
  EXPECT_NE(yes.after, silence.after);
  for (const auto& north : ways)
    for (const auto& south : ways) {
      if (north.ends_with('a') && south.ends_with('a')) continue;
      const auto seen = received(north, south);
      EXPECT_EQ(seen.before, silence.before) << north << "/" << south;
      EXPECT_EQ(seen.after, silence.after) << north << "/" << south;
      for (const auto& reply : seen.replies) EXPECT_EQ(reply, yes.replies.front()) << north << "/" << south;
    }
}

TEST_F(RoundsInTalks, AnswersNeedTheMandateForWhatAYesMeans) {
  auto silent = world.delegate(north, "Silent", {"send"});
  auto referendum = world.delegate(north, "Referendum", {"accept_referendum"});
  auto final = world.delegate(south, "Final", {"accept_final"});
  begin("final");
  EXPECT_EQ(answer(silent, "accept").status, 403);
  EXPECT_EQ(answer(referendum, "accept").status, 403);
  EXPECT_EQ(answer(final, "accept").status, 200);
  to_deadline();
  open("ad_referendum");
  EXPECT_EQ(opt_in(silent).status, 403);
  EXPECT_EQ(opt_in(referendum).status, 200);
  EXPECT_EQ(opt_in(final).status, 200);
  EXPECT_EQ(answer(referendum, "accept", "final").status, 422) << "a yes to something else";
  EXPECT_EQ(answer(referendum, "accept", "ad_referendum").status, 200);
  EXPECT_EQ(answer(final, "accept", "ad_referendum").status, 200);
  to_deadline();
  EXPECT_EQ(seen(lead)["state"], "all_accepted");
}

TEST_F(RoundsInTalks, AnAcceptanceAdReferendumIsConfirmedLater) {
  begin("ad_referendum");
  auto referendum = world.delegate(north, "Referendum", {"accept_referendum"});
  const auto confirm = [&](Client& who) { return who.post("/api/rounds/" + round + "/confirmation").status; };
  EXPECT_EQ(confirm(north), 409) << "there is no result yet";
  answer(north, "accept", "ad_referendum");
  answer(south, "accept", "ad_referendum");
  to_deadline();
  EXPECT_EQ(confirm(referendum), 403);
  EXPECT_EQ(confirm(north), 200);
  EXPECT_EQ(confirm(north), 409);
  EXPECT_EQ(seen(lead)["confirmed"], Json::array({"north"}));
  EXPECT_EQ(seen(south)["confirmed"], Json::array());
}

TEST_F(RoundsInTalks, RoundsAreCappedAndOnlyThoseThatBeganCount) {
  for (int i = 0; i < 2; ++i) {
    open();
    world.advance(kOptIn);
  }
  for (int i = 0; i < 3; ++i) {
    begin();
    EXPECT_EQ(lead.post("/api/rounds", proposal()).status, 409) << "one at a time";
    to_deadline();
  }
  EXPECT_EQ(lead.must("GET", "/api/rounds")["left"], 0);
  EXPECT_EQ(lead.post("/api/rounds", proposal()).status, 409);
  EXPECT_TRUE(north.must("GET", "/api/rounds")["left"].is_null());
}

TEST_F(RoundsInTalks, AMediatorWithdrawsARoundOnlyBeforeItBegins) {
  auto assistant = world.mediator(lead, {"north"});
  open();
  EXPECT_EQ(assistant.call("DELETE", "/api/rounds/" + round).status, 403) << "not in every caucus asked";
  EXPECT_EQ(lead.call("DELETE", "/api/rounds/" + round).status, 200);
  EXPECT_EQ(seen(north)["state"], "withdrawn");
  begin();
  EXPECT_EQ(lead.call("DELETE", "/api/rounds/" + round).status, 409);
  EXPECT_EQ(assistant.post("/api/rounds", proposal()).status, 409);
}

TEST_F(RoundsInTalks, WithdrawingIsOfferedToWhoSitsInEveryCaucusAskedAndToNobodyElse) {
  auto assistant = world.mediator(lead, {"north"});
  open();
  EXPECT_EQ(seen(lead)["may"], Json::array({"withdraw"}));
  EXPECT_EQ(seen(assistant)["may"], Json::array());
  auto both = world.mediator(lead, {"north", "south"});
  EXPECT_EQ(seen(both)["may"], Json::array({"withdraw"}));
}

TEST_F(RoundsInTalks, NothingCanBeDoneInARoundWhileTheTalksAreSuspended) {
  const auto go = [&](const char* state) {
    lead.confirm();
    lead.must("PUT", "/api/talks/state", {{"state", state}, {"statement", "a pause"}});
  };
  const auto waits = [&] { return north.must("GET", "/api/home")["waiting"][0]["text"].get<std::string>(); };
  open();
  go("suspended");
  for (auto* who : {&lead, &north}) EXPECT_EQ(seen(*who)["may"], Json::array());
  EXPECT_EQ(opt_in(north).status, 409);
  EXPECT_NE(waits().find("they are suspended"), std::string::npos);
  go("open");
  EXPECT_EQ(seen(north)["may"], Json::array({"opt_in"}));
  EXPECT_EQ(seen(lead)["may"], Json::array({"withdraw"}));
  EXPECT_EQ(waits().find("they are suspended"), std::string::npos);
}

TEST_F(RoundsInTalks, TheTalksAreNeitherSuspendedNorEndedOverTheHeadsOfThoseWhoMayStillAnswer) {
  const auto go = [&](const char* state) {
    lead.confirm();
    return lead.call("PUT", "/api/talks/state", {{"state", state}, {"statement", "words"}}).status;
  };
  begin();
  EXPECT_EQ(go("suspended"), 409);
  EXPECT_EQ(go("ended"), 409);
  EXPECT_EQ(go("open"), 200) << "something is announced";
  answer(north, "accept");
  answer(south, "accept");
  to_deadline();
  EXPECT_EQ(seen(south)["state"], "all_accepted");
  EXPECT_EQ(go("suspended"), 200);
}

TEST_F(RoundsInTalks, APartyThatLeavesAcceptsNothingAndItsLeavingShowsAsNoAgreement) {
  begin();
  answer(north, "accept");
  answer(south, "accept");
  north.must("POST", "/api/withdrawal", {{"words", "we leave"}});
  EXPECT_EQ(seen(north)["may"], Json::array());
  EXPECT_EQ(seen(south)["state"], "begun");
  to_deadline();
  EXPECT_EQ(seen(south)["state"], "no_agreement");
}

// A party at the table that is not asked, and that holds every mandate.
TEST(RoundsOfOthers, AnswerAsRoundsThatDoNotExist) {
  World world("others");
  auto lead = world.lead();
  std::string three = kSmallCase;
  const std::string chair = "  chair:";
  three.insert(three.find(chair), "  east: {name: East, scores: {price: {table: {low: 5, mid: 9, high: 1}}}}\n");
  open_talks(world, lead, three);
  auto north = world.head(lead, "north"), south = world.head(lead, "south"), east = world.head(lead, "east");
  const Json proposal{{"package", {{"price", "mid"}, {"date", "soon"}}},
                      {"title", "Mid and soon"},
                      {"parties", {"north", "south"}},
                      {"means", "ad_referendum"},
                      {"opt_in_until", to_text(world.now() + 600)},
                      {"answer_until", to_text(world.now() + 1800)}};
  const auto round = "/api/rounds/" + lead.must("POST", "/api/rounds", proposal)["id"].get<std::string>();
  const auto none = "/api/rounds/" + std::string(kNobody);
  const auto alike = [&] {
    const auto same = [&](const char* method, const char* what, const Json& body) {
      const auto foreign = east.call(method, round + what, body);
      EXPECT_EQ(foreign.status, 404) << what;
      EXPECT_EQ(foreign.bytes(), east.call(method, none + what, body).bytes()) << what;
    };
    same("PUT", "/opt-in", {{"opt_in", true}});
    same("PUT", "/answer", {{"answer", "accept"}, {"means", "ad_referendum"}});
    same("POST", "/confirmation", Json::object());
    EXPECT_EQ(east.must("GET", "/api/rounds")["rounds"], Json::array());
  };
  alike();
  for (auto* who : {&north, &south}) who->must("PUT", round + "/opt-in", {{"opt_in", true}});
  alike();
  for (auto* who : {&north, &south})
    who->must("PUT", round + "/answer", {{"answer", "accept"}, {"means", "ad_referendum"}});
  world.advance(1800);
  alike();
  EXPECT_EQ(north.call("POST", round + "/confirmation").status, 200) << "there was something to confirm";
}

TEST_F(RoundsInTalks, TheOpeningIsChecked) {
  auto bad = proposal();
  bad["parties"] = {"north", "north"};
  EXPECT_EQ(lead.post("/api/rounds", bad).status, 422);
  bad = proposal();
  bad["package"].erase("date");
  EXPECT_EQ(lead.post("/api/rounds", bad).status, 422);
  bad = proposal();
  bad["opt_in_until"] = to_text(world.now());
  bad["answer_until"] = to_text(world.now());
  EXPECT_EQ(lead.post("/api/rounds", bad).json()["errors"].size(), 2U);
  EXPECT_EQ(north.post("/api/rounds", proposal()).status, 403);
}

TEST_F(RoundsInTalks, HomeSaysWhatWaitsUntilWhenAndNothingOfAnAnswer) {
  const auto waits = [&](Client& who, const std::string& kind) {
    const auto home = who.must("GET", "/api/home");
    for (const auto& w : home["waiting"])
      if (w["kind"] == kind) return w["until"].get<std::string>();
    return std::string("nothing");
  };
  open();
  EXPECT_EQ(waits(north, "opt_in"), to_text(world.now() + kOptIn));
  opt_in(north);
  EXPECT_EQ(waits(north, "opt_in"), "nothing");
  opt_in(south);
  EXPECT_EQ(waits(north, "round"), to_text(deadline));
  answer(north, "accept");
  EXPECT_EQ(waits(north, "round"), to_text(deadline)) << "it would wait in the same words without the answer";
  to_deadline();
  EXPECT_EQ(waits(north, "round"), "nothing");
}

// The same person in a server that was started again.
Client again(World& world, const Client& before) {
  Client client(world);
  client.cookie = before.cookie;
  client.csrf = before.csrf;
  return client;
}

struct Restarts : ::testing::Test {
  Restarts() { std::filesystem::remove_all(folder), std::filesystem::create_directories(folder); }
  ~Restarts() override { std::filesystem::remove_all(folder); }
  WorldOptions at(std::int64_t start) const { return {(folder / "talks.db").string(), start}; }

  std::filesystem::path folder =
      std::filesystem::path(::testing::TempDir()) /
      (std::string("parley-rounds-") + ::testing::UnitTest::GetInstance()->current_test_info()->name());
  static inline const std::int64_t kStart = WorldOptions{}.start;
};

TEST_F(Restarts, AnswersOutliveARestartAndTheResultIsStampedWithTheDeadline) {
  std::unique_ptr<Table> t = std::make_unique<Table>("first", at(kStart));
  t->begin();
  t->answer(t->north, "accept");
  t->answer(t->south, "accept");
  const auto lead = t->lead;
  const auto deadline = t->deadline;
  t.reset();
  World world("second", at(deadline.seconds - 60));
  auto me = again(world, lead);
  ASSERT_EQ(me.get("/api/session").status, 200);
  world.advance(600);
  world.broker().tick();
  const auto rounds = me.must("GET", "/api/rounds");
  EXPECT_EQ(rounds["rounds"][0]["state"], "all_accepted");
  EXPECT_EQ(rounds["rounds"][0]["ended"], to_text(deadline));
}

TEST_F(Restarts, ADeadlineThatPassedWhileTheServerWasDownIsSettledAtTheStart) {
  std::unique_ptr<Table> t = std::make_unique<Table>("first", at(kStart));
  const auto round = t->begin();
  t->answer(t->north, "accept");
  const auto deadline = t->deadline;
  t.reset();
  World world("second", at(deadline.seconds + talks::kDay));
  EXPECT_FALSE(world.log().has_round(round)) << "the round's key is destroyed";
}

TEST_F(Restarts, ARoundBeginsAsWhenTheLastPartyOptedInIfTheServerDiedThen) {
  std::unique_ptr<Table> t = std::make_unique<Table>("first", at(kStart));
  const auto round = t->open();
  t->opt_in(t->north);
  const auto last = t->world.now() + 60;
  const auto bytes = talks::to_bytes({{last, {"Head of south", "south"}}, talks::RoundOptIn{round, true}});
  ASSERT_TRUE(t->world.log().append(std::vector<store::Entry>{{"caucus:south", bytes}}));
  const auto lead = t->lead;
  t.reset();
  World world("second", at(last.seconds + 600));
  auto me = again(world, lead);
  const auto rounds = me.must("GET", "/api/rounds");
  EXPECT_EQ(rounds["rounds"][0]["begun"], to_text(last));
  EXPECT_TRUE(world.log().has_round(round));
}

TEST_F(Restarts, ALogWithoutTheSlotsEndsTheRoundAsLost) {
  std::unique_ptr<Table> t = std::make_unique<Table>("first", at(kStart));
  const auto round = t->begin();
  ASSERT_TRUE(t->world.log().close_round(round, [](const auto&) { return std::vector<store::Entry>{}; }));
  const auto north = t->north;
  t.reset();
  World world("second", at(kStart + 600));
  auto me = again(world, north);
  const auto rounds = me.must("GET", "/api/rounds");
  EXPECT_EQ(rounds["rounds"][0]["state"], "lost");
  EXPECT_EQ(me.call("PUT", "/api/rounds/" + round + "/answer", {{"answer", "accept"}, {"means", "final"}}).status, 409);
}

}  // namespace
}  // namespace parley::testing
