// Answers that took long, kept for as long as the case behind them is the same: the last few of each person, by a hash of
// what was asked of which case.
//
// Each person has its own, so that whether an answer is computed anew depends on nobody else: an answer that a budget cuts
// short differs from one that was finished. They are confidential, and are emptied when the keys of the rooms are destroyed;
// work that is under way then keeps to what it holds, which goes with it.
#pragma once

#include <cstddef>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "case/model.hpp"

namespace parley::broker {

class Kept {
 public:
  // `asked`: the question and whatever the answer says beside what the case says, preferences included.
  static std::string key_of(std::string_view asked, const Case& subject);

  std::optional<std::string> find(const std::string& key);
  void add(std::string key, std::string document);
  std::size_t size() const;

 private:
  static constexpr std::size_t kMost = 4;
  mutable std::mutex mutex_;
  std::list<std::pair<std::string, std::string>> kept_;
};

// Under the lock of the state.
class KeptByPerson {
 public:
  std::shared_ptr<Kept> of(const std::string& person);
  void clear() { kept_.clear(); }
  std::size_t size() const;  // answers of everybody

 private:
  std::map<std::string, std::shared_ptr<Kept>> kept_;
};

}  // namespace parley::broker
