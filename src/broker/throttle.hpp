// Proofs that are guessed at: passwords and one-time codes. Every attempt waits for its turn; nothing is ever locked out.
//
// A name     from one address: each attempt since the last success makes the next one later, up to half a minute. Attempts
//            that are made at the same time stand in one row, so that guessing in parallel gains little
// A code     that was wrong beside a right password counts for the name alone, from whatever address it came
// An address whatever the names: thirty at once, then two a second; the row is as long as the address has connections
// Memory     the newest hundred thousand or so; whoever fills it with names of its own making pushes out the oldest
#pragma once

#include <chrono>
#include <map>
#include <string>

namespace parley::broker {

class Throttle {
 public:
  using Clock = std::chrono::steady_clock;
  using Wait = std::chrono::milliseconds;

  // How long an attempt that begins now has to wait. It counts as failed until it has succeeded.
  Wait turn(const std::string& address, const std::string& name, Clock::time_point now);
  void wrong_code(const std::string& name) { ++entry(codes_of(name)).attempts; }
  void succeeded(const std::string& address, const std::string& name);

  static constexpr Wait kLongest{30'000};  // after failures
  static constexpr Wait kApart{5'000};  // in one row, at most
  static constexpr Wait kEach{500};
  static constexpr int kAtOnce = 30;
  static constexpr std::size_t kGeneration = 50'000;

 private:
  struct Entry {
    unsigned attempts = 0;
    Clock::time_point last;  // when the newest attempt has its turn
  };
  static std::string codes_of(const std::string& name) { return '\n' + name; }
  Entry* known(const std::string& key);
  Entry& entry(const std::string& key);  // made on first use

  // Two generations: what has not been asked for since the older one was young is forgotten.
  std::map<std::string, Entry> young_, old_;
};

}  // namespace parley::broker
