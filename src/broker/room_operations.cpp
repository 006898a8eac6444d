// What people do in rooms: post, tag, send to the mediator, consent, release.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <span>

#include "broker/file_metadata.hpp"
#include "broker/items_json.hpp"
#include "broker/operations.hpp"
#include "broker/rooms.hpp"
#include "talks/signing.hpp"

namespace parley::broker {
namespace {

using talks::AudienceKind;
using talks::Item;
using talks::ItemPosted;

constexpr std::size_t kMaxFileBytes = std::size_t{4} << 20;
constexpr std::size_t kNewest = 50;  // items of a room in one answer, unless the request says how many

std::expected<talks::File, Failure> read_file(const Json& in) {
  const auto bytes = bytes_of(in["bytes"]);
  if (!bytes) return std::unexpected(wrong("/file/bytes", "this is not base64", ""));
  if (bytes->size() > kMaxFileBytes)
    return std::unexpected(wrong("/file/bytes", "the file is too large", "at most 4 MiB"));
  return talks::File{in["name"], in["bytes"], bytes->size(), talks::to_hex(talks::sha256(*bytes)),
                     hidden_metadata(*bytes)};
}

// The kind decides what an item must carry; everything else must be absent.
std::optional<Failure> fill(const Call& call, ItemPosted& item) {
  const auto& body = call.body;
  item.text = body.value("text", "");
  if (item.kind == talks::ItemKind::kMessage && item.text.empty())
    return wrong("/text", "a message has words", "write them");
  if ((item.kind == talks::ItemKind::kProposal) != body.contains("package"))
    return wrong("/package", "a proposal, and nothing else, has a package", "");
  if ((item.kind == talks::ItemKind::kDocument) != body.contains("file"))
    return wrong("/file", "a document, and nothing else, has a file", "");
  if (body.contains("package")) {
    auto package = read_package(*call.view.subject(), body["package"], "/package");
    if (!package) return package.error();
    item.package = std::move(*package);
  }
  if (body.contains("file")) {
    auto file = read_file(body["file"]);
    if (!file) return file.error();
    item.file = std::move(*file);
  }
  return std::nullopt;
}

// A long room is read from its end: whoever wants more asks for more.
std::optional<std::size_t> newest_wanted(std::string_view text) {
  if (text.empty()) return kNewest;
  std::size_t count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return count;
}

// An item of the viewer's own party in the room that `kind` says; not found otherwise.
const Item* own_item(const Call& call, AudienceKind kind) {
  const auto found = call.view.item(call.parameter("item"));
  return found.item != nullptr && found.hall->audience.kind == kind ? found.item : nullptr;
}

}  // namespace

Outcome list_rooms(Call& call) {
  auto rooms = Json::array();
  for (const auto* hall : call.view.halls())
    if (is_room(*hall)) rooms.push_back(room_json(call, *hall));
  return Json{{"rooms", std::move(rooms)}};
}

Outcome get_room(Call& call) {
  const auto* hall = call.hall(call.parameter("room"));
  if (hall == nullptr || !is_room(*hall)) return not_found();
  const auto newest = newest_wanted(call.query_value("newest"));
  if (!newest) return wrong("/newest", "this is not a number of items", "write 200");
  const std::span all(hall->items.list);
  const auto items = items_json(call, *hall, all.last(std::min(*newest, all.size())));
  return Answer{.download = Download{"application/json", "",
                                     fmt::format(R"({{"room":{},"items":{}}})", room_json(call, *hall).dump(), items)}};
}

Outcome post_item(Call& call) {
  const auto* hall = call.hall(call.parameter("room"));
  if (hall == nullptr || !is_room(*hall)) return not_found();
  if (!may_write(call.viewer, *hall))
    return refused("you may read here, not write", "your head can grant the mandate to send");
  if (auto failure = tag_not_granted(call)) return *failure;
  if (auto failure = unconfirmed_publishing(call, *hall)) return *failure;
  ItemPosted item;
  item.kind = call.body["kind"].get<talks::ItemKind>();
  if (call.body.contains("tag")) item.tag = call.body["tag"].get<talks::Tag>();
  // In an open room there is nothing left to allow.
  if (hall->audience.kind == AudienceKind::kPublic) item.tag = talks::Tag::kPublic;
  if (auto failure = fill(call, item)) return *failure;
  if (call.body.contains("answers")) {
    item.answers = call.body["answers"];
    if (hall->items.find(item.answers) == nullptr) return wrong("/answers", "this room has no such item", "");
  }
  item.author = call.viewer.author();
  item.item = call.new_id(hall->audience);
  if (hall->audience == talks::kEverybody) publish(call, item);
  Json made{{"id", item.item}};
  call.changes.append(*hall, std::move(item));
  return made;
}

Outcome look_at_file(Call& call) {
  const auto file = read_file(call.body["file"]);
  if (!file) return file.error();
  return Json{{"size", file->size}, {"sha256", file->sha256}, {"metadata", file->metadata}};
}

Outcome get_file(Call& call) {
  const auto found = call.view.item(call.parameter("item"));
  if (found.item == nullptr || !found.item->posted.file) return not_found();
  return file_download(*found.item->posted.file);
}

Outcome retag(Call& call) {
  const auto found = call.view.item(call.parameter("item"));
  if (found.item == nullptr) return not_found();
  const bool in_place =
      found.hall->audience.kind == AudienceKind::kRoom || found.hall->audience.kind == AudienceKind::kCaucus;
  if (!in_place || found.item->posted.author.organisation != call.viewer.organisation())
    return refused("only the author's party tags an item, in its own room or caucus", "");
  call.changes.append(*found.hall, talks::ItemTagged{found.item->posted.item, call.body["tag"].get<talks::Tag>()});
  return Json::object();
}

Outcome send_item(Call& call) {
  const auto* item = own_item(call, AudienceKind::kRoom);
  if (item == nullptr) return not_found();
  if (item->sent) return conflict("this item has been sent already", "write a new one to say more");
  if (auto failure = tag_not_granted(call)) return *failure;
  const auto& caucus = call.view.get(talks::caucus_of(call.viewer.organisation()));
  auto copy = item->posted;
  copy.item = call.new_id(caucus.audience);
  copy.origin = talks::Origin::kSent;
  copy.answers.clear();
  if (call.body.contains("tag")) copy.tag = call.body["tag"].get<talks::Tag>();
  call.changes.append(call.view.get(talks::room_of(call.viewer.organisation())),
                      talks::ItemSent{item->posted.item, copy.item});
  Json made{{"id", copy.item}};
  call.changes.append(caucus, std::move(copy));
  return made;
}

Outcome consent(Call& call) {
  const auto* item = own_item(call, AudienceKind::kCaucus);
  if (item == nullptr) return not_found();
  if (item->posted.author.organisation != call.viewer.organisation())
    return refused("a party consents to the use of its own items", "");
  const auto& caucus = call.view.get(talks::caucus_of(call.viewer.organisation()));
  talks::Consented event{call.new_id(caucus.audience), item->posted.item, call.body["words"],
                         call.body["recipients"].get<std::vector<std::string>>(), call.body["expires"].get<Time>()};
  const auto known = talks::parties_with_rooms(*call.view.subject());
  for (std::size_t i = 0; i < event.recipients.size(); ++i) {
    const auto to = talks::parse_audience(event.recipients[i]);
    const bool fits = to && (to->kind == AudienceKind::kPlenary || to->kind == AudienceKind::kPublic ||
                             (to->kind == AudienceKind::kCaucus && std::ranges::count(known, to->of) > 0) ||
                             (to->kind == AudienceKind::kGroup && call.view.find(*to) != nullptr));
    if (!fits)
      return wrong("/recipients/" + std::to_string(i),
                   "consent goes to a caucus, a working group, the plenary or the public", "");
  }
  if (event.expires <= call.now) return wrong("/expires", "this has passed already", "choose a later time");
  Json made{{"id", event.consent}};
  call.changes.append(caucus, std::move(event));
  return made;
}

Outcome release_item(Call& call) {
  const auto found = call.view.item(call.parameter("item"));
  if (found.item == nullptr || found.hall->audience.kind != AudienceKind::kCaucus) return not_found();
  talks::ReleaseRequest request{
      call.body["how"].get<talks::ReleaseHow>(), {}, call.body.value("words", ""), call.body.value("consent", "")};
  if (found.hall->opening.withdrawn)
    return conflict("this party has withdrawn and what it did not release stays so", "");
  for (std::size_t i = 0; i < call.body["to"].size(); ++i) {
    const auto* to = call.hall(call.body["to"][i].get_ref<const std::string&>());
    const bool fits = to != nullptr && may_publish(call.viewer, *to) &&
                      (to->audience.kind == AudienceKind::kCaucus || to->audience.kind == AudienceKind::kGroup ||
                       to->audience.kind == AudienceKind::kPlenary || to->audience.kind == AudienceKind::kPublic);
    if (!fits)
      return wrong("/to/" + std::to_string(i), "you cannot release to such a room",
                   "choose another caucus, a group or the plenary; the lead alone publishes");
    if (std::ranges::count(request.to, to->audience) > 0)
      return wrong("/to/" + std::to_string(i), "this room is named twice", "name it once");
    request.to.push_back(to->audience);
  }
  auto events =
      talks::release(*found.hall, *found.item, request, call.now, [&](const Audience& to) { return call.new_id(to); });
  if (!events) return wrong(events.error());
  for (auto& event : *events) {
    if (auto* item = std::get_if<ItemPosted>(&event.body)) {
      if (request.how == talks::ReleaseHow::kUnattributed) item->author = call.viewer.author();
      if (event.audience == talks::kEverybody) publish(call, *item);
    }
    call.changes.append(call.view.get(event.audience), std::move(event.body));
  }
  return Json::object();
}

}  // namespace parley::broker
