// The log on one SQLite file: write-ahead log, synchronous=FULL, one connection for the whole process.
//
// Input      path: the database file, or ":memory:"; made (mode 0600) if it is not there. A directory of talks holds it as
//            kDatabaseFile. entropy: keys, salts and nonces of an audience come from the stream "store:" + audience
// Locks      the file stays locked until the log is destroyed; a second open of it fails with kIo
// Cost       an append is one transaction and one sync; opening reads every commitment, and no payload
// Errors     kIo: cannot be read, written or locked; kValue: wrong key, or not an unharmed log
// Why one connection: SQLite before 3.51.3 can lose a commit when two connections reset the write-ahead log at a time.
#pragma once

#include <memory>
#include <string>

#include "store/log.hpp"
#include "store/unlock.hpp"

namespace parley::store {

inline constexpr const char* kDatabaseFile = "talks.db";

struct Options {
  bool create = true;  // false: a missing log is an error
  PassphraseCost cost;  // of a log that is made now
  std::string vfs;  // of SQLite; empty: its default. The fault harness brings its own
  bool full_sync = true;  // false loses acknowledged entries at a power cut: only to show that the harness notices
};

Result<std::unique_ptr<Log>> open_log(const std::string& path, const Unlock& unlock, talks::Entropy& entropy,
                                      const Options& options = {});

}  // namespace parley::store
