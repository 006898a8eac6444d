// The opening of the talks: the case as everybody at the table knows it, how long things are kept, and the state since.
//
// Projection  Opening folds the plenary (and a party's own withdrawal in its room and caucus)
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "case/model.hpp"
#include "talks/fields.hpp"
#include "talks/time.hpp"

namespace parley::talks {

struct Stamp;

enum class TalksState { kUnopened, kOpen, kSuspended, kEnded };
template <>
struct Names<TalksState> {
  static constexpr std::array<std::pair<TalksState, std::string_view>, 4> kList{{{TalksState::kUnopened, "unopened"},
                                                                                 {TalksState::kOpen, "open"},
                                                                                 {TalksState::kSuspended, "suspended"},
                                                                                 {TalksState::kEnded, "ended"}}};
};

// Plenary: the case file without anybody's preferences.
struct TalksOpened {
  static constexpr const char* kKind = "talks.opened";
  std::string case_file;
  Time keep_until;
  int rounds = 3;
  static constexpr auto fields() {
    return std::tuple{field("case", &TalksOpened::case_file), field("keep_until", &TalksOpened::keep_until),
                      field("rounds", &TalksOpened::rounds)};
  }
};
// Table: the case file as the mediator handed it in.
struct CaseLoaded {
  static constexpr const char* kKind = "talks.case";
  std::string case_file;
  static constexpr auto fields() { return std::tuple{field("case", &CaseLoaded::case_file)}; }
};
// Plenary.
struct StateChanged {
  static constexpr const char* kKind = "talks.state";
  TalksState state = TalksState::kOpen;
  std::string statement;
  static constexpr auto fields() {
    return std::tuple{field("state", &StateChanged::state), field("statement", &StateChanged::statement)};
  }
};
// A party's room and its caucus. The others learn of it only by what the mediator announces in the plenary.
struct PartyWithdrew {
  static constexpr const char* kKind = "party.withdrew";
  std::string words;
  static constexpr auto fields() { return std::tuple{field("words", &PartyWithdrew::words)}; }
};
// The public chain, the only one that can still be read afterwards: the rooms' keys were destroyed on the day agreed.
struct KeysDestroyed {
  static constexpr const char* kKind = "talks.keys_destroyed";
  static constexpr auto fields() { return std::tuple{}; }
};
// The group's own chain.
struct GroupMade {
  static constexpr const char* kKind = "group.made";
  std::string title;
  std::vector<std::string> parties;
  static constexpr auto fields() {
    return std::tuple{field("title", &GroupMade::title), field("parties", &GroupMade::parties)};
  }
};

struct Opening {
  struct Announcement {
    Time time;
    std::string text;
  };
  std::shared_ptr<const Case> subject;  // none before the opening
  std::string full_case;  // the table's; empty elsewhere
  TalksState state = TalksState::kUnopened;
  std::optional<Time> opened, keep_until;
  int rounds = 0;
  std::vector<Announcement> announcements;
  std::optional<Time> withdrawn;  // in a room or caucus: when the party left
  std::optional<GroupMade> group;
  std::optional<Time> keys_destroyed;  // in the public hall

  void apply(const Stamp& stamp, const TalksOpened& event);
  void apply(const Stamp&, const CaseLoaded& event);
  void apply(const Stamp& stamp, const StateChanged& event);
  void apply(const Stamp& stamp, const PartyWithdrew& event);
  void apply(const Stamp&, const GroupMade& event);
  void apply(const Stamp& stamp, const KeysDestroyed&);
};

// Parties with a room and a caucus: all but the mediator and observers.
bool has_room(const Party& party);

// What everybody at the table may know of the case: its issues, parties and rules, without preferences and what tells of them.
Case without_preferences(const Case& subject);

}  // namespace parley::talks
