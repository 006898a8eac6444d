// Every call to the disk, and every allocation, fails once: first the first, then the second, until a run needs none that
// fails. PARLEY_STRIDE above 1 tries every so-manieth allocation only, from a random one on. The log answers kIo and from then on nothing else, ends without a leak, and loses nothing that was acknowledged.
#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>
#include <new>
#include <random>

#include "tests/durability/allocations.hpp"
#include "tests/durability/memory_disk.hpp"
#include "tests/durability/workload.hpp"

namespace parley::durability {
namespace {

constexpr const char* kPath = "talks.db";
constexpr std::size_t kNoEnd = 200'000;

store::Options on(const MemoryDisk& disk) {
  store::Options options;
  options.vfs = disk.name();
  return options;
}

// Steps of every kind, so that each failure meets each of them.
std::vector<Step> every_kind() {
  using Kind = Step::Kind;
  const std::vector<store::Entry> two = {{"room:a", "one"}, {"scratch:0", std::string(5000, 'x')}};
  return {{Kind::kAppend, two, "", 0, ""},
          {Kind::kOpen, {{"plenary", "opened"}}, "round:1", 0, ""},
          {Kind::kAnswer, {}, "round:1", 1, "yes"},
          {Kind::kDestroy, {}, "scratch:0", 0, ""},
          {Kind::kClose, {{"plenary", "closed"}}, "round:1", 0, ""},
          {Kind::kAppend, {{"room:a", "two"}, {"room:b", "three"}}, "", 0, ""}};
}

struct Life {
  std::size_t acknowledged = 0;
  bool opened = false;
  std::string wrong;  // what a log may not do
};

void read_all(store::Log& log, Life& life) {
  const std::vector<std::string> audiences = {"room:a", "plenary"};
  const auto note = [&](bool good, ErrorCode code) {
    if (!good && code != ErrorCode::kIo) life.wrong = "a failure that is not kIo while reading";
  };
  const auto replayed = log.replay([](const store::Stored&) {});
  note(replayed.has_value(), replayed ? ErrorCode::kIo : replayed.error().code);
  const auto chain = log.export_chain("room:a");
  note(chain.has_value(), chain ? ErrorCode::kIo : chain.error().code);
  const auto told = log.checkpoint(audiences, "2026-03-01T12:00:00Z");
  note(told.has_value(), told ? ErrorCode::kIo : told.error().code);
  const auto expiry = log.last_backup_expiry("room:a");
  note(expiry.has_value(), expiry ? ErrorCode::kIo : expiry.error().code);
}

void live(const MemoryDisk& disk, const std::vector<Step>& steps, Life& life) {
  const auto options = on(disk);
  auto log = store::open_log(kPath, test_key(), talks::system_entropy(), options);
  if (!log) {
    if (log.error().code != ErrorCode::kIo) life.wrong = "opening failed, but not with kIo";
    return;
  }
  life.opened = true;
  for (const Step& step : steps) {
    const auto done = perform(**log, step);
    if (!done) {
      if (done.error().code != ErrorCode::kIo) life.wrong = "a step failed, but not with kIo: " + done.error().message;
      const auto again = (*log)->append(std::vector<store::Entry>{{"room:a", "after the failure"}});
      if (again || again.error().code != ErrorCode::kIo) life.wrong = "a failed log goes on";
      return;
    }
    ++life.acknowledged;
  }
  read_all(**log, life);
}

// The next process, on a disk that works: everything acknowledged is there.
std::string inherit(const MemoryDisk& disk, const std::vector<Step>& steps, const Life& life) {
  auto log = store::open_log(kPath, test_key(), talks::system_entropy(), on(disk));
  if (!log) return "cannot be opened again: " + log.error().message;
  return judge(**log, steps, life.acknowledged, true).wrong;
}

struct Tally {
  std::size_t faults = 0, ended = 0;
};

void expect_clean(const Life& life, const std::string& inherited, std::size_t call) {
  ASSERT_EQ(life.wrong, "") << "fault at call " << call;
  ASSERT_EQ(inherited, "") << "fault at call " << call << ", " << life.acknowledged << " steps acknowledged";
}

Tally fail_every_disk_call(bool forever) {
  const auto steps = every_kind();
  Tally tally;
  for (std::size_t call = 1; call < kNoEnd; ++call) {
    MemoryDisk disk("faulty");
    Life life;
    disk.fail_at(call, forever);
    live(disk, steps, life);
    const bool failed = disk.failed();
    disk.fail_at(0, false);
    expect_clean(life, inherit(disk, steps, life), call);
    if (!failed || testing::Test::HasFatalFailure()) break;
    ++tally.faults;
    tally.ended += static_cast<std::size_t>(life.acknowledged < steps.size());
  }
  return tally;
}

TEST(Fault, OfTheDiskAtEveryCallEndsCleanly) {
  for (const bool forever : {false, true}) {
    const auto tally = fail_every_disk_call(forever);
    std::cout << tally.faults << (forever ? " disks that failed for good, " : " single faults of the disk, ")
              << tally.ended << " ended a run, 0 lost\n";
    EXPECT_GT(tally.ended, 50U);
  }
}

void live_without_memory(const MemoryDisk& disk, const std::vector<Step>& steps, Life& life) {
  try {
    live(disk, steps, life);
  } catch (const std::bad_alloc&) {
    // The test's own lists, on either side of the log.
  }
}

Tally fail_every_allocation(bool forever) {
  const auto steps = every_kind();
  Tally tally;
  const auto stride = static_cast<std::size_t>(count_from("PARLEY_STRIDE", 29));
  for (std::size_t call = 1 + std::random_device()() % stride; call < kNoEnd; call += stride) {
    MemoryDisk disk("forgetful");
    Life life;
    const auto before = sqlite3_memory_used();
    fail_allocation(call, forever);
    live_without_memory(disk, steps, life);
    const bool failed = allocation_failed();
    fail_allocation(0, false);
    EXPECT_EQ(sqlite3_memory_used(), before) << "SQLite leaks after allocation " << call;
    expect_clean(life, inherit(disk, steps, life), call);
    if (!failed || testing::Test::HasFailure()) break;
    ++tally.faults;
    tally.ended += static_cast<std::size_t>(life.acknowledged < steps.size());
  }
  return tally;
}

TEST(Fault, OfMemoryAtEveryAllocationEndsCleanly) {
  for (const bool forever : {false, true}) {
    const auto tally = fail_every_allocation(forever);
    std::cout << tally.faults << (forever ? " times memory ran out for good, " : " single failed allocations, ")
              << tally.ended << " ended a run, 0 lost\n";
    EXPECT_GT(tally.ended, 100U);
  }
}

TEST(Fault, LeavesNoMemoryBehind) {
  const auto steps = every_kind();
  for (const std::size_t call : {0, 100, 300, 500, 1000, 2000}) {
    long growth = 0;
    for (int round = 0; round < 3; ++round) {  // the first rounds fill what lives as long as the process
      const auto before = allocations_alive();
      {
        MemoryDisk disk("forgetful");
        Life life;
        fail_allocation(call, false);
        live_without_memory(disk, steps, life);
        fail_allocation(0, false);
      }
      growth = allocations_alive() - before;
    }
    EXPECT_EQ(growth, 0) << "after a fault at allocation " << call;
  }
}

}  // namespace
}  // namespace parley::durability
