#include "agreement/representative.hpp"

#include <algorithm>
#include <cstdint>

namespace parley::agreement {
namespace {

// Coordinates on [0, 2^40]: exact distances are needed only for the guarantee. Which point is picked next may differ
// from the exact choice by 2^-40 of a range, and is the same on every machine.
constexpr unsigned kBits = 40;

struct Extent {
  Integer low, high;
};

std::vector<Extent> extents(std::span<const Point> points) {
  std::vector<Extent> result;
  for (const Integer& v : points[0].values) result.push_back({v, v});
  for (const Point& point : points)
    for (std::size_t i = 0; i < result.size(); ++i) {
      if (point.values[i] < result[i].low) result[i].low = point.values[i];
      if (point.values[i] > result[i].high) result[i].high = point.values[i];
    }
  return result;
}

std::vector<std::int64_t> normalised(std::span<const Point> points, const std::vector<Extent>& extent) {
  std::vector<std::int64_t> result;
  result.reserve(points.size() * extent.size());
  for (const Point& point : points)
    for (std::size_t i = 0; i < extent.size(); ++i) {
      const Integer range = extent[i].high - extent[i].low;
      if (range == 0) {
        result.push_back(0);
        continue;
      }
      const Integer scaled = ((point.values[i] - extent[i].low) << kBits) / range;
      result.push_back(scaled.get_si());
    }
  return result;
}

Rational distance(const Point& a, const Point& b, const std::vector<Extent>& extent) {
  Rational largest = 0;
  for (std::size_t i = 0; i < extent.size(); ++i) {
    const Integer range = extent[i].high - extent[i].low;
    if (range == 0) continue;
    Rational share(abs(Integer(a.values[i] - b.values[i])), range);
    share.canonicalize();
    largest = std::max(largest, share);
  }
  return largest;
}

// Keeps, for every point, the nearest kept one as the set grows.
class Cover {
 public:
  Cover(std::span<const Point> points, std::size_t parties, std::vector<std::int64_t> at)
      : points_(points),
        parties_(parties),
        at_(std::move(at)),
        far_(points.size(), INT64_MAX),
        nearest_(points.size()) {}

  void keep(std::size_t kept) {
    if (far_[kept] == -1) return;
    for (std::size_t p = 0; p < points_.size(); ++p) {
      std::int64_t largest = 0;
      for (std::size_t i = 0; i < parties_; ++i)
        largest = std::max(largest, std::abs(at_[p * parties_ + i] - at_[kept * parties_ + i]));
      if (largest < far_[p]) {
        far_[p] = largest;
        nearest_[p] = kept;
      }
    }
    far_[kept] = -1;  // kept
    nearest_[kept] = kept;
    ++size_;
  }

  std::size_t farthest() const {
    return static_cast<std::size_t>(std::max_element(far_.begin(), far_.end()) - far_.begin());
  }
  bool kept(std::size_t p) const { return far_[p] == -1; }
  std::size_t size() const { return size_; }
  std::size_t nearest(std::size_t p) const { return nearest_[p]; }

 private:
  std::span<const Point> points_;
  std::size_t parties_;
  std::vector<std::int64_t> at_;
  std::vector<std::int64_t> far_;
  std::vector<std::size_t> nearest_;
  std::size_t size_ = 0;
};

}  // namespace

Representatives representatives(std::span<const Point> points, std::span<const std::size_t> keep, std::size_t limit,
                                Work& work) {
  Representatives result;
  if (points.empty()) return result;
  const std::vector<Extent> extent = extents(points);
  Cover cover(points, extent.size(), normalised(points, extent));
  for (std::size_t kept : keep) cover.keep(kept);
  for (std::size_t i = 0; i < extent.size(); ++i)
    for (std::size_t p = 0; p < points.size(); ++p)
      if (points[p].values[i] == extent[i].high) {
        cover.keep(p);
        break;
      }
  while (cover.size() < std::min(limit, points.size()) && work.keep_going()) {
    work.report("choosing points", static_cast<double>(cover.size()) / static_cast<double>(limit));
    cover.keep(cover.farthest());
  }
  for (std::size_t p = 0; p < points.size(); ++p) {
    if (cover.kept(p)) result.points.push_back(p);
    else result.within = std::max(result.within, distance(points[p], points[cover.nearest(p)], extent));
  }
  return result;
}

}  // namespace parley::agreement
