// Courses of events that take several acts: a draft shared and frozen, a blind round, an entry of the record released, a
// commitment. What is addressed to the viewer is the same in both worlds; the secret party's part in it is not.
#include "tests/worlds/writer.hpp"

namespace parley::worlds {

// The next draft at the table: another title, and in the first one a clause. What everybody may read goes on growing.
std::string Writer::edit(std::int64_t at, int world) {
  const auto name = drafts == 0 ? std::string("clause") : label("edit");
  auto changes = Json::array({{{"kind", "set_title"}, {"title", sentence()}}});
  const Json wording{{"language", "en"}, {"heading", "One"}, {"body", sentence()}};
  if (drafts == 0) changes.push_back({{"kind", "add_language"}, {"language", "en"}, {"standing", "authentic"}});
  if (drafts == 0 || (world == 0 && dice.chance(40)))
    changes.push_back({{"kind", "add_clause"}, {"after", ""}, {"wordings", {wording}}, {"bindings", Json::array()}});
  else if (world == 0 && dice.chance(25))
    changes.push_back({{"kind", "change_wording"}, {"clause", "$clause"}, {"wordings", {wording}}});
  doing(at, "lead", "editText", Json::object(), {{"base", 0}, {"changes", changes}}, name, world);
  return "$number of " + name;
}

// The mediators' text: everybody reads what is shared; what the secret party says about it in its own places differs.
void Writer::text() {
  share_draft(next);
  const bool again = dice.chance(60);
  if (again) share_draft(next + 20);
  work_on_draft(again ? next + 20 : next);
}

void Writer::share_draft(std::int64_t at) {
  const auto number = edit(at, 0);
  ++drafts;
  Json share{{"number", number}, {"label", sentence()}, {"to", {"plenary"}}};
  if (dice.chance(40)) share["freeze"] = true;
  if (dice.chance(40)) share["to"] = {"caucus:" + own, "caucus:" + script.secret};
  doing(at, "lead", "shareText", Json::object(), share);
}

// The mediators try a title at their table; whatever they share is of a later edit, which overwrites it.
void Writer::edit_unshared(std::int64_t at, int world) {
  if (helper_views()) return;  // reads the table
  const Json title{{"kind", "set_title"}, {"title", sentence()}};
  doing(at, "lead", "editText", Json::object(), {{"base", 0}, {"changes", {title}}}, "", world);
}

// Everybody takes the newest draft along and says something about it, each in a place of its own.
void Writer::work_on_draft(std::int64_t from) {
  const Json room{{"rooms", {secret_room("room")}}}, caucus{{"rooms", {secret_room("caucus")}}};
  for (const int world : {1, 2}) {
    if (dice.chance(50)) in_room(dice.between(from + 5, from + 120), any_secret_member(), "comment", room, world);
    if (dice.chance(40))
      step(dice.between(from + 5, from + 120), "head:" + script.secret, "comment", caucus, "", world);
    if (dice.chance(50)) in_room(dice.between(from + 5, from + 120), any_secret_member(), "take along", nullptr, world);
    for (auto n = dice.below(3); n > 0; --n) edit_unshared(dice.between(from + 5, from + 120), world);
  }
  const std::vector<std::string> others{mine(), mine(), "head:" + third, "lead", "watch", "helper:" + own};
  step(from + 130, dice.pick(others), "take along");
  if (!viewer_of_party() && script.viewer != "visitor") step(from + 131, script.viewer, "take along");
  if (viewer_of_party()) step(from + 131, mine(), "take along");
  if (dice.chance(40)) step(from + 200, mine(), "comment", {{"rooms", {"room:" + own, "caucus:" + own}}});
}

// Answers may change until the deadline, and do: the secret party's as often as it likes. In the end both accept, or the
// secret party does not care when a third one has rejected. Half-way the viewer looks at its pages.
void Writer::answers(const Json& path, const char* means, const std::string& other, std::int64_t from,
                     std::int64_t until, bool accepted) {
  const auto answer = [&](const char* what) {
    return Json{{"operation", "answerRound"}, {"path", path}, {"body", {{"answer", what}, {"means", means}}}};
  };
  const auto half = (from + until) / 2;
  for (const int world : {1, 2}) {
    for (auto more = dice.below(7); more > 0; --more)
      in_room(dice.between(from, half), any_secret_member(), "do", answer(dice.chance(50) ? "accept" : "reject"),
              world);
    if (!accepted) continue;
    const auto last = dice.between(half + 1, until);
    in_room(last, any_secret_member(), "do", answer("accept"), world);
    // In one world only a delegate may have lost its mandate meanwhile; its head has every one.
    script.steps.push_back({last, "head:" + script.secret, "do", answer("accept"), "", world, 0});
  }
  look(half);
  for (auto more = dice.below(3); more > 0; --more)
    step(dice.between(from, until - 2), of(other), "do", answer(dice.chance(50) ? "accept" : "reject"));
  step(until, of(other), "do", answer("accept"));
}

// All asked accept, or the third party does not: the result is the same whatever the secret party answers, and when.
void Writer::round() {
  const auto name = label("round");
  const bool all = dice.chance(50);
  const auto begins = (next + 19) / 20 * 20, ends = begins + 160;
  const std::vector<std::string> asked = all ? std::vector{script.secret, own} : std::vector{script.secret, own, third};
  const char* means = dice.chance(60) ? "final" : "ad_referendum";
  doing(begins, "lead", "openRound", Json::object(),
        {{"package", {{"price", "mid"}, {"date", "soon"}}},
         {"title", sentence()},
         {"parties", asked},
         {"means", means},
         {"opt_in_until", time_of(begins + 60)},
         {"answer_until", time_of(ends)}},
        name);
  const Json path{{"round", "$" + name}};
  if (dice.chance(30)) return doing(begins + 20, "lead", "withdrawRound", path, nullptr);
  for (const auto& party : asked) doing(begins + 20, of(party), "optIn", path, {{"opt_in", true}});
  if (!all)
    doing(begins + (dice.chance(50) ? 40 : 150), "head:" + third, "answerRound", path,
          {{"answer", "reject"}, {"means", means}});
  answers(path, means, own, begins + 41, ends - 5, all);
  if (all && std::string_view(means) == "ad_referendum")
    for (const auto& party : asked) doing(ends + 5, "head:" + party, "confirmReferendum", path, Json::object());
}

// Between the secret party and the third one: in one world only, or in each at a time of its own. At the table one round is
// open at a time, so that this one has a slot to itself; the viewer, who is not asked, looks at its pages meanwhile.
void Writer::round_of_others() {
  if (suspended || helper_views()) return;
  constexpr std::int64_t kSteps = 20;  // the server's clock
  now = next;
  next += 12 * kSteps;
  const auto name = label("round");
  const Json path{{"round", "$" + name}};
  const auto world_without = static_cast<int>(dice.below(3));
  for (const int world : {1, 2}) {
    if (world == world_without) continue;
    const auto begins = now + kSteps * dice.between(1, 3), until = begins + kSteps * dice.between(2, 5),
               ends = until + kSteps * dice.between(1, 3);
    doing(begins, "lead", "openRound", Json::object(),
          {{"package", {{"price", "mid"}, {"date", "soon"}}},
           {"title", sentence()},
           {"parties", {script.secret, third}},
           {"means", "final"},
           {"opt_in_until", time_of(until)},
           {"answer_until", time_of(ends)}},
          name, world);
    for (const auto& party : {script.secret, third}) {
      if (dice.chance(85))
        doing(dice.between(begins + 1, until - 1), "head:" + party, "optIn", path, {{"opt_in", true}}, "", world);
      const auto* answer = dice.chance(50) ? "accept" : "reject";
      doing(dice.between(until, ends - 1), "head:" + party, "answerRound", path,
            {{"answer", answer}, {"means", "final"}}, "", world);
    }
  }
  for (int n = 0; n < 2; ++n) look(dice.between(now + 2 * kSteps, now + 8 * kSteps));
}

// A text is frozen, accepted in a round and signed. With the viewer's party all that it reads of this is the same in both
// worlds; between the secret party and the third one, in a group of theirs, even the words differ, and who has signed.
void Writer::agreement() {
  const auto& p = script.secret;
  // Its title differs then and the next edit overwrites it; the clause, which stays, has been written before.
  const bool hidden = drafts > 0 && !helper_views() && dice.chance(45);
  const auto other = hidden ? third : own;
  const auto worlds = hidden ? std::vector{1, 2} : std::vector{0};
  const auto text = label("frozen"), name = label("round"), signed_text = label("agreement"), room = label("group");
  const bool in_group = hidden || dice.chance(40);
  const char* means = dice.chance(40) ? "final" : "ad_referendum";
  const auto begins = (next + 39) / 20 * 20, ends = begins + 100;
  for (const int world : worlds) {
    if (in_group) step(next - 1, "lead", "group", {{"title", sentence()}, {"parties", {p, other}}}, room, world);
    const auto number = edit(next, world);
    Json share{{"number", number}, {"label", sentence()}, {"to", {"caucus:" + p, "caucus:" + other}}};
    if (!hidden && dice.chance(50)) share["to"] = {"plenary"};
    share["freeze"] = true;
    doing(next + 1, "lead", "shareText", Json::object(), share, text, world);
    doing(begins, "lead", "openRound", Json::object(),
          {{"sha256", "$" + text},
           {"parties", {p, other}},
           {"means", means},
           {"opt_in_until", time_of(begins + 40)},
           {"answer_until", time_of(ends)}},
          name, world);
  }
  ++drafts;
  if (!hidden) work_on_draft(next + 2);
  const Json path{{"round", "$" + name}};
  for (const int world : {1, 2}) {
    doing(begins + dice.between(1, 19), "head:" + p, "optIn", path, {{"opt_in", true}}, "", world);
    if (std::string_view(means) == "ad_referendum")
      doing(ends + dice.between(2, 9), "head:" + p, "confirmReferendum", path, Json::object(), "", world);
  }
  doing(begins + 20, of(other), "optIn", path, {{"opt_in", true}});
  answers(path, means, other, begins + 41, ends - 5, true);
  if (std::string_view(means) == "ad_referendum")
    doing(ends + dice.between(2, 6), of(other), "confirmReferendum", path, Json::object());
  for (const int world : worlds)
    doing(ends + 10, "lead", "openAgreement", Json::object(),
          {{"round", "$" + name}, {"room", in_group ? "$" + room : "plenary"}}, signed_text, world);
  const Json what{{"agreement", signed_text}};
  step(ends + 20, dice.chance(50) ? of(other) : "delegate:" + other, "sign", what);
  for (const int world : worlds) {
    if (hidden && dice.chance(40)) continue;
    step(ends + 15, "head:" + p, "sign", what, "", world);
    if (dice.chance(60)) rests_on(signed_text, p, other, ends + 22, world);
  }
}

// A commitment on the clause that was signed, in the room of the agreement.
void Writer::rests_on(const std::string& agreement, const std::string& owes, const std::string& other, std::int64_t at,
                      int world) {
  const auto name = label("commitment");
  doing(at, "lead", "makeCommitment", Json::object(),
        {{"obligation", sentence()},
         {"who", owes},
         {"agreement", "$" + agreement},
         {"clause", "$clause"},
         {"due", time_of(at + 20 * talks::kDay)},
         {"verifier", ""},
         {"evidence", sentence()}},
        name, world);
  for (const auto& party : {owes, other})
    doing(at + 1, "head:" + party, "confirmCommitment", {{"commitment", "$" + name}}, Json::object(), "", world);
}

// The engine's package from what the parties asked have stated. Their preferences differ between the worlds in numbers and
// agree in directions, so that the package is the same and what it gives away is not.
void Writer::suggestion() {
  const auto name = label("round");
  const bool mine = dice.chance(60);  // otherwise the viewer's party is not asked, and hears nothing at all
  const std::vector<std::string> asked{script.secret, mine ? own : third};
  for (const auto& party : asked) {
    const bool differs = party == script.secret;
    for (const int world : differs ? std::vector{1, 2} : std::vector{0}) {
      step(next, "head:" + party, "save preferences", nullptr, "", world);
      step(next + 1, "head:" + party, "send preferences", nullptr, "", world);
    }
  }
  const auto begins = (next + 39) / 20 * 20, ends = begins + 140;
  doing(begins, "lead", "openRound", Json::object(),
        {{"suggestion", "nash"},
         {"title", sentence()},
         {"parties", asked},
         {"means", "final"},
         {"opt_in_until", time_of(begins + 40)},
         {"answer_until", time_of(ends)}},
        name);
  const Json path{{"round", "$" + name}};
  for (const auto& party : asked) doing(begins + 20, of(party), "optIn", path, {{"opt_in", true}});
  if (dice.chance(40)) return doing(begins + 40, "lead", "forgoSuggestion", path, nullptr);
  step(begins + 40, "lead", "send suggestion", {{"round", name}});
  answers(path, "final", asked.back(), begins + 41, ends - 5, true);
}

void Writer::record() {
  const auto p = script.secret;
  const auto entry = [&](const char* tag) {
    return Json{{"kind", "claim"},      {"words", sentence()}, {"source", "a letter"},
                {"date", "2025-08-01"}, {"says", sentence()},  {"tag", tag}};
  };
  // Of the secret party's entries one is released; what the others hear of it is the same in both worlds.
  const auto name = label("entry");
  const auto theirs = entry("public");
  for (const int world : {1, 2}) secret_entry(name, theirs, entry("public"), world);
  doing(next, "lead", "releaseEntry", {{"entry", "$" + name}},
        {{"how", "conveyed"}, {"to", {dice.chance(50) ? "plenary" : "public"}}});
  const auto own_entry = label("entry");
  doing(next, "head:" + own, "addEntry", {{"room", "plenary"}}, entry("public"), own_entry);
  const auto answer = label("entry");
  doing(next, "head:" + p, "addEntry", {{"room", "plenary"}}, entry("public"), answer);
  const Json contradicts{{"other", "$" + answer}, {"note", sentence()}};
  doing(next + 2, "head:" + own, "linkEntries", {{"entry", "$" + own_entry}}, contradicts);
  auto later = entry("public");
  later.erase("kind");
  later.erase("tag");
  later["reason"] = sentence();
  doing(next + 4, "head:" + dice.pick(std::vector{own, p}), "amendEntry", {{"entry", "$" + own_entry}}, later);
  // What the secret party's own entry contradicts, and how it is worded after its release, is known in its caucus alone.
  for (const int world : {1, 2}) {
    later["words"] = sentence();
    if (dice.chance(50))
      doing(next + dice.between(5, 100), "head:" + p, "amendEntry", {{"entry", "$" + name}}, later, "", world);
    for (auto n = dice.below(3); n > 0; --n)
      doing(next + dice.between(5, 60), "head:" + p, "linkEntries", {{"entry", "$" + name}},
            {{"other", "$" + dice.pick(std::vector{own_entry, answer})}, {"note", sentence()}}, "", world);
  }
}

// What it says before it is released may have been said otherwise before, and in the party's own room.
void Writer::secret_entry(const std::string& name, Json entry, Json earlier, int world) {
  const auto head = "head:" + script.secret;
  const bool amended = dice.chance(50), sent = dice.chance(50);
  const auto first = sent ? label("entry") : name;
  doing(dice.between(now + 5, now + 60), head, "addEntry", {{"room", secret_room(sent ? "room" : "caucus")}},
        amended ? earlier : entry, first, world);
  if (amended) {
    entry.erase("kind");
    entry.erase("tag");
    entry["reason"] = sentence();
    doing(dice.between(now + 61, now + 130), head, "amendEntry", {{"entry", "$" + first}}, entry, "", world);
  }
  if (sent)
    doing(dice.between(now + 131, now + 170), head, "sendEntry", {{"entry", "$" + first}}, Json::object(), name, world);
}

void Writer::commitment() {
  const auto name = label("commitment");
  const auto owes = dice.chance(50) ? script.secret : own;
  const bool waits = dice.chance(50);
  Json obligation{{"obligation", sentence()}, {"who", owes}, {"parties", {owes}}, {"evidence", sentence()}};
  obligation["verifier"] = dice.pick(std::vector<std::string>{script.secret, own, ""});
  if (waits) obligation["trigger"] = sentence();
  else obligation["due"] = time_of(next + 40 * talks::kDay);
  doing(next, "lead", "makeCommitment", Json::object(), obligation, name);
  const Json path{{"commitment", "$" + name}};
  if (dice.chance(45)) return doing(next, "lead", "withdrawCommitment", path, nullptr);
  doing(next, of(owes), "confirmCommitment", path, Json::object());
  const auto verifier = obligation["verifier"] == "" ? "lead" : of(obligation["verifier"]);
  if (waits) {
    Json trigger{{"words", sentence()}};
    if (dice.chance(50)) trigger["due"] = time_of(next + 9 * talks::kDay);
    doing(next + 1, verifier, "triggerCommitment", path, trigger);
  }
  doing(next + 2, verifier, "setCommitmentStatus", path, {{"status", "minimal"}, {"evidence", sentence()}});
}

// What a party prefers stays in its room, what it sent in its caucus, what the mediators estimate at its desk. Whoever has
// stated its preferences goes on working on them, and makes mistakes.
void Writer::preferences() {
  const auto head = "head:" + script.secret;
  for (const int world : {1, 2}) {
    step(dice.between(now + 5, now + 40), head, "save preferences", nullptr, "", world);
    if (dice.chance(75)) {
      const auto at = dice.between(now + 41, now + 90);
      if (lead_views()) step(at, head, "save preferences", nullptr, "", world);  // what it reads is the same in both
      step(at, head, "send preferences", nullptr, "", world);
    }
    if (dice.chance(60)) step(dice.between(now + 91, now + 120), head, "save preferences", nullptr, "", world);
    if (dice.chance(50)) step(between(), "lead", "estimate preferences", {{"party", script.secret}}, "", world);
  }
  step(next, mine(), "save preferences");
  step(next, mine(), "send preferences");
  if (dice.chance(60))
    for (const char* act : {"save preferences", "send preferences"}) step(next + 1, "head:" + third, act);
  if (viewer_of_party()) step(next + 70, script.viewer, "misstate preferences");
  for (const int world : {1, 2})
    if (dice.chance(50)) in_room(next + dice.between(2, 60), any_secret_member(), "save preferences", nullptr, world);
}

void Writer::story() {
  switch (dice.below(14)) {
    case 0:
    case 1: return text();
    case 2:
    case 3: return round();
    case 4:
    case 5: return record();
    case 6:
    case 7: return commitment();
    case 8:
    case 9: return agreement();
    case 10:
    case 11: return suggestion();
    default: return preferences();
  }
}

}  // namespace parley::worlds
