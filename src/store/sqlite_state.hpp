// The inside of the log on SQLite: what it keeps in memory, and how each call becomes one transaction.
//
// Invariants
//   1. Memory follows disk: chains_ and rounds_ change only after the transaction that changes the tables has committed.
//   2. After the first failure of the database failed_ stays set and every call answers kIo. A sync is never tried again:
//      the kernel may have dropped the pages that it could not write, and a second sync would report success.
//   3. What an audience draws from entropy comes from its own stream, in the order of its own entries.
// Errors of the caller (an unknown round, a shredded audience) roll back and leave the log in use.
#pragma once

#include <map>
#include <new>
#include <optional>
#include <string>
#include <vector>

#include "store/database.hpp"
#include "store/keyring.hpp"
#include "store/sqlite_log.hpp"

namespace parley::store {

class SqliteLog final : public Log {
 public:
  static Result<std::unique_ptr<SqliteLog>> open(const std::string& path, const Unlock& unlock, talks::Entropy& entropy,
                                                 const Options& options);

  // A copy of the database in steps, between which the log is used (shared_log.hpp). The copy lives no longer than the log.
  struct Copying {
    struct Finisher {
      void operator()(sqlite3_backup* backup) const { sqlite3_backup_finish(backup); }
    };
    Database target;
    std::unique_ptr<sqlite3_backup, Finisher> backup;  // goes before the target
  };
  // Notes the backup. kValue: the times are none, or the file cannot be made, or there is too little room.
  Result<std::unique_ptr<Copying>> begin_copy(const std::string& file, std::string_view made, std::string_view expires);
  Result<bool> copy_step(Copying& copying);  // true: the copy is whole
  const Identity& identity() const { return keys_.identity; }

  Result<std::vector<std::uint64_t>> append(std::span<const Entry> entries) override;
  Result<void> replay(const std::function<void(const Stored&)>& each) override;
  Head head(const std::string& audience) const override;
  Result<std::string> checkpoint(std::span<const std::string> audiences, std::string_view time) override;
  Result<std::string> export_chain(const std::string& audience) override;
  std::string signing_key() const override { return keys_.identity.signing_key(); }
  Result<void> destroy_key(const std::string& audience) override;
  Result<std::optional<std::string>> last_backup_expiry(const std::string& audience) override;
  Result<void> backup(const std::string& file, std::string_view made, std::string_view expires) override;
  bool from_backup() const override { return from_backup_; }
  Result<void> note_served() override;
  Result<void> open_round(const std::string& round, std::size_t count, std::span<const Entry> entries) override;
  bool has_round(const std::string& round) const override { return rounds_.contains(round); }
  Result<void> write_slot(const std::string& round, std::size_t slot, std::string_view bytes) override;
  Result<void> close_round(const std::string& round,
                           const std::function<std::vector<Entry>(const std::vector<std::string>&)>& result) override;

 private:
  struct Chain {
    std::string id;
    std::optional<Key> key;  // none: shredded
    std::uint64_t n = 0;
    std::string head;
  };
  using Chains = std::map<std::string, Chain, std::less<>>;  // by audience
  struct Round {
    std::string id;
    Key key;
    std::size_t slots = 0;
  };
  struct Opened {
    std::string salt, payload;
  };
  // Statements that every append runs; prepared once.
  struct Statements {
    explicit Statements(Database& database);
    bool good() const;
    Statement begin, commit, insert_entry, save_head;
  };

  SqliteLog(Database database, talks::Entropy& entropy) : database_(std::move(database)), entropy_(entropy) {}

  // Opening: sqlite_open.cpp.
  Result<void> start(const Unlock& unlock, const Options& options);
  bool configure(const Options& options);
  Result<void> create(const Unlock& unlock, const PassphraseCost& cost);
  Result<void> load_lock(const Unlock& unlock);
  Result<void> load_chains();
  Result<void> walk_entries(std::map<std::string, Chain*>& by_id);
  Result<void> check_heads(const std::map<std::string, Chain*>& by_id);
  Result<void> load_rounds();

  // Runs `body`, turns a lack of memory into kIo, and leaves no transaction open.
  template <class T, class Body>
  Result<T> guarded(Body body);
  // begin, body, commit; rolled back when body gives an error.
  template <class Body>
  Result<void> transaction(Body body);
  // Rewrites the database so that what was deleted is in no file of it any more.
  Result<void> scrub();
  std::unexpected<Error> broken();  // the database failed: from now on everything fails
  void roll_back();

  Result<void> write(std::span<const Entry> entries, Chains& touched, std::vector<std::uint64_t>& numbers);
  Result<Chain*> touch(const std::string& audience, Chains& touched);
  Result<Chain> new_chain(const std::string& audience);
  Result<Opened> open_entry(const Chain& chain, std::uint64_t n, std::string_view commitment, std::string_view sealed);
  void keep(Chains& touched);
  Result<void> fill_slots(const Round& round, const std::string& name, const std::vector<std::string>& slots);
  Result<std::vector<std::string>> read_slots(const Round& round);
  Result<void> note_backup(std::string_view made, std::string_view expires);
  Result<void> copy_without_rounds(const std::string& file);

  Database database_;
  talks::Entropy& entropy_;
  Keyring keys_;
  Chains chains_;
  std::map<std::string, Round, std::less<>> rounds_;
  std::optional<Statements> statements_;
  bool from_backup_ = false;
  bool failed_ = false;
};

template <class T, class Body>
Result<T> SqliteLog::guarded(Body body) {
  if (failed_) return std::unexpected(database_.error());
  try {
    return body();
  } catch (const std::bad_alloc&) {
    database_.note(SQLITE_NOMEM);
    return broken();
  } catch (...) {
    roll_back();
    throw;
  }
}

template <class Body>
Result<void> SqliteLog::transaction(Body body) {
  if (!statements_->begin.run()) return broken();
  Result<void> done = body();
  if (!done) {
    roll_back();
    return done;
  }
  if (!statements_->commit.run()) return broken();
  return {};
}

// Takes the blind rounds out of a copy of the database. kValue: it cannot be written.
Result<void> empty_of_rounds(const std::string& file);

}  // namespace parley::store
