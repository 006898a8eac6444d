#include "talks/record.hpp"

#include <algorithm>
#include <stdexcept>

#include "talks/event.hpp"

namespace parley::talks {

void Record::apply(const Stamp& stamp, const EntryMade& event) {
  index_[event.entry] = list.size();
  list.push_back({event, {{event.wording, {}, event.author, stamp.time}}, {}, {}, {}});
}
void Record::apply(const Stamp& stamp, const EntryAmended& event) {
  get(event.entry).versions.push_back({event.wording, event.reason, stamp.author, stamp.time});
}
void Record::apply(const Stamp&, const EntryTagged& event) { get(event.entry).made.tag = event.tag; }
void Record::apply(const Stamp& stamp, const EntriesLinked& event) {
  get(event.entry);  // the other may stand in a wider room
  links.push_back({event, stamp.author, stamp.time});
}
void Record::apply(const Stamp& stamp, const EntrySent& event) {
  auto& entry = get(event.entry);
  entry.sent = stamp.time;
  entry.copy = event.copy;
}
void Record::apply(const Stamp& stamp, const EntryReleased& event) {
  get(event.entry).releases.push_back({event, stamp.author, stamp.time});
}

const Entry* Record::find(const std::string& id) const {
  const auto found = index_.find(id);
  return found == index_.end() ? nullptr : &list[found->second];
}

bool Record::linked(const std::string& one, const std::string& other) const {
  return std::ranges::any_of(links, [&](const Link& link) {
    const auto& e = link.event;
    return (e.entry == one && e.other == other) || (e.entry == other && e.other == one);
  });
}

Entry& Record::get(const std::string& id) {
  const auto found = index_.find(id);
  if (found == index_.end()) throw std::logic_error("an event about a record entry that its room does not have");
  return list[found->second];
}

}  // namespace parley::talks
