// two_worlds_timing [--pairs N]: how small a difference of latency between two worlds a paired test could detect, in process.
//
// Two worlds run side by side: in one the other party has said a great deal. The same request of the viewer goes to both,
// in random order, N times; the differences of the pairs are tested against zero by the sign test and by Wilcoxon's signed
// ranks. The smallest detectable difference is found by adding delays of known size to one side of a comparison of a world
// with its twin: the smallest at which nine of ten samples reject at alpha = 0.001, two-sided, by the better of both tests.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstring>
#include <numeric>

#include "tests/worlds/player.hpp"

namespace parley::worlds {
namespace {

constexpr double kRejects = 3.2905;  // standard normal, alpha = 0.001, two-sided
constexpr std::size_t kSamples = 20;

struct Tests {
  double sign = 0, wilcoxon = 0;  // standard normal under no difference
  bool rejects() const { return std::max(std::abs(sign), std::abs(wilcoxon)) > kRejects; }
};

Tests test(std::vector<double> d) {
  std::erase(d, 0.0);
  const auto n = static_cast<double>(d.size());
  if (d.empty()) return {};
  std::ranges::sort(d, {}, [](double x) { return std::abs(x); });
  double positive = 0, ranks = 0;
  for (std::size_t i = 0; i < d.size();) {
    auto end = i;
    while (end < d.size() && std::abs(d[end]) == std::abs(d[i])) ++end;
    const double rank = static_cast<double>(i + 1 + end) / 2;
    for (; i < end; ++i)
      if (d[i] > 0) {
        ++positive;
        ranks += rank;
      }
  }
  return {(positive - n / 2) / std::sqrt(n / 4), (ranks - n * (n + 1) / 4) / std::sqrt(n * (n + 1) * (2 * n + 1) / 24)};
}

double nanoseconds(Stage& stage, const std::string& target) {
  auto& who = stage.person("head:south");
  const auto begun = std::chrono::steady_clock::now();
  stage.ask(who, "GET", target);
  return std::chrono::duration<double, std::nano>(std::chrono::steady_clock::now() - begun).count();
}

std::vector<double> differences(Stage& a, Stage& b, const std::string& target, std::size_t pairs) {
  Dice dice(pairs);
  std::vector<double> d;
  for (std::size_t i = 0; i < pairs; ++i) {
    const bool a_first = dice.chance(50);
    const auto first = nanoseconds(a_first ? a : b, target), second = nanoseconds(a_first ? b : a, target);
    d.push_back(a_first ? second - first : first - second);
  }
  return d;
}

double median(std::vector<double> d) {
  std::ranges::nth_element(d, d.begin() + static_cast<std::ptrdiff_t>(d.size() / 2));
  return d[d.size() / 2];
}

// In samples of the null differences, with `delay` added to one side: how many of them reject.
std::size_t rejected(const std::vector<double>& null, double delay) {
  std::size_t count = 0;
  const auto each = null.size() / kSamples;
  for (std::size_t s = 0; s < kSamples; ++s) {
    std::vector<double> sample;
    for (std::size_t i = s; i < null.size() && sample.size() < each; i += kSamples) sample.push_back(null[i] + delay);
    count += test(std::move(sample)).rejects() ? 1 : 0;
  }
  return count;
}

double smallest_detectable(const std::vector<double>& null) {
  for (double delay = 10; delay < 1e7; delay *= 1.1)
    if (rejected(null, delay) * 10 >= kSamples * 9) return delay;
  return 1e7;
}

void furnish(Stage& stage, int items) {
  gather(stage);
  auto& north = stage.person("head:north");
  for (int i = 0; i < items; ++i) {
    stage.set(stage.now() + 2);
    stage.ask(north, "POST", "/api/rooms/caucus:north/items",
              {{"kind", "message"}, {"text", "words that nobody else hears"}});
  }
  stage.set({Stage::kStart + 3000});
  stage.be_signed_in(stage.person("head:south"));
}

}  // namespace
}  // namespace parley::worlds

int main(int argc, char** argv) {
  using namespace parley::worlds;
  const std::size_t pairs = argc == 3 && std::strcmp(argv[1], "--pairs") == 0 ? std::stoull(argv[2]) : 20000;
  Stage quiet("timing"), twin("timing"), busy("timing");
  furnish(quiet, 0);
  furnish(twin, 0);
  furnish(busy, 500);
  fmt::print("{:<28} {:>12} {:>9} {:>9} {:>24} {:>16}\n", "request", "median diff", "sign z", "rank z",
             "smallest found (sample)", "two equal worlds");
  for (const char* target : {"/api/home", "/api/rooms", "/api/rooms/plenary", "/api/rooms/caucus:north", "/api/session",
                             "/api/checkpoint"}) {
    differences(quiet, twin, target, pairs / 10);  // warm
    const auto null = differences(quiet, twin, target, pairs * kSamples / 10);
    const auto real = differences(quiet, busy, target, pairs);
    const auto found = test(real), equal = test(null);
    fmt::print("{:<28} {:>9.0f} ns {:>9.2f} {:>9.2f} {:>14.0f} ns ({:>5}) {:>16}\n", target, median(real), found.sign,
               found.wilcoxon, smallest_detectable(null), null.size() / kSamples, equal.rejects() ? "differ" : "alike");
  }
  return 0;
}
