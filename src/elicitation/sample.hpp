// A small dispute and complete answers about it, for the tests of this room.
#pragma once

#include "elicitation/answers.hpp"

namespace parley::elicitation {

inline Issue named(std::string id, std::string title, std::vector<Option> options) {
  Issue issue;
  issue.id = std::move(id);
  issue.title = std::move(title);
  issue.options = std::move(options);
  return issue;
}

// Venue (geneva, oslo, minsk), force (none, un, nato), aid 0..60 by 20.
inline Case sample_case() {
  Case c;
  c.id = "sample";
  const Issue venue = named("venue", "Venue", {{"geneva", "Geneva"}, {"oslo", "Oslo"}, {"minsk", "Минск"}});
  const Issue force = named("force", "Force", {{"none", "No force"}, {"un", "A UN force"}, {"nato", "NATO"}});
  Issue aid = named("aid", "Aid", {});
  aid.kind = IssueKind::kAmount;
  aid.from = 0;
  aid.to = 60;
  aid.step = 20;
  c.issues = {venue, force, aid};
  c.parties.resize(2);
  c.parties[0].id = "north";
  c.parties[1].id = "south";
  return c;
}

inline Rating rating(std::uint32_t place, long value) { return {place, Judgement{value, {}, {}}}; }

// Geneva 100, Oslo 40, Minsk 0 (swing 100); UN 100, none 50, NATO 0 (swing 50); aid 0, 30, 70, 100 (swing 50).
inline Answers sample_answers(const Case& c) {
  Answers answers = blank(c);
  answers.issues[0].levels = {rating(1, 100), rating(2, 40), rating(3, 0)};
  answers.issues[1].levels = {rating(2, 50), rating(1, 100), rating(3, 0)};
  answers.issues[2].levels = {rating(4, 0), rating(3, 30), rating(2, 70), rating(1, 100)};
  answers.issues[0].swing = Judgement{100, {}, {}};
  answers.issues[1].swing = Judgement{50, {}, {}};
  answers.issues[2].swing = Judgement{50, {}, {}};
  return answers;
}

}  // namespace parley::elicitation
