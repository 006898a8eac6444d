// What every long computation is handed: when to stop, how much it may use, and where to say how far it is.
//
// Contract   An engine calls `keep_going()` at least every few milliseconds of work. It returns false from the first
//            moment that the token was triggered or the deadline passed, and stays false; the engine then returns the
//            best it has, marked incomplete. Nothing is thrown and nothing waits.
// Threads    `stop()` may be called from any thread and from a signal handler (one atomic store); everything else
//            belongs to the thread that computes.
// Memory     `memory_left(bytes)` says whether a structure of that size still fits; an engine asks before it grows
//            its large tables, so that a hostile case ends as "incomplete" and not in the kernel's hands.
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <string_view>

namespace parley {

class StopSource {
 public:
  void stop() noexcept { stopped_.store(true, std::memory_order_relaxed); }
  bool stopped() const noexcept { return stopped_.load(std::memory_order_relaxed); }

 private:
  std::atomic<bool> stopped_{false};
};

struct Progress {
  std::string_view stage;  // a static text such as "frontier"
  double done = 0;         // share of the stage in [0, 1], or negative when it cannot be known
};

struct Budget {
  using Clock = std::chrono::steady_clock;

  Clock::duration time = Clock::duration::max();  // for the whole command
  std::size_t memory = std::size_t{2} << 30;      // bytes that large tables may take together
};

enum class Ended { kNo, kStopped, kTime, kMemory };

class Work {
 public:
  using Listener = std::function<void(const Progress&)>;

  Work() = default;
  explicit Work(Budget budget, const StopSource* source = nullptr, Listener listener = {})
      : source_(source), listener_(std::move(listener)), memory_(budget.memory) {
    if (budget.time < Budget::Clock::duration::max()) deadline_ = Budget::Clock::now() + budget.time;
  }

  // True while the computation may go on. Reads the clock on every 64th call only.
  bool keep_going() {
    if (ended_ != Ended::kNo) return false;
    if (source_ != nullptr && source_->stopped()) return end(Ended::kStopped);
    if ((++calls_ & 63U) == 0 && Budget::Clock::now() >= deadline_) return end(Ended::kTime);
    return true;
  }

  // True if `bytes` fit into the budget; otherwise ends the work.
  bool memory_left(std::size_t bytes) { return bytes <= memory_ || end(Ended::kMemory); }

  void report(std::string_view stage, double done) {
    if (listener_) listener_({stage, done});
  }

  // A part of this work that must not take longer than `time`: same stop source, memory and listener.
  Work part(Budget::Clock::duration time) const {
    Work sub = *this;
    sub.ended_ = Ended::kNo;
    sub.deadline_ = std::min(deadline_, Budget::Clock::now() + time);
    return sub;
  }

  Ended ended() const { return ended_; }
  std::size_t memory() const { return memory_; }

 private:
  bool end(Ended why) {
    ended_ = why;
    return false;
  }

  const StopSource* source_ = nullptr;
  Listener listener_;
  Budget::Clock::time_point deadline_ = Budget::Clock::time_point::max();
  std::size_t memory_ = Budget{}.memory;
  std::uint32_t calls_ = 0;
  Ended ended_ = Ended::kNo;
};

}  // namespace parley
