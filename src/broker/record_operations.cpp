// The record: claims and incidents, each in one room of its author's; amended in the open, linked where they contradict,
// released by the mediator.
#include <algorithm>

#include "broker/operations.hpp"
#include "broker/rooms.hpp"

namespace parley::broker {
namespace {

using talks::AudienceKind;
using talks::Entry;

struct FoundEntry {
  const talks::Hall* hall = nullptr;
  const Entry* entry = nullptr;
};

FoundEntry find_entry(const talks::View& view, const std::string& id) {
  for (const auto* hall : view.halls())
    if (const auto* entry = hall->record.find(id)) return {hall, entry};
  return {};
}

// A wider room is one that everybody who reads here reads too.
bool reads_too(const talks::Hall& narrow, const talks::Hall& wide) {
  return &narrow == &wide || wide.audience == talks::kEverybody ||
         (wide.audience == talks::kPlenary && narrow.audience != talks::kEverybody);
}

bool own(const talks::Viewer& viewer, const Entry& entry) {
  const std::string mine = viewer.on_the_team() ? std::string{} : viewer.organisation();
  return entry.made.author.organisation == mine;
}

bool may_change(const Call& call, const FoundEntry& found) {
  return own(call.viewer, *found.entry) && may_write(call.viewer, *found.hall);
}

// What a party has not released when it withdraws stays so, wherever it stands. Who does not read its caucus cannot know.
bool still_at_the_table(const Call& call, const Entry& entry) {
  const auto& party = entry.made.author.organisation;
  if (party.empty()) return true;
  const auto* caucus = call.view.find(talks::caucus_of(party));
  return caucus != nullptr && !caucus->opening.withdrawn;
}

// Released is what stands in a caucus, in a group or on the mediator's own table, and from the plenary to the public.
bool may_release(const Call& call, const FoundEntry& found) {
  if (!call.viewer.on_the_team() || !still_at_the_table(call, *found.entry)) return false;
  switch (found.hall->audience.kind) {
    case AudienceKind::kCaucus:
    case AudienceKind::kGroup:
    case AudienceKind::kTable:
    case AudienceKind::kDesk: return true;
    case AudienceKind::kPlenary: return call.viewer.is(talks::MemberRole::kLead);
    default: return false;
  }
}

std::expected<talks::Wording, Failure> wording_of(const Json& body) {
  talks::Wording wording{body["words"], body["source"], body["date"], body["says"]};
  if (!wording.date.empty() && !talks::parse_time(wording.date + "T00:00:00Z"))
    return std::unexpected(wrong("/date", "this is not a day", "write 2025-08-18, or leave it empty"));
  return wording;
}

Json entry_json(const Call& call, const FoundEntry& found) {
  const auto& made = found.entry->made;
  Json out{{"id", made.entry},
           {"room", to_text(found.hall->audience)},
           {"kind", made.kind},
           {"tag", made.tag},
           {"origin", made.origin},
           {"author", made.author},
           {"time", found.entry->versions.front().time},
           {"sent", found.entry->sent},
           {"may_change", under_way(call) && may_change(call, found)},
           {"may_release", under_way(call) && may_release(call, found)}};
  // What counts of an entry that was sent is the tag under which the mediator has it.
  if (found.entry->sent)
    if (const auto copy = find_entry(call.view, found.entry->copy); copy.entry != nullptr)
      out["tag"] = copy.entry->made.tag;
  out["versions"] = out["contradictions"] = out["releases"] = Json::array();
  for (const auto& v : found.entry->versions) {
    Json version = v.wording;
    version.update({{"reason", v.reason}, {"author", v.by}, {"time", v.time}});
    out["versions"].push_back(std::move(version));
  }
  if (found.hall->audience.kind == AudienceKind::kCaucus || call.viewer.on_the_team())
    for (const auto& r : found.entry->releases)
      out["releases"].push_back(
          {{"how", r.event.how}, {"words", r.event.words}, {"to", r.event.to}, {"author", r.author}, {"time", r.time}});
  // Whoever reads the narrower room reads the link; both entries show it there.
  for (const auto* hall : call.view.halls())
    for (const auto& link : hall->record.links) {
      const auto& e = link.event;
      if (e.entry != made.entry && e.other != made.entry) continue;
      out["contradictions"].push_back({{"other", e.entry == made.entry ? e.other : e.entry},
                                       {"note", e.note},
                                       {"author", link.author},
                                       {"time", link.time}});
    }
  return out;
}

}  // namespace

Outcome get_record(Call& call) {
  std::vector<FoundEntry> found;
  for (const auto* hall : call.view.halls())
    for (const auto& entry : hall->record.list) found.push_back({hall, &entry});
  // Of one second: the later of a room, and what was sent or released above where it came from, a narrower room.
  std::ranges::reverse(found);
  std::ranges::stable_sort(found, [](const FoundEntry& a, const FoundEntry& b) {
    return a.entry->versions.front().time > b.entry->versions.front().time;
  });
  auto entries = Json::array();
  for (const auto& one : found) entries.push_back(entry_json(call, one));
  return Json{{"entries", std::move(entries)}};
}

Outcome add_entry(Call& call) {
  const auto* hall = call.hall(call.parameter("room"));
  if (hall == nullptr || !is_room(*hall)) return not_found();
  if (!may_write(call.viewer, *hall))
    return refused("you may read here, not write", "your head can grant the mandate to send");
  if (auto failure = tag_not_granted(call)) return *failure;
  if (auto failure = unconfirmed_publishing(call, *hall)) return *failure;
  auto wording = wording_of(call.body);
  if (!wording) return wording.error();
  talks::EntryMade event;
  event.kind = call.body["kind"].get<talks::EntryKind>();
  event.wording = std::move(*wording);
  if (call.body.contains("tag")) event.tag = call.body["tag"].get<talks::Tag>();
  // In an open room there is nothing left to allow.
  if (hall->audience.kind == AudienceKind::kPublic) event.tag = talks::Tag::kPublic;
  event.author = call.viewer.author();
  event.entry = call.new_id(hall->audience);
  Json made{{"id", event.entry}};
  call.changes.append(*hall, std::move(event));
  return made;
}

Outcome amend_entry(Call& call) {
  const auto found = find_entry(call.view, call.parameter("entry"));
  if (found.entry == nullptr) return not_found();
  if (!may_change(call, found)) return refused("only the organisation that wrote an entry amends it", "");
  if (auto failure = unconfirmed_publishing(call, *found.hall)) return *failure;
  auto wording = wording_of(call.body);
  if (!wording) return wording.error();
  if (*wording == found.entry->wording()) return wrong("/words", "this is what the entry says already", "");
  call.changes.append(*found.hall,
                      talks::EntryAmended{found.entry->made.entry, call.body["reason"], std::move(*wording)});
  return Json::object();
}

Outcome tag_entry(Call& call) {
  const auto found = find_entry(call.view, call.parameter("entry"));
  if (found.entry == nullptr) return not_found();
  if (!own(call.viewer, *found.entry) || found.hall->audience.kind == AudienceKind::kPublic)
    return refused("only the organisation that wrote an entry tags it", "");
  call.changes.append(*found.hall, talks::EntryTagged{found.entry->made.entry, call.body["tag"].get<talks::Tag>()});
  return Json::object();
}

Outcome link_entries(Call& call) {
  const auto found = find_entry(call.view, call.parameter("entry"));
  if (found.entry == nullptr) return not_found();
  if (!may_write(call.viewer, *found.hall))
    return refused("you may read here, not write", "your head can grant the mandate to send");
  const auto& id = found.entry->made.entry;
  const auto other = find_entry(call.view, call.body["other"]);
  if (other.entry == nullptr || other.entry == found.entry || !reads_too(*found.hall, *other.hall))
    return wrong("/other", "no such entry stands in this room, in the plenary or in public",
                 "link from the entry in the narrower room");
  if (found.hall->record.linked(id, other.entry->made.entry)) return conflict("these two are linked already", "");
  call.changes.append(*found.hall, talks::EntriesLinked{id, other.entry->made.entry, call.body.value("note", "")});
  return Json::object();
}

// The wording of the moment goes; what it was amended from stays in the own room.
Outcome send_entry(Call& call) {
  const auto found = find_entry(call.view, call.parameter("entry"));
  if (found.entry == nullptr || found.hall->audience.kind != AudienceKind::kRoom) return not_found();
  if (found.entry->sent) return conflict("this entry has been sent already", "write a new one to say more");
  if (auto failure = tag_not_granted(call)) return *failure;
  const auto& caucus = call.view.get(talks::caucus_of(call.viewer.organisation()));
  auto copy = found.entry->made;
  copy.wording = found.entry->wording();
  copy.origin = talks::Origin::kSent;
  if (call.body.contains("tag")) copy.tag = call.body["tag"].get<talks::Tag>();
  copy.entry = call.new_id(caucus.audience);
  call.changes.append(*found.hall, talks::EntrySent{found.entry->made.entry, copy.entry});
  Json made{{"id", copy.entry}};
  call.changes.append(caucus, std::move(copy));
  return made;
}

Outcome release_entry(Call& call) {
  const auto found = find_entry(call.view, call.parameter("entry"));
  if (found.entry == nullptr) return not_found();
  if (!may_release(call, found)) return refused("you cannot release this entry", "");
  talks::ReleaseRequest request{call.body["how"].get<talks::ReleaseHow>(), {}, call.body.value("words", ""), {}};
  for (std::size_t i = 0; i < call.body["to"].size(); ++i) {
    const auto* to = call.hall(call.body["to"][i].get_ref<const std::string&>());
    if (to == nullptr || std::ranges::count(request.to, to->audience) > 0 || !may_publish(call.viewer, *to))
      return wrong("/to/" + std::to_string(i), "you cannot release to such a room, or it is named twice",
                   "the lead alone publishes");
    request.to.push_back(to->audience);
  }
  auto events = talks::release(*found.hall, *found.entry, request, call.viewer.author(),
                               [&](const Audience& to) { return call.new_id(to); });
  if (!events) return wrong(events.error());
  for (auto& event : *events) {
    if (auto* made = std::get_if<talks::EntryMade>(&event.body); made != nullptr && event.audience == talks::kEverybody)
      made->author = published_as(call, made->author);
    call.changes.append(call.view.get(event.audience), std::move(event.body));
  }
  return Json::object();
}

}  // namespace parley::broker
