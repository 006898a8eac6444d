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

struct CaseInTalks {
  Case subject;
  std::vector<PreferencesIn> parties;  // of every party with a room, in case order
};

// The case with the preferences that are in; none before the opening. Reads the case file: about 0.15 ms a kB.
std::optional<CaseInTalks> case_of(const talks::View& view);

}  // namespace parley::broker
