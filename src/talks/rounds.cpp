#include "talks/rounds.hpp"

#include <algorithm>
#include <stdexcept>

#include "talks/event.hpp"

namespace parley::talks {

void Rounds::apply(const Stamp& stamp, const RoundOpened& event) {
  Round round;
  round.opened = event;
  round.time = stamp.time;
  round.author = stamp.author;
  list.push_back(std::move(round));
}
void Rounds::apply(const Stamp& stamp, const RoundOptIn& event) {
  get(event.round).said = Said{event.opt_in, stamp.time, stamp.author};
}
void Rounds::apply(const Stamp& stamp, const RoundBegun& event) { get(event.round).begun = stamp.time; }
void Rounds::apply(const Stamp& stamp, const RoundSuggested& event) {
  auto& round = get(event.round);
  round.suggested = stamp.time;
  round.suggestion = event.package;
}
void Rounds::apply(const Stamp& stamp, const RoundForgone& event) { get(event.round).forgone = stamp.time; }
void Rounds::apply(const Stamp& stamp, const RoundEnded& event) {
  auto& round = get(event.round);
  round.ended = stamp.time;
  round.outcome = event.outcome;
}
void Rounds::apply(const Stamp& stamp, const RoundConfirmed& event) {
  get(event.round).confirmation = Confirmation{stamp.time, stamp.author};
}

const Rounds::Round* Rounds::find(const std::string& id) const {
  const auto found = std::ranges::find_if(list, [&](const Round& r) { return r.opened.round == id; });
  return found == list.end() ? nullptr : &*found;
}

Rounds::Round& Rounds::get(const std::string& id) {
  const auto found = std::ranges::find_if(list, [&](const Round& r) { return r.opened.round == id; });
  if (found == list.end()) throw std::logic_error("an event about a round that its room does not have");
  return *found;
}

bool Rounds::lock_preferences() const { return std::ranges::any_of(list, &Round::under_way); }

int Rounds::used() const {
  return static_cast<int>(std::ranges::count_if(list, [](const Round& r) {
    const bool empty = r.ended && r.outcome == RoundOutcome::kNotSuggested;
    return (r.begun && !empty) || r.asking();
  }));
}

std::vector<Mandate> mandates_for(RoundMeans means) {
  // Who may accept finally may also accept subject to approval, which is less.
  if (means == RoundMeans::kFinal) return {Mandate::kAcceptFinal};
  return {Mandate::kAcceptReferendum, Mandate::kAcceptFinal};
}

std::string slot_of(bool accepts) { return accepts ? "\1" : std::string(1, '\0'); }
bool accepts(const std::string& slot) { return !slot.empty() && slot.front() == '\1'; }

}  // namespace parley::talks
