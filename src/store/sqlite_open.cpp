#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/bytes.hpp"
#include "store/chain.hpp"
#include "store/contexts.hpp"
#include "store/files.hpp"
#include "store/schema.hpp"
#include "store/sqlite_state.hpp"

namespace parley::store {
namespace {

constexpr const char* kInMemory = ":memory:";

std::unexpected<Error> value_error(const char* message) {
  return std::unexpected(Error{ErrorCode::kValue, message, "", {}});
}

// SQLite would make the file readable by everybody whom the umask allows.
Result<void> make_empty(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (descriptor < 0) return std::unexpected(io_error("the database cannot be opened or made", path));
  ::close(descriptor);
  return sync_folder_of(path);
}

}  // namespace

Result<std::unique_ptr<Log>> open_log(const std::string& path, const Unlock& unlock, talks::Entropy& entropy,
                                      const Options& options) {
  return SqliteLog::open(path, unlock, entropy, options);
}

Result<std::unique_ptr<SqliteLog>> SqliteLog::open(const std::string& path, const Unlock& unlock,
                                                   talks::Entropy& entropy, const Options& options) {
  if (sodium_init() < 0) throw std::runtime_error("libsodium cannot start");
  const bool in_memory = path == kInMemory;
  if (!in_memory && options.vfs.empty()) {
    if (!options.create && ::access(path.c_str(), F_OK) != 0)
      return std::unexpected(Error{ErrorCode::kIo, "there is no log here", "", {path, 0, 0}});
    if (auto made = options.create ? make_empty(path) : Result<void>(); !made) return std::unexpected(made.error());
  }
  const int flags = SQLITE_OPEN_READWRITE | (options.create ? SQLITE_OPEN_CREATE : 0) | SQLITE_OPEN_NOMUTEX |
                    SQLITE_OPEN_PRIVATECACHE;
  const auto in_file = [&](Error error) {
    if (!in_memory) error.where.file = path;
    return std::unexpected(std::move(error));
  };
  try {
    auto database = Database::open(path, flags, options.vfs);
    if (!database) return in_file(database.error());
    std::unique_ptr<SqliteLog> log(new SqliteLog(std::move(*database), entropy));
    if (auto started = log->start(unlock, options); !started) return in_file(started.error());
    return log;
  } catch (const std::bad_alloc&) {
    return std::unexpected(Error{ErrorCode::kIo, "out of memory", "", {}});
  }
}

// locking_mode comes first: so the write-ahead log keeps its index in this process and no other can join.
bool SqliteLog::configure(const Options& options) {
  return database_.run("PRAGMA locking_mode = EXCLUSIVE") && database_.run("PRAGMA journal_mode = WAL") &&
         database_.run(options.full_sync ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL") &&
         database_.run(
             "PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;"
             "PRAGMA secure_delete = ON; PRAGMA mmap_size = 0; PRAGMA recursive_triggers = ON;"
             "PRAGMA temp_store = MEMORY");
}

Result<void> SqliteLog::start(const Unlock& unlock, const Options& options) {
  if (!configure(options)) return broken();
  std::int64_t tables = 0;
  std::int64_t application = 0;
  {
    Statement count(database_, "SELECT count(*) FROM sqlite_schema");
    Statement id(database_, "PRAGMA application_id");
    Statement version(database_, "PRAGMA user_version");
    if (!count.step() || !id.step() || !version.step()) return broken();
    tables = count.number(0);
    application = id.number(0);
    from_backup_ = version.number(0) == kFromBackup;
  }
  if (tables == 0) {
    if (!options.create) return value_error("the database is empty");
    return create(unlock, options.cost);
  }
  if (application != kApplicationId) return value_error("the database is not a log of talks");
  if (auto done = load_lock(unlock); !done) return done;
  if (auto done = load_chains(); !done) return done;
  if (auto done = load_rounds(); !done) return done;
  statements_.emplace(database_);
  if (!statements_->good()) return broken();
  return {};
}

Result<void> SqliteLog::create(const Unlock& unlock, const PassphraseCost& cost) {
  auto made = make_keyring(unlock, cost, entropy_);
  if (!made) return std::unexpected(made.error());
  const auto& lock = made->lock;
  if (!database_.run("BEGIN IMMEDIATE") || !make_tables(database_)) return broken();
  Statement insert(database_, "INSERT INTO lock VALUES (1, 1, ?, ?, ?, ?, ?, ?)");
  if (!insert.good()) return broken();
  const bool done = insert.bind_text(1, lock.kind == Unlock::Kind::kKey ? "key" : "passphrase")
                        .bind(2, std::string_view(lock.salt))
                        .bind(3, static_cast<std::int64_t>(lock.cost.passes))
                        .bind(4, static_cast<std::int64_t>(lock.cost.memory))
                        .bind(5, std::string_view(lock.sealed_root))
                        .bind(6, std::string_view(lock.sealed_seed))
                        .run();
  if (!done || !database_.run("COMMIT")) return broken();
  keys_ = std::move(made->keys);
  statements_.emplace(database_);
  if (!statements_->good()) return broken();
  return {};
}

Result<void> SqliteLog::load_lock(const Unlock& unlock) {
  Statement row(database_, "SELECT format, kind, salt, passes, memory, sealed_root, sealed_seed FROM lock");
  if (!row.step()) {
    if (row.failed()) return broken();
    return value_error("the database has no lock: it is not an unharmed log");
  }
  if (row.number(0) != kFormat) return value_error("the log was written by another version of the format");
  Lock lock;
  lock.kind = row.bytes(1) == "key" ? Unlock::Kind::kKey : Unlock::Kind::kPassphrase;
  lock.salt = row.bytes(2);
  lock.cost = {static_cast<std::uint64_t>(row.number(3)), static_cast<std::size_t>(row.number(4))};
  lock.sealed_root = row.bytes(5);
  lock.sealed_seed = row.bytes(6);
  auto keys = open_keyring(lock, unlock);
  if (!keys) return std::unexpected(keys.error());
  keys_ = std::move(*keys);
  return {};
}

Result<void> SqliteLog::load_chains() {
  Statement row(database_, "SELECT id, sealed_name, keys.sealed FROM chains LEFT JOIN keys ON chain = id");
  std::map<std::string, Chain*> by_id;
  while (row.step()) {
    Chain chain{row.bytes(0), std::nullopt, 0, ""};
    const auto padded = unseal(keys_.root, name_context(chain.id), row.bytes(1));
    const auto name = padded ? unpad(*padded) : std::nullopt;
    if (!name || !is_audience(*name)) return value_error("the name of an audience is damaged");
    if (!row.null(2)) {
      const auto key = unseal(keys_.root, key_context(chain.id), row.bytes(2));
      if (!key || key->size() != Key::kBytes) return value_error("the key of an audience is damaged");
      chain.key = Key(*key);
    }
    chain.head = first_head(signing_key(), *name);
    const auto [at, fresh] = chains_.emplace(*name, std::move(chain));
    if (!fresh) return value_error("an audience has two chains");
    by_id[at->second.id] = &at->second;
  }
  if (row.failed()) return broken();
  if (auto done = walk_entries(by_id); !done) return done;
  return check_heads(by_id);
}

Result<void> SqliteLog::walk_entries(std::map<std::string, Chain*>& by_id) {
  Statement row(database_, "SELECT chain, n, commitment FROM entries ORDER BY position");
  while (row.step()) {
    const auto at = by_id.find(row.bytes(0));
    if (at == by_id.end() || static_cast<std::uint64_t>(row.number(1)) != at->second->n + 1)
      return value_error("a chain has a gap or an entry too many");
    Chain& chain = *at->second;
    chain.head = next_head(chain.head, ++chain.n, row.bytes(2));
  }
  if (row.failed()) return broken();
  return {};
}

// The sealed heads find what the chains alone cannot: a chain whose end was cut off by somebody who has no key.
Result<void> SqliteLog::check_heads(const std::map<std::string, Chain*>& by_id) {
  Statement row(database_, "SELECT chain, sealed FROM heads");
  std::size_t seen = 0;
  while (row.step()) {
    const auto at = by_id.find(row.bytes(0));
    if (at == by_id.end()) return value_error("a head belongs to no chain");
    const auto sealed = unseal(keys_.root, head_context(at->first), row.bytes(1));
    if (!sealed || *sealed != big_endian(at->second->n) + at->second->head)
      return value_error("a chain does not end where its sealed head says");
    ++seen;
  }
  if (row.failed()) return broken();
  if (seen != by_id.size()) return value_error("a chain has no sealed head");
  return {};
}

Result<void> SqliteLog::load_rounds() {
  Statement row(database_,
                "SELECT id, sealed_name, sealed_key, (SELECT count(*) FROM slots WHERE round = id) FROM rounds");
  while (row.step()) {
    const auto id = row.bytes(0);
    const auto padded = unseal(keys_.root, name_context(id), row.bytes(1));
    const auto name = padded ? unpad(*padded) : std::nullopt;
    const auto key = unseal(keys_.root, key_context(id), row.bytes(2));
    if (!name || !key || key->size() != Key::kBytes) return value_error("a blind round is damaged");
    rounds_.emplace(*name, Round{id, Key(*key), static_cast<std::size_t>(row.number(3))});
  }
  if (row.failed()) return broken();
  return {};
}

}  // namespace parley::store
