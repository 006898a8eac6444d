#include "talks/readouts.hpp"

#include <algorithm>

#include "talks/event.hpp"

namespace parley::talks {

void Readouts::apply(const Stamp& stamp, const ReadoutLogged& event) {
  list.push_back({event, stamp.time, std::nullopt, false});
}
void Readouts::apply(const Stamp& stamp, const ReadoutConfirmed& event) {
  for (auto& r : list)
    if (r.logged.readout == event.readout) r.confirmation = Confirmation{event, stamp.time};
}
void Readouts::apply(const Stamp&, const ReadoutAgreed& event) {
  for (auto& r : list)
    if (r.logged.readout == event.readout) r.agreed = true;
}

const Readouts::Readout* Readouts::find(const std::string& id) const {
  const auto found = std::ranges::find_if(list, [&](const Readout& r) { return r.logged.readout == id; });
  return found == list.end() ? nullptr : &*found;
}

}  // namespace parley::talks
