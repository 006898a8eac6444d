#include "tests/worlds/furnish.hpp"

#include <stdexcept>

#include "tests/worlds/player.hpp"

namespace parley::worlds {
namespace {

class Furnisher {
 public:
  explicit Furnisher(Stage& stage) : player_(script_, 0, stage) {}

  void everything() {
    for (const auto& party : kParties) of_party(party);
    between("north", "east");
    between("south", "east");
    suggestion("south", "east");
  }

 private:
  void perform(const std::string& who, const std::string& act, Json with, const std::string& label = {}) {
    at_ += 2;
    player_.perform({at_, who, act, std::move(with), label, 0, static_cast<std::uint64_t>(at_)});
    if (!player_.common.back().ends_with(": done")) throw std::runtime_error("not furnished: " + player_.common.back());
  }
  void operate(const std::string& who, const char* operation, Json path, Json body, const std::string& label = {}) {
    perform(who, "do", {{"operation", operation}, {"path", std::move(path)}, {"body", std::move(body)}}, label);
  }
  static std::string time_at(std::int64_t at) { return to_text(Time{kOpening + at}); }

  void of_party(const std::string& party) {
    const auto head = "head:" + party, caucus = "caucus:" + party;
    const Json message{{"kind", "message"}, {"text", "words"}, {"tag", "public"}};
    const Json document{{"kind", "document"}, {"file", {{"name", "a.txt"}, {"bytes", "abcd"}}}};
    const Json entry{{"kind", "claim"},      {"words", "a claim"}, {"source", "a letter"},
                     {"date", "2025-08-01"}, {"says", party},      {"tag", "public"}};
    for (const auto& room : {"room:" + party, caucus}) {
      perform(head, "post", {{"room", room}, {"body", message}}, "message in " + room);
      perform(head, "post", {{"room", room}, {"body", document}});
      operate(head, "addEntry", {{"room", room}}, entry);
    }
    perform(head, "consent", {{"item", "message in " + caucus}, {"words", "these words"}, {"to", {"plenary"}}});
    operate(head, "invite", Json::object(), {{"name", "Another"}, {"role", "delegate"}});
    perform("lead", "readout", {{"words", "said"}, {"parties", {party}}});
    perform("lead", "post", {{"room", "desk:" + party}, {"body", {{"kind", "message"}, {"text", "a note"}}}});
    perform("lead", "estimate preferences", {{"party", party}});
    perform(head, "save preferences", nullptr);
    perform(head, "send preferences", nullptr);
  }

  // A text that both accept in a round and sign in a group of theirs, and what rests on it.
  void between(const std::string& a, const std::string& b) {
    const std::vector<std::string> both{a, b};
    const auto of = " of " + a;
    perform("lead", "group", {{"title", "A group" + of}, {"parties", both}}, "group" + of);
    auto changes = Json::array({{{"kind", "set_title"}, {"title", "A text" + of}}});
    if (!has_clause_) {
      const Json wording{{"language", "en"}, {"heading", "One"}, {"body", "What is agreed"}};
      changes.push_back({{"kind", "add_language"}, {"language", "en"}, {"standing", "authentic"}});
      changes.push_back({{"kind", "add_clause"}, {"after", ""}, {"wordings", {wording}}, {"bindings", Json::array()}});
    }
    const auto edit = has_clause_ ? "edit" + of : "clause";
    has_clause_ = true;
    operate("lead", "editText", Json::object(), {{"base", 0}, {"changes", changes}}, edit);
    operate("lead", "shareText", Json::object(),
            {{"number", "$number of " + edit},
             {"label", "A draft" + of},
             {"to", {"caucus:" + a, "caucus:" + b}},
             {"freeze", true}},
            "text" + of);
    for (const auto& party : both)
      for (const auto& room : {"room:" + party, "caucus:" + party})
        perform("head:" + party, "comment", {{"rooms", {room}}});
    const auto ends = at_ + 120;
    operate("lead", "openRound", Json::object(),
            {{"sha256", "$text" + of},
             {"parties", both},
             {"means", "final"},
             {"opt_in_until", time_at(at_ + 60)},
             {"answer_until", time_at(ends)}},
            "round" + of);
    const Json path{{"round", "$round" + of}};
    for (const auto& party : both) operate("head:" + party, "optIn", path, {{"opt_in", true}});
    for (const auto& party : both)
      operate("head:" + party, "answerRound", path, {{"answer", "accept"}, {"means", "final"}});
    at_ = ends;
    operate("lead", "openAgreement", Json::object(), {{"round", "$round" + of}, {"room", "$group" + of}},
            "agreement" + of);
    for (const auto& party : both) perform("head:" + party, "sign", {{"agreement", "agreement" + of}});
    operate("lead", "makeCommitment", Json::object(),
            {{"obligation", "Does what was agreed"},
             {"who", a},
             {"agreement", "$agreement" + of},
             {"clause", "$clause"},
             {"due", time_at(at_ + 20 * talks::kDay)},
             {"verifier", ""},
             {"evidence", "a letter"}});
  }

  void suggestion(const std::string& a, const std::string& b) {
    operate("lead", "openRound", Json::object(),
            {{"suggestion", "nash"},
             {"title", "What the engine says"},
             {"parties", {a, b}},
             {"means", "final"},
             {"opt_in_until", time_at(at_ + talks::kDay)},
             {"answer_until", time_at(at_ + 5 * talks::kDay)}},
            "suggestion");
    for (const auto& party : {a, b}) operate("head:" + party, "optIn", {{"round", "$suggestion"}}, {{"opt_in", true}});
  }

  Script script_;
  Player player_;
  std::int64_t at_ = 10;
  bool has_clause_ = false;
};

}  // namespace

void furnish(Stage& stage) { Furnisher(stage).everything(); }

void learn_all(Stage& stage, Person& who) {
  stage.be_signed_in(who);
  for (const char* path :
       {"/api/rooms", "/api/readouts", "/api/sessions", "/api/members", "/api/invitations", "/api/record", "/api/text",
        "/api/rounds", "/api/agreements", "/api/commitments", "/api/preferences"})
    stage.ask(who, "GET", path);
  for (const auto& room : std::vector<std::string>(who.known["rooms"])) stage.ask(who, "GET", "/api/rooms/" + room);
}

}  // namespace parley::worlds
