// One call of one operation: what a handler is given and what it may answer.
//
// A handler gets the view that was cut for its viewer, the checked body and the path's parameters, and returns an answer
// together with the events that it appends. It may append to halls of its own view only; the log, other halls, the clock
// and other people's sessions cannot be reached from here.
#pragma once

#include <any>
#include <chrono>
#include <expected>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "broker/contract.hpp"
#include "broker/failure.hpp"
#include "broker/kept.hpp"
#include "talks/entropy.hpp"
#include "talks/hall.hpp"
#include "talks/release.hpp"
#include "talks/view.hpp"

namespace parley::broker {

using talks::Audience;
using talks::Time;

struct Call;

// What a call changes, all of it or nothing.
class Changes {
 public:
  void append(const talks::Hall& hall, talks::EventBody body) { events_.push_back({hall.audience, std::move(body)}); }

  // The answer to a blind round (talks/rounds.hpp): slots lie outside the chains.
  struct WriteSlot {
    std::string round;
    std::size_t slot = 0;
    std::string bytes;
  };
  void write_slot(std::string round, std::size_t slot, std::string bytes) {
    write_ = WriteSlot{std::move(round), slot, std::move(bytes)};
  }

  const std::vector<talks::Addressed>& events() const { return events_; }
  const std::optional<WriteSlot>& writes() const { return write_; }

 private:
  std::vector<talks::Addressed> events_;
  std::optional<WriteSlot> write_;
};

// A body that is not made here as JSON: a download, or bytes that are shown as they are. The name is sent as a file name
// that no header can be broken with; without one the bytes are the answer itself.
struct Download {
  std::string type, name, bytes;
  bool shown = false;  // in the browser: a page or feed of our own making, never a stored file
};

struct Answer {
  Json body = Json::object();
  std::optional<Download> download{};
  // The gate's: a new session's token for the cookie; the cookie taken back; the session shown as it is after the changes.
  std::string session_token{}, begins_session_of{};
  bool ends_session = false, shows_session = false;
};

struct Outcome;

// Work that takes long: `work` runs without any lock, on a thread of its own, and sees nothing but what it captured;
// then `finish` is called like a handler, on the state as it is by then.
struct Later {
  std::function<std::any()> work;
  std::function<Outcome(Call&, std::any)> finish;
  std::chrono::milliseconds delay{};  // before the work begins
};

struct Outcome : std::variant<Answer, Failure, Later> {
  using variant::variant;
  Outcome(Json body) : variant(Answer{.body = std::move(body)}) {}  // NOLINT: an answer is what a handler returns
};

// Of backups that hold the rooms' keys: how long each regular one is kept in seconds (0: there are none), and when the last
// one that was made so far expires.
struct Backups {
  std::int64_t kept = 0;
  std::optional<Time> until;
};

struct Call {
  const talks::Viewer& viewer;
  const talks::View& view;
  Time now;
  const OperationSpec& operation;
  const Parameters& path;
  const Parameters& query;
  const Json& body;
  talks::Entropy& entropy;
  Changes& changes;
  KeptByPerson& kept_by_person;
  std::function<Backups()> backups;

  const std::string& parameter(std::string_view name) const;  // of the path; it is always there
  std::string_view query_value(std::string_view name) const;  // empty when absent
  // The caller's own answers that took long; held by the work that needs them.
  std::shared_ptr<Kept> kept() const { return kept_by_person.of(viewer.person ? viewer.person->id : ""); }
  // A new id; drawn from the stream of the hall in which it will stand.
  std::string new_id(const Audience& audience) const { return entropy.id(to_text(audience)); }
  // The hall that a path or body names, where it is the viewer's; nullptr otherwise.
  const talks::Hall* hall(std::string_view name) const;
  // Where the viewer's organisation keeps its people: the table for the mediator team, the room for a party.
  const talks::Hall& own_people() const;
};

using Operation = Outcome (*)(Call&);

}  // namespace parley::broker
