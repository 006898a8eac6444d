// What a log forgets and what it keeps elsewhere: destroyed keys, backups, blind rounds.
#include <unistd.h>

#include <filesystem>

#include "store/backup.hpp"
#include "store/bytes.hpp"
#include "store/chain.hpp"
#include "store/contexts.hpp"
#include "store/files.hpp"
#include "store/sqlite_state.hpp"

namespace parley::store {
namespace {

constexpr std::size_t kIdBytes = 16;
constexpr std::size_t kMostSlots = 1000;
constexpr int kPagesInAStep = 256;  // of 4 KiB
constexpr const char* kTimes = "a backup is made, and expires later, at times like 2026-03-01T12:00:00Z";
constexpr const char* kUnwritable = "the backup cannot be written";

bool good_times(std::string_view made, std::string_view expires) {
  return is_utc_time(made, false) && is_utc_time(expires, false) && made <= expires;
}

std::unexpected<Error> value_error(const char* message) {
  return std::unexpected(Error{ErrorCode::kValue, message, "", {}});
}

std::string stream_of_round(const std::string& round) { return "store:round:" + round; }

}  // namespace

Result<void> SqliteLog::destroy_key(const std::string& audience) {
  return guarded<void>([&]() -> Result<void> {
    Chains touched;
    std::vector<std::uint64_t> none;
    auto done = transaction([&]() -> Result<void> {
      auto chain = touch(audience, touched);
      if (!chain) return std::unexpected(chain.error());
      Chain& c = **chain;
      if (!c.key) return {};
      c.key.reset();
      Statement note(database_, "INSERT INTO shreds SELECT ?, count(*) FROM backups");
      Statement destroy(database_, "DELETE FROM keys WHERE chain = ?");
      if (!note.good() || !destroy.good()) return broken();
      if (!note.bind(1, std::string_view(c.id)).run() || !destroy.bind(1, std::string_view(c.id)).run())
        return broken();
      return write({}, touched, none);  // the head of a chain that begins here, without entries
    });
    if (!done) return done;
    keep(touched);
    return scrub();
  });
}

Result<void> SqliteLog::note_served() {
  return guarded<void>([&]() -> Result<void> {
    if (!from_backup_) return {};
    if (!database_.run("PRAGMA user_version = 1")) return broken();
    from_backup_ = false;
    return {};
  });
}

Result<std::optional<std::string>> SqliteLog::last_backup_expiry(const std::string& audience) {
  using Answer = std::optional<std::string>;
  return guarded<Answer>([&]() -> Result<Answer> {
    const auto at = chains_.find(audience);
    if (at == chains_.end()) return Answer();
    Statement row(database_,
                  "SELECT max(expires) FROM backups WHERE position <= "
                  "coalesce((SELECT backups FROM shreds WHERE chain = ?), (SELECT count(*) FROM backups))");
    if (!row.good()) return broken();
    row.bind(1, std::string_view(at->second.id));
    if (!row.step()) return broken();
    return row.null(0) ? Answer() : Answer(row.bytes(0));
  });
}

Result<void> SqliteLog::backup(const std::string& file, std::string_view made, std::string_view expires) {
  return guarded<void>([&]() -> Result<void> {
    if (!good_times(made, expires)) return value_error(kTimes);
    if (::access(file.c_str(), F_OK) == 0) return value_error("the backup file exists already and is not overwritten");
    if (auto noted = note_backup(made, expires); !noted) return noted;
    const auto copy = file + ".part";
    auto done = copy_without_rounds(copy);
    if (done) done = seal_backup(copy, file, keys_.identity, made, expires);
    ::unlink(copy.c_str());
    return done;
  });
}

Result<void> SqliteLog::note_backup(std::string_view made, std::string_view expires) {
  return transaction([&]() -> Result<void> {
    Statement note(database_, "INSERT INTO backups(position, made, expires) SELECT count(*) + 1, ?, ? FROM backups");
    if (!note.good() || !note.bind_text(1, made).bind_text(2, expires).run()) return broken();
    return {};
  });
}

// The copy is made as an empty file first, so that only its owner can read it.
Result<void> SqliteLog::copy_without_rounds(const std::string& file) {
  const auto unwritable = [&] { return value_error(kUnwritable); };
  ::unlink(file.c_str());
  if (!make_file(file, [](int) { return Result<void>(); })) return unwritable();
  Statement copy(database_, "VACUUM INTO ?");
  if (!copy.good()) return broken();
  // What fails here is nearly always the other file; the log itself goes on.
  if (!copy.bind_text(1, file).run()) return database_.last_code() == SQLITE_NOMEM ? broken() : unwritable();
  return empty_of_rounds(file);
}

// A file that is copied page by page says that it has a write-ahead log; the first line takes that away, too. From here on the
// copy says that it is one.
Result<void> empty_of_rounds(const std::string& file) {
  auto other = Database::open(file, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, "");
  const bool emptied = other && other->run(
                                    "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = MEMORY; "
                                    "PRAGMA secure_delete = ON; DELETE FROM slots; DELETE FROM rounds; VACUUM; "
                                    "PRAGMA user_version = 2");
  return emptied ? Result<void>() : value_error(kUnwritable);
}

// Room for the copy, for its rewriting without rounds, and for the sealed file.
Result<std::unique_ptr<SqliteLog::Copying>> SqliteLog::begin_copy(const std::string& file, std::string_view made,
                                                                  std::string_view expires) {
  using Begun = std::unique_ptr<Copying>;
  return guarded<Begun>([&]() -> Result<Begun> {
    if (!good_times(made, expires)) return value_error(kTimes);
    Statement size(database_, "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()");
    if (!size.good() || !size.step()) return broken();
    const auto bytes = static_cast<std::uintmax_t>(size.number(0));
    size.reset();
    std::error_code none;
    const auto space = std::filesystem::space(std::filesystem::path(file).parent_path(), none);
    if (!none && space.available / 3 < bytes) return value_error("there is too little room for the backup");
    ::unlink(file.c_str());
    if (!make_file(file, [](int) { return Result<void>(); })) return value_error(kUnwritable);
    auto target = Database::open(file, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, "");
    if (!target || !target->run("PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF"))
      return value_error(kUnwritable);
    if (auto noted = note_backup(made, expires); !noted) return std::unexpected(noted.error());
    auto begun = std::make_unique<Copying>(Copying{std::move(*target), nullptr});
    begun->backup.reset(sqlite3_backup_init(begun->target.handle(), "main", database_.handle(), "main"));
    if (!begun->backup) return value_error(kUnwritable);
    return begun;
  });
}

// What fails here is nearly always the other file; the log itself goes on.
Result<bool> SqliteLog::copy_step(Copying& copying) {
  return guarded<bool>([&]() -> Result<bool> {
    const int code = sqlite3_backup_step(copying.backup.get(), kPagesInAStep);
    if (code == SQLITE_OK) return false;
    if (code == SQLITE_DONE) return true;
    return value_error((code & 0xFF) == SQLITE_FULL ? "there is too little room for the backup" : kUnwritable);
  });
}

Result<void> SqliteLog::open_round(const std::string& round, std::size_t count, std::span<const Entry> entries) {
  return guarded<void>([&]() -> Result<void> {
    if (rounds_.contains(round)) return value_error("this blind round is open already");
    if (!is_audience(round) || count == 0 || count > kMostSlots)
      return value_error("a blind round has a name and 1 to 1000 slots");
    const auto stream = stream_of_round(round);
    const Round opened{entropy_.bytes(stream, kIdBytes), Key::draw(entropy_, stream), count};
    Chains touched;
    std::vector<std::uint64_t> numbers;
    auto done = transaction([&]() -> Result<void> {
      const auto name = seal(keys_.root, Nonce::draw(entropy_, stream), name_context(opened.id), pad(round));
      const auto key = seal(keys_.root, Nonce::draw(entropy_, stream), key_context(opened.id), opened.key.bytes());
      Statement insert(database_, "INSERT INTO rounds VALUES (?, ?, ?)");
      if (!insert.good()) return broken();
      if (!insert.bind(1, std::string_view(opened.id))
               .bind(2, std::string_view(name))
               .bind(3, std::string_view(key))
               .run())
        return broken();
      const std::vector<std::string> empty(count, std::string(kSlotBytes, '\0'));
      if (auto filled = fill_slots(opened, round, empty); !filled) return filled;
      return write(entries, touched, numbers);
    });
    if (!done) return done;
    keep(touched);
    rounds_.emplace(round, opened);
    return {};
  });
}

// Every slot is sealed anew, so that two copies of the disk do not tell which of them was answered.
Result<void> SqliteLog::fill_slots(const Round& round, const std::string& name, const std::vector<std::string>& slots) {
  Statement put(database_, "INSERT OR REPLACE INTO slots VALUES (?, ?, ?)");
  if (!put.good()) return broken();
  for (std::size_t i = 0; i < slots.size(); ++i) {
    const auto sealed =
        seal(round.key, Nonce::draw(entropy_, stream_of_round(name)), slot_context(round.id, i), slots[i]);
    if (!put.bind(1, std::string_view(round.id))
             .bind(2, static_cast<std::int64_t>(i))
             .bind(3, std::string_view(sealed))
             .run())
      return broken();
  }
  return {};
}

Result<std::vector<std::string>> SqliteLog::read_slots(const Round& round) {
  std::vector<std::string> slots;
  Statement row(database_, "SELECT sealed FROM slots WHERE round = ? ORDER BY slot");
  if (!row.good()) return broken();
  row.bind(1, std::string_view(round.id));
  while (row.step()) {
    auto text = unseal(round.key, slot_context(round.id, slots.size()), row.bytes(0));
    if (!text || text->size() != kSlotBytes) return value_error("a slot of a blind round is damaged");
    slots.push_back(std::move(*text));
  }
  if (row.failed()) return broken();
  if (slots.size() != round.slots) return value_error("a blind round has lost a slot");
  return slots;
}

Result<void> SqliteLog::write_slot(const std::string& round, std::size_t slot, std::string_view bytes) {
  return guarded<void>([&]() -> Result<void> {
    const auto at = rounds_.find(round);
    if (at == rounds_.end()) return value_error("this blind round is not open");
    if (slot >= at->second.slots || bytes.size() > kSlotBytes)
      return value_error("there is no such slot, or the answer does not fit into it");
    return transaction([&]() -> Result<void> {
      auto slots = read_slots(at->second);
      if (!slots) return std::unexpected(slots.error());
      (*slots)[slot] = bytes;
      (*slots)[slot].resize(kSlotBytes, '\0');
      return fill_slots(at->second, round, *slots);
    });
  });
}

Result<void> SqliteLog::close_round(
    const std::string& round, const std::function<std::vector<Entry>(const std::vector<std::string>& slots)>& result) {
  return guarded<void>([&]() -> Result<void> {
    const auto at = rounds_.find(round);
    if (at == rounds_.end()) return value_error("this blind round is not open");
    Chains touched;
    std::vector<std::uint64_t> numbers;
    auto done = transaction([&]() -> Result<void> {
      const auto slots = read_slots(at->second);
      if (!slots) return std::unexpected(slots.error());
      for (const char* sql : {"DELETE FROM slots WHERE round = ?", "DELETE FROM rounds WHERE id = ?"}) {
        Statement destroy(database_, sql);
        if (!destroy.good() || !destroy.bind(1, std::string_view(at->second.id)).run()) return broken();
      }
      return write(result(*slots), touched, numbers);
    });
    if (!done) return done;
    keep(touched);
    rounds_.erase(at);
    return scrub();
  });
}

}  // namespace parley::store
