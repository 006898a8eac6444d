#include "broker/workers.hpp"

namespace parley::broker {

Workers::Workers(std::size_t threads) {
  for (std::size_t i = 0; i < threads; ++i) threads_.emplace_back([this] { run(); });
}

Workers::~Workers() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
}

void Workers::submit(std::chrono::milliseconds delay, std::function<void()> job) {
  if (threads_.empty()) return job();
  {
    const std::lock_guard lock(mutex_);
    jobs_.emplace(Clock::now() + delay, std::move(job));
  }
  wake_.notify_one();
}

void Workers::run() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    if (jobs_.empty()) {
      wake_.wait(lock);
    } else if (const auto due = jobs_.begin()->first; due > Clock::now()) {
      wake_.wait_until(lock, due);  // a copy: another thread may take the job meanwhile
    } else {
      auto job = std::move(jobs_.extract(jobs_.begin()).mapped());
      lock.unlock();
      job();
      lock.lock();
    }
  }
}

}  // namespace parley::broker
