// The points found so far and the corners of the region that they leave open.
//
// Invariant  a vector z that no point weakly dominates lies in at least one corner's cone: corner <= z in every
//            objective; a vector that some point weakly dominates lies in none
// Cost       add: O(points + corners * new corners * objectives)
// Source     local upper bounds: Klamroth, Lacour and Vanderpooten 2015, here for maximising whole numbers
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace parley::agreement::boxes {

template <class S>
bool at_least_as_good(std::span<const S> a, std::span<const S> b) {
  for (std::size_t j = 0; j < a.size(); ++j)
    if (a[j] < b[j]) return false;
  return true;
}

template <class S>
class Archive {
 public:
  struct Entry {
    std::vector<S> value;
    std::vector<std::uint64_t> taken;
  };

  explicit Archive(std::vector<S> floor) : corners_{std::move(floor)} {}

  // True if the point is new and efficient so far.
  bool add(std::span<const S> value, std::span<const std::uint64_t> taken) {
    if (std::ranges::none_of(corners_, [&](const auto& c) { return at_least_as_good<S>(value, c); })) return false;
    std::erase_if(entries_, [&](const Entry& e) { return at_least_as_good<S>(value, e.value); });
    entries_.push_back({{value.begin(), value.end()}, {taken.begin(), taken.end()}});
    cut(value);
    ++version_;
    return true;
  }

  const std::vector<Entry>& entries() const { return entries_; }
  const std::vector<std::vector<S>>& corners() const { return corners_; }
  std::uint32_t version() const { return version_; }  // grows with every change

 private:
  void cut(std::span<const S> value) {
    std::vector<std::vector<S>> fresh;
    std::erase_if(corners_, [&](const std::vector<S>& corner) {
      if (!at_least_as_good<S>(value, corner)) return false;
      for (std::size_t j = 0; j < value.size(); ++j) {
        fresh.push_back(corner);
        fresh.back()[j] = value[j] + 1;
      }
      return true;
    });
    std::sort(fresh.begin(), fresh.end());
    fresh.erase(std::unique(fresh.begin(), fresh.end()), fresh.end());
    // A corner is redundant when another one's cone holds its own; two of the old ones never are.
    const std::size_t old = corners_.size();
    for (std::size_t i = 0; i < fresh.size(); ++i) {
      bool redundant = false;
      for (std::size_t o = 0; o < old && !redundant; ++o) redundant = at_least_as_good<S>(fresh[i], corners_[o]);
      for (std::size_t o = 0; o < fresh.size() && !redundant; ++o)
        redundant = o != i && at_least_as_good<S>(fresh[i], fresh[o]);
      if (!redundant) corners_.push_back(fresh[i]);
    }
  }

  std::vector<Entry> entries_;
  std::vector<std::vector<S>> corners_;
  std::uint32_t version_ = 0;
};

}  // namespace parley::agreement::boxes
