// Words that stand nowhere else are planted in what one party does; they are looked for in everything that others receive,
// in what the server prints, in its data directory and in a backup.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
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

struct Canaries {
  std::vector<std::string> room, caucus, everywhere;  // may be known: in the room; in the caucus too; to nobody at all
  int made = 0;
  std::string fresh(const std::string& party, std::vector<std::string>& to) {
    // Twelve letters: a multiple of three, so that base64 of a file that holds one is predictable.
    auto word = fmt::format("Kanari{}{:c}{:c}", party.substr(0, 4), 'a' + made / 26, 'a' + made % 26);
    ++made;
    word.resize(12, 'x');
    to.push_back(word);
    return to.back();
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
  std::map<std::string, Canaries> planted;
  void SetUp() override { fs::create_directories(folder); }
  void TearDown() override { fs::remove_all(folder); }

  static void must(Stage& stage, Person& who, const std::string& method, const std::string& target, const Json& body) {
    const auto reply = stage.ask(who, method, target, body);
    ASSERT_EQ(reply.status, 200) << target << " " << reply.body;
  }

  void plant(Stage& stage, const std::string& party) {
    auto& words = planted[party];
    auto& head = stage.person("head:" + party);
    auto& lead = stage.person("lead");
    for (const auto& [room, known] :
         {std::pair{"room:" + party, &words.room}, std::pair{"caucus:" + party, &words.caucus}}) {
      const auto path = "/api/rooms/" + room + "/items";
      must(stage, head, "POST", path, {{"kind", "message"}, {"text", words.fresh(party, *known)}});
      const auto inside = words.fresh(party, *known);
      must(stage, head, "POST", path,
           {{"kind", "document"},
            {"text", words.fresh(party, *known)},
            {"file", {{"name", words.fresh(party, *known) + ".pdf"}, {"bytes", base64_of_letters(inside)}}}});
      known->push_back(base64_of_letters(inside));
    }
    // An invitation's name, a delegate's account, a password.
    const auto name = words.fresh(party, words.room);
    const auto invited = stage.ask(head, "POST", "/api/invitations", {{"name", name}, {"role", "delegate"}});
    ASSERT_EQ(invited.status, 200);
    words.everywhere.push_back(invited.json()["secret"]);
    auto& guest = stage.person("delegate:" + party + ".guest");
    guest.organisation = party;
    const auto password = words.fresh(party, words.everywhere);
    const auto joined = stage.ask(
        guest, "POST", "/api/invitations/accept",
        {{"secret", invited.json()["secret"]}, {"login", words.fresh(party, words.room)}, {"password", password}});
    ASSERT_EQ(joined.status, 200);
    guest.csrf = joined.json()["csrf"];
    guest.login = joined.json()["login"];
    words.everywhere.push_back(guest.cookie.substr(guest.cookie.find('=') + 1));
    must(stage, guest, "PUT", "/api/account/password",
         {{"old", password}, {"new", words.fresh(party, words.everywhere) + "!!"}});
    // What stays in the caucus.
    const auto item = head.known["items@caucus:" + party].front();
    must(stage, head, "POST", "/api/items/" + item + "/consents",
         {{"words", words.fresh(party, words.caucus)},
          {"recipients", {"plenary"}},
          {"expires", to_text(stage.now() + talks::kDay)}});
    must(stage, lead, "POST", "/api/readouts",
         {{"words", words.fresh(party, words.caucus)}, {"parties", {party}}, {"spoken", to_text(stage.now())}});
    must(stage, lead, "POST", "/api/rooms/desk:" + party + "/items",
         {{"kind", "message"}, {"text", words.fresh(party, words.caucus)}});
  }

  static void expect_none(const std::vector<std::string>& words, const std::string& in, const std::string& where) {
    for (const auto& word : words) EXPECT_EQ(in.find(word), std::string::npos) << word << " stands in " << where;
  }
};

TEST_F(CanaryCrawl, PlantedWordsAreFoundNowhereElse) {
  ::testing::internal::CaptureStdout();
  ::testing::internal::CaptureStderr();
  const auto database = folder / "talks.db";
  std::size_t answers = 0;
  {
    Stage stage("canaries", nullptr, database.string());
    gather(stage);
    for (const auto& party : kParties) plant(stage, party);
    // The parties' own people come last: they try everything, and what they send the mediator may read from then on.
    for (const char* viewer : {"helper:north", "helper:south", "lead", "watch", "visitor", "head:north",
                               "delegate:north", "head:south", "delegate:south", "head:east"}) {
      stage.watch(viewer);
      const auto from = stage.received().size();
      for (const auto& party : kParties) {
        // As the viewer of a script in which this party's objects are the foreign ones.
        const Script script{1, party, viewer, {}};
        Player player(script, 1, stage);
        auto& who = stage.person(viewer);
        stage.set(stage.now() + 300);
        stage.be_signed_in(who);
        Dice dice(42);
        player.probe(who, dice, 100, false);
      }
      for (auto i = from; i < stage.received().size(); ++i) {
        const auto& received = stage.received()[i];
        ++answers;
        for (const auto& party : kParties) {
          const bool member =
              std::string_view(viewer).ends_with(":" + party) && !std::string_view(viewer).starts_with("helper");
          const bool team = viewer == std::string("lead") || viewer == "helper:" + party;
          const auto& words = planted[party];
          if (!member) expect_none(words.room, received.bytes, std::string(viewer) + ": " + received.what);
          if (!member && !team) expect_none(words.caucus, received.bytes, std::string(viewer) + ": " + received.what);
          expect_none(words.everywhere, received.bytes, std::string(viewer) + ": " + received.what);
        }
      }
    }
    const auto made =
        stage.log().backup((folder / "backup").string(), to_text(stage.now()), to_text(stage.now() + talks::kDay));
    ASSERT_TRUE(made) << made.error().message;
    // Running, with the write-ahead log beside the file.
    for (const auto& file : fs::directory_iterator(folder))
      for (const auto& [party, words] : planted)
        for (const auto* list : {&words.room, &words.caucus, &words.everywhere})
          expect_none(*list, contents(file.path()), file.path().filename().string());
  }
  const auto printed = ::testing::internal::GetCapturedStdout() + ::testing::internal::GetCapturedStderr();
  std::size_t files = 0, bytes = 0, words_planted = 0;
  for (const auto& [party, words] : planted) {
    words_planted += words.room.size() + words.caucus.size() + words.everywhere.size();
    for (const auto* list : {&words.room, &words.caucus, &words.everywhere}) {
      expect_none(*list, printed, "what the server prints");
      for (const auto& file : fs::directory_iterator(folder))
        expect_none(*list, contents(file.path()), file.path().filename().string());
    }
  }
  for (const auto& file : fs::directory_iterator(folder)) {
    ++files;
    bytes += fs::file_size(file.path());
  }
  fmt::print("{} canaries, {} answers and frames of ten viewers, {} files of {} bytes\n", words_planted, answers, files,
             bytes);
  EXPECT_GT(answers, 1000U);
  EXPECT_GE(files, 2U);
}

// The crawl can find something: a party's own people do receive its words.
TEST_F(CanaryCrawl, ThePartyItselfReceivesItsWords) {
  Stage stage("canaries");
  gather(stage);
  plant(stage, "north");
  const Script script{1, "south", "head:north", {}};
  Player player(script, 1, stage);
  const auto own = player.crawl(stage.person("head:north"));
  EXPECT_NE(own.find(planted["north"].room.front()), std::string::npos);
  const auto team = player.crawl(stage.person("lead"));
  EXPECT_NE(team.find(planted["north"].caucus.front()), std::string::npos);
}

}  // namespace
}  // namespace parley::worlds
