// Whether the wall clock can be believed. A machine that starts with a dead battery, wakes up, or is lied to about the time
// may say that a day has come which has not; what cannot be undone waits until the clock has kept step with the
// process's own, which nobody can set, for so long that somebody would have noticed.
#pragma once

#include <cstdint>
#include <cstdlib>

namespace parley {

class ClockWatch {
 public:
  // Both clocks in seconds, as often as anybody looks.
  void look(std::int64_t wall, std::int64_t steady) {
    const bool set = started_ && std::abs(wall - steady - apart_) > kStep;
    if (set || !started_) {
      apart_ = wall - steady;
      since_ = steady;
    }
    was_set_ = was_set_ || set;
    started_ = true;
    now_ = steady;
  }
  // What else is known speaks against it: as if it had just been set.
  void doubt() { was_set_ = true; }
  // For how long it has kept step: since the first look, or since it was last set.
  std::int64_t kept_step() const { return now_ - since_; }
  bool was_set() const { return was_set_; }

 private:
  static constexpr std::int64_t kStep = 60;  // less than this corrects a clock, more sets it
  bool started_ = false, was_set_ = false;
  std::int64_t apart_ = 0, since_ = 0, now_ = 0;
};

}  // namespace parley
