#include "tests/worlds/player.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <stdexcept>

#include "talks/signing.hpp"

namespace parley::worlds {
namespace {

void invite(Stage& stage, Person& by, const Json& invitation, const std::string& key) {
  const auto made = stage.ask(by, "POST", "/api/invitations", invitation);
  if (made.status != 200) throw std::runtime_error(key + " cannot be invited: " + made.body);
  stage.join(stage.person(key), made.json()["secret"]);
  by.known.erase("secrets");
}

void invite_helper(Stage& stage, const std::string& party) {
  invite(stage, stage.person("lead"), {{"name", "Helper on " + party}, {"role", "mediator"}, {"caucuses", {party}}},
         "helper:" + party);
}

Json all_mandates(Time now) {
  auto grants = Json::array();
  for (const char* mandate : {"send", "tag", "consent", "preferences", "accept_referendum", "accept_final", "sign"})
    grants.push_back({{"mandate", mandate}, {"from", to_text(now)}, {"until", to_text(now + 30 * talks::kDay)}});
  return {{"mandates", grants}};
}

bool allowed(const broker::OperationSpec& operation, const Person& who) {
  if (operation.access.anyone) return true;
  const auto role = who.key.substr(0, who.key.find(':'));
  const auto name = role == "helper" ? "mediator" : role == "watch" ? "observer" : role;
  return std::ranges::any_of(operation.access.roles, [&](talks::MemberRole r) { return Json(r) == name; });
}

// The names of what stands in certain rooms, and no others.
Known of_rooms(const Known& known, const std::vector<std::string>& rooms) {
  Known found;
  for (const auto& [category, names] : known) {
    const auto at = category.find('@');
    if (at == std::string::npos || std::ranges::count(rooms, category.substr(at + 1)) == 0) continue;
    found[category] = names;
    auto& all = found[category.substr(0, at)];
    all.insert(all.end(), names.begin(), names.end());
  }
  return found;
}

}  // namespace

void gather_team(Stage& stage) {
  auto& lead = stage.person("lead");
  const auto first = stage.broker().first_invitation();
  stage.join(lead, **first);
  for (const auto& party : kParties) invite_helper(stage, party);
}

void gather(Stage& stage) {
  auto& lead = stage.person("lead");
  const auto first = stage.broker().first_invitation();
  stage.join(lead, **first);
  stage.be_confirmed(lead);
  const Json opening{{"case", kCase}, {"keep_until", to_text(stage.now() + 365 * talks::kDay)}, {"rounds", 20}};
  if (const auto opened = stage.ask(lead, "POST", "/api/talks", opening); opened.status != 200)
    throw std::runtime_error("the talks do not open: " + opened.body);
  for (const auto& party : kParties) {
    invite(stage, lead, {{"name", "Head of " + party}, {"role", "head"}, {"organisation", party}}, "head:" + party);
    auto& head = stage.person("head:" + party);
    invite(stage, head, {{"name", "Delegate of " + party}, {"role", "delegate"}}, "delegate:" + party);
    const auto me = stage.ask(stage.person("delegate:" + party), "GET", "/api/session").json();
    stage.ask(head, "PUT", "/api/members/" + me["person"]["id"].get<std::string>() + "/mandates",
              all_mandates(stage.now()));
    invite_helper(stage, party);
  }
  invite(stage, lead, {{"name", "Watcher"}, {"role", "observer"}, {"organisation", "watch"}}, "watch");
}

std::string Player::object(const std::string& label) const {
  const auto found = objects_.find(label);
  return found == objects_.end() ? kAbsentId : found->second;
}

int Player::made(const Step& step, const Reply& reply) {
  if (reply.status != 200) return reply.status;
  if (step.label.empty()) return reply.status;
  const auto answer = reply.json();
  if (answer.contains("id")) objects_[step.label] = answer["id"];
  if (answer.contains("room")) objects_[step.label] = answer["room"];
  if (answer.contains("sha256")) objects_[step.label] = answer["sha256"];
  if (answer.contains("number")) objects_["number of " + step.label] = std::to_string(answer["number"].get<int>());
  if (answer.contains("added") && !answer["added"].empty()) objects_[step.label] = answer["added"][0];
  stage_.kept_out.insert(objects_[step.label]);
  return reply.status;
}

int Player::release(const Step& step, Person& who) {
  stage_.be_confirmed(who);
  Json body{{"how", step.with["how"]}, {"to", step.with["to"]}};
  const auto how = step.with["how"].get<std::string>();
  if (how == "unattributed" || how == "spoken") body["words"] = step.with["words"];
  if (how == "consented") body["consent"] = object(step.with["consent"]);
  return stage_.ask(who, "POST", "/api/items/" + object(step.with["item"]) + "/releases", body).status;
}

int Player::join(const Step& step, Person& who) {
  const auto party = step.with["party"].get<std::string>();
  const bool head = step.act == "join second head";
  const Json invitation = head ? Json{{"name", step.label}, {"role", "head"}, {"organisation", party}}
                               : Json{{"name", step.label}, {"role", "delegate"}};
  const auto reply = stage_.ask(who, "POST", "/api/invitations", invitation);
  if (reply.status != 200) return reply.status;
  auto& fresh = stage_.person((head ? "head" : "delegate") + std::string(":") + party + "." + step.label);
  fresh.organisation = party;
  stage_.join(fresh, reply.json()["secret"]);
  stage_.ask(fresh, "GET", "/api/rooms");
  return 200;
}

int Player::end_membership(const Step& step, Person& who) {
  auto& leaves = stage_.person(step.with["who"]);
  const auto me = stage_.ask(leaves, "GET", "/api/session").json();
  if (!me["person"].is_object()) return 0;
  stage_.be_confirmed(who);
  return stage_.ask(who, "DELETE", "/api/members/" + me["person"]["id"].get<std::string>()).status;
}

int Player::anything(const Step& step, Person& who) {
  Dice dice(step.seed);
  const auto rooms = step.with["rooms"].get<std::vector<std::string>>();
  const auto party = rooms.front().substr(rooms.front().find(':') + 1);
  const bool in_room_alone = rooms == std::vector{"room:" + party};
  std::vector<const broker::OperationSpec*> operations;
  for (const auto& operation : broker::Contract::get().operations()) {
    const auto* drive = find_drive(operation.id);
    if (!allowed(operation, who) || (operation.changes() && (drive == nullptr || drive->reach != Reach::kOwn)))
      continue;
    const bool sends = operation.id == "sendItem" || operation.id == "sendEntry" || operation.id == "sendPreferences" ||
                       operation.id == "sendComment";
    if (sends && in_room_alone) continue;
    // Rounds may be there in one world only, so that they have steps of their own.
    if (operation.path.find("{round}") != std::string::npos) continue;
    const bool shows_to_team = operation.id == "invite" || operation.id == "withdrawInvitation";
    if (shows_to_team && who.key == "lead") continue;
    operations.push_back(&operation);
    // What is said and done in rooms is what secrets are made of.
    if (operation.id == "postItem" || operation.id == "sendItem") operations.insert(operations.end(), 6, &operation);
  }
  // Whoever may share something with the secret party acts, in both worlds alike, on what stands in these rooms alone.
  const bool alike = step.world == 0 && !stage_.is_watched(who);
  const auto known = alike ? of_rooms(who.known, rooms) : who.known;
  Making making{dice, known, party, rooms, stage_.now(), who.key};
  for (int attempt = 0; attempt < 8; ++attempt) {
    const auto& operation = *dice.pick(operations);
    const auto call = own_call(operation, making);
    if (!call) continue;
    const bool kept = std::ranges::any_of(
        stage_.kept_out, [&](const auto& id) { return id.size() == 22 && call->target.find(id) != std::string::npos; });
    if (kept && operation.changes()) continue;
    if (operation.access.confirm) stage_.be_confirmed(who);
    return stage_.ask(who, call->method, call->target, call->body, "anything").status;
  }
  return 0;
}

// "$label" stands for the object that the label's step made.
Json Player::filled(const Json& in) const {
  if (in.is_string() && in.get_ref<const std::string&>().starts_with("$"))
    return object(in.get<std::string>().substr(1));
  if (!in.is_structured()) return in;
  auto out = in;
  for (auto& value : out) value = filled(value);
  return out;
}

// Any operation by its name: {"operation", "path": {parameter: value}, "body"}.
int Player::operate(const Step& step, Person& who) {
  for (const auto& operation : broker::Contract::get().operations()) {
    if (operation.id != step.with["operation"]) continue;
    const auto path = filled(step.with.value("path", Json::object()));
    const auto target = fill_path(operation, [&](const std::string& name) { return path[name].get<std::string>(); });
    if (operation.access.confirm) stage_.be_confirmed(who);
    auto body = filled(step.with.value("body", Json()));
    // Drafts are named by their number, and the viewer may have edited the text too.
    if (body.is_object() && body.contains("base"))
      body["base"] = stage_.ask(who, "GET", "/api/text").json()["working"]["number"];
    if (body.is_object() && body.contains("number"))
      body["number"] = std::atoi(body["number"].get<std::string>().c_str());
    const auto reply = stage_.ask(who, operation.method, target, body, step.label);
    return made(step, reply);
  }
  return 0;  // the contract has no such operation (yet)
}

// "save preferences", "send preferences" of the party's own, "misstate preferences" with a mistake that is refused;
// "estimate preferences" of one by a mediator.
int Player::preferences(const Step& step, Person& who) {
  const auto path =
      step.act.starts_with("estimate") ? "/api/estimates/" + step.with["party"].get<std::string>() : "/api/preferences";
  const auto now = stage_.ask(who, "GET", path).json();
  if (!now.is_object() || !now.contains("version")) return 0;
  if (step.act.starts_with("send")) {
    const Json body{{"version", now["version"]}, {"words", now["assessment"]["words"]}};
    return stage_.ask(who, "POST", path + "/sending", body).status;
  }
  Dice dice(step.seed);
  Making making{dice, who.known, who.organisation, {}, stage_.now(), who.key};
  const bool mistaken = step.act.starts_with("misstate");
  const Json body{{"answers", mistaken ? mistaken_answers(making) : preference_answers(making)},
                  {"based_on", now["version"]}};
  const auto saved = stage_.ask(who, "PUT", path, body).status;
  if (path == "/api/preferences") stage_.be_confirmed(who);
  const auto csv = stage_.ask(who, "GET", path + "/csv");
  stage_.ask(who, "POST", "/api/preferences/csv", {{"csv", csv.body}});
  if (!now["versions"].empty())
    stage_.ask(who, "GET", path + "/versions/" + now["versions"].back()["id"].get<std::string>());
  return saved;
}

// The newest draft that one reads, in every format, alone and beside and against the one before.
int Player::take_along(Person& who) {
  const auto text = stage_.ask(who, "GET", "/api/text").json();
  if (!text.is_object() || text["drafts"].empty()) return 0;
  stage_.be_confirmed(who);
  const auto& drafts = text["drafts"];
  const auto file = "/api/drafts/" + drafts.back()["id"].get<std::string>() + "/file?format=";
  for (const char* format : {"html", "docx", "canonical"}) stage_.ask(who, "GET", file + format);
  if (drafts.size() < 2) return 200;
  const auto older = drafts[drafts.size() - 2]["id"].get<std::string>();
  stage_.ask(who, "GET", "/api/drafts/" + drafts.back()["id"].get<std::string>() + "/since/" + older);
  return stage_.ask(who, "GET", file + "html&against=" + older).status;
}

// On the newest draft that one reads, as a whole or with other words for one of its clauses.
int Player::comment(const Step& step, Person& who) {
  const auto text = stage_.ask(who, "GET", "/api/text").json();
  if (!text.is_object() || text["drafts"].empty()) return 0;
  Dice dice(step.seed);
  const auto draft = "/api/drafts/" + text["drafts"].back()["id"].get<std::string>();
  Json body{{"room", dice.pick(step.with["rooms"].get<std::vector<std::string>>())},
            {"words", dice.word() + " " + dice.word()}};
  if (dice.chance(50)) {
    const auto clauses = stage_.ask(who, "GET", draft).json()["text"]["clauses"];
    body["clause"] = clauses[dice.below(clauses.size())]["id"];
    body["wording"] = {{"language", "en"}, {"heading", "One"}, {"body", dice.word() + " " + dice.word()}};
  }
  return stage_.ask(who, "POST", draft + "/comments", body).status;
}

// With a key of the step's own.
int Player::sign(const Step& step, Person& who) {
  stage_.be_confirmed(who);
  const auto agreement = object(step.with["agreement"]);
  const auto list = stage_.ask(who, "GET", "/api/agreements").json();
  std::string sha256;
  for (const auto& one : list["agreements"])
    if (one["id"] == agreement) sha256 = one["sha256"];
  const auto digest = talks::from_hex(sha256);
  if (!digest || digest->empty()) return 0;
  Dice dice(step.seed);
  std::string seed, key(crypto_sign_PUBLICKEYBYTES, '\0'), secret(crypto_sign_SECRETKEYBYTES, '\0'),
      signature(crypto_sign_BYTES, '\0');
  for (std::size_t i = 0; i < crypto_sign_SEEDBYTES; ++i) seed.push_back(static_cast<char>(dice.below(256)));
  const auto raw = [](auto& bytes) { return reinterpret_cast<unsigned char*>(bytes.data()); };
  crypto_sign_seed_keypair(raw(key), raw(secret), raw(seed));
  crypto_sign_detached(raw(signature), nullptr, reinterpret_cast<const unsigned char*>(digest->data()), digest->size(),
                       raw(secret));
  return stage_
      .ask(who, "POST", "/api/agreements/" + agreement + "/signatures",
           {{"sha256", sha256},
            {"public_key", talks::to_hex(key)},
            {"signature", talks::to_hex(signature)},
            {"made", dice.chance(50) ? "offline" : "browser"}})
      .status;
}

// What the mediator has looked at is what it sends.
int Player::suggest(const Step& step, Person& who) {
  stage_.be_confirmed(who);
  const auto path = "/api/rounds/" + object(step.with["round"]) + "/suggestion";
  const auto preview = stage_.ask(who, "GET", path);
  if (preview.status != 200) return preview.status;
  return stage_.ask(who, "POST", path, {{"seen", preview.json()["seen"]}}).status;
}

int Player::act(const Step& step, Person& who) {
  const auto& with = step.with;
  if (step.act == "anything") return anything(step, who);
  if (step.act == "do") return operate(step, who);
  if (step.act == "sign") return sign(step, who);
  if (step.act == "enrol") return who.totp.empty() ? stage_.enrol(who) : 0;
  if (step.act == "take along") return take_along(who);
  if (step.act == "comment") return comment(step, who);
  if (step.act == "post") {
    const auto room = with["room"].get<std::string>();
    if (room == "public") stage_.be_confirmed(who);
    return made(step, stage_.ask(who, "POST", "/api/rooms/" + room + "/items", with["body"]));
  }
  if (step.act == "post in group")
    return made(step, stage_.ask(who, "POST", "/api/rooms/" + object(with["group"]) + "/items",
                                 {{"kind", "message"}, {"text", with["text"]}}));
  if (step.act == "send")
    return made(step, stage_.ask(who, "POST", "/api/items/" + object(with["item"]) + "/sending", Json::object()));
  if (step.act == "consent")
    return made(step, stage_.ask(who, "POST", "/api/items/" + object(with["item"]) + "/consents",
                                 {{"words", with["words"]},
                                  {"recipients", with["to"]},
                                  {"expires", to_text(stage_.now() + talks::kDay)}}));
  if (step.act == "grant") {
    const auto members = stage_.ask(who, "GET", "/api/members", nullptr).json();
    for (const auto& member : members["members"])
      if (member["person"]["role"] == "delegate")
        return stage_
            .ask(who, "PUT", "/api/members/" + member["person"]["id"].get<std::string>() + "/mandates",
                 all_mandates(stage_.now()))
            .status;
    return 404;
  }
  if (step.act == "release") return release(step, who);
  if (step.act == "send suggestion") return suggest(step, who);
  if (step.act == "group") {
    const auto status = made(step, stage_.ask(who, "POST", "/api/groups", with));
    if (status == 200) groups_[object(step.label)] = with["parties"].get<std::set<std::string>>();
    return status;
  }
  if (step.act == "readout")
    return made(
        step, stage_.ask(who, "POST", "/api/readouts",
                         {{"words", with["words"]}, {"parties", with["parties"]}, {"spoken", to_text(stage_.now())}}));
  if (step.act == "confirm readout")
    return stage_
        .ask(who, "POST", "/api/readouts/" + object(with["readout"]) + "/confirmations", {{"words", with["words"]}})
        .status;
  if (step.act == "state") {
    stage_.be_confirmed(who);
    return stage_.ask(who, "PUT", "/api/talks/state", with).status;
  }
  if (step.act == "assign") {
    const auto key = "helper:" + with["party"].get<std::string>();
    stage_.be_signed_in(stage_.person(key));
    const auto me = stage_.ask(stage_.person(key), "GET", "/api/session").json();
    if (!me["person"].is_object()) return 0;
    return stage_
        .ask(who, "PUT", "/api/members/" + me["person"]["id"].get<std::string>() + "/caucuses",
             {{"parties", with["parties"]}})
        .status;
  }
  if (step.act == "withdraw") return stage_.ask(who, "POST", "/api/withdrawal", with).status;
  if (step.act == "wrong sign-in") {
    Person stranger;
    stranger.key = who.key + ".elsewhere";
    stranger.organisation = who.organisation;
    stranger.peer = who.peer;
    return stage_.ask(stranger, "POST", "/api/session", {{"login", who.login}, {"password", "a wrong password"}})
        .status;
  }
  if (step.act.ends_with("preferences")) return preferences(step, who);
  if (step.act.starts_with("join")) return join(step, who);
  if (step.act == "end membership") return end_membership(step, who);
  throw std::logic_error("a script has an act that nobody can perform: " + step.act);
}

bool Player::viewer_reads(const std::string& audience) const {
  if (script_.viewer == "lead") return reads(script_.viewer, audience);
  if (const auto group = groups_.find(audience); group != groups_.end()) {
    const auto colon = script_.viewer.find(':');
    return colon != std::string::npos && group->second.contains(script_.viewer.substr(colon + 1));
  }
  return reads(script_.viewer, audience);
}

// A secret act that writes where the viewer reads is a mistake of the script, not a leak of the product.
void Player::check(const Step& step, std::size_t before) {
  const auto& written = stage_.written();
  for (auto i = before; i < written.size(); ++i) {
    const auto& w = written[i];
    note_crossing(w);
    if (step.world != 0 && viewer_reads(w.audience))
      faults.push_back(
          fmt::format("{} by {} in world {} only wrote {} to {}", step.act, step.who, step.world, w.kind, w.audience));
  }
}

void Player::note_crossing(const Written& w) {
  const auto kind = w.audience.substr(0, w.audience.find(':'));
  // The mediator's own acts at its table reach nobody else, but for who sits in which caucus.
  const bool shared = kind == "caucus" || kind == "group" || kind == "plenary" || kind == "public" ||
                      (kind == "table" && (!w.organisation.empty() || w.kind == "member.caucuses"));
  if (shared) crossed.push_back(w);
}

void Player::perform(const Step& step) {
  if (step.world != 0 && step.world != world_) return;
  const auto earlier = stage_.written().size();
  stage_.set({kOpening + step.at});
  const auto before = stage_.written().size();
  for (auto i = earlier; i < before; ++i) note_crossing(stage_.written()[i]);  // by the server itself, in time
  auto& who = stage_.person(step.who);
  stage_.be_signed_in(who);
  if (step.act == "probe") {
    Dice dice(step.seed);
    probe(who, dice, step.with["share"], step.with["last"]);
  } else {
    const auto status = act(step, who);
    // Why it was refused may be the actor's own business; nothing came of it in either world.
    if (step.world == 0)
      common.push_back(fmt::format("{} {} by {}: {}", step.at, step.act, step.who, status == 200 ? "done" : "refused"));
  }
  check(step, before);
}

// Everything that is the viewer's own to read, so that what it does not know afterwards is foreign.
void Player::look_around(Person& viewer) {
  for (const auto& operation : broker::Contract::get().operations())
    if (!operation.changes() && operation.path.find('{') == std::string::npos && operation.id != "followChanges")
      stage_.ask(viewer, "GET", operation.path, nullptr, "own");
  for (const auto& room : std::vector<std::string>(viewer.known["rooms"]))
    stage_.ask(viewer, "GET", "/api/rooms/" + room, nullptr, "own");
}

std::string Player::foreign(const Person& viewer, Dice& dice, const broker::OperationSpec& operation,
                            const std::string& parameter) {
  const auto choice = dice.draw();
  if (parameter == "room") {
    const auto& p = script_.secret;
    std::vector<std::string> rooms{"room:" + p, "caucus:" + p, "desk:" + p, "account:" + std::string(kAbsentId)};
    for (const auto& [group, parties] : groups_)
      if (!viewer_reads(group)) rooms.push_back(group);
    return rooms[choice % rooms.size()];
  }
  for (const auto& whose : {"head:" + script_.secret, "delegate:" + script_.secret, std::string("lead")}) {
    auto names = candidates(operation, parameter, stage_.person(whose).known,
                            {"room:" + script_.secret, "caucus:" + script_.secret});
    std::erase_if(names, [&](const std::string& name) {
      return std::ranges::any_of(viewer.known, [&](const auto& k) { return std::ranges::count(k.second, name) > 0; });
    });
    if (!names.empty()) return names[choice % names.size()];
  }
  return kAbsentId;
}

void Player::call_every_way(Person& viewer, Dice& dice, const broker::OperationSpec& operation) {
  const bool has_parameter = operation.path.find('{') != std::string::npos;
  Making making{dice, viewer.known, viewer.organisation, {}, stage_.now(), viewer.key};
  if (making.party.empty()) making.party = viewer.key.substr(viewer.key.find(':') + 1);
  for (const char* variant : {"own", "foreign", "absent"}) {
    if (std::string_view(variant) != "own" && !has_parameter) break;
    auto target = fill_path(operation, [&](const std::string& parameter) -> std::string {
      if (std::string_view(variant) == "foreign") return foreign(viewer, dice, operation, parameter);
      if (parameter == "party")
        return std::string_view(variant) == "own"       ? making.party
               : std::string_view(variant) == "foreign" ? script_.secret
                                                        : "nobody";
      if (std::string_view(variant) == "absent") return parameter == "room" ? "caucus:nobody" : kAbsentId;
      const auto names = candidates(operation, parameter, viewer.known, {});
      const auto choice = dice.draw();
      return names.empty() ? kAbsentId : names[choice % names.size()];
    });
    target += query_for(operation, making);
    if (operation.method == "GET" && dice.chance(20))
      target += (target.find('?') == std::string::npos ? "?q=" : "&q=") + dice.word().substr(0, 1);
    stage_.ask(viewer, operation.method, target, body_for(operation, making), variant);
  }
}

// What is no operation: pages, wrong methods, broken targets.
void Player::elsewhere(Person& viewer, Dice& dice) {
  static const std::vector<std::pair<const char*, const char*>> kPaths{
      {"GET", "/"},           {"GET", "/rooms/plenary"}, {"GET", "/assets/none.js"}, {"GET", "/api/none"},
      {"HEAD", "/api/home"},  {"PATCH", "/api/home"},    {"GET", "/api/rooms/%ff"},  {"POST", "/"},
      {"GET", "/favicon.ico"}};
  for (int i = 0; i < 2; ++i) {
    const auto& [method, target] = dice.pick(kPaths);
    stage_.ask(viewer, method, target, nullptr, "elsewhere");
  }
}

void Player::probe(Person& viewer, Dice& dice, unsigned share, bool last) {
  look_around(viewer);
  if (dice.chance(share)) stage_.be_confirmed(viewer);
  for (const auto& operation : broker::Contract::get().operations()) {
    const auto seed = dice.draw();
    // Whoever ends the talks, a part in them or a membership has less to compare afterwards.
    const bool ends = (operation.id == "withdraw" && viewer.key.starts_with("head:")) ||
                      operation.id == "endMembership" || (operation.id == "changeState" && viewer.key == "lead");
    if (ends && !last) continue;
    if (seed % 100 >= share) continue;
    Dice own(seed);
    call_every_way(viewer, own, operation);
    if (operation.id == "signOut" || operation.id == "endSession") stage_.be_signed_in(viewer);
  }
  elsewhere(viewer, dice);
}

std::string Player::crawl(Person& who) {
  stage_.be_signed_in(who);
  std::string all = stage_.ask(who, "GET", "/api/home").bytes() + stage_.ask(who, "GET", "/api/readouts").bytes();
  const auto list = stage_.ask(who, "GET", "/api/rooms");
  all += list.bytes();
  const auto rooms = list.json();
  for (const auto& room : rooms["rooms"])
    all += stage_.ask(who, "GET", "/api/rooms/" + room["room"].get<std::string>()).bytes();
  return all;
}

Played play(const Script& script, int world, std::unique_ptr<Leak> leak, bool wire) {
  Stage stage(fmt::format("pair {}", script.seed), std::move(leak));
  if (wire) stage.over_sockets();
  gather(stage);
  stage.watch(script.viewer);
  Player player(script, world, stage);
  for (const auto& step : script.steps) player.perform(step);
  Played played{stage.received(),         "", std::move(player.common), std::move(player.faults), {}, {}, {},
                std::move(player.crossed)};
  stage.watch("");
  stage.set({kOpening + script.steps.back().at + 600});
  played.insider = player.crawl(stage.person(script.viewer == "lead" ? "head:" + script.secret : "lead"));
  stage.watch(script.viewer);
  if (wire)
    for (auto& stream : stage.end_sockets()) played.received.push_back({"an event stream", std::move(stream)});
  played.viewer_calls = stage.viewer_calls;
  played.viewer_successes = stage.viewer_successes;
  played.successes = stage.successes;
  return played;
}

}  // namespace parley::worlds
