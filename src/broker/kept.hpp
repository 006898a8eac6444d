// Answers that took long, kept for as long as the case behind them is the same: the last few, by a hash of the case.
#pragma once

#include <list>
#include <mutex>
#include <optional>
#include <string>

#include "case/model.hpp"

namespace parley::broker {

class Kept {
 public:
  // Of the case with everything in it, preferences included.
  static std::string key_of(const Case& subject);

  std::optional<std::string> find(const std::string& key);
  void add(std::string key, std::string document);

 private:
  static constexpr std::size_t kMost = 8;
  std::mutex mutex_;
  std::list<std::pair<std::string, std::string>> kept_;
};

}  // namespace parley::broker
