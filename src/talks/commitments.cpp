#include "talks/commitments.hpp"

#include <algorithm>
#include <stdexcept>

#include "talks/event.hpp"

namespace parley::talks {

bool Commitment::confirmed_by(const std::string& party) const {
  return std::ranges::find(confirmations, party, &Confirmation::party) != confirmations.end();
}

bool Commitment::in_force() const {
  return !withdrawn && std::ranges::all_of(made.parties, [&](const std::string& p) { return confirmed_by(p); });
}

std::optional<Time> Commitment::due() const {
  if (triggered && triggered->event.due) return triggered->event.due;
  return waits_for_trigger() ? std::nullopt : made.due;
}

void Commitments::apply(const Stamp& stamp, const CommitmentMade& event) {
  list.push_back({event, stamp.time, stamp.time, 0, false, {}, std::nullopt, {}});
}
void Commitments::apply(const Stamp& stamp, const CommitmentWithdrawn& event) {
  changed(event.commitment, stamp).withdrawn = true;
}
void Commitments::apply(const Stamp& stamp, const CommitmentConfirmed& event) {
  changed(event.commitment, stamp).confirmations.push_back({event.party, stamp.author, stamp.time});
}
void Commitments::apply(const Stamp& stamp, const CommitmentTriggered& event) {
  changed(event.commitment, stamp).triggered = Commitment::Triggered{event, stamp.author, stamp.time};
}
void Commitments::apply(const Stamp& stamp, const StatusSet& event) {
  changed(event.commitment, stamp).history.push_back({event, stamp.author, stamp.time});
}

const Commitment* Commitments::find(const std::string& id) const {
  const auto found = std::ranges::find_if(list, [&](const Commitment& c) { return c.made.commitment == id; });
  return found == list.end() ? nullptr : &*found;
}

Commitment& Commitments::changed(const std::string& id, const Stamp& stamp) {
  const auto found = std::ranges::find_if(list, [&](const Commitment& c) { return c.made.commitment == id; });
  if (found == list.end()) throw std::logic_error("an event about a commitment that its room does not have");
  found->changed = stamp.time;
  ++found->changes;
  return *found;
}

}  // namespace parley::talks
