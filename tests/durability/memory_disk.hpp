// A disk in memory that SQLite writes to, remembers every write and sync, can fail at any call, and can lose its power.
//
// Fault model of a power cut: what was written to a file since its last sync survives sector by sector (512 bytes) at
// random; a sector is written whole or not at all; a change of length survives or not; making and deleting a file lasts at
// once. No sector that was synced is harmed, and the disk does not lie about a sync.
#pragma once

#include <sqlite3.h>

#include <map>
#include <random>
#include <string>
#include <vector>

namespace parley::durability {

using Files = std::map<std::string, std::string>;

struct Event {
  enum class Kind { kWrite, kTruncate, kSync, kDelete, kMark };
  Kind kind = Kind::kMark;
  std::string file;
  std::size_t at = 0;  // offset, new length, or the mark's number
  std::string data;
};

class MemoryDisk {
 public:
  explicit MemoryDisk(std::string name);
  ~MemoryDisk();
  MemoryDisk(const MemoryDisk&) = delete;
  MemoryDisk& operator=(const MemoryDisk&) = delete;

  const std::string& name() const { return name_; }  // of the VFS
  // The caller's own event: everything up to here was acknowledged.
  void mark(std::size_t number) { trace_.push_back({Event::Kind::kMark, "", number, ""}); }
  const std::vector<Event>& trace() const { return trace_; }

  // The `call`-th read, write, sync, open, ... from now on fails; all later ones too when `forever`.
  void fail_at(std::size_t call, bool forever);
  bool failed() const { return failed_; }

  Files files;

  // For the VFS itself.
  bool trips();
  void record(Event event);

 private:
  std::string name_;
  sqlite3_vfs vfs_{};
  std::vector<Event> trace_;
  std::size_t calls_ = 0, fail_at_ = 0;
  bool forever_ = false, failed_ = false;
};

// What is left on the disk when the power fails just before event number `cut`.
Files after_power_cut(const std::vector<Event>& trace, std::size_t cut, std::mt19937& random);

}  // namespace parley::durability
