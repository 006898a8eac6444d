#include "talks/items.hpp"

#include <stdexcept>

#include "talks/event.hpp"

namespace parley::talks {
namespace {

constexpr std::size_t kMostMetadata = 64;

}  // namespace

void Items::apply(const Stamp& stamp, const ItemPosted& event) {
  index_[event.item] = list.size();
  list.push_back({event, stamp.time, std::nullopt, {}, {}, {}});
  // A log of before there was a limit may hold more of these than anybody reads.
  if (auto& file = list.back().posted.file; file && file->metadata.size() > kMostMetadata)
    file->metadata.resize(kMostMetadata);
}
void Items::apply(const Stamp&, const ItemTagged& event) { get(event.item).posted.tag = event.tag; }
void Items::apply(const Stamp& stamp, const ItemSent& event) {
  auto& item = get(event.item);
  item.sent = stamp.time;
  item.copy = event.copy;
}
void Items::apply(const Stamp& stamp, const Consented& event) {
  get(event.item).consents.push_back({event, stamp.author, stamp.time});
}
void Items::apply(const Stamp& stamp, const Released& event) {
  get(event.item).releases.push_back({event, stamp.author, stamp.time});
}

const Item* Items::find(const std::string& id) const {
  const auto found = index_.find(id);
  return found == index_.end() ? nullptr : &list[found->second];
}

Item& Items::get(const std::string& id) {
  const auto found = index_.find(id);
  if (found == index_.end()) throw std::logic_error("an event about an item that its room does not have");
  return list[found->second];
}

}  // namespace parley::talks
