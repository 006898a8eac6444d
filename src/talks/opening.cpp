#include "talks/opening.hpp"

#include <stdexcept>

#include "case/read.hpp"
#include "case/sources.hpp"
#include "talks/event.hpp"

namespace parley::talks {

void Opening::apply(const Stamp& stamp, const TalksOpened& event) {
  auto read = read_case(event.case_file, "case");
  if (!read) throw std::logic_error("the case that the talks were opened on cannot be read");
  subject = std::make_shared<const Case>(std::move(*read));
  state = TalksState::kOpen;
  opened = stamp.time;
  keep_until = event.keep_until;
  rounds = event.rounds;
}
void Opening::apply(const Stamp&, const CaseLoaded& event) { full_case = event.case_file; }
void Opening::apply(const Stamp& stamp, const StateChanged& event) {
  state = event.state;
  announcements.push_back({stamp.time, event.statement});
}
void Opening::apply(const Stamp& stamp, const PartyWithdrew&) { withdrawn = stamp.time; }
void Opening::apply(const Stamp&, const GroupMade& event) { group = event; }
void Opening::apply(const Stamp& stamp, const KeysDestroyed&) { keys_destroyed = stamp.time; }

bool has_room(const Party& party) { return party.role != Role::kMediator && party.role != Role::kObserver; }

// Sources say where numbers come from (case/sources.hpp), and a decision by number counts the parties that have scores; nothing
// at the table needs these, a delegation's people in the mediator's file, or its package of reference.
Case without_preferences(const Case& subject) {
  Case known = subject;
  for (auto& party : known.parties) {
    forget_preferences(party);
    party.delegates.clear();
  }
  known.decision.reset();
  known.decision_text.clear();
  known.reference.reset();
  forget_sources(known);
  return known;
}

}  // namespace parley::talks
