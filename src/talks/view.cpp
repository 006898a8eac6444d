#include "talks/view.hpp"

#include <algorithm>
#include <stdexcept>

namespace parley::talks {
namespace {

bool group_is_of(const Hall& hall, const Viewer& viewer) {
  if (!hall.opening.group) return false;
  if (viewer.is(MemberRole::kLead)) return true;
  const auto& parties = hall.opening.group->parties;
  if (viewer.is(MemberRole::kMediator))
    return std::ranges::any_of(viewer.caucuses, [&](const auto& p) { return std::ranges::count(parties, p) > 0; });
  return viewer.of_a_party() && std::ranges::count(parties, viewer.organisation()) > 0;
}

// The parties by whose names the viewer's audiences can be called.
std::vector<std::string> parties_near(const Halls& halls, const Viewer& viewer) {
  if (!viewer.person) return {};
  if (!viewer.on_the_team()) return {viewer.organisation()};
  if (viewer.is(MemberRole::kMediator)) return viewer.caucuses;
  const auto* plenary = halls.find(kPlenary);
  return plenary != nullptr && plenary->opening.subject ? parties_with_rooms(*plenary->opening.subject)
                                                        : std::vector<std::string>{};
}

bool sits_with(const Halls& halls, const Viewer& viewer, const std::string& party) {
  return viewer.on_the_team() && std::ranges::count(parties_near(halls, viewer), party) > 0;
}

// All that the viewer may see, and a few more: the accounts and desks of others are not gone through, and the groups of
// others cost a look and no more, since each shows in the time of an answer (docs/confidentiality.md).
std::vector<Audience> audiences_near(const Halls& halls, const Viewer& viewer) {
  std::vector<Audience> near{kEverybody, kPlenary, kTable};
  if (viewer.person) near.push_back(account_of(viewer.person->id));
  for (const auto& party : parties_near(halls, viewer))
    near.insert(near.end(), {room_of(party), caucus_of(party), desk_of(party)});
  // Groups stand together in the map.
  const auto& all = halls.all();
  for (auto at = all.lower_bound({AudienceKind::kGroup, ""}); at != all.end(); ++at) {
    if (at->first.kind != AudienceKind::kGroup) break;
    if (group_is_of(*at->second, viewer)) near.push_back(at->first);
  }
  return near;
}

}  // namespace

bool View::sees(const Halls& halls, const Viewer& viewer, const Audience& audience) {
  if (audience.kind == AudienceKind::kPublic) return true;
  if (!viewer.person) return false;
  const bool own = viewer.of_a_party() && audience.of == viewer.organisation();
  switch (audience.kind) {
    case AudienceKind::kPublic:
    case AudienceKind::kPlenary: return true;
    case AudienceKind::kAccount: return audience.of == viewer.person->id;
    case AudienceKind::kTable: return viewer.on_the_team();
    case AudienceKind::kRoom: return own;
    case AudienceKind::kCaucus: return own || sits_with(halls, viewer, audience.of);
    case AudienceKind::kDesk: return sits_with(halls, viewer, audience.of);
    case AudienceKind::kGroup: {
      const auto* hall = halls.find(audience);
      return hall != nullptr && group_is_of(*hall, viewer);
    }
  }
  return false;
}

View View::cut(Halls& halls, const Viewer& viewer) {
  View view;
  auto mine = audiences_near(halls, viewer);
  std::erase_if(mine, [&](const Audience& audience) { return !sees(halls, viewer, audience); });
  std::ranges::sort(mine);
  for (const auto& audience : mine) view.halls_.push_back(&halls.at(audience));
  return view;
}

const Hall* View::find(const Audience& audience) const {
  const auto found = std::ranges::find_if(halls_, [&](const Hall* h) { return h->audience == audience; });
  return found == halls_.end() ? nullptr : *found;
}

const Hall& View::get(const Audience& audience) const {
  const auto* hall = find(audience);
  if (hall == nullptr) throw std::logic_error("a hall that the viewer's role implies is not in the view");
  return *hall;
}

const Opening& View::opening() const {
  static const Opening none;
  const auto* plenary = find(kPlenary);
  return plenary == nullptr ? none : plenary->opening;
}

View::Found View::item(const std::string& id) const {
  for (const auto* hall : halls_)
    if (const auto* item = hall->items.find(id)) return {hall, item};
  return {};
}

std::vector<std::string> parties_with_rooms(const Case& subject) {
  std::vector<std::string> parties;
  for (const auto& party : subject.parties)
    if (has_room(party)) parties.push_back(party.id);
  return parties;
}

}  // namespace parley::talks
