// How anything changes: to the log first, durable; then to the halls; then to who follows them.
#include <stdexcept>
#include <utility>

#include "broker/state.hpp"

namespace parley::broker {
namespace {

constexpr std::size_t kWords = std::size_t{16} << 10;  // of events that hold no file
constexpr std::int64_t kAgreement = 10 * talks::kMinute;  // of both clocks, after one of them was set

Failure ending() { return {503, {{"unavailable", "the service is ending", "", ""}}}; }

// Each is read as it will be at the next start: what cannot be read again must not become durable.
std::vector<store::Entry> entries_of(const std::vector<talks::Addressed>& events, const talks::Stamp& stamp) {
  std::vector<store::Entry> entries;
  entries.reserve(events.size());
  for (const auto& event : events) {
    entries.push_back({to_text(event.audience), talks::to_bytes({stamp, event.body})});
    (void)talks::parse_event(entries.back().payload);
  }
  return entries;
}

}  // namespace

Result<void> Broker::State::append_now(const std::vector<talks::Addressed>& events, const talks::Author& author,
                                       Time time) {
  const talks::Stamp stamp{time, author};
  return write_now(events, entries_of(events, stamp), stamp);
}

Result<void> Broker::State::write_now(const std::vector<talks::Addressed>& events,
                                      const std::vector<store::Entry>& entries, const talks::Stamp& stamp) {
  if (events.empty()) return {};
  if (auto done = log_.append(entries); !done) {
    // What cannot be an entry is a mistake of the caller's, and nothing was written: one request ends, not the service.
    if (done.error().code == ErrorCode::kValue) throw std::logic_error("the log cannot hold this event");
    log_failed();
    return std::unexpected(done.error());
  }
  for (const auto& entry : entries) count_stored(stamp.author, entry.audience, entry.payload.size());
  return take_in(events, stamp);
}

// Whatever a member of a party writes anywhere at the table counts for the party; its sessions do not.
void Broker::State::count_stored(const talks::Author& author, const std::string& audience, std::size_t bytes) {
  if (!author.organisation.empty() && !audience.starts_with("account:")) stored_[author.organisation] += bytes;
}

// A party that has no room left for files can still say yes or no: words have a reserve.
std::optional<Failure> Broker::State::too_much(const std::vector<store::Entry>& entries,
                                               const talks::Viewer& viewer) const {
  if (!viewer.of_a_party()) return std::nullopt;
  std::size_t bytes = 0;
  for (const auto& entry : entries)
    if (!entry.audience.starts_with("account:")) bytes += entry.payload.size();
  const auto found = stored_.find(viewer.organisation());
  const auto before = found == stored_.end() ? 0 : found->second;
  const auto most = options_.party_bytes + (bytes <= kWords ? options_.party_bytes / 4 : 0);
  if (bytes == 0 || before + bytes <= most) return std::nullopt;
  return conflict("your party has stored as much as there is room for", "hand large files over in another way");
}

// What is in the log is true. If it cannot be taken in, memory is behind the log from here on, and the service ends.
Result<void> Broker::State::take_in(const std::vector<talks::Addressed>& events, const talks::Stamp& stamp) {
  try {
    for (const auto& event : events) apply(event.audience, {stamp, event.body});
    note_untold(events);
  } catch (const std::exception&) {
    log_failed();
    return std::unexpected(Error{ErrorCode::kIo, "an event that is in the log cannot be taken in", "", {}});
  }
  return {};
}

Result<void> Broker::State::append(const std::vector<talks::Addressed>& events, const talks::Author& author,
                                   Time time) {
  const std::lock_guard lock(mutex_);
  auto done = append_now(events, author, time);
  tell();
  return done;
}

std::optional<Failure> Broker::State::commit(const Changes& changes, const talks::Viewer& viewer,
                                             const talks::Author& author, Time time) {
  const talks::Stamp stamp{time, author};
  const auto entries = entries_of(changes.events(), stamp);
  if (auto problem = too_much(entries, viewer)) return problem;
  if (!write_now(changes.events(), entries, stamp)) return ending();
  if (const auto& write = changes.writes())
    if (!log_.write_slot(write->round, write->slot, write->bytes)) {
      log_failed();
      return ending();
    }
  settle_due(time);
  return std::nullopt;
}

// What became due is settled as at the time when it did, so that nobody can tell who asked first. Every request comes by
// here: what others have not finished among themselves is not gone through, or they would show in the time that it takes.
void Broker::State::settle_due(Time now) {
  clock_.look(now.seconds, options_.steady());
  // No deadline has passed on the word of a clock that was set; what people did still takes effect.
  const auto believed = clock_.was_set() && clock_.kept_step() < kAgreement ? Time{} : now;
  while (!failed_) {
    std::vector<talks::Addressed> events;
    if (std::exchange(readout_confirmed_, false)) events = talks::due(halls_);
    if (!events.empty()) {
      if (!append_now(events, {}, now)) return;
    } else if (const auto step = talks::next_round_step(halls_, believed)) {
      if (!take(*step)) return;
    } else {
      return destroy_keys_due(now);
    }
  }
}

Result<void> Broker::State::take(const talks::RoundStep& step) {
  using Kind = talks::RoundStep::Kind;
  const talks::Stamp stamp{step.time, {}};
  std::vector<talks::Addressed> events;
  const auto tell = [&](const talks::EventBody& body) {
    for (const auto& audience : step.to) events.push_back({audience, body});
    return entries_of(events, stamp);
  };
  Result<void> done;
  switch (step.kind) {
    case Kind::kBegin: done = log_.open_round(step.round, step.slots, tell(talks::RoundBegun{step.round})); break;
    case Kind::kLapse: {
      tell(talks::RoundEnded{step.round, talks::RoundOutcome::kNotBegun});
      return append_now(events, {}, step.time);
    }
    case Kind::kCount:
      done = log_.close_round(step.round, [&](const std::vector<std::string>& slots) {
        return tell(talks::RoundEnded{step.round, talks::count_slots(step, slots)});
      });
      break;
  }
  if (!done) {
    log_failed();
    return done;
  }
  return take_in(events, stamp);
}

Result<void> Broker::State::end_lost_rounds() {
  for (const auto& step : talks::rounds_under_way(halls_)) {
    if (log_.has_round(step.round)) continue;
    std::vector<talks::Addressed> events;
    for (const auto& audience : step.to)
      events.push_back({audience, talks::RoundEnded{step.round, talks::RoundOutcome::kLost}});
    if (auto done = append_now(events, {}, now()); !done) return done;
  }
  return {};
}

Result<void> Broker::State::end_what_came_back() {
  std::vector<talks::Addressed> events;
  for (const auto& [audience, hall] : halls_.all()) {
    for (const auto& session : hall->account.sessions) events.push_back({audience, talks::SessionEnded{session.id}});
    for (const auto& one : hall->people.invitations)
      if (one.state == talks::People::State::kOpen)
        events.push_back({audience, talks::InvitationWithdrawn{one.made.invitation}});
  }
  if (auto done = append_now(events, {}, now()); !done) return done;
  return log_.note_served();
}

// On the day agreed at the opening the keys of every room are destroyed, on disk and in memory. Accounts and the public
// bulletin stay, and say so. The day must have been past for an hour that this process has seen pass.
void Broker::State::destroy_keys_due(Time now) {
  const auto& opening = halls_.at(talks::kPlenary).opening;
  if (!opening.keep_until || now < *opening.keep_until + talks::kHour || clock_.kept_step() < talks::kHour) return;
  if (!append_now({{talks::kEverybody, talks::KeysDestroyed{}}}, {}, *opening.keep_until)) return;
  if (!destroy_keys()) log_failed();
}

// All of them: one that cannot be destroyed keeps none of the others.
Result<void> Broker::State::destroy_keys() {
  std::vector<Audience> rooms;
  for (const auto& [audience, hall] : halls_.all())
    if (audience.kind != talks::AudienceKind::kAccount && audience.kind != talks::AudienceKind::kPublic)
      rooms.push_back(audience);
  Result<void> done;
  for (const auto& audience : rooms) {
    auto destroyed = log_.destroy_key(to_text(audience));
    // A name that no chain can have is of a hall that was only looked for.
    if (!destroyed && destroyed.error().code != ErrorCode::kValue) done = std::move(destroyed);
    halls_.forget(audience);
    directory_.forget(audience);
  }
  kept_.clear();
  return done;
}

// A crash between the notice and the last key leaves keys behind: at start they are destroyed as the notice says.
Result<void> Broker::State::finish_destroying() {
  if (!halls_.at(talks::kEverybody).opening.keys_destroyed) return {};
  return destroy_keys();
}

// What is said to whoever still comes: when it was done, and until when a backup may hold the keys.
Failure Broker::State::keys_are_destroyed() {
  const auto expiry = backups().until;
  const auto until =
      !expiry ? std::string("no backup holds them; shredding is complete")
      : now() < *expiry
          ? "the last backup that holds them expires at " + to_text(*expiry) + "; shredding is complete then"
          : "the last backup that held them expired at " + to_text(*expiry) + "; shredding is complete";
  return {410,
          {{"destroyed",
            "the keys of these talks were destroyed at " +
                to_text(*halls_.at(talks::kEverybody).opening.keys_destroyed) + ", as agreed at the opening",
            until, ""}}};
}

// All rooms begin and end together, so that the plenary's key stands for every one.
Backups Broker::State::backups() {
  const auto expiry = log_.last_backup_expiry(to_text(talks::kPlenary));
  if (!expiry || !*expiry) return {options_.backups_kept, std::nullopt};
  return {options_.backups_kept, talks::parse_time(**expiry)};
}

void Broker::State::tick() {
  const std::lock_guard lock(mutex_);
  try {
    if (!failed_) settle_due(now());
    tell();
    close_ended_feeds();
  } catch (const std::exception&) {
    log_failed();  // nobody waits for an answer here: what is due and cannot be done ends the service
  }
}

std::size_t Broker::State::kept_answers() {
  const std::lock_guard lock(mutex_);
  return kept_.size();
}

void Broker::State::log_failed() {
  if (failed_) return;
  failed_ = true;
  options_.on_failed_log();
}

std::string Broker::State::add_demo_secret(const std::string& person) {
  const auto secret = entropy_.secret("demo " + person);
  demo_secrets_[hash_token(secret)] = person;
  return secret;
}

}  // namespace parley::broker
