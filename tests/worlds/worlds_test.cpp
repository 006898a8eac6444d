// What one side does shows in no byte that another side receives, and the harness that says so finds every planted leak.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/worlds/pairs.hpp"

namespace parley::worlds {
namespace {

constexpr std::size_t kMostPairs = 60;  // in which a leak must have been found

// The first pair that shows a leak and no difference without it; 0 when none does.
std::size_t found_after(const PlantedLeak& leak, bool wire = false) {
  for (std::size_t n = 1; n <= kMostPairs; ++n) {
    const auto pair = run_pair(1000 + n, &leak, wire);
    if (pair.counts && pair.difference && !run_pair(1000 + n, nullptr, wire).difference) return n;
  }
  return 0;
}

void expect_found(const std::vector<PlantedLeak>& leaks) {
  for (const auto& leak : leaks) {
    const auto pairs = found_after(leak);
    fmt::print("{:<20} found in pair {:>2}: {}\n", leak.id, pairs, leak.what);
    EXPECT_GT(pairs, 0U) << leak.id << ": " << leak.what;
  }
}

TEST(TwoWorlds, NoByteOfAViewerTellsTheSecretsOrTheActivityOfAnotherParty) {
  const auto tally = run_pairs(1, 200, 2);
  EXPECT_EQ(tally.different, 0U);
  for (const auto& report : tally.reports) ADD_FAILURE() << report;
}

TEST(TwoWorlds, ADifferenceInAPairWhoseScriptIsAtFaultIsReportedToo) {
  Pair pair;
  pair.viewer = "head:south";
  pair.faults = {"the script wrote where the viewer reads"};
  Tally tally;
  take(tally, pair);
  EXPECT_EQ(tally.different, 0U);
  pair.difference = "one byte";
  take(tally, pair);
  EXPECT_EQ(tally.faulty, 2U);
  EXPECT_EQ(tally.different, 1U);
  EXPECT_EQ(tally.counted, 0U);
  EXPECT_FALSE(shortcomings(tally, 0).empty());
  EXPECT_NE(tally.reports.at(1).find("one byte"), std::string::npos);
}

TEST(TwoWorlds, NoByteOnTheWireTellsThemEither) {
  const auto tally = run_pairs(900000, 20, 2, true);
  EXPECT_EQ(tally.different, 0U);
  for (const auto& report : tally.reports) ADD_FAILURE() << report;
}

// Frames of a stream arrive by themselves on the wire, so that they take another way to the comparison.
TEST(TwoWorlds, LeaksAreFoundOnTheWireToo) {
  for (const auto& leak : planted_leaks()) {
    if (leak.id != "push-to-all" && leak.id != "etag") continue;
    EXPECT_GT(found_after(leak, true), 0U) << leak.id;
  }
}

TEST(TwoWorlds, EveryOperationAndEveryDeclassificationIsExercised) {
  const auto tally = run_pairs(500000, 200, 2);
  for (const auto& line : shortcomings(tally, 10)) ADD_FAILURE() << line;
}

TEST(Declassification, WhatCrossesIntoARoomThatItsRowDoesNotNameIsReported) {
  Pair pair;
  const auto written = [&](const char* kind, const char* audience) {
    pair.crossed = {Written{{}, audience, kind, "head:north", "north", Json{{"origin", "written"}}}};
    Tally tally;
    take(tally, pair);
    return tally.unlisted;
  };
  EXPECT_TRUE(written("round.opt_in", "caucus:north").empty());
  EXPECT_EQ(written("round.opt_in", "plenary"), std::vector<std::string>{"round.opt_in in plenary"});
  EXPECT_TRUE(written("item.posted", "plenary").empty());
  EXPECT_FALSE(written("item.posted", "table").empty());
  EXPECT_FALSE(written("preferences.saved", "caucus:north").empty());
}

TEST(TwoWorlds, EveryPlantedLeakIsFound) {
  EXPECT_GE(planted_leaks().size(), 30U);
  expect_found(planted_leaks());
}

TEST(TwoWorlds, EveryLeakPlantedByAStrangerIsFound) { expect_found(foreign_leaks()); }

TEST(TwoWorlds, EveryLeakPlantedByASecondStrangerIsFound) { expect_found(second_foreign_leaks()); }

}  // namespace
}  // namespace parley::worlds
