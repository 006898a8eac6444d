// Words that stand nowhere else are planted in what one party does; they are looked for in everything that others receive,
// in what the server prints, in its data directory and in a backup.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>

#include <unistd.h>

#include "tests/worlds/player.hpp"

namespace parley::worlds {
namespace {

namespace fs = std::filesystem;

std::string base64_of_letters(const std::string& text) {
  std::string out;
  static const char* const kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (std::size_t i = 0; i + 2 < text.size(); i += 3) {
    const auto n = static_cast<unsigned>(text[i]) << 16 | static_cast<unsigned>(text[i + 1]) << 8 |
                   static_cast<unsigned>(text[i + 2]);
    for (int shift = 18; shift >= 0; shift -= 6) out.push_back(kAlphabet[n >> shift & 63]);
  }
  return out;
}

// Who may come to know a word: "north", the people of that party; "team:north", the mediators of its caucus; "team", all.
using Readers = std::set<std::string>;

Readers readers_of(const std::string& viewer) {
  const auto colon = viewer.find(':');
  if (viewer == "lead") return {"team", "team:north", "team:south", "team:east"};
  if (colon == std::string::npos) return {};
  const auto of = viewer.substr(colon + 1);
  if (viewer.starts_with("helper")) return {"team", "team:" + of};
  return {of};
}

struct Canary {
  std::string word;
  Readers known;
  bool may_reach(const Readers& who) const {
    return std::ranges::any_of(who, [&](const auto& one) { return known.contains(one); });
  }
};

std::string contents(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

struct CanaryCrawl : ::testing::Test {
  fs::path folder = fs::temp_directory_path() / fmt::format("parley-canary-{}", ::getpid());
  std::vector<Canary> planted;
  void SetUp() override { fs::create_directories(folder); }
  void TearDown() override { fs::remove_all(folder); }

  // Twelve letters: a multiple of three, so that base64 of a file that holds one is predictable.
  std::string fresh(const std::string& party, Readers known) {
    const auto n = static_cast<int>(planted.size());
    auto word = fmt::format("Kanari{:.4}{:c}{:c}", party, 'a' + n / 26, 'a' + n % 26);
    word.resize(12, 'x');
    planted.push_back({word, std::move(known)});
    return word;
  }
  void secret(const std::string& word) { planted.push_back({word, {}}); }

  static Json must(Stage& stage, Person& who, const std::string& method, const std::string& target, const Json& body) {
    const auto reply = stage.ask(who, method, target, body);
    EXPECT_EQ(reply.status, 200) << target << " " << reply.body;
    return reply.json();
  }

  void plant(Stage& stage, const std::string& party) {
    auto& head = stage.person("head:" + party);
    const Readers own{party}, both{party, "team:" + party};
    for (const auto& [room, known] : {std::pair{"room:" + party, own}, std::pair{"caucus:" + party, both}}) {
      const auto path = "/api/rooms/" + room;
      const auto word = [&, of = known] { return fresh(party, of); };
      must(stage, head, "POST", path + "/items", {{"kind", "message"}, {"text", word()}});
      must(stage, head, "POST", path + "/items",
           {{"kind", "proposal"}, {"text", word()}, {"package", {{"price", "mid"}, {"date", "soon"}}}});
      const auto inside = word();
      must(stage, head, "POST", path + "/items",
           {{"kind", "document"},
            {"text", word()},
            {"file", {{"name", word() + ".pdf"}, {"bytes", base64_of_letters(inside)}}}});
      planted.push_back({base64_of_letters(inside), known});
      must(stage, head, "POST", path + "/record",
           {{"kind", "claim"}, {"words", word()}, {"source", word()}, {"date", ""}, {"says", word()}});
      must(stage, head, "POST", "/api/drafts/" + draft(stage, head) + "/comments",
           {{"room", room},
            {"words", word()},
            {"wording", {{"language", "en"}, {"heading", word()}, {"body", word()}}}});
    }
    must(stage, head, "PUT", "/api/preferences", preferences(fresh(party, own)));
    plant_people(stage, party);
    plant_at_the_desk(stage, party);
  }

  static std::string draft(Stage& stage, Person& who) {
    return stage.ask(who, "GET", "/api/text").json()["drafts"].back()["id"];
  }

  // Complete, with a red line of this title.
  static Json preferences(const std::string& title) {
    Dice dice(3);
    const Known known;
    Making making{dice, known, "", {}, {}, ""};
    auto answers = preference_answers(making);
    answers["red_lines"].push_back({{"id", "one"}, {"title", title}, {"text", "price is not low"}});
    return {{"answers", answers}, {"based_on", nullptr}};
  }

  // An invitation's name, a delegate's account, passwords, the token of a session.
  void plant_people(Stage& stage, const std::string& party) {
    auto& head = stage.person("head:" + party);
    const auto invited =
        must(stage, head, "POST", "/api/invitations", {{"name", fresh(party, {party})}, {"role", "delegate"}});
    secret(invited["secret"]);
    auto& guest = stage.person("delegate:" + party + ".guest");
    guest.organisation = party;
    const auto password = fresh(party, {});
    const auto joined = must(stage, guest, "POST", "/api/invitations/accept",
                             {{"secret", invited["secret"]}, {"login", fresh(party, {party})}, {"password", password}});
    guest.csrf = joined["csrf"];
    guest.login = joined["login"];
    secret(guest.cookie.substr(guest.cookie.find('=') + 1));
    must(stage, guest, "PUT", "/api/account/password", {{"old", password}, {"new", fresh(party, {}) + "!!"}});
  }

  // What the mediator writes about a party, and with it.
  void plant_at_the_desk(Stage& stage, const std::string& party) {
    auto& head = stage.person("head:" + party);
    auto& lead = stage.person("lead");
    const Readers team{"team:" + party}, both{party, "team:" + party};
    const auto item = head.known["items@caucus:" + party].front();
    must(stage, head, "POST", "/api/items/" + item + "/consents",
         {{"words", fresh(party, both)}, {"recipients", {"plenary"}}, {"expires", to_text(stage.now() + talks::kDay)}});
    must(stage, lead, "POST", "/api/readouts",
         {{"words", fresh(party, both)}, {"parties", {party}}, {"spoken", to_text(stage.now())}});
    must(stage, lead, "POST", "/api/groups", {{"title", fresh(party, both)}, {"parties", {party}}});
    must(stage, lead, "POST", "/api/rooms/desk:" + party + "/items",
         {{"kind", "message"}, {"text", fresh(party, team)}});
    must(stage, lead, "PUT", "/api/estimates/" + party, preferences(fresh(party, team)));
  }

  // A draft for everybody to comment on; a round of two parties, after which one of them leaves.
  void plant_all(Stage& stage) {
    auto& lead = stage.person("lead");
    stage.be_confirmed(lead);
    must(stage, lead, "POST", "/api/text/edits",
         {{"base", 0},
          {"changes",
           {{{"kind", "set_title"}, {"title", "A text"}},
            {{"kind", "add_language"}, {"language", "en"}, {"standing", "authentic"}},
            {{"kind", "add_clause"},
             {"after", ""},
             {"wordings", Json::array({{{"language", "en"}, {"heading", "One"}, {"body", "What is agreed"}}})},
             {"bindings", Json::array()}}}}});
    must(stage, lead, "POST", "/api/text/shares", {{"number", 1}, {"label", "First"}, {"to", {"plenary"}}});
    for (const auto& party : kParties) plant(stage, party);
    const Readers asked{"south", "east", "team"};
    must(stage, lead, "POST", "/api/rounds",
         {{"package", {{"price", "mid"}, {"date", "soon"}}},
          {"title", fresh("both", asked)},
          {"note", fresh("both", asked)},
          {"parties", {"south", "east"}},
          {"means", "final"},
          {"opt_in_until", to_text(stage.now() + talks::kDay)},
          {"answer_until", to_text(stage.now() + 2 * talks::kDay)}});
    must(stage, stage.person("head:east"), "POST", "/api/withdrawal",
         {{"words", fresh("east", {"east", "team:east"})}});
  }

  void expect_none(const Readers& reader, const std::string& in, const std::string& where) const {
    for (const auto& canary : planted)
      if (!canary.may_reach(reader))
        EXPECT_EQ(in.find(canary.word), std::string::npos) << canary.word << " in " << where;
  }

  // Every view of the workbench, and every file that its page names.
  static void open_pages(Stage& stage, Person& who) {
    const auto views = contents(PARLEY_SOURCE_DIR "/web/src/workbench/views.ts");
    static const std::regex kPath("path: \"([^\"]+)\""), kAsset("\"(/assets/[^\"]+)\"");
    const auto each = [](const std::string& text, const std::regex& what, const auto& act) {
      for (std::sregex_iterator at(text.begin(), text.end(), what), end; at != end; ++at) act((*at)[1].str());
    };
    each(views, kPath, [&](std::string path) {
      if (const auto at = path.find("/:"); at != std::string::npos) path = path.substr(0, at) + "/room:north";
      const auto page = stage.ask(who, "GET", path, nullptr, "page");
      each(page.body, kAsset, [&](const std::string& asset) { stage.ask(who, "GET", asset, nullptr, "asset"); });
    });
    for (const char* path : {"/bulletin.atom", "/none"}) stage.ask(who, "GET", path, nullptr, "page");
  }
};

TEST_F(CanaryCrawl, PlantedWordsAreFoundNowhereElse) {
  ::testing::internal::CaptureStdout();
  ::testing::internal::CaptureStderr();
  const auto database = folder / "talks.db";
  const auto expect_none_in_files = [&] {
    for (const auto& file : fs::directory_iterator(folder))
      expect_none({}, contents(file.path()), file.path().filename().string());
  };
  std::size_t answers = 0, pages = 0;
  {
    Stage stage("canaries", nullptr, database.string());
    gather(stage);
    plant_all(stage);
    // The parties' own people come last: they try everything, and what they send the mediator may read from then on.
    for (const char* viewer : {"helper:north", "helper:south", "lead", "watch", "visitor", "head:north",
                               "delegate:north", "head:south", "delegate:south", "head:east"}) {
      stage.watch(viewer);
      const auto from = stage.received().size();
      auto& who = stage.person(viewer);
      for (const auto& party : kParties) {
        // As the viewer of a script in which this party's objects are the foreign ones.
        const Script script{1, party, viewer, {}};
        Player player(script, 1, stage);
        stage.set(stage.now() + 300);
        stage.be_signed_in(who);
        Dice dice(42);
        player.probe(who, dice, 100, false);
      }
      answers += stage.received().size() - from;
      open_pages(stage, who);
      pages += stage.received().size() - from;
      for (auto i = from; i < stage.received().size(); ++i)
        expect_none(readers_of(viewer), stage.received()[i].bytes,
                    std::string(viewer) + ": " + stage.received()[i].what);
    }
    const auto made =
        stage.log().backup((folder / "backup").string(), to_text(stage.now()), to_text(stage.now() + talks::kDay));
    ASSERT_TRUE(made) << made.error().message;
    expect_none_in_files();  // running, with the write-ahead log beside the file
  }
  const auto printed = ::testing::internal::GetCapturedStdout() + ::testing::internal::GetCapturedStderr();
  expect_none({}, printed, "what the server prints");
  expect_none_in_files();
  std::size_t files = 0, bytes = 0;
  for (const auto& file : fs::directory_iterator(folder)) {
    ++files;
    bytes += fs::file_size(file.path());
  }
  fmt::print(
      "{} canaries, {} answers, pages and frames of ten viewers, {} of them pages and their files; {} files of {} "
      "bytes\n",
      planted.size(), pages, pages - answers, files, bytes);
  EXPECT_GT(answers, 1000U);
  EXPECT_GT(pages - answers, 200U);
  EXPECT_GE(files, 2U);
}

// The crawl can find something: words do reach those who may know them, and those alone.
TEST_F(CanaryCrawl, WordsReachThoseWhoMayKnowThem) {
  Stage stage("canaries");
  gather(stage);
  plant_all(stage);
  for (const char* viewer : {"head:north", "head:south", "head:east", "lead", "helper:south"}) {
    auto& who = stage.person(viewer);
    stage.watch(viewer);
    const auto from = stage.received().size();
    const Script script{1, "north", viewer, {}};
    Player player(script, 1, stage);
    player.crawl(who);
    for (const char* path : {"/api/record", "/api/text", "/api/preferences", "/api/rounds", "/api/invitations",
                             "/api/members", "/api/estimates/north", "/api/estimates/south", "/api/estimates/east"})
      stage.ask(who, "GET", path);
    std::string all;
    for (auto i = from; i < stage.received().size(); ++i) all += stage.received()[i].bytes;
    std::size_t received = 0;
    for (const auto& canary : planted) {
      const bool found = all.find(canary.word) != std::string::npos;
      received += found ? 1 : 0;
      EXPECT_TRUE(canary.may_reach(readers_of(viewer)) || !found) << viewer << " received " << canary.word;
    }
    EXPECT_GT(received, 10U) << viewer;
  }
}

}  // namespace
}  // namespace parley::worlds
