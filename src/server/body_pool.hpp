// What request bodies may take together: all of them, and those from one address, so that one stranger who promises large bodies
// and sends them slowly does not keep everybody else's out. Small ones are not counted.
//
// Threads    any
#pragma once

#include <cstddef>
#include <map>
#include <mutex>
#include <string>

namespace parley::server {

class BodyPool {
 public:
  BodyPool(std::size_t most, std::size_t most_of_a_peer) : most_(most), most_of_a_peer_(most_of_a_peer) {}

  // False: there is no room for it, and nothing is taken.
  bool take(const std::string& peer, std::size_t bytes) {
    const std::lock_guard lock(mutex_);
    const auto found = of_peer_.find(peer);
    const auto own = found == of_peer_.end() ? 0 : found->second;
    if (bytes > most_ - all_ || bytes > most_of_a_peer_ - own) return false;
    all_ += bytes;
    of_peer_[peer] = own + bytes;
    return true;
  }
  void give_back(const std::string& peer, std::size_t bytes) {
    const std::lock_guard lock(mutex_);
    all_ -= bytes;
    const auto found = of_peer_.find(peer);
    found->second -= bytes;
    if (found->second == 0) of_peer_.erase(found);
  }

 private:
  std::mutex mutex_;
  const std::size_t most_, most_of_a_peer_;
  std::size_t all_ = 0;
  std::map<std::string, std::size_t> of_peer_;
};

}  // namespace parley::server
