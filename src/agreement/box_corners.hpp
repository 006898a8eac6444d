// The corners of the open region as the bounds see them, arranged for one question: which corner does a bound reach?
//
// Computes   per corner and lane the least rounded-up weight that reaches it; corners are ordered so that neighbours are
//            alike and kept in blocks, each with its least weight per lane, so that most blocks are passed over whole
// Sound      a bound that lies below a corner in some lane proves that no completion reaches that corner
// Cost       build: O(corners * log(corners) * lanes)
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <span>
#include <utility>
#include <vector>

#include "agreement/box_bounds.hpp"

namespace parley::agreement::boxes {

class Corners {
 public:
  static constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

  template <class S>
  void read(std::span<const S> corners, const Directions<S>& directions);

  static bool reaches(const Lane& bound, const Lane& corner) {
    bool all = true;
    for (std::size_t k = 0; k < kLanes; ++k) all &= bound[k] >= corner[k];
    return all;
  }

  // A corner that the bound reaches, `hint` first; kNone when there is none.
  std::uint32_t reached(const Lane& bound, std::uint32_t hint) const {
    if (hint < lanes_.size() && reaches(bound, lanes_[hint])) return hint;
    for (std::size_t block = 0; block < least_.size(); ++block) {
      if (!reaches(bound, least_[block])) continue;
      const std::size_t end = std::min((block + 1) * kBlock, lanes_.size());
      for (std::size_t c = block * kBlock; c < end; ++c)
        if (reaches(bound, lanes_[c])) return static_cast<std::uint32_t>(c);
    }
    return kNone;
  }

  // How far a bound reaches beyond the corner that it exceeds most, and that corner.
  std::pair<std::int32_t, std::uint32_t> reach(const Lane& bound) const {
    std::pair<std::int32_t, std::uint32_t> best{std::numeric_limits<std::int32_t>::min(), 0};
    for (std::size_t block = 0; block < least_.size(); ++block) {
      if (distance(bound, least_[block]) <= best.first) continue;
      const std::size_t end = std::min((block + 1) * kBlock, lanes_.size());
      for (std::size_t c = block * kBlock; c < end; ++c)
        if (const std::int32_t d = distance(bound, lanes_[c]); d > best.first)
          best = {d, static_cast<std::uint32_t>(c)};
    }
    return best;
  }

 private:
  static constexpr std::size_t kBlock = 8;

  static std::int32_t distance(const Lane& bound, const Lane& corner) {
    std::int32_t least = std::numeric_limits<std::int32_t>::max();
    for (std::size_t k = 0; k < kLanes; ++k) least = std::min(least, bound[k] - corner[k]);
    return least;
  }

  void arrange(std::size_t begin, std::size_t end);

  std::vector<Lane> lanes_;  // per corner
  std::vector<Lane> least_;  // per block
};

}  // namespace parley::agreement::boxes
