// A few threads for work that takes long, and a clock for work that waits.
//
// Threads    submit() may be called from any thread, jobs too; the destructor runs what is due and drops what waits
// Inline     with no threads, a job runs within submit() and delays are ignored: for tests that must be reproducible
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

namespace parley::broker {

class Workers {
 public:
  explicit Workers(std::size_t threads);
  ~Workers();
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  void submit(std::chrono::milliseconds delay, std::function<void()> job);

 private:
  using Clock = std::chrono::steady_clock;
  void run();

  std::mutex mutex_;
  std::condition_variable wake_;
  std::multimap<Clock::time_point, std::function<void()>> jobs_;
  bool stopping_ = false;
  std::vector<std::jthread> threads_;
};

}  // namespace parley::broker
