#include "tests/worlds/script.hpp"

#include <algorithm>
#include <map>
#include <stdexcept>

#include "tests/worlds/policy.hpp"
#include "tests/worlds/writer.hpp"

namespace parley::worlds {

const char* const kCase = R"(parley: 1
case: worlds
title: A dispute in two worlds
source: notes
sources: {notes: Notes of nobody}
issues:
  price: {title: The price, options: {low: Low, mid: Middling, high: High}}
  date: {title: The date, options: {soon: Soon, late: Late}}
parties:
  north: {name: North, scores: {price: {table: {low: 0, mid: 10, high: 20}}, date: {table: {soon: 10, late: 0}}}, reservation: 8}
  south: {name: South, scores: {price: {table: {low: 20, mid: 12, high: 0}}, date: {table: {soon: 4, late: 10}}}, reservation: 6}
  east: {name: East, role: guarantor, scores: {price: {table: {low: 5, mid: 9, high: 1}}, date: {table: {soon: 6, late: 2}}}}
  chair: {name: The chair, role: mediator}
  watch: {name: The watchers, role: observer}
)";

void Writer::choose_people(const std::string& viewer) {
  auto parties = kParties;
  const auto take = [&] {
    const auto at = dice.below(parties.size());
    auto party = parties[at];
    parties.erase(parties.begin() + static_cast<std::ptrdiff_t>(at));
    return party;
  };
  const auto colon = viewer.find(':');
  if (colon != std::string::npos) {
    own = viewer.substr(colon + 1);
    std::erase(parties, own);
  }
  script.secret = take();
  if (own.empty()) own = take();
  for (const auto& party : kParties)
    if (party != own && party != script.secret) third = party;
  static const std::vector<std::string> kViewers{"head",   "head", "head", "delegate", "delegate", "delegate", "helper",
                                                 "helper", "lead", "lead", "lead",     "watch",    "visitor"};
  script.viewer = viewer;
  if (!viewer.empty()) return;
  script.viewer = dice.pick(kViewers);
  if (script.viewer == "head" || script.viewer == "delegate" || script.viewer == "helper") script.viewer += ":" + own;
}

// Somebody of a party says something in its caucus, tags it anew, and consents to its use.
void Writer::consents(const std::string& party, std::int64_t at, int world) {
  const auto name = label("own"), who = of(party);
  step(at, who, "post", {{"room", "caucus:" + party}, {"body", {{"kind", "message"}, {"text", sentence()}}}}, name,
       world);
  doing(at + 10, who, "retag", {{"item", "$" + name}}, {{"tag", "unattributed"}}, "", world);
  step(at + 20, who, "consent", {{"item", name}, {"words", sentence()}, {"to", {"plenary"}}}, label("consent"), world);
}

// Somebody joins the secret party, and may be gone again soon: its own room alone knows.
void Writer::passing_delegate(int world) {
  const auto name = label("delegate"), head = "head:" + script.secret;
  const auto at = between();
  script.steps.push_back({at, head, "join delegate", {{"party", script.secret}}, name, world, dice.draw()});
  if (dice.chance(50))
    in_room(at + 15, head, "end membership", {{"who", "delegate:" + script.secret + "." + name}}, world);
}

// Something that stays with the secret party and its mediators.
void Writer::secret_act(int world) {
  const auto& p = script.secret;
  if (lead_views() || dice.chance(15)) return act_in_room(world);
  const std::vector<std::string> people{"head:" + p, "head:" + p, "delegate:" + p, "helper:" + p, "lead"};
  const auto who = dice.pick(people);
  const bool team = who == "lead" || who.starts_with("helper");
  const auto kind = dice.below(12);
  if (kind == 0 && !team) return step(between(), who, "wrong sign-in", nullptr, "", world);
  if (kind == 1 && !helper_views())
    return step(between(), "lead", "join second head", {{"party", p}}, label("second"), world);
  if (kind == 2) return passing_delegate(world);
  if (kind == 3)
    return step(between(), "lead", "readout", {{"parties", {p}}, {"words", sentence()}}, label("readout"), world);
  if (kind == 4)
    return step(between(), "lead", "group", {{"title", sentence()}, {"parties", {p, third}}}, label("group"), world);
  if (kind == 5) return step(between(), "head:" + p, "grant", nullptr, "", world);
  if (kind == 6) return consents(p, dice.between(now + 5, now + 60), world);
  const std::vector<std::string> team_rooms{secret_room("caucus"), secret_room("desk")};
  const std::vector<std::string> party_rooms{secret_room("room"), secret_room("room"), secret_room("caucus")};
  step(between(), who, "anything", {{"rooms", team ? team_rooms : party_rooms}, {"own", true}}, "", world);
}

// Something that its mediators do not learn of either.
void Writer::act_in_room(int world) {
  const auto who = any_secret_member();
  const Json in_own{{"rooms", {secret_room("room")}}};
  switch (dice.below(7)) {
    case 0: return passing_delegate(world);
    case 1: return in_room(between(), "head:" + script.secret, "grant", nullptr, world);
    case 2: return in_room(between(), who, "comment", in_own, world);
    case 3: return in_room(between(), who, "wrong sign-in", nullptr, world);
    case 4: return in_room(between(), who, "save preferences", nullptr, world);
    default: return in_room(between(), who, "anything", in_own, world);
  }
}

void Writer::secrets() {
  for (const int world : {1, 2})
    for (auto n = dice.below(5); n > 0; --n) secret_act(world);
  if (dice.chance(40) && !lead_views()) same_object_other_content();
}

void Writer::same_object_other_content() {
  const auto name = label("item");
  for (const int world : {1, 2})
    step(between(), "head:" + script.secret, "post",
         {{"room", secret_room("caucus")}, {"body", {{"kind", "message"}, {"text", sentence()}}}}, name, world);
}

// The secret party writes in its room and sends it, in each world at a time of its own; what is released of it is the same.
void Writer::released() {
  const auto& p = script.secret;
  const auto text = sentence();
  static const std::vector<std::string> kHow{"conveyed", "unattributed", "consented", "spoken"};
  const auto how = dice.pick(kHow);
  const auto name = label("item"), sent = label("sent"), consent = label("consent");
  std::vector<std::string> to{"caucus:" + own};
  if (dice.chance(30)) to = {"plenary"};
  else if (dice.chance(20)) to = {"public"};
  else if (dice.chance(20)) to.push_back("caucus:" + third);
  Json body{{"kind", "message"}, {"text", text}, {"tag", "public"}};
  if (how == "conveyed" && dice.chance(to.front() == "public" ? 80 : 40)) {
    body["kind"] = "document";
    body["file"] = {{"name", dice.word() + ".txt"}, {"bytes", dice.word() + dice.word()}};
  }
  const auto agreed = sentence();
  for (const int world : {1, 2}) {
    if (how == "unattributed" || how == "spoken") body["text"] = sentence();
    const auto first = dice.between(now + 5, now + 60), second = dice.between(now + 61, now + 110);
    step(first, "head:" + p, "post", {{"room", secret_room("room")}, {"body", body}}, name, world);
    step(second, "head:" + p, "send", {{"item", name}}, sent, world);
    if (how == "consented")
      step(dice.between(now + 111, now + 170), "head:" + p, "consent", {{"item", sent}, {"words", agreed}, {"to", to}},
           consent, world);
  }
  step(next, "lead", "release",
       {{"item", sent}, {"how", how}, {"to", to}, {"words", sentence()}, {"consent", consent}});
}

void Writer::readout() {
  const auto& p = script.secret;
  const auto name = label("readout");
  const auto said = sentence();
  step(now, "lead", "readout", {{"parties", {p, own}}, {"words", said}}, name);
  const bool agreed = dice.chance(60);
  for (const int world : {1, 2}) {
    if (!agreed && dice.chance(40)) continue;
    step(between(), "head:" + p, "confirm readout", {{"readout", name}, {"words", agreed ? said : sentence()}}, "",
         world);
  }
  step(next, mine(), "confirm readout", {{"readout", name}, {"words", said}});
}

void Writer::group() {
  if (groups.empty() || dice.chance(30)) {
    groups.push_back(label("group"));
    step(next, "lead", "group", {{"title", sentence()}, {"parties", {script.secret, own}}}, groups.back());
    return;
  }
  step(next, dice.chance(60) ? "head:" + script.secret : mine(), "post in group",
       {{"group", dice.pick(groups)}, {"text", sentence()}});
}

void Writer::spoken_to_all() {
  const Json body{{"kind", "message"}, {"text", sentence()}, {"tag", "public"}};
  if (dice.chance(60))
    step(next, "head:" + dice.pick(kParties), "post", {{"room", "plenary"}, {"body", body}}, label("said"));
  else step(next, "lead", "post", {{"room", dice.chance(50) ? "public" : "plenary"}, {"body", body}}, label("said"));
}

void Writer::state() {
  suspended = !suspended;
  step(next, "lead", "state", {{"state", suspended ? "suspended" : "open"}, {"statement", sentence()}});
}

void Writer::others() {
  if (dice.chance(30)) return consents(own, next, 0);
  if (dice.chance(30)) return step(next, mine(), "enrol");
  const std::vector<std::string> people{"head:" + own, "delegate:" + own, "head:" + third, "lead"};
  const auto who = dice.pick(people);
  const std::vector<std::string> rooms{who == "lead" ? "desk:" + own : "room:" + own, "caucus:" + own};
  if (who == "head:" + third)
    return step(next, who, "anything", {{"rooms", {"room:" + third, "caucus:" + third}}, {"own", true}});
  step(next, who, "anything", {{"rooms", rooms}, {"own", true}});
}

// Somebody joins while the talks go on, and begins to work.
void Writer::newcomer() {
  const auto party = dice.chance(70) ? own : third;
  const bool head = dice.chance(40);
  const auto name = label(head ? "second" : "delegate");
  step(next, head ? "lead" : "head:" + party, head ? "join second head" : "join delegate", {{"party", party}}, name);
  const auto who = (head ? "head:" : "delegate:") + party + "." + name;
  for (auto n = dice.below(3); n > 0; --n)
    step(next + 10, who, "anything", {{"rooms", {"room:" + party, "caucus:" + party}}, {"own", true}});
  if (!head && dice.chance(30)) step(next + 20, "head:" + party, "end membership", {{"who", who}});
}

// The viewer opens its pages in the middle of what the others do, and does nothing else.
void Writer::look(std::int64_t at) { step(at, script.viewer, "probe", {{"share", 0}, {"last", false}}); }

void Writer::common_act() {
  const auto kind = dice.below(100);
  if (suspended) return state();
  if (kind < 20) return released();
  if (kind < 28) return readout();
  if (kind < 36) return group();
  if (kind < 43) return spoken_to_all();
  if (kind < 48) return state();
  if (kind < 51) return step(next, "lead", "assign", {{"party", third}, {"parties", {third, own}}});
  if (kind < 90) return story();
  others();
}

// At the end the secret party may leave, in one world only, and the viewer looks at everything once more.
void Writer::end() {
  now = next;
  next += kSlot;
  if (suspended) state();
  now = next;
  next += kSlot;
  in_room(
      dice.between(now + 5, now + 60), "head:" + script.secret, "post",
      {{"room", secret_room(lead_views() ? "room" : "caucus")}, {"body", {{"kind", "message"}, {"text", sentence()}}}},
      1);
  secrets();
  if (dice.chance(25)) {
    step(next - 2, "head:" + script.secret, "withdraw", {{"words", sentence()}}, "", 1);
    if (dice.chance(50)) step(next - 1, "head:" + script.secret, "withdraw", {{"words", sentence()}}, "", 2);
  }
  step(next, script.viewer, "probe", {{"share", 100}, {"last", dice.chance(30)}});
  step(next + kSlot, script.viewer, "probe", {{"share", 25}, {"last", false}});
}

Script make_script(std::uint64_t seed, const std::string& viewer) {
  Writer w(seed);
  w.choose_people(viewer);
  w.next = kSlot;
  w.step(0, w.script.viewer, "probe", {{"share", 25}, {"last", false}});
  const auto slots = 3 + w.dice.below(3);
  for (std::size_t i = 0; i < slots; ++i) {
    w.secrets();
    w.common_act();
    if (w.dice.chance(40)) w.common_act();
    if (w.dice.chance(15)) w.newcomer();
    w.step(w.next, w.script.viewer, "probe", {{"share", 15}, {"last", false}});
    w.now = w.next;
    w.next += kSlot;
    if (w.dice.chance(25)) w.next += 20 * w.dice.between(30, 400);
    if (w.dice.chance(35)) w.round_of_others();
  }
  w.end();
  std::ranges::stable_sort(w.script.steps, {}, &Step::at);
  return w.script;
}

bool reads(const std::string& key, const std::string& audience) {
  static const auto kRooms = read_policy().rooms;
  static const std::map<std::string, std::string> kRoles{
      {"helper", "mediator"}, {"watch", "observer"}, {"visitor", "anyone"}};
  const auto until_colon = [](const std::string& text) { return text.substr(0, text.find(':')); };
  const auto row =
      std::ranges::find(kRooms, until_colon(audience), [&](const auto& room) { return until_colon(room.first); });
  if (row == kRooms.end()) throw std::logic_error("docs/access.md has no row for " + audience);
  const auto name = until_colon(key);
  const auto role = kRoles.contains(name) ? kRoles.at(name) : name;
  const auto& word = row->second.at(role);
  const auto of = key.find(':') == std::string::npos ? "" : key.substr(key.find(':'));
  return word == "yes" || ((word == "own party" || word == "assigned") && audience == until_colon(audience) + of);
}

}  // namespace parley::worlds
