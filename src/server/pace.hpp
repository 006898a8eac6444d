// How long a client may take: a time of its own, refilled by what it moves at the slowest rate allowed, never above the
// full time. A large body may take long as long as it keeps coming; what went fast at first buys no pause later.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>

namespace parley::server {

class Pace {
 public:
  using Clock = std::chrono::steady_clock;

  Pace(std::chrono::milliseconds full, std::size_t slowest_bytes_per_second, Clock::time_point now)
      : full_(full), rate_(static_cast<double>(slowest_bytes_per_second)), end_(now + full) {}

  Clock::time_point deadline() const { return end_; }
  void moved(std::size_t bytes, Clock::time_point now) {
    const std::chrono::duration<double> earned(static_cast<double>(bytes) / rate_);
    end_ = std::min(now + full_, end_ + std::chrono::duration_cast<Clock::duration>(earned));
  }

 private:
  Clock::duration full_;
  double rate_;
  Clock::time_point end_;
};

}  // namespace parley::server
