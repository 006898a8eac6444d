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

std::vector<Audience> audiences_of(const Halls& halls, const Viewer& viewer) {
  std::vector<Audience> mine{kEverybody};
  if (!viewer.person) return mine;
  mine.push_back(account_of(viewer.person->id));
  mine.push_back(kPlenary);
  std::vector<std::string> caucuses;
  if (viewer.on_the_team()) {
    mine.push_back(kTable);
    const auto* plenary = halls.find(kPlenary);
    const auto subject = plenary != nullptr ? plenary->opening.subject : nullptr;
    if (viewer.is(MemberRole::kMediator)) caucuses = viewer.caucuses;
    else if (subject) caucuses = parties_with_rooms(*subject);
    for (const auto& party : caucuses) mine.push_back(desk_of(party));
  } else if (viewer.of_a_party()) {
    caucuses.push_back(viewer.organisation());
    mine.push_back(room_of(viewer.organisation()));
  }
  for (const auto& party : caucuses) mine.push_back(caucus_of(party));
  // Groups stand together in the map; the accounts and desks of others are not gone through.
  const auto& all = halls.all();
  for (auto at = all.lower_bound({AudienceKind::kGroup, ""}); at != all.end(); ++at) {
    if (at->first.kind != AudienceKind::kGroup) break;
    if (group_is_of(*at->second, viewer)) mine.push_back(at->first);
  }
  return mine;
}

}  // namespace

View View::cut(Halls& halls, const Viewer& viewer) {
  View view;
  auto mine = audiences_of(halls, viewer);
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
