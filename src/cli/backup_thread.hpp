// Backups beside a running server: made when they are due, deleted when they have expired, tried again when they fail.
//
// Clock    the system's; looked at once a minute, so that a machine that slept makes up for it
// Failure  said once each time; the next attempt comes after an hour, or after `every` where that is shorter
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

#include "store/backup_folder.hpp"

namespace parley::cli {

class BackupThread {
 public:
  // `complain` is called on the thread. The log outlives it.
  BackupThread(store::SharedLog& log, const store::BackupPlan& plan, std::function<void(const std::string&)> complain);
  ~BackupThread();  // gives up a backup that is under way
  BackupThread(const BackupThread&) = delete;
  BackupThread& operator=(const BackupThread&) = delete;

 private:
  void run();
  talks::Time attempt(talks::Time now);  // when the next one is due
  bool wanted();

  store::BackupFolder folder_;
  std::int64_t every_;
  std::function<void(const std::string&)> complain_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stop_ = false;
  std::thread thread_;  // last: it uses the others
};

}  // namespace parley::cli
