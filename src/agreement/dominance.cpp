#include "agreement/dominance.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

#include "agreement/wide.hpp"

namespace parley::agreement {
namespace {

constexpr std::size_t kLanes = 8;
using Key = std::int32_t;
using Lanes [[gnu::vector_size(kLanes * sizeof(Key))]] = Key;

constexpr std::size_t kFew = 24;  // up to here plain pairwise comparison wins

template <class S>
bool covers(const S* a, const S* b, std::size_t m) {  // a >= b everywhere
  for (std::size_t k = 0; k < m; ++k)
    if (a[k] < b[k]) return false;
  return true;
}

template <class S>
void pairwise(const S* rows, std::size_t n, std::size_t m, std::vector<std::uint32_t>& kept) {
  for (std::uint32_t i = 0; i < n; ++i) {
    const S* row = rows + i * m;
    if (std::ranges::any_of(kept, [&](std::uint32_t j) { return covers(rows + j * m, row, m); })) continue;
    std::erase_if(kept, [&](std::uint32_t j) { return covers(row, rows + j * m, m); });
    kept.push_back(i);
  }
}

template <class S>
void sweep(const S* rows, std::size_t n, std::vector<std::uint32_t>& kept) {
  std::vector<std::uint32_t> order(n);
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::sort(order, [&](std::uint32_t a, std::uint32_t b) {
    const S* x = rows + 2 * std::size_t{a};
    const S* y = rows + 2 * std::size_t{b};
    if (x[0] != y[0]) return x[0] > y[0];
    if (x[1] != y[1]) return x[1] > y[1];
    return a < b;
  });
  for (std::uint32_t i : order)
    if (kept.empty() || rows[2 * std::size_t{i} + 1] > rows[2 * std::size_t{kept.back()} + 1]) kept.push_back(i);
}

// Columns as 32-bit keys in the same order: the distance from the column's least value where that fits, otherwise the
// rank of the value. Column-major, n a column.
template <class S>
std::vector<Key> keys_of(const S* rows, std::size_t n, std::size_t m) {
  std::vector<Key> keys(n * m);
  std::vector<std::uint32_t> order;
  for (std::size_t k = 0; k < m; ++k) {
    S low = rows[k], high = rows[k];
    for (std::size_t i = 1; i < n; ++i) {
      low = std::min(low, rows[i * m + k]);
      high = std::max(high, rows[i * m + k]);
    }
    Key* column = keys.data() + k * n;
    if constexpr (!std::is_same_v<S, Int512>) {
      // Partial sums stay below a quarter of the type's range (machine.cpp), so that the difference fits.
      if (high - low <= S(std::numeric_limits<Key>::max())) {
        for (std::size_t i = 0; i < n; ++i) column[i] = static_cast<Key>(rows[i * m + k] - low);
        continue;
      }
    }
    order.resize(n);
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::sort(order, {}, [&](std::uint32_t i) { return rows[i * m + k]; });
    Key rank = 0;
    for (std::size_t i = 0; i < n; ++i) {
      if (i > 0 && rows[order[i] * m + k] != rows[order[i - 1] * m + k]) ++rank;
      column[order[i]] = rank;
    }
  }
  return keys;
}

// The survivors so far, eight a block, column by column within a block.
class Archive {
 public:
  explicit Archive(std::size_t m) : m_(m) {}

  bool covers(const Key* row) const {
    for (std::size_t at = 0; at < blocks_.size(); at += m_) {
      Lanes all = blocks_[at] >= row[0];
      for (std::size_t k = 1; k < m_; ++k) all &= blocks_[at + k] >= row[k];
      if (any(all)) return true;
    }
    return false;
  }

  void add(const Key* row) {
    const std::size_t lane = size_++ % kLanes;
    if (lane == 0) blocks_.resize(blocks_.size() + m_, Lanes{} - 1);  // below every key: covers nothing
    for (std::size_t k = 0; k < m_; ++k) blocks_[blocks_.size() - m_ + k][lane] = row[k];
  }

 private:
  static bool any(const Lanes& lanes) {
    using Words [[gnu::vector_size(sizeof(Lanes))]] = std::int64_t;
    const Words words = reinterpret_cast<const Words&>(lanes);
    return (words[0] | words[1] | words[2] | words[3]) != 0;
  }

  std::size_t m_;
  std::size_t size_ = 0;
  std::vector<Lanes> blocks_;
};

template <class S>
void by_falling_sum(const S* rows, std::size_t n, std::size_t m, std::vector<std::uint32_t>& kept) {
  const std::vector<Key> keys = keys_of(rows, n, m);
  struct Entry {
    std::int64_t sum;
    std::uint32_t index;
  };
  std::vector<Entry> order(n);
  for (std::uint32_t i = 0; i < n; ++i) {
    std::int64_t sum = 0;
    for (std::size_t k = 0; k < m; ++k) sum += keys[k * n + i];
    order[i] = {sum, i};
  }
  // A row that dominates another has the larger sum; equal rows have equal sums and fall to the lowest index.
  std::ranges::sort(order, [](const Entry& a, const Entry& b) { return a.sum != b.sum ? a.sum > b.sum : a.index < b.index; });
  Archive archive(m);
  std::vector<Key> row(m);
  for (const Entry& entry : order) {
    for (std::size_t k = 0; k < m; ++k) row[k] = keys[k * n + entry.index];
    if (archive.covers(row.data())) continue;
    archive.add(row.data());
    kept.push_back(entry.index);
  }
}

}  // namespace

template <class S>
void nondominated(const S* rows, std::size_t n, std::size_t m, std::vector<std::uint32_t>& kept) {
  kept.clear();
  if (n == 0) return;
  if (m == 0 || n == 1) kept.push_back(0);
  else if (n <= kFew) pairwise(rows, n, m, kept);
  else if (m == 2) sweep(rows, n, kept);
  else by_falling_sum(rows, n, m, kept);
}

template void nondominated(const std::int64_t*, std::size_t, std::size_t, std::vector<std::uint32_t>&);
template void nondominated(const Int128*, std::size_t, std::size_t, std::vector<std::uint32_t>&);
template void nondominated(const Int512*, std::size_t, std::size_t, std::vector<std::uint32_t>&);

}  // namespace parley::agreement
