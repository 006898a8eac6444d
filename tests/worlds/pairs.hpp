// Pairs of worlds: runs them, compares what the viewer received byte for byte, and counts.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "tests/worlds/leak.hpp"
#include "tests/worlds/player.hpp"

namespace parley::worlds {

struct Pair {
  std::uint64_t seed = 0;
  std::string viewer, secret;
  bool counts = false;  // the mediator's bytes differ, or where it views the secret party's
  std::optional<std::string> difference;  // the first one, in words
  std::vector<std::string> faults;
  std::map<std::string, std::size_t> viewer_calls, viewer_successes, successes;
  std::size_t answers = 0, bytes = 0;  // compared
  std::vector<Written> crossed;
};

// `wire`: over HTTP, through sockets and a real server.
Pair run_pair(std::uint64_t seed, const PlantedLeak* leak = nullptr, bool wire = false);

struct Tally {
  // Of a pair at fault nothing counts, but what differs in it is reported all the same.
  std::size_t pairs = 0, counted = 0, different = 0, faulty = 0, answers = 0, bytes = 0;
  std::map<std::string, std::size_t> viewer_calls, viewer_successes, successes, viewers;
  std::map<std::string, std::size_t> crossings;  // by row of docs/declassification.md
  std::vector<std::string> unlisted;  // kinds that crossed and stand in no row
  std::vector<std::string> reports;  // of differences and faults, the first few
};

void take(Tally& tally, const Pair& pair);

// Pairs with seeds from `first` on until `wanted` of them count; `jobs` at a time.
Tally run_pairs(std::uint64_t first, std::size_t wanted, std::size_t jobs, bool wire = false);

// What is wrong with a tally: operations that no script exercises, rows that never happened, differences.
std::vector<std::string> shortcomings(const Tally& tally, std::size_t least_calls);
std::string table(const Tally& tally);

}  // namespace parley::worlds
