#include "tests/worlds/drives.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "tests/worlds/from_schema.hpp"
#include "tests/worlds/script.hpp"

namespace parley::worlds {
namespace {

std::string words(Making& m) { return fmt::format("{} says {} and {}", m.key, m.dice.word(), m.dice.word()); }

std::string any_of(Making& m, const std::string& category) {
  const auto found = m.known.find(category);
  return found == m.known.end() || found->second.empty() ? std::string(kAbsentId) : m.dice.pick(found->second);
}

Json sign_in(Making& m) {
  return {{"login", m.dice.chance(50) ? "nobody-here" : m.key}, {"password", "not the right password"}};
}
Json confirmation(Making& m) {
  return {{"proof", m.dice.chance(50) ? std::string(Stage::kPassword) : "not the right password"}};
}
Json code(Making&) { return {{"code", "000000"}}; }
Json password(Making& m) {
  const bool right = m.dice.chance(60);
  return {{"old", right ? Stage::kPassword : "not the right password"}, {"new", Stage::kPassword}};
}
Json invitation(Making& m) {
  if (m.key.starts_with("head:"))
    return {{"name", "Delegate " + m.dice.word()}, {"role", "delegate"}, {"days", m.dice.between(1, 30)}};
  return {{"name", "Watcher " + m.dice.word()}, {"role", "observer"}, {"organisation", "watch"}};
}
Json secret(Making& m) { return {{"secret", m.dice.chance(50) ? "no such secret" : any_of(m, "secrets")}}; }
Json accept(Making& m) {
  return {{"secret", "no such secret"},
          {"login", "somebody"},
          {"password", m.dice.chance(50) ? "short" : Stage::kPassword}};
}
Json unknown_secret(Making&) { return {{"secret", "no such secret"}}; }
Json grant(Making& m) {
  Json mandates = Json::array();
  for (const char* name : {"send", "tag", "consent", "preferences", "accept_referendum", "accept_final", "sign"})
    if (m.dice.chance(60))
      mandates.push_back({{"mandate", name},
                          {"from", to_text(m.now)},
                          {"until", to_text(m.now + m.dice.between(1, 40) * talks::kHour)}});
  return {{"mandates", mandates}};
}
Json parties(Making& m) { return {{"parties", {m.dice.pick(kParties)}}}; }
Json opening(Making& m) { return {{"case", "parley: 1\n"}, {"keep_until", to_text(m.now + talks::kDay)}}; }
Json case_file(Making& m) {
  if (m.dice.chance(50)) return {{"case", kCase}};
  return {{"case", "parley: 1\ncase: " + m.dice.word() + "\n"}};
}
Json state(Making& m) { return {{"state", "suspended"}, {"statement", words(m)}}; }
Json departure(Making& m) { return {{"words", words(m)}}; }
Json group(Making& m) { return {{"title", words(m)}, {"parties", {m.party, m.dice.pick(kParties)}}}; }
Json readout(Making& m) { return {{"words", words(m)}, {"parties", {m.party}}, {"spoken", to_text(m.now)}}; }
Json confirmed_words(Making& m) { return {{"words", words(m)}}; }
const char* tag(Making& m) {
  static const std::vector<const char*> kTags{"mediator_only", "unattributed", "conveyed", "public"};
  return m.dice.pick(kTags);
}
Json file(Making& m) {
  // base64 of plain letters is letters in fours
  std::string bytes;
  for (std::size_t i = 0; i < 1 + m.dice.below(40); ++i) bytes += m.dice.word();
  return {{"file", {{"name", m.dice.word() + ".txt"}, {"bytes", bytes}}}};
}
Json item(Making& m) {
  Json body{{"kind", "message"}, {"text", words(m)}, {"tag", tag(m)}};
  const auto kind = m.dice.below(10);
  if (kind >= 8) {
    body["kind"] = "proposal";
    body["package"] = {{"price", m.dice.chance(50) ? "low" : "mid"}, {"date", m.dice.chance(50) ? "soon" : "late"}};
  } else if (kind >= 6) {
    body["kind"] = "document";
    body.update(file(m));
  }
  if (m.dice.chance(20)) body["answers"] = any_of(m, "items");
  return body;
}
Json retag(Making& m) { return {{"tag", tag(m)}}; }
Json sending(Making& m) { return m.dice.chance(50) ? Json{{"tag", tag(m)}} : Json::object(); }
Json consent(Making& m) {
  static const std::vector<std::string> kTo{"plenary", "public", "caucus:north", "caucus:south", "caucus:nobody"};
  return {{"words", words(m)},
          {"recipients", {m.dice.pick(kTo)}},
          {"expires", to_text(m.now + m.dice.between(-5, 90) * talks::kHour)}};
}
// By a party's own mediators in one world only: what stays in the caucus. In other hands, the viewer's, anything.
Json release(Making& m) {
  if (!m.rooms.empty()) return {{"how", "spoken"}, {"to", {"plenary"}}, {"words", words(m)}};
  static const std::vector<const char*> kHow{"conveyed", "unattributed", "consented", "spoken"};
  static const std::vector<std::string> kTo{"plenary",      "public",      "caucus:north",
                                            "caucus:south", "caucus:east", "caucus:nobody"};
  return {
      {"how", m.dice.pick(kHow)}, {"to", {m.dice.pick(kTo)}}, {"words", words(m)}, {"consent", any_of(m, "consents")}};
}

Json comment(Making& m) {
  return {{"room", m.rooms.empty() ? any_of(m, "rooms") : m.dice.pick(m.rooms)}, {"words", words(m)}, {"tag", tag(m)}};
}
Json entry(Making& m) {
  return {{"kind", "claim"},      {"words", words(m)}, {"source", "a letter"},
          {"date", "2025-08-01"}, {"says", m.key},     {"tag", tag(m)}};
}

Json amendment(Making& m) {
  return {{"words", words(m)}, {"source", "a letter"}, {"date", ""}, {"says", m.key}, {"reason", words(m)}};
}
Json contradiction(Making& m) {
  return {{"other", any_of(m, m.dice.chance(50) ? "entries" : "record")}, {"note", words(m)}};
}

Json bar(Making& m) { return {{"likely", std::to_string(m.dice.between(1, 99))}, {"low", nullptr}, {"high", nullptr}}; }
Json based_on_nothing(Making& m) { return {{"answers", preference_answers(m)}, {"based_on", nullptr}}; }
Json answers_alone(Making& m) { return {{"answers", preference_answers(m)}}; }

constexpr Drive kDrives[] = {
    {"signIn", Reach::kOwn, sign_in},
    {"signOut", Reach::kOwn, nullptr},
    {"confirmSession", Reach::kOwn, confirmation},
    {"endSession", Reach::kOwn, nullptr},
    {"beginTotp", Reach::kOwn, nullptr},
    {"confirmTotp", Reach::kOwn, code},
    {"changePassword", Reach::kOwn, password},
    {"invite", Reach::kOwn, invitation},
    {"withdrawInvitation", Reach::kOwn, nullptr},
    {"lookAtInvitation", Reach::kOwn, secret},
    {"acceptInvitation", Reach::kOwn, accept},
    {"enterDemo", Reach::kOwn, unknown_secret},
    {"grantMandates", Reach::kOwn, grant},
    {"assignCaucuses", Reach::kOther, parties},
    {"openTalks", Reach::kOther, opening},
    {"checkCase", Reach::kOwn, case_file},
    {"changeState", Reach::kOther, state},
    {"withdraw", Reach::kOther, departure},
    {"makeGroup", Reach::kOther, group},
    {"postItem", Reach::kOwn, item},
    {"retag", Reach::kOwn, retag},
    {"lookAtFile", Reach::kOwn, file},
    {"sendItem", Reach::kOwn, sending},
    {"consent", Reach::kOwn, consent},
    {"releaseItem", Reach::kOwn, release},
    {"logReadout", Reach::kOwn, readout},
    {"confirmReadout", Reach::kOther, confirmed_words},
    {"commentOnDraft", Reach::kOwn, comment},
    {"addEntry", Reach::kOwn, entry},
    {"amendEntry", Reach::kOwn, amendment},
    {"linkEntries", Reach::kOwn, contradiction},
    {"tagEntry", Reach::kOwn, retag},
    {"sendEntry", Reach::kOwn, sending},
    {"savePreferences", Reach::kOwn, based_on_nothing},
    {"sendPreferences", Reach::kOwn, nullptr},
    {"assessPreferences", Reach::kOwn, answers_alone},
    {"packagesToRank", Reach::kOwn, answers_alone},
    {"readPreferences", Reach::kOwn, nullptr},
    {"saveEstimate", Reach::kOwn, based_on_nothing},
};

}  // namespace

Json preference_answers(Making& m) {
  const auto option = [&](const char* id, int place, const Json& value) {
    return Json{{"option", id}, {"place", place}, {"value", value}};
  };
  const auto whole = [](const char* likely) { return Json{{"likely", likely}, {"low", nullptr}, {"high", nullptr}}; };
  const Json price{
      {"issue", "price"},
      {"options", {option("low", 3, whole("0")), option("mid", 2, bar(m)), option("high", 1, whole("100"))}},
      {"swing", whole("100")}};
  const Json date{{"issue", "date"},
                  {"options", {option("soon", 1, whole("100")), option("late", 2, whole("0"))}},
                  {"swing", bar(m)}};
  // Whatever else a party prefers, the best for everybody stays allowed: what the engine suggests depends on no red line.
  auto red_lines = Json::array();
  if (m.dice.chance(40))
    red_lines.push_back({{"id", m.dice.word()},
                         {"title", m.dice.word()},
                         {"text", m.dice.chance(50) ? "price is not low" : "price is low implies date is soon"}});
  return {{"red_lines", std::move(red_lines)},
          {"excluded", Json::array()},
          {"issues", {price, date}},
          {"packages", Json::array()},
          {"no_deal", nullptr}};
}

Json mistaken_answers(Making& m) {
  auto answers = preference_answers(m);
  switch (m.dice.below(4)) {
    case 0: answers["issues"][0]["swing"]["likely"] = "130"; break;
    case 1: answers["issues"][1]["issue"] = m.dice.word(); break;
    case 2: answers["issues"][0]["options"][1]["option"] = m.dice.word(); break;
    default: answers["red_lines"] = {{{"id", m.dice.word()}, {"title", ""}, {"text", "price is " + m.dice.word()}}};
  }
  return answers;
}

const Drive* find_drive(std::string_view operation) {
  const auto* found = std::ranges::find(kDrives, operation, &Drive::operation);
  return found == std::end(kDrives) ? nullptr : found;
}

std::vector<std::string> candidates(const broker::OperationSpec& operation, std::string_view parameter,
                                    const Known& known, const std::vector<std::string>& rooms) {
  if (parameter == "room" && !rooms.empty()) return rooms;
  std::vector<std::string> prefixes{std::string(parameter)};
  if (operation.id == "getFile" && parameter == "item") prefixes = {"files"};
  if (operation.id == "getBulletinFile") prefixes = {"published"};
  if (parameter == "older") prefixes = {"drafts"};
  if (parameter == "entry") prefixes = {"entries", "record"};
  if (operation.id == "getEstimateVersion" && parameter == "version") prefixes = {"version", "statements"};
  // What stands in rooms counts only of the rooms given; other objects are the caller's own wherever they stand.
  const bool by_room = !rooms.empty() && (parameter == "item" || parameter == "entry" || parameter == "comment");
  std::vector<std::string> found;
  for (const auto& [category, names] : known) {
    const auto at = category.find('@');
    const auto is_one = [&](const std::string& prefix) { return category.substr(0, at).starts_with(prefix); };
    if (std::ranges::none_of(prefixes, is_one)) continue;
    const bool fits = by_room ? at != std::string::npos && std::ranges::count(rooms, category.substr(at + 1)) > 0
                              : at == std::string::npos;
    if (fits) found.insert(found.end(), names.begin(), names.end());
  }
  return found;
}

Json body_for(const broker::OperationSpec& operation, Making& m) {
  const auto* drive = find_drive(operation.id);
  if (drive != nullptr && drive->body != nullptr) return drive->body(m);
  return operation.body ? from_schema(*operation.body, m) : Json();
}

std::string query_for(const broker::OperationSpec& operation, Making& m) {
  const auto& paths = broker::Contract::get().document()["paths"];
  const auto verb = operation.method == "GET" ? "get" : operation.method == "PUT" ? "put" : "post";
  const auto spec = paths.at(operation.path).find(verb);
  std::string query;
  if (spec == paths.at(operation.path).end() || !spec->contains("parameters")) return query;
  for (const auto& parameter : (*spec)["parameters"]) {
    if (parameter["in"] != "query" || (!parameter.value("required", false) && m.dice.chance(70))) continue;
    const auto name = parameter["name"].get<std::string>();
    std::string value;
    if (const auto& schema = parameter["schema"]; schema.contains("enum"))
      value = m.dice.pick(schema["enum"].get<std::vector<std::string>>());
    else if (name == "against") value = any_of(m, "drafts");
    else if (schema.value("pattern", "").starts_with("^[0-9]")) value = std::to_string(m.dice.below(60));
    else value = m.dice.chance(70) ? "en" : "ar";
    query += (query.empty() ? "?" : "&") + name + "=" + value;
  }
  return query;
}

std::optional<MadeCall> own_call(const broker::OperationSpec& operation, Making& m) {
  bool complete = true;
  auto path = fill_path(operation, [&](const std::string& parameter) -> std::string {
    if (parameter == "party") return m.party;
    const auto names = candidates(operation, parameter, m.known, m.rooms);
    if (names.empty()) complete = false;
    return names.empty() ? kAbsentId : m.dice.pick(names);
  });
  if (!complete) return std::nullopt;
  path += query_for(operation, m);
  return MadeCall{operation.method, std::move(path), body_for(operation, m)};
}

}  // namespace parley::worlds
