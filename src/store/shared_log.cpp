#include "store/shared_log.hpp"

#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <thread>

#include "store/backup.hpp"
#include "store/files.hpp"
#include "store/sqlite_state.hpp"

namespace parley::store {
namespace {

constexpr std::chrono::milliseconds kBetweenSteps{1};

std::unexpected<Error> value_error(const char* message, const std::string& file) {
  return std::unexpected(Error{ErrorCode::kValue, message, "", {file, 0, 0}});
}

}  // namespace

SharedLog::SharedLog(std::unique_ptr<SqliteLog> log) : log_(std::move(log)) {}
SharedLog::~SharedLog() = default;

Result<std::unique_ptr<SharedLog>> SharedLog::open(const std::string& path, const Unlock& unlock,
                                                   talks::Entropy& entropy, const Options& options) {
  auto log = SqliteLog::open(path, unlock, entropy, options);
  if (!log) return std::unexpected(log.error());
  return std::unique_ptr<SharedLog>(new SharedLog(std::move(*log)));
}

Result<void> SharedLog::backup_beside(const std::string& file, std::string_view made, std::string_view expires,
                                      const std::function<bool()>& go_on) {
  const auto copy = file + ".part", sealed = file + ".new";
  if (::access(file.c_str(), F_OK) == 0)
    return value_error("the backup file exists already and is not overwritten", file);
  const auto copied = [&]() -> Result<void> {
    std::unique_lock lock(mutex_);
    auto copying = log_->begin_copy(copy, made, expires);
    if (!copying) return std::unexpected(copying.error());
    for (;;) {
      const auto done = log_->copy_step(**copying);
      if (!done) return std::unexpected(done.error());
      if (*done) break;
      lock.unlock();
      // A mutex is not fair: without a pause whoever waits might not get it.
      std::this_thread::sleep_for(kBetweenSteps);
      const bool wanted = go_on();
      lock.lock();  // also to let go of the copy, which the database knows of
      if (!wanted) return value_error("the backup was given up", file);
    }
    return {};
  };
  auto done = copied();
  if (done) done = empty_of_rounds(copy);
  if (done) done = seal_backup(copy, sealed, log_->identity(), made, expires);
  if (done && std::rename(sealed.c_str(), file.c_str()) != 0) done = value_error("the backup cannot be named", file);
  if (done && !sync_folder_of(file)) done = value_error("the folder of the backup cannot be synced", file);
  for (const auto& rest : {copy, sealed}) ::unlink(rest.c_str());
  return done;
}

Result<std::vector<std::uint64_t>> SharedLog::append(std::span<const Entry> entries) {
  const std::lock_guard lock(mutex_);
  return log_->append(entries);
}
Result<void> SharedLog::replay(const std::function<void(const Stored&)>& each) {
  const std::lock_guard lock(mutex_);
  return log_->replay(each);
}
Head SharedLog::head(const std::string& audience) const {
  const std::lock_guard lock(mutex_);
  return log_->head(audience);
}
Result<std::string> SharedLog::checkpoint(std::span<const std::string> audiences, std::string_view time) {
  const std::lock_guard lock(mutex_);
  return log_->checkpoint(audiences, time);
}
Result<std::string> SharedLog::export_chain(const std::string& audience) {
  const std::lock_guard lock(mutex_);
  return log_->export_chain(audience);
}
std::string SharedLog::signing_key() const { return log_->signing_key(); }
Result<void> SharedLog::destroy_key(const std::string& audience) {
  const std::lock_guard lock(mutex_);
  return log_->destroy_key(audience);
}
Result<std::optional<std::string>> SharedLog::last_backup_expiry(const std::string& audience) {
  const std::lock_guard lock(mutex_);
  return log_->last_backup_expiry(audience);
}
Result<void> SharedLog::backup(const std::string& file, std::string_view made, std::string_view expires) {
  return backup_beside(file, made, expires, [] { return true; });
}
bool SharedLog::from_backup() const {
  const std::lock_guard lock(mutex_);
  return log_->from_backup();
}
Result<void> SharedLog::note_served() {
  const std::lock_guard lock(mutex_);
  return log_->note_served();
}
Result<void> SharedLog::open_round(const std::string& round, std::size_t count, std::span<const Entry> entries) {
  const std::lock_guard lock(mutex_);
  return log_->open_round(round, count, entries);
}
bool SharedLog::has_round(const std::string& round) const {
  const std::lock_guard lock(mutex_);
  return log_->has_round(round);
}
Result<void> SharedLog::write_slot(const std::string& round, std::size_t slot, std::string_view bytes) {
  const std::lock_guard lock(mutex_);
  return log_->write_slot(round, slot, bytes);
}
Result<void> SharedLog::close_round(const std::string& round,
                                    const std::function<std::vector<Entry>(const std::vector<std::string>&)>& result) {
  const std::lock_guard lock(mutex_);
  return log_->close_round(round, result);
}

}  // namespace parley::store
