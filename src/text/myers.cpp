#include "text/myers.hpp"

#include <algorithm>
#include <cstdlib>
#include <optional>

namespace parley::text {
namespace {

using Sequence = std::span<const std::uint32_t>;
using Index = std::ptrdiff_t;

constexpr Index kNowhere = -(Index{1} << 40);  // on a diagonal that no path inside the rectangle has reached

// The furthest x on every diagonal k = x - y, for one direction.
class Frontier {
 public:
  explicit Frontier(Index reach) : reach_(reach), x_(static_cast<std::size_t>(2 * reach + 3), kNowhere) {}
  Index& operator[](Index k) { return x_[static_cast<std::size_t>(k + reach_ + 1)]; }

 private:
  Index reach_;
  std::vector<Index> x_;
};

class Search {
 public:
  Search(Sequence a, Sequence b, std::vector<std::pair<std::size_t, std::size_t>>& out) : a_(a), b_(b), out_(out) {}

  // Pairs of a[a0, a1) with b[b0, b1), appended in order.
  void run(Index a0, Index a1, Index b0, Index b1) {
    while (a0 < a1 && b0 < b1 && at(a_, a0) == at(b_, b0)) keep(a0++, b0++);
    Index tail = 0;
    while (a0 < a1 && b0 < b1 && at(a_, a1 - 1) == at(b_, b1 - 1)) --a1, --b1, ++tail;
    if (a0 < a1 && b0 < b1) {
      if (const auto middle = split(a0, a1, b0, b1)) {
        run(a0, middle->first, b0, middle->second);
        run(middle->first, a1, middle->second, b1);
      }
    }
    for (Index t = 0; t < tail; ++t) keep(a1 + t, b1 + t);
  }

 private:
  static std::uint32_t at(Sequence s, Index i) { return s[static_cast<std::size_t>(i)]; }
  void keep(Index i, Index j) { out_.emplace_back(static_cast<std::size_t>(i), static_cast<std::size_t>(j)); }

  // A point on a shortest path, neither its start nor its end: where the paths from both ends first meet. None when
  // nothing is in common or the path is longer than kMostEdits.
  std::optional<std::pair<Index, Index>> split(Index a0, Index a1, Index b0, Index b1) {
    const Index n = a1 - a0;
    const Index m = b1 - b0;
    const Index delta = n - m;
    const Index most = std::min((n + m + 1) / 2, kMostEdits / 2);
    Frontier ahead(most + 1);
    Frontier back(most + 1);  // x counted from the end
    for (Index d = 0; d <= most; ++d) {
      for (Index k = -d; k <= d; k += 2) {
        Index x = start(ahead, k, d, n, m);
        while (x >= 0 && x < n && x - k < m && at(a_, a0 + x) == at(b_, b0 + x - k)) ++x;
        ahead[k] = x;
        // The other direction's diagonal: x + x' = n where they meet, and k + k' = delta.
        const Index other = delta - k;
        if (delta % 2 != 0 && std::abs(other) < d && x + back[other] >= n) return std::pair{a0 + x, b0 + x - k};
      }
      for (Index k = -d; k <= d; k += 2) {
        Index x = start(back, k, d, n, m);
        while (x >= 0 && x < n && x - k < m && at(a_, a1 - 1 - x) == at(b_, b1 - 1 - x + k)) ++x;
        back[k] = x;
        const Index other = delta - k;
        if (delta % 2 == 0 && std::abs(other) <= d && x + ahead[other] >= n) return std::pair{a1 - x, b1 - x + k};
      }
    }
    return std::nullopt;
  }

  // Where diagonal k is entered with the d-th edit: the further of one step right and one step down inside n x m.
  static Index start(Frontier& frontier, Index k, Index d, Index n, Index m) {
    if (d == 0) return 0;
    const Index right = frontier[k - 1] + 1;
    const Index down = frontier[k + 1];
    const Index x = std::max(right <= n ? right : kNowhere, down - k <= m ? down : kNowhere);
    return x < 0 ? kNowhere : x;
  }

  Sequence a_, b_;
  std::vector<std::pair<std::size_t, std::size_t>>& out_;
};

}  // namespace

std::vector<std::pair<std::size_t, std::size_t>> common_subsequence(std::span<const std::uint32_t> a,
                                                                    std::span<const std::uint32_t> b) {
  std::vector<std::pair<std::size_t, std::size_t>> pairs;
  Search(a, b, pairs).run(0, static_cast<Index>(a.size()), 0, static_cast<Index>(b.size()));
  return pairs;
}

}  // namespace parley::text
