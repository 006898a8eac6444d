#include "broker/throttle.hpp"

#include <algorithm>
#include <utility>

namespace parley::broker {
namespace {

std::string key_of(const std::string& address, const std::string& name) { return address + '\n' + name; }

}  // namespace

Throttle::Entry* Throttle::known(const std::string& key) {
  for (auto* generation : {&young_, &old_})
    if (const auto found = generation->find(key); found != generation->end()) return &found->second;
  return nullptr;
}

Throttle::Entry& Throttle::entry(const std::string& key) {
  const auto found = young_.find(key);
  if (found != young_.end()) return found->second;
  if (young_.size() >= kGeneration) old_ = std::exchange(young_, {});
  auto& made = young_[key];
  if (const auto before = old_.find(key); before != old_.end()) made = before->second;
  return made;
}

Throttle::Wait Throttle::turn(const std::string& address, const std::string& name, Clock::time_point now) {
  auto& here = entry(address);
  here.last = std::max(here.last, now) + kEach;
  auto at = std::max(now, here.last - kAtOnce * kEach);
  auto* const tried = &entry(key_of(address, name));
  auto* const codes = known(codes_of(name));
  for (const auto* one : {tried, codes}) {
    if (one == nullptr || one->attempts == 0) continue;
    const auto step = std::min(kLongest, Wait(250U << std::min(one->attempts, 7U)));
    at = std::max({at, now + step, one->last + std::min(step, kApart)});
  }
  ++tried->attempts;
  tried->last = at;
  if (codes != nullptr) codes->last = at;
  return std::chrono::ceil<Wait>(at - now);
}

void Throttle::succeeded(const std::string& address, const std::string& name) {
  for (const auto& key : {key_of(address, name), codes_of(name)}) {
    young_.erase(key);
    old_.erase(key);
  }
}

}  // namespace parley::broker
