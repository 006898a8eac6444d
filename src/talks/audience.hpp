// Who hears what: an audience is a named set of readers with a log of its own.
//
//   room:PARTY      the members of one party; the mediator does not read here
//   caucus:PARTY    that party, the lead, and the mediators assigned to it
//   desk:PARTY      the lead and the mediators assigned to the party: estimates and notes about it
//   table           the whole mediator team
//   group:ID        the parties of a working group, the lead and the assigned mediators
//   plenary         everybody at the table, observers too
//   public          everybody
//   account:PERSON  one person
//
// Rule       what a viewer sees is a function of the logs of the viewer's audiences and of nothing else, and a viewer
//            writes only to these; so nothing else can show. What makes something known in a wider audience is an event
//            in that audience, written by somebody who is in both (release.hpp, docs/declassification.md).
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace parley::talks {

enum class AudienceKind { kRoom, kCaucus, kDesk, kTable, kGroup, kPlenary, kPublic, kAccount };

struct Audience {
  AudienceKind kind = AudienceKind::kPublic;
  std::string of;  // the party, group or person; empty for table, plenary and public

  auto operator<=>(const Audience&) const = default;
};

std::string to_text(const Audience& audience);
std::optional<Audience> parse_audience(std::string_view text);
// "room", "caucus", ...
std::string_view name_of(AudienceKind kind);

inline Audience room_of(std::string party) { return {AudienceKind::kRoom, std::move(party)}; }
inline Audience caucus_of(std::string party) { return {AudienceKind::kCaucus, std::move(party)}; }
inline Audience desk_of(std::string party) { return {AudienceKind::kDesk, std::move(party)}; }
inline Audience group_of(std::string group) { return {AudienceKind::kGroup, std::move(group)}; }
inline Audience account_of(std::string person) { return {AudienceKind::kAccount, std::move(person)}; }
inline const Audience kTable{AudienceKind::kTable, {}};
inline const Audience kPlenary{AudienceKind::kPlenary, {}};
inline const Audience kEverybody{AudienceKind::kPublic, {}};

}  // namespace parley::talks
