#include "cli/backup_thread.hpp"

#include <algorithm>
#include <chrono>
#include <exception>

namespace parley::cli {
namespace {

constexpr std::int64_t kLook = talks::kMinute;

talks::Time now() {
  return {
      std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch()).count()};
}

std::int64_t steady() {
  return std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

}  // namespace

BackupThread::BackupThread(store::SharedLog& log, const store::BackupPlan& plan,
                           std::function<void(const std::string&)> complain)
    : folder_(plan, log), every_(plan.every), complain_(std::move(complain)), thread_([this] { run(); }) {}

BackupThread::~BackupThread() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  wake_.notify_all();
  thread_.join();
}

bool BackupThread::wanted() {
  const std::lock_guard lock(mutex_);
  return !stop_;
}

talks::Time BackupThread::attempt(talks::Time at) {
  std::string wrong;
  try {
    if (const auto made = folder_.make(at, [this] { return wanted(); }); !made) wrong = to_text(made.error());
  } catch (const std::exception&) {
    wrong = "out of memory, or an internal error";
  }
  if (wrong.empty()) return at + every_;
  const auto again = at + std::min(every_, talks::kHour);
  if (wanted()) complain_("the backup failed: " + wrong + "; the next attempt is at " + to_text(again));
  return again;
}

void BackupThread::run() {
  auto due = folder_.due(now());
  bool complained = false;
  while (wanted()) {
    const auto at = now();
    if (at >= due) due = attempt(at);
    const auto deleted = folder_.delete_expired(at, steady());
    if (!deleted && !complained) complain_(to_text(deleted.error()));
    complained = !deleted;
    const auto wait = std::chrono::seconds(std::clamp<std::int64_t>(due.seconds - now().seconds, 0, kLook));
    std::unique_lock lock(mutex_);
    wake_.wait_for(lock, wait, [this] { return stop_; });
  }
}

}  // namespace parley::cli
