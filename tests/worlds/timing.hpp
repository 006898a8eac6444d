// How small a difference of latency a test could detect between groups of eight servers.
//
// In every round the same request goes to each server of each group, in random order; a server's figure is the median of its
// times. Equal servers differ by some nanoseconds too, by where their memory lies, so that the servers and not the single
// requests are what is compared: by the Mann-Whitney test, alpha = 0.001, two-sided, its distribution counted out. The
// smallest detectable difference is found by adding a delay of known size to eight of the sixteen equal servers, drawn at
// random: the smallest at which nine of ten draws reject.
//
// Clocks     the wall clock, as a client could see it, and the processor time of the thread that asks, which others on the
//            same machine disturb less; the latter only where that thread does all the work
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace parley::worlds {

inline constexpr std::size_t kServers = 8;  // of each group

struct Group {
  std::string what;
  std::function<void(std::size_t server)> prepare;  // before the clock runs
  std::function<void(std::size_t server)> ask;
  std::function<void(std::size_t server)> finish;
};

void print_heading();
// A line for each clock and each group from the third on, against the first; the second is equal to the first.
void compare(const std::vector<Group>& groups, std::size_t rounds, bool in_this_thread);

}  // namespace parley::worlds
