// Reproducible choices: the same seed makes the same choices everywhere (the standard's distributions do not promise that).
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace parley::worlds {

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : engine_(seed) {}
  std::uint64_t draw() { return engine_(); }
  std::size_t below(std::size_t n) { return n == 0 ? 0 : static_cast<std::size_t>(engine_() % n); }
  std::int64_t between(std::int64_t low, std::int64_t high) {  // both included
    return low + static_cast<std::int64_t>(engine_() % static_cast<std::uint64_t>(high - low + 1));
  }
  bool chance(unsigned percent) { return engine_() % 100 < percent; }
  template <class T>
  const T& pick(const std::vector<T>& from) {
    return from[below(from.size())];
  }
  std::string word() {
    std::string text;
    for (int i = 0; i < 8; ++i) text.push_back(static_cast<char>('a' + engine_() % 26));
    return text;
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace parley::worlds
