#include "talks/opening.hpp"

#include <stdexcept>

#include "case/read.hpp"
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

Case without_preferences(const Case& subject) {
  Case known = subject;
  for (auto& party : known.parties) {
    party.terms.clear();
    party.cap.reset();
    party.red_lines.clear();
    party.reservation.reset();
    party.discount.reset();
  }
  return known;
}

}  // namespace parley::talks
