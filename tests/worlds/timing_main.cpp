// two_worlds_timing [--rounds N]: how small a difference of latency between two worlds a test could detect, in process.
//
// Three groups of eight servers: two of equal worlds, one in which another party and its mediators have done a great deal.
// In every round the same request of the viewer goes to each of them, in random order; a server's figure is the median of
// its times. Servers of equal worlds differ by some nanoseconds too, by where their memory lies, so that the servers and
// not the single requests are what is compared: by the Mann-Whitney test, alpha = 0.001, two-sided, its distribution
// counted out. The smallest detectable difference is found by adding a delay of known size to eight of the sixteen equal
// servers, drawn at random: the smallest at which nine of ten draws reject.
//
// Clocks     the wall clock, as a client could see it, and the processor time of the thread, which others on the same
//            machine disturb less
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <ctime>
#include <memory>
#include <stdexcept>

#include "tests/worlds/player.hpp"

namespace parley::worlds {
namespace {

constexpr std::size_t kServers = 8;  // of each group
constexpr double kAlpha = 0.001;

struct Sample {
  double wall = 0, processor = 0;  // nanoseconds
};
using Medians = std::vector<double>;

double processor_time() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) * 1e9 + static_cast<double>(time.tv_nsec);
}

Sample measure(Stage& stage, const std::string& method, const std::string& target) {
  auto& who = stage.person("head:south");
  broker::Request request{method, target, {{"host", "127.0.0.1"}, {"cookie", who.cookie}}, "", who.peer};
  std::size_t bytes = 0;
  const auto processor = processor_time();
  const auto begun = std::chrono::steady_clock::now();
  stage.front().handle(std::move(request), [&](const broker::Response& response) { bytes = response.body.size(); });
  const auto wall = std::chrono::duration<double, std::nano>(std::chrono::steady_clock::now() - begun).count();
  if (bytes == 0) throw std::runtime_error(target + " was not answered");
  return {wall, processor_time() - processor};
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

void must(Stage& stage, Person& who, const std::string& method, const std::string& target, const Json& body) {
  if (const auto reply = stage.ask(who, method, target, body); reply.status != 200)
    throw std::runtime_error(target + ": " + reply.body);
}

// What the party north and its mediators do with nobody else: items, entries, members, readouts that nobody confirms.
void live(Stage& stage) {
  auto& north = stage.person("head:north");
  auto& lead = stage.person("lead");
  for (int i = 0; i < 400; ++i) {
    stage.set(stage.now() + 2);
    must(stage, north, "POST", "/api/rooms/caucus:north/items",
         {{"kind", "message"}, {"text", "words that nobody else hears"}});
    if (i % 4 == 0)
      must(stage, lead, "POST", "/api/readouts",
           {{"words", "spoken " + std::to_string(i)}, {"parties", {"north"}}, {"spoken", to_text(stage.now())}});
    if (i % 20 != 0) continue;
    const auto made = stage.ask(north, "POST", "/api/invitations", {{"name", "Delegate"}, {"role", "delegate"}}).json();
    stage.join(stage.person("delegate:north." + std::to_string(i)), made["secret"]);
    must(stage, lead, "POST", "/api/groups", {{"title", "North and east"}, {"parties", {"north", "east"}}});
  }
}

std::unique_ptr<Stage> furnished(bool busy) {
  auto stage = std::make_unique<Stage>("timing");
  gather(*stage);
  if (busy) live(*stage);
  stage->set({Stage::kStart + 3000});
  stage->be_signed_in(stage->person("head:south"));
  return stage;
}

void compare(std::vector<std::unique_ptr<Stage>>& stages, const std::string& target, std::size_t rounds) {
  std::vector<std::vector<double>> wall(stages.size()), processor(stages.size());
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < stages.size(); ++i) order.push_back(i);
  Dice dice(rounds);
  for (std::size_t round = 0; round < rounds; ++round) {
    for (auto i = order.size(); i > 1; --i) std::swap(order[i - 1], order[dice.below(i)]);
    for (const auto i : order) {
      const auto sample = measure(*stages[i], "GET", target);
      wall[i].push_back(sample.wall);
      processor[i].push_back(sample.processor);
    }
  }
  for (const auto& [clock, times] : {std::pair{"wall", &wall}, std::pair{"processor", &processor}}) {
    Medians all;
    for (const auto& of : *times) all.push_back(median(of));
    const auto begin = all.begin();
    const Medians one(begin, begin + kServers), twin(begin + kServers, begin + 2 * kServers),
        busy(begin + 2 * kServers, all.end());
    fmt::print("{:<24} {:<10} {:>9.2f} us {:>9.0f} ns {:>9.0f} ns {:>8} {:>8}\n", target, clock, median(one) / 1000,
               smallest_detectable({begin, begin + 2 * kServers}), median(busy) - median(one),
               rejects(one, busy) ? "differ" : "alike", rejects(one, twin) ? "differ" : "alike");
  }
}

}  // namespace
}  // namespace parley::worlds

int main(int argc, char** argv) {
  using namespace parley::worlds;
  const std::size_t rounds = argc == 3 && std::strcmp(argv[1], "--rounds") == 0 ? std::stoull(argv[2]) : 2000;
  std::vector<std::unique_ptr<Stage>> stages;
  for (std::size_t i = 0; i < 3 * kServers; ++i) stages.push_back(furnished(i >= 2 * kServers));
  fmt::print("{} rounds, 3 times {} servers\n{:<24} {:<10} {:>12} {:>12} {:>12} {:>8} {:>8}\n", rounds, kServers,
             "request", "clock", "takes", "detectable", "busy - quiet", "busy", "equal");
  for (const char* target : {"/api/home", "/api/rooms", "/api/rooms/plenary", "/api/rooms/caucus:north", "/api/session",
                             "/api/checkpoint", "/api/record", "/api/none"})
    compare(stages, target, rounds);
  return 0;
}
