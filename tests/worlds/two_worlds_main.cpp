// two_worlds [--pairs N] [--seed S] [--jobs J] [--least N] [--wire 1]: pairs of worlds on generated scripts, and a table of
// what was compared. --least: calls that the viewers must have made of every operation. --wire: over HTTP.
#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <cstring>
#include <string>

#include "tests/worlds/pairs.hpp"

int main(int argc, char** argv) {
  std::size_t pairs = 300, jobs = 2, least = 100;
  std::uint64_t seed = 1;
  bool wire = false;
  for (int i = 1; i + 1 < argc; i += 2) {
    const auto value = std::stoull(argv[i + 1]);
    if (std::strcmp(argv[i], "--pairs") == 0) pairs = value;
    else if (std::strcmp(argv[i], "--seed") == 0) seed = value;
    else if (std::strcmp(argv[i], "--jobs") == 0) jobs = value;
    else if (std::strcmp(argv[i], "--least") == 0) least = value;
    else if (std::strcmp(argv[i], "--wire") == 0) wire = value != 0;
    else return 2;
  }
  const auto begun = std::chrono::steady_clock::now();
  const auto tally = parley::worlds::run_pairs(seed, pairs, jobs, wire);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
  std::fputs(parley::worlds::table(tally).c_str(), stdout);
  fmt::print("seeds from {}, {} at a time, {:.1f} s\n", seed, jobs, took.count());
  for (const auto& report : tally.reports) fmt::print("  {}\n", report);
  const auto wrong = parley::worlds::shortcomings(tally, least);
  for (const auto& line : wrong) fmt::print("not enough: {}\n", line);
  return wrong.empty() && tally.counted >= pairs ? 0 : 1;
}
