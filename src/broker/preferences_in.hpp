// The preferences that are in: for each party what the mediator's results rest on.
//
// A party's own statement goes before the mediator's estimate, and the newest of its kind counts; where neither was entered, the
// scores of the case file that the talks were opened on are an estimate too. A party that has withdrawn, and one whose
// caucus the viewer does not sit in, has none.
// Input      the view of a member of the mediator team; preferences_in() is cheap and copies what it needs, so that the
//            rest can run beside the lock
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "broker/call.hpp"
#include "case/model.hpp"

namespace parley::broker {

enum class PreferenceBasis { kNone, kEstimated, kStated };
std::string_view name_of(PreferenceBasis basis);

struct PreferencesIn {
  std::string party;
  PreferenceBasis basis = PreferenceBasis::kNone;
  talks::Author author;  // of a statement or estimate
  Time time;
  std::optional<Json> answers;  // none: those of the case file, or none at all
};

// Of one party that has a room.
PreferencesIn preferences_in(const talks::View& view, const std::string& party);

// Puts the answers in place of what the case has of this party: scores with ranges, reservation value, red lines. Numbers that were
// stated have a source that says by whom and when; estimated ones are assumed. Nothing is changed without answers.
void put_preferences(Case& subject, const PreferencesIn& in);

// For the mediator's list: every party with a room, in case order.
struct InTalks {
  PreferencesIn in;
  bool counts = false;  // the viewer sits in its caucus, and it has not withdrawn
};
std::vector<InTalks> in_talks(const talks::View& view);
// Where nothing was entered, the scores that stand in the case file are estimates. Reads it: about 0.15 ms a kB.
void add_estimates(std::vector<InTalks>& parties, const std::string& case_file, Time opened);

}  // namespace parley::broker
