#include "agreement/box_corners.hpp"

#include <algorithm>

#include "agreement/wide.hpp"

namespace parley::agreement::boxes {

// Weights stay below 2^29, so a corner beyond 2^30 is out of reach and differences fit.
template <class S>
void Corners::read(std::span<const S> corners, const Directions<S>& directions) {
  constexpr std::int32_t kBeyond = 1 << 30;
  lanes_.clear();
  const std::size_t objectives = directions.factor[0].size();
  for (std::size_t at = 0; at < corners.size(); at += objectives) {
    Lane lane;
    for (std::size_t k = 0; k < kLanes; ++k) {
      S sum = 0;
      for (std::size_t j = 0; j < objectives; ++j) sum += directions.factor[k][j] * corners[at + j];
      const S scaled = (sum + directions.quantum[k] - 1) / directions.quantum[k];
      lane[k] = scaled > kBeyond ? kBeyond : static_cast<std::int32_t>(scaled);
    }
    lanes_.push_back(lane);
  }
  arrange(0, lanes_.size());
  least_.clear();
  for (std::size_t c = 0; c < lanes_.size(); ++c) {
    if (c % kBlock == 0) least_.push_back(lanes_[c]);
    for (std::size_t k = 0; k < kLanes; ++k) least_.back()[k] = std::min(least_.back()[k], lanes_[c][k]);
  }
}

// Halves a range of corners along the lane in which they differ most, at a multiple of the block size.
void Corners::arrange(std::size_t begin, std::size_t end) {
  if (end - begin <= kBlock) return;
  std::size_t widest = 0;
  std::int64_t spread = -1;
  for (std::size_t k = 0; k < kLanes; ++k) {
    const auto [low, high] = std::minmax_element(lanes_.begin() + static_cast<std::ptrdiff_t>(begin),
                                                 lanes_.begin() + static_cast<std::ptrdiff_t>(end),
                                                 [&](const Lane& a, const Lane& b) { return a[k] < b[k]; });
    if (const std::int64_t s = std::int64_t{(*high)[k]} - (*low)[k]; s > spread) spread = s, widest = k;
  }
  const std::size_t middle = begin + ((end - begin) / 2 + kBlock - 1) / kBlock * kBlock;
  std::nth_element(
      lanes_.begin() + static_cast<std::ptrdiff_t>(begin), lanes_.begin() + static_cast<std::ptrdiff_t>(middle),
      lanes_.begin() + static_cast<std::ptrdiff_t>(end),
      [&](const Lane& a, const Lane& b) { return a[widest] != b[widest] ? a[widest] < b[widest] : a < b; });
  arrange(begin, middle);
  arrange(middle, end);
}

template void Corners::read(std::span<const std::int64_t>, const Directions<std::int64_t>&);
template void Corners::read(std::span<const Int128>, const Directions<Int128>&);

}  // namespace parley::agreement::boxes
