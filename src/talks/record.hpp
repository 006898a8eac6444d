// The record: claims and incidents with their source, their date and who says so. An entry belongs to the audience in which
// it was written; what it says may be amended, and every earlier wording stays with the time until which it held.
//
// Projection  Record folds any room. An entry that was sent or released is a new entry where it arrives, with an id of its own and
//             the wording of that moment; only the room that it came from knows both.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "talks/author.hpp"
#include "talks/fields.hpp"
#include "talks/items.hpp"
#include "talks/time.hpp"

namespace parley::talks {

struct Stamp;

enum class EntryKind { kClaim, kIncident };
template <>
struct Names<EntryKind> {
  static constexpr std::array<std::pair<EntryKind, std::string_view>, 2> kList{
      {{EntryKind::kClaim, "claim"}, {EntryKind::kIncident, "incident"}}};
};

// What an entry says, as it can be amended.
struct Wording {
  std::string words, source, date, says;  // date: 2025-08-18, or empty; says: who says so, in the author's words
  static constexpr auto fields() {
    return std::tuple{field("words", &Wording::words), field("source", &Wording::source), field("date", &Wording::date),
                      field("says", &Wording::says)};
  }
  bool operator==(const Wording&) const = default;
};

struct EntryMade {
  static constexpr const char* kKind = "record.made";
  std::string entry;
  EntryKind kind = EntryKind::kClaim;
  Wording wording;
  Tag tag = Tag::kMediatorOnly;
  Origin origin = Origin::kWritten;
  Author author;  // of the words; whoever appended the event stands in its stamp
  static constexpr auto fields() {
    using E = EntryMade;
    return std::tuple{field("entry", &E::entry), field("kind", &E::kind),     field("wording", &E::wording),
                      field("tag", &E::tag),     field("origin", &E::origin), field("author", &E::author)};
  }
};
struct EntryAmended {
  static constexpr const char* kKind = "record.amended";
  std::string entry, reason;
  Wording wording;
  static constexpr auto fields() {
    using E = EntryAmended;
    return std::tuple{field("entry", &E::entry), field("reason", &E::reason), field("wording", &E::wording)};
  }
};
struct EntryTagged {
  static constexpr const char* kKind = "record.tagged";
  std::string entry;
  Tag tag = Tag::kMediatorOnly;
  static constexpr auto fields() {
    return std::tuple{field("entry", &EntryTagged::entry), field("tag", &EntryTagged::tag)};
  }
};
// Of an entry of this room and one of this or a wider room.
struct EntriesLinked {
  static constexpr const char* kKind = "record.linked";
  std::string entry, other, note;
  static constexpr auto fields() {
    using E = EntriesLinked;
    return std::tuple{field("entry", &E::entry), field("other", &E::other), field("note", &E::note)};
  }
};
// In the party's own room: this entry went to the caucus, where it is `copy`.
struct EntrySent {
  static constexpr const char* kKind = "record.sent";
  std::string entry, copy;
  static constexpr auto fields() {
    return std::tuple{field("entry", &EntrySent::entry), field("copy", &EntrySent::copy)};
  }
};
// In the room that the entry came from: the mediator used it.
struct EntryReleased {
  static constexpr const char* kKind = "record.released";
  std::string entry;
  ReleaseHow how = ReleaseHow::kConveyed;
  std::string words;
  std::vector<std::string> to;  // audiences
  static constexpr auto fields() {
    using E = EntryReleased;
    return std::tuple{field("entry", &E::entry), field("how", &E::how), field("words", &E::words), field("to", &E::to)};
  }
};

struct Entry {
  struct Version {
    Wording wording;
    std::string reason;  // empty for the first
    Author by;
    Time time;
  };
  struct Release {
    EntryReleased event;
    Author author;
    Time time;
  };
  EntryMade made;
  std::vector<Version> versions;  // the first as it was made, the last as it stands
  std::vector<Release> releases;
  std::optional<Time> sent;
  std::string copy;  // what it is in the caucus, once sent
  const Wording& wording() const { return versions.back().wording; }
};

struct Record {
  struct Link {
    EntriesLinked event;
    Author author;
    Time time;
  };
  std::vector<Entry> list;  // in the order of the room
  std::vector<Link> links;

  void apply(const Stamp& stamp, const EntryMade& event);
  void apply(const Stamp& stamp, const EntryAmended& event);
  void apply(const Stamp&, const EntryTagged& event);
  void apply(const Stamp& stamp, const EntriesLinked& event);
  void apply(const Stamp& stamp, const EntrySent& event);
  void apply(const Stamp& stamp, const EntryReleased& event);

  const Entry* find(const std::string& id) const;
  bool linked(const std::string& one, const std::string& other) const;

 private:
  Entry& get(const std::string& id);
  std::map<std::string, std::size_t> index_;
};

}  // namespace parley::talks
