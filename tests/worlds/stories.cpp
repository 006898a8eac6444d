// Courses of events that take several acts: a draft shared and frozen, a blind round, an entry of the record released, a
// commitment. What is addressed to the viewer is the same in both worlds; the secret party's part in it is not.
#include "tests/worlds/writer.hpp"

namespace parley::worlds {

// The next draft at the table: another title, and in the first one a clause.
void Writer::edit(std::int64_t at, int world) {
  auto changes = Json::array({{{"kind", "set_title"}, {"title", sentence()}}});
  if (drafts == 0) {
    const Json wording{{"language", "en"}, {"heading", "One"}, {"body", sentence()}};
    changes.push_back({{"kind", "add_language"}, {"language", "en"}, {"standing", "authentic"}});
    changes.push_back({{"kind", "add_clause"}, {"after", ""}, {"wordings", {wording}}, {"bindings", Json::array()}});
  }
  doing(at, "lead", "editText", Json::object(), {{"base", drafts}, {"changes", changes}}, drafts == 0 ? "clause" : "",
        world);
}

// The mediators' text: everybody reads what is shared; what the secret party says about it in its own places differs.
void Writer::text() {
  edit(next, 0);
  ++drafts;
  Json share{{"number", drafts}, {"label", sentence()}, {"to", {"plenary"}}};
  if (dice.chance(40)) share["freeze"] = true;
  if (dice.chance(30)) share["to"] = {"caucus:" + own, "caucus:" + script.secret};
  doing(next, "lead", "shareText", Json::object(), share);
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
  if (dice.chance(15)) return doing(begins + 20, "lead", "withdrawRound", path, nullptr);
  for (const auto& party : asked) doing(begins + 20, "head:" + party, "optIn", path, {{"opt_in", true}});
  for (const auto& party : asked) {
    if (party == script.secret) continue;
    const char* answer = party == third ? "reject" : "accept";
    doing(begins + 40, "head:" + party, "answerRound", path, {{"answer", answer}, {"means", means}});
  }
  for (const int world : {1, 2}) {
    for (auto more = dice.below(3); more > 0; --more)
      doing(dice.between(begins + 41, begins + 99), "head:" + script.secret, "answerRound", path,
            {{"answer", dice.chance(50) ? "accept" : "reject"}, {"means", means}}, "", world);
    if (all)
      doing(dice.between(begins + 100, ends - 5), "head:" + script.secret, "answerRound", path,
            {{"answer", "accept"}, {"means", means}}, "", world);
  }
  if (all && std::string_view(means) == "ad_referendum")
    for (const auto& party : asked) doing(ends + 5, "head:" + party, "confirmReferendum", path, Json::object());
}

// A text is frozen, accepted in a round and signed. With the viewer's party all that it reads of this is the same in both
// worlds; between the secret party and the third one, in a group of theirs, even the words differ, and who has signed.
void Writer::agreement() {
  const auto& p = script.secret;
  // Its title differs then and the next edit overwrites it; the clause, which stays, has been written before.
  const bool hidden = drafts > 0 && !script.viewer.starts_with("helper") && dice.chance(60);
  const auto other = hidden ? third : own;
  const auto worlds = hidden ? std::vector{1, 2} : std::vector{0};
  const auto text = label("frozen"), name = label("round"), signed_text = label("agreement"), room = label("group");
  const bool in_group = hidden || dice.chance(40);
  const char* means = dice.chance(50) ? "final" : "ad_referendum";
  const auto begins = (next + 39) / 20 * 20, ends = begins + 100;
  for (const int world : worlds) {
    if (in_group) step(next - 1, "lead", "group", {{"title", sentence()}, {"parties", {p, other}}}, room, world);
    edit(next, world);
    Json share{{"number", drafts + 1}, {"label", sentence()}, {"to", {"caucus:" + p, "caucus:" + other}}};
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
  const Json path{{"round", "$" + name}}, yes{{"answer", "accept"}, {"means", means}};
  for (const int world : {1, 2}) {
    doing(begins + dice.between(1, 19), "head:" + p, "optIn", path, {{"opt_in", true}}, "", world);
    if (dice.chance(50))
      doing(begins + dice.between(41, 60), "head:" + p, "answerRound", path, {{"answer", "reject"}, {"means", means}},
            "", world);
    doing(begins + dice.between(61, 95), "head:" + p, "answerRound", path, yes, "", world);
    if (std::string_view(means) == "ad_referendum")
      doing(ends + dice.between(2, 9), "head:" + p, "confirmReferendum", path, Json::object(), "", world);
  }
  doing(begins + 20, "head:" + other, "optIn", path, {{"opt_in", true}});
  doing(begins + 50, "head:" + other, "answerRound", path, yes);
  if (std::string_view(means) == "ad_referendum")
    doing(ends + 5, "head:" + other, "confirmReferendum", path, Json::object());
  for (const int world : worlds)
    doing(ends + 10, "lead", "openAgreement", Json::object(),
          {{"round", "$" + name}, {"room", in_group ? "$" + room : "plenary"}}, signed_text, world);
  const Json what{{"agreement", signed_text}};
  step(ends + 20, (dice.chance(50) ? "head:" : "delegate:") + other, "sign", what);
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
  for (const auto& party : asked) doing(begins + 20, "head:" + party, "optIn", path, {{"opt_in", true}});
  if (dice.chance(25)) return doing(begins + 40, "lead", "forgoSuggestion", path, nullptr);
  step(begins + 40, "lead", "send suggestion", {{"round", name}});
  for (const int world : {1, 2})
    doing(dice.between(begins + 41, ends - 5), "head:" + script.secret, "answerRound", path,
          {{"answer", "accept"}, {"means", "final"}}, "", world);
  doing(begins + 60, "head:" + asked.back(), "answerRound", path, {{"answer", "accept"}, {"means", "final"}});
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
  // What the secret party's own entry contradicts is known in its caucus alone.
  for (const int world : {1, 2})
    if (dice.chance(50))
      doing(next + dice.between(5, 60), "head:" + p, "linkEntries", {{"entry", "$" + name}},
            {{"other", "$" + own_entry}, {"note", sentence()}}, "", world);
}

// What it says before it is released may have been said otherwise before.
void Writer::secret_entry(const std::string& name, Json entry, Json earlier, int world) {
  const auto head = "head:" + script.secret;
  const bool amended = dice.chance(50);
  doing(dice.between(now + 5, now + 60), head, "addEntry", {{"room", secret_room("caucus")}}, amended ? earlier : entry,
        name, world);
  if (!amended) return;
  entry.erase("kind");
  entry.erase("tag");
  entry["reason"] = sentence();
  doing(dice.between(now + 61, now + 170), head, "amendEntry", {{"entry", "$" + name}}, entry, "", world);
}

void Writer::commitment() {
  const auto name = label("commitment");
  const auto owes = dice.chance(50) ? script.secret : own;
  const bool waits = dice.chance(50);
  Json obligation{{"obligation", sentence()}, {"who", owes}, {"parties", {owes}}, {"evidence", sentence()}};
  obligation["verifier"] = dice.chance(40) ? script.secret : "";
  if (waits) obligation["trigger"] = sentence();
  else obligation["due"] = time_of(next + 40 * talks::kDay);
  doing(next, "lead", "makeCommitment", Json::object(), obligation, name);
  const Json path{{"commitment", "$" + name}};
  if (dice.chance(20)) return doing(next, "lead", "withdrawCommitment", path, nullptr);
  doing(next, "head:" + owes, "confirmCommitment", path, Json::object());
  const auto verifier = obligation["verifier"] == "" ? "lead" : "head:" + script.secret;
  if (waits) {
    Json trigger{{"words", sentence()}};
    if (dice.chance(50)) trigger["due"] = time_of(next + 9 * talks::kDay);
    doing(next + 1, verifier, "triggerCommitment", path, trigger);
  }
  doing(next + 2, verifier, "setCommitmentStatus", path, {{"status", "minimal"}, {"evidence", sentence()}});
}

// What a party prefers stays in its room, what it sent in its caucus, what the mediators estimate at its desk.
void Writer::preferences() {
  const auto head = "head:" + script.secret;
  for (const int world : {1, 2}) {
    step(dice.between(now + 5, now + 40), head, "save preferences", nullptr, "", world);
    if (dice.chance(50)) step(dice.between(now + 41, now + 90), head, "send preferences", nullptr, "", world);
    if (dice.chance(60)) step(dice.between(now + 91, now + 120), head, "save preferences", nullptr, "", world);
    if (dice.chance(50)) step(between(), "lead", "estimate preferences", {{"party", script.secret}}, "", world);
  }
  step(next, "head:" + own, "save preferences");
  step(next, "head:" + own, "send preferences");
}

void Writer::story() {
  switch (dice.below(8)) {
    case 0: return text();
    case 1: return round();
    case 2: return record();
    case 3: return commitment();
    case 4:
    case 5: return agreement();
    case 6: return suggestion();
    default: return preferences();
  }
}

}  // namespace parley::worlds
