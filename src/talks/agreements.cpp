#include "talks/agreements.hpp"

#include <algorithm>
#include <stdexcept>

#include "talks/event.hpp"

namespace parley::talks {

const Agreements::Signature* Agreements::Agreement::of(const std::string& party) const {
  const auto found = std::ranges::find_if(signatures, [&](const Signature& s) { return s.event.party == party; });
  return found == signatures.end() ? nullptr : &*found;
}

std::optional<Time> Agreements::Agreement::complete() const {
  const bool all = std::ranges::all_of(opened.parties, [&](const std::string& party) { return of(party) != nullptr; });
  if (!all || signatures.empty()) return std::nullopt;
  return std::ranges::max(signatures, {}, &Signature::time).time;
}

void Agreements::apply(const Stamp& stamp, const AgreementOpened& event) { list.push_back({event, stamp.time, {}}); }
void Agreements::apply(const Stamp& stamp, const AgreementSigned& event) {
  const auto found =
      std::ranges::find_if(list, [&](const Agreement& a) { return a.opened.agreement == event.agreement; });
  if (found == list.end()) throw std::logic_error("a signature under an agreement that its room does not have");
  found->signatures.push_back({event, stamp.time, stamp.author});
}

const Agreements::Agreement* Agreements::find(const std::string& id) const {
  const auto found = std::ranges::find_if(list, [&](const Agreement& a) { return a.opened.agreement == id; });
  return found == list.end() ? nullptr : &*found;
}

}  // namespace parley::talks
