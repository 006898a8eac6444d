// The power fails at a random point of the write trace. With synchronous=FULL the log is as it was acknowledged; with
// NORMAL acknowledged entries must be found lost, or the harness would prove nothing. PARLEY_CUTS says how often.
#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>
#include <memory>

#include "tests/durability/memory_disk.hpp"
#include "tests/durability/workload.hpp"

namespace parley::durability {
namespace {

constexpr const char* kPath = "talks.db";
constexpr std::size_t kSteps = 60;
constexpr int kCutsPerTrace = 50;

store::Options on(const MemoryDisk& disk, bool full) {
  store::Options options;
  options.vfs = disk.name();
  options.full_sync = full;
  return options;
}

struct Traced {
  std::vector<Step> steps;
  std::vector<Event> trace;
};

// One life of a log. The large payloads fill the write-ahead log, so that it is brought into the database on the way.
Traced live(unsigned seed, bool full) {
  Traced made;
  made.steps = make_steps(seed, kSteps, seed % 6 == 0 ? 60'000 : 2'000);
  MemoryDisk disk("power-cut-writer");
  auto log = store::open_log(kPath, test_key(), talks::system_entropy(), on(disk, full));
  EXPECT_TRUE(log);
  disk.mark(0);
  for (std::size_t i = 0; i < made.steps.size(); ++i) {
    EXPECT_TRUE(perform(**log, made.steps[i]));
    disk.mark(i + 1);
  }
  if (seed % 2 == 0) log->reset();  // some cuts fall into closing
  made.trace = disk.trace();
  return made;
}

// "" or what is wrong with the log that is left on the disk.
std::string after_cut(const Traced& life, std::size_t cut, std::mt19937& random) {
  std::size_t done = 0;
  bool created = false;
  for (std::size_t i = 0; i < cut; ++i)
    if (life.trace[i].kind == Event::Kind::kMark) {
      done = life.trace[i].at;
      created = true;
    }
  MemoryDisk disk("power-cut-reader");
  disk.files = after_power_cut(life.trace, cut, random);
  auto options = on(disk, true);
  options.create = !created;
  auto log = store::open_log(kPath, test_key(), talks::system_entropy(), options);
  if (!log) return "cannot be opened: " + log.error().message;
  return judge(**log, life.steps, done, true).wrong;
}

struct Tally {
  int cuts = 0, wrong = 0, lost = 0;
  std::string first;
};

Tally cut_power(int cuts, bool full) {
  Tally tally;
  const auto seed = std::random_device()();
  std::mt19937 random(seed);
  while (tally.cuts < cuts) {
    const auto life = live(static_cast<unsigned>(random()), full);
    for (int i = 0; i < kCutsPerTrace && tally.cuts < cuts; ++i, ++tally.cuts) {
      const auto wrong = after_cut(life, random() % (life.trace.size() + 1), random);
      if (wrong.empty()) continue;
      ++tally.wrong;
      if (wrong == "acknowledged entries are lost") ++tally.lost;
      if (tally.first.empty()) tally.first = wrong + " (seed " + std::to_string(seed) + ")";
    }
  }
  return tally;
}

TEST(PowerCut, LosesNothingThatWasAcknowledged) {
  const auto tally = cut_power(count_from("PARLEY_CUTS", 300), true);
  std::cout << tally.cuts << " power cuts with FULL, " << tally.wrong << " with anything lost or damaged\n";
  EXPECT_EQ(tally.wrong, 0) << tally.first;
}

TEST(PowerCut, TheHarnessFindsWhatNormalLoses) {
  const auto tally = cut_power(count_from("PARLEY_CUTS", 300) / 3, false);
  std::cout << tally.cuts << " power cuts with NORMAL, " << tally.lost << " of them lost acknowledged entries\n";
  EXPECT_GT(tally.lost, tally.cuts / 10);
}

// The model itself: what was synced stays, what was not may be torn at sectors.
TEST(PowerCut, TheModelKeepsWhatWasSynced) {
  const std::vector<Event> trace = {{Event::Kind::kWrite, "f", 0, std::string(1024, 'a')},
                                    {Event::Kind::kSync, "f", 0, ""},
                                    {Event::Kind::kWrite, "f", 0, std::string(1024, 'b')}};
  std::mt19937 random(7);
  std::map<std::string, int> seen;
  for (int i = 0; i < 400; ++i) {
    const auto file = after_power_cut(trace, 3, random).at("f");
    ASSERT_EQ(file.size(), 1024U);
    for (std::size_t half : {std::size_t{0}, std::size_t{512}})
      ASSERT_EQ(file.substr(half, 512), std::string(512, file[half]));
    ++seen[std::string{file[0], file[512]}];
  }
  EXPECT_EQ(seen.size(), 4U);
}

}  // namespace
}  // namespace parley::durability
