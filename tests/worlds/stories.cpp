// Courses of events that take several acts: a draft shared and frozen, a blind round, an entry of the record released, a
// commitment. What is addressed to the viewer is the same in both worlds; the secret party's part in it is not.
#include "tests/worlds/writer.hpp"

namespace parley::worlds {

// The mediators' text: everybody reads what is shared; what the secret party says about it in its own places differs.
void Writer::text() {
  const Json title{{"kind", "set_title"}, {"title", sentence()}};
  if (drafts == 0) {
    const Json wording{{"language", "en"}, {"heading", "One"}, {"body", sentence()}};
    const Json language{{"kind", "add_language"}, {"language", "en"}, {"standing", "authentic"}};
    const Json clause{{"kind", "add_clause"}, {"after", ""}, {"wordings", {wording}}, {"bindings", Json::array()}};
    doing(next, "lead", "editText", Json::object(), {{"base", 0}, {"changes", {title, language, clause}}});
  } else {
    doing(next, "lead", "editText", Json::object(), {{"base", drafts}, {"changes", {title}}});
  }
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

void Writer::record() {
  const auto p = script.secret;
  const auto entry = [&](const char* tag) {
    return Json{{"kind", "claim"},      {"words", sentence()}, {"source", "a letter"},
                {"date", "2025-08-01"}, {"says", sentence()},  {"tag", tag}};
  };
  // Of the secret party's entries one is released; what the others hear of it is the same in both worlds.
  const auto name = label("entry");
  const auto theirs = entry("public");
  for (const int world : {1, 2})
    doing(dice.between(now + 5, now + 60), "head:" + p, "addEntry", {{"room", secret_room("caucus")}}, theirs, name,
          world);
  doing(next, "lead", "releaseEntry", {{"entry", "$" + name}},
        {{"how", "conveyed"}, {"to", {dice.chance(50) ? "plenary" : "public"}}});
  const auto own_entry = label("entry");
  doing(next, "head:" + own, "addEntry", {{"room", "plenary"}}, entry("public"), own_entry);
}

void Writer::commitment() {
  const auto name = label("commitment");
  const auto owes = dice.chance(50) ? script.secret : own;
  doing(next, "lead", "makeCommitment", Json::object(),
        {{"obligation", sentence()},
         {"who", owes},
         {"parties", {owes}},
         {"due", time_of(next + 40 * talks::kDay)},
         {"verifier", ""},
         {"evidence", sentence()}},
        name);
  const Json path{{"commitment", "$" + name}};
  if (dice.chance(20)) return doing(next, "lead", "withdrawCommitment", path, nullptr);
  doing(next, "head:" + owes, "confirmCommitment", path, Json::object());
  doing(next, "lead", "setCommitmentStatus", path, {{"status", "minimal"}, {"evidence", sentence()}});
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
  switch (dice.below(5)) {
    case 0: return text();
    case 1: return round();
    case 2: return record();
    case 3: return commitment();
    default: return preferences();
  }
}

}  // namespace parley::worlds
