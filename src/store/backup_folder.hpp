// The folder in which a running server keeps its backups: made every so often, deleted when they have expired.
//
// Names      parley-LOG-TIME.backup: the first eight hex digits of the log's signing key, and when it was made (UTC)
// Which      only backups of this log, by the signed line that each begins with; whatever else is there is left alone
// Folder     never made here: a disk that is not mounted must not be mistaken for its mount point
// Errors     kValue: the folder cannot be read or written, or has too little room; kIo: the log itself has failed
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/clock_watch.hpp"
#include "store/shared_log.hpp"
#include "talks/time.hpp"

namespace parley::store {

struct BackupPlan {
  std::string folder;
  std::int64_t every = talks::kDay, keep = 30 * talks::kDay;  // seconds
};

class BackupFolder {
 public:
  BackupFolder(BackupPlan plan, SharedLog& log) : plan_(std::move(plan)), log_(&log) {}

  // When a backup is due: `every` after the newest one here that is not from the future; `now` when there is none.
  talks::Time due(talks::Time now) const;
  // Makes one that expires `keep` after now, and takes away first what attempts before left half done.
  Result<void> make(talks::Time now, const std::function<bool()>& go_on);
  // Deletes what has expired by now, once this clock and one that nobody can set (`steady`, in seconds) have been seen to keep step
  // for an hour, or as long as a backup is kept if that is less: a wrong clock has so long to be noticed.
  Result<void> delete_expired(talks::Time now, std::int64_t steady);

 private:
  struct Kept {
    std::string file;
    talks::Time made, expires;
  };
  std::vector<Kept> list() const;
  std::string prefix() const;

  BackupPlan plan_;
  SharedLog* log_;
  ClockWatch clock_;
};

}  // namespace parley::store
