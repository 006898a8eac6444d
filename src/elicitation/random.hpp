// Reproducible random numbers for sampling. Not for secrets: those come from the operating system.
//
// Source     SplitMix64: Steele, Lea, Flood, Fast Splittable Pseudorandom Number Generators, OOPSLA 2014
#pragma once

#include <cstddef>
#include <cstdint>

namespace parley::elicitation {

class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed * 0x9e3779b97f4a7c15ULL + 1) {}

  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15ULL);
    z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27U)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31U);
  }
  // In (0, 1).
  double uniform() { return (static_cast<double>(next() >> 11U) + 0.5) / 9007199254740992.0; }
  // 0 .. n - 1; the bias is below n / 2^64.
  std::uint32_t below(std::size_t n) { return static_cast<std::uint32_t>(next() % n); }

 private:
  std::uint64_t state_;
};

}  // namespace parley::elicitation
