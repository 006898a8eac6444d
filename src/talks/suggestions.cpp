#include "talks/suggestions.hpp"

#include <algorithm>

#include "talks/event.hpp"

namespace parley::talks {

void Suggestions::apply(const Stamp& stamp, const SuggestionAsked& event) {
  asks.push_back({event, stamp.time, {}, false});
}
void Suggestions::apply(const Stamp& stamp, const SuggestionOptIn& event) {
  for (auto& ask : asks)
    if (ask.asked.ask == event.ask) ask.said = Said{event.opt_in, stamp.time, stamp.author};
}
void Suggestions::apply(const Stamp& stamp, const SuggestionSent& event) {
  sent.push_back({event, stamp.time, stamp.author});
  for (auto& ask : asks)
    if (ask.asked.ask == event.ask) ask.used = true;
}

const Suggestions::Ask* Suggestions::find(const std::string& ask) const {
  const auto found = std::ranges::find_if(asks, [&](const Ask& a) { return a.asked.ask == ask; });
  return found == asks.end() ? nullptr : &*found;
}

}  // namespace parley::talks
