#include "tests/worlds/timing.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <utility>

#include "tests/worlds/dice.hpp"

namespace parley::worlds {
namespace {

constexpr double kAlpha = 0.001;
using Medians = std::vector<double>;

struct Sample {
  double wall = 0, processor = 0;  // nanoseconds
};

double processor_time() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) * 1e9 + static_cast<double>(time.tv_nsec);
}

Sample measure(const Group& group, std::size_t server) {
  if (group.prepare) group.prepare(server);
  const auto processor = processor_time();
  const auto begun = std::chrono::steady_clock::now();
  group.ask(server);
  const auto wall = std::chrono::duration<double, std::nano>(std::chrono::steady_clock::now() - begun).count();
  const auto spent = processor_time() - processor;
  if (group.finish) group.finish(server);
  return {wall, spent};
}

double median(std::vector<double> of) {
  std::ranges::nth_element(of, of.begin() + static_cast<std::ptrdiff_t>(of.size() / 2));
  return of[of.size() / 2];
}

// How many of the ways to choose n of 2n ranks lead to each value of U.
std::vector<double> distribution_of_u(std::size_t n) {
  std::vector<std::vector<double>> ways(n + 1, std::vector<double>(n * n + 1, 0));
  ways[0][0] = 1;
  // The chosen one with the next rank stands above as many of the others as there are ranks below it that were not chosen.
  for (std::size_t rank = 0; rank < 2 * n; ++rank)
    for (std::size_t chosen = std::min(rank + 1, n); chosen-- > 0;) {
      if (rank < chosen || rank - chosen > n) continue;
      const auto more = rank - chosen;
      for (std::size_t u = 0; u + more <= n * n; ++u) ways[chosen + 1][u + more] += ways[chosen][u];
    }
  return ways[n];
}

bool rejects(const Medians& a, const Medians& b) {
  static const auto kWays = distribution_of_u(kServers);
  double u = 0;
  for (const auto x : a)
    for (const auto y : b) u += x < y ? 1 : x == y ? 0.5 : 0;
  const auto extreme = std::min(u, static_cast<double>(kServers * kServers) - u);
  double all = 0, tail = 0;
  for (std::size_t i = 0; i < kWays.size(); ++i) {
    all += kWays[i];
    if (static_cast<double>(i) <= extreme) tail += kWays[i];
  }
  return 2 * tail / all < kAlpha;
}

double smallest_detectable(Medians equal) {
  constexpr int kDraws = 200;
  for (double delay = 1; delay < 1e9; delay *= 1.1) {
    Dice dice(7);
    int found = 0;
    for (int draw = 0; draw < kDraws; ++draw) {
      for (auto i = equal.size(); i > 1; --i) std::swap(equal[i - 1], equal[dice.below(i)]);
      Medians a(equal.begin(), equal.begin() + kServers), b(equal.begin() + kServers, equal.end());
      for (auto& time : b) time += delay;
      found += rejects(a, b) ? 1 : 0;
    }
    if (found * 10 >= kDraws * 9) return delay;
  }
  return 1e9;
}

std::string in_words(double nanoseconds) {
  const auto size = std::abs(nanoseconds);
  if (size < 1e3) return fmt::format("{:.0f} ns", nanoseconds);
  return size < 1e6 ? fmt::format("{:.2f} us", nanoseconds / 1e3) : fmt::format("{:.2f} ms", nanoseconds / 1e6);
}

void print(const std::vector<Group>& groups, const std::string& clock, const std::vector<Medians>& medians) {
  auto equal = medians[0];
  equal.insert(equal.end(), medians[1].begin(), medians[1].end());
  const auto detectable = smallest_detectable(equal);
  for (std::size_t g = 2; g < groups.size(); ++g)
    fmt::print("{:<44} {:<10} {:>10} {:>10} {:>10} {:>8} {:>8}\n", groups[g].what, clock, in_words(median(medians[0])),
               in_words(detectable), in_words(median(medians[g]) - median(medians[0])),
               rejects(medians[0], medians[g]) ? "differ" : "alike",
               rejects(medians[0], medians[1]) ? "differ" : "alike");
  std::fflush(stdout);
}

}  // namespace

void print_heading() {
  fmt::print("{:<44} {:<10} {:>10} {:>10} {:>10} {:>8} {:>8}\n", "request", "clock", "takes", "detectable", "later",
             "groups", "equal");
}

void compare(const std::vector<Group>& groups, std::size_t rounds, bool in_this_thread) {
  std::vector<std::vector<double>> wall(groups.size() * kServers), processor(wall.size());
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < wall.size(); ++i) order.push_back(i);
  Dice dice(rounds);
  for (std::size_t round = 0; round < rounds; ++round) {
    for (auto i = order.size(); i > 1; --i) std::swap(order[i - 1], order[dice.below(i)]);
    for (const auto i : order) {
      const auto sample = measure(groups[i / kServers], i % kServers);
      wall[i].push_back(sample.wall);
      processor[i].push_back(sample.processor);
    }
  }
  const auto medians_of = [&](const std::vector<std::vector<double>>& times) {
    std::vector<Medians> medians(groups.size());
    for (std::size_t i = 0; i < times.size(); ++i) medians[i / kServers].push_back(median(times[i]));
    return medians;
  };
  print(groups, "wall", medians_of(wall));
  if (in_this_thread) print(groups, "processor", medians_of(processor));
}

}  // namespace parley::worlds
