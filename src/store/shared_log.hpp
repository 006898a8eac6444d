// A log on SQLite that several threads use, and that is backed up while it is in use.
//
// Threads    any; one call at a time goes through
// Backup     the database is copied in steps of a megabyte, and other calls pass between two of them. What is written
//            meanwhile is copied, too: the backup holds what the log held when the last step was done. Emptying the copy of
//            blind rounds, signing and writing it go on beside every call
// Atomic     the backup stands under its name when it is whole and durable; what a crash left half done is taken away by
//            the next backup of that name's folder (backup_folder.hpp)
#pragma once

#include <functional>
#include <mutex>

#include "store/sqlite_log.hpp"

namespace parley::store {

class SqliteLog;

class SharedLog final : public Log {
 public:
  static Result<std::unique_ptr<SharedLog>> open(const std::string& path, const Unlock& unlock, talks::Entropy& entropy,
                                                 const Options& options = {});
  ~SharedLog() override;

  // As backup(). `go_on` is asked between two steps; false gives it up. Errors: kValue, and the log goes on; kIo: the log
  // itself has failed. Where there is too little room for it, nothing is noted.
  Result<void> backup_beside(const std::string& file, std::string_view made, std::string_view expires,
                             const std::function<bool()>& go_on);

  Result<std::vector<std::uint64_t>> append(std::span<const Entry> entries) override;
  Result<void> replay(const std::function<void(const Stored&)>& each) override;
  Head head(const std::string& audience) const override;
  Result<std::string> checkpoint(std::span<const std::string> audiences, std::string_view time) override;
  Result<std::string> export_chain(const std::string& audience) override;
  std::string signing_key() const override;
  Result<void> destroy_key(const std::string& audience) override;
  Result<std::optional<std::string>> last_backup_expiry(const std::string& audience) override;
  Result<void> backup(const std::string& file, std::string_view made, std::string_view expires) override;
  bool from_backup() const override;
  Result<void> note_served() override;
  Result<void> open_round(const std::string& round, std::size_t count, std::span<const Entry> entries) override;
  bool has_round(const std::string& round) const override;
  Result<void> write_slot(const std::string& round, std::size_t slot, std::string_view bytes) override;
  Result<void> close_round(const std::string& round,
                           const std::function<std::vector<Entry>(const std::vector<std::string>&)>& result) override;

 private:
  explicit SharedLog(std::unique_ptr<SqliteLog> log);

  mutable std::mutex mutex_;
  std::unique_ptr<SqliteLog> log_;
};

}  // namespace parley::store
