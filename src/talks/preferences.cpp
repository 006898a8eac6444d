#include "talks/preferences.hpp"

#include <algorithm>

#include "talks/event.hpp"

namespace parley::talks {

void Preferences::apply(const Stamp& stamp, const PreferencesSaved& event) {
  list.push_back({event.version, event.answers, {}, stamp.time, stamp.author, std::nullopt});
}
void Preferences::apply(const Stamp& stamp, const PreferencesSent& event) {
  for (Version& version : list)
    if (version.id == event.version) version.sent = stamp.time;
}
void Preferences::apply(const Stamp& stamp, const PreferencesStated& event) {
  list.push_back({event.statement, event.answers, event.words, stamp.time, stamp.author, std::nullopt});
}
void Preferences::apply(const Stamp& stamp, const EstimateSaved& event) {
  list.push_back({event.version, event.answers, {}, stamp.time, stamp.author, std::nullopt});
}

const Preferences::Version* Preferences::find(const std::string& id) const {
  const auto found = std::ranges::find(list, id, &Version::id);
  return found == list.end() ? nullptr : &*found;
}

}  // namespace parley::talks
