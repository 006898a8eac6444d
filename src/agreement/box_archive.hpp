// The points found so far and the corners of the region that they leave open.
//
// Invariant  a vector z that no point weakly dominates lies in at least one corner's cone: corner <= z in every
//            objective; a vector that some point weakly dominates lies in none. No corner's cone holds another's
// Cost       add: O((points + corners) * objectives), and O(fresh^2) for the corners that it makes
// Source     local upper bounds: Klamroth, Lacour and Vanderpooten 2015, here for maximising whole numbers. A fresh corner
//            (raised in objective j to z_j + 1) can only be made redundant by another fresh one or by an old one whose
//            component j is z_j + 1 as well
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace parley::agreement::boxes {

template <class S>
bool at_least_as_good(const S* a, const S* b, std::size_t objectives) {
  for (std::size_t j = 0; j < objectives; ++j)
    if (a[j] < b[j]) return false;
  return true;
}

template <class S>
class Archive {
 public:
  explicit Archive(std::vector<S> floor) : objectives_(floor.size()), corners_(std::move(floor)) {}

  // Takes the point unless one that is as good is there already, or it lies below the floor.
  void add(std::span<const S> value, std::span<const std::uint64_t> taken) {
    if (!cut(value.data())) return;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < taken_.size(); ++i) {
      if (at_least_as_good(value.data(), values_.data() + i * objectives_, objectives_)) continue;
      if (kept != i) {
        std::copy_n(values_.begin() + static_cast<std::ptrdiff_t>(i * objectives_), objectives_,
                    values_.begin() + static_cast<std::ptrdiff_t>(kept * objectives_));
        taken_[kept] = std::move(taken_[i]);
      }
      ++kept;
    }
    taken_.resize(kept);
    values_.resize(kept * objectives_);
    values_.insert(values_.end(), value.begin(), value.end());
    taken_.emplace_back(taken.begin(), taken.end());
    ++version_;
  }

  std::size_t objectives() const { return objectives_; }
  std::size_t points() const { return taken_.size(); }
  std::span<const S> value(std::size_t i) const { return {values_.data() + i * objectives_, objectives_}; }
  std::span<const std::uint64_t> taken(std::size_t i) const { return taken_[i]; }
  std::span<const S> corners() const { return corners_; }  // row-major
  std::uint32_t version() const { return version_; }  // grows with every change

 private:
  // Replaces the corners whose cones hold `value`; false when there is none.
  bool cut(const S* value) {
    std::vector<std::vector<S>> fresh;
    std::vector<S> rivals;  // old corners with a component at value + 1
    std::size_t kept = 0;
    for (std::size_t at = 0; at < corners_.size(); at += objectives_) {
      const S* corner = corners_.data() + at;
      if (at_least_as_good(value, corner, objectives_)) {
        for (std::size_t j = 0; j < objectives_; ++j) {
          fresh.emplace_back(corner, corner + objectives_);
          fresh.back()[j] = value[j] + 1;
        }
        continue;
      }
      bool rival = false;
      for (std::size_t j = 0; j < objectives_; ++j) rival |= corner[j] == value[j] + 1;
      if (rival) rivals.insert(rivals.end(), corner, corner + objectives_);
      if (kept != at) std::copy_n(corner, objectives_, corners_.data() + kept);
      kept += objectives_;
    }
    corners_.resize(kept);
    std::sort(fresh.begin(), fresh.end());
    fresh.erase(std::unique(fresh.begin(), fresh.end()), fresh.end());
    for (const auto& f : fresh) {
      bool redundant = false;
      for (std::size_t at = 0; at < rivals.size() && !redundant; at += objectives_)
        redundant = at_least_as_good(f.data(), rivals.data() + at, objectives_);
      for (std::size_t o = 0; o < fresh.size() && !redundant; ++o)
        redundant = &fresh[o] != &f && at_least_as_good(f.data(), fresh[o].data(), objectives_);
      if (!redundant) corners_.insert(corners_.end(), f.begin(), f.end());
    }
    return !fresh.empty();
  }

  std::size_t objectives_;
  std::vector<S> values_, corners_;
  std::vector<std::vector<std::uint64_t>> taken_;
  std::uint32_t version_ = 0;
};

}  // namespace parley::agreement::boxes
