#include "agreement/dominance.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <span>

#include "agreement/wide.hpp"

namespace parley::agreement {
namespace {

constexpr std::size_t kLanes = 4;  // 16 bytes: every x86-64 and arm64 has such registers
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

// Rows, four a block, column by column within a block.
class Blocks {
 public:
  explicit Blocks(std::size_t m) : m_(m) {}

  std::size_t size() const { return size_; }

  void add(const Key* row) {
    if (size_ % kLanes == 0) blocks_.resize(blocks_.size() + m_, Lanes{} - 1);  // below every key: covers nothing
    put(size_++, row);
  }
  void put(std::size_t at, const Key* row) {
    for (std::size_t k = 0; k < m_; ++k) blocks_[at / kLanes * m_ + k][at % kLanes] = row[k];
  }
  void get(std::size_t at, Key* row) const {
    for (std::size_t k = 0; k < m_; ++k) row[k] = blocks_[at / kLanes * m_ + k][at % kLanes];
  }
  void clear() {
    blocks_.clear();
    size_ = 0;
  }

  // The first block from `from` on with a row that covers `row`; its lanes in `which`. `end` when there is none.
  std::size_t find(const Key* row, std::size_t from, std::size_t end, Lanes& which) const {
    for (std::size_t block = from; block < end; ++block) {
      const Lanes* at = blocks_.data() + block * m_;
      Lanes all = at[0] >= row[0];
      for (std::size_t k = 1; k < m_; ++k) all &= at[k] >= row[k];
      which = all;
      if (any(all)) return block;
    }
    return end;
  }

 private:
  static bool any(const Lanes& lanes) {
    using Words [[gnu::vector_size(sizeof(Lanes))]] = std::int64_t;
    const Words words = reinterpret_cast<const Words&>(lanes);
    return (words[0] | words[1]) != 0;
  }

  std::size_t m_;
  std::size_t size_ = 0;
  std::vector<Lanes> blocks_;
};

// The survivors so far, in pages with the upper corner of each: a page whose corner does not cover a row holds nothing
// that does. Whenever the archive has grown by half, its rows are sorted into pages by median splits, so that corners
// are tight. The rows that lately covered another are tried first: few rows dominate most of the others.
class Archive {
 public:
  explicit Archive(std::size_t m) : m_(m), champions_(m), rows_(m), corners_(m), row_(m), corner_(m) {}

  bool covers(const Key* row) {
    Lanes which;
    if (champions_.find(row, 0, blocks(champions_), which) != blocks(champions_)) return true;
    const std::size_t pages = blocks(corners_);
    for (std::size_t at = 0; (at = corners_.find(row, at, pages, which)) != pages; ++at) {
      const Lanes candidates = which;
      for (std::size_t lane = 0; lane < kLanes; ++lane) {
        if (candidates[lane] == 0) continue;
        const std::size_t first = (at * kLanes + lane) * kPage;
        const std::size_t end = std::min(first + kPage, blocks(rows_));
        const std::size_t found = rows_.find(row, first, end, which);
        if (found == end) continue;
        promote(found * kLanes + (which[0] != 0 ? 0 : which[1] != 0 ? 1 : which[2] != 0 ? 2 : 3));
        return true;
      }
    }
    return false;
  }

  void add(const Key* row) {
    if (rows_.size() >= sorted_ + sorted_ / 2 + kPage * kLanes) sort_pages();
    const std::size_t page = rows_.size() / (kPage * kLanes);
    rows_.add(row);
    if (page == corners_.size()) {
      corners_.add(row);
      return;
    }
    corners_.get(page, corner_.data());
    for (std::size_t k = 0; k < m_; ++k) corner_[k] = std::max(corner_[k], row[k]);
    corners_.put(page, corner_.data());
  }

 private:
  static constexpr std::size_t kPage = 16;       // blocks
  static constexpr std::size_t kChampions = 32;  // rows

  static std::size_t blocks(const Blocks& b) { return (b.size() + kLanes - 1) / kLanes; }

  void promote(std::size_t at) {
    rows_.get(at, row_.data());
    if (champions_.size() < kChampions) champions_.add(row_.data());
    else champions_.put(turn_++ % kChampions, row_.data());
  }

  void sort_pages() {
    const std::size_t n = rows_.size();
    std::vector<Key> flat(n * m_);
    for (std::size_t i = 0; i < n; ++i) rows_.get(i, flat.data() + i * m_);
    std::vector<std::uint32_t> order(n);
    std::iota(order.begin(), order.end(), 0U);
    split(flat, std::span(order), 0);
    rows_.clear();
    corners_.clear();
    sorted_ = n;
    for (std::uint32_t i : order) add(flat.data() + i * m_);
  }

  void split(const std::vector<Key>& flat, std::span<std::uint32_t> part, std::size_t column) const {
    constexpr std::size_t kRows = kPage * kLanes;
    if (part.size() <= kRows) return;
    const std::size_t half = (part.size() / 2 + kRows - 1) / kRows * kRows;  // whole pages to the left
    if (half >= part.size()) return;
    std::ranges::nth_element(part, part.begin() + static_cast<std::ptrdiff_t>(half),
                             [&](std::uint32_t a, std::uint32_t b) {
                               const Key x = flat[a * m_ + column], y = flat[b * m_ + column];
                               return x != y ? x > y : a < b;
                             });
    split(flat, part.first(half), (column + 1) % m_);
    split(flat, part.subspan(half), (column + 1) % m_);
  }

  std::size_t m_;
  Blocks champions_, rows_, corners_;
  std::vector<Key> row_, corner_;
  std::size_t sorted_ = 0;
  std::size_t turn_ = 0;
};

template <class S>
bool by_falling_sum(const S* rows, std::size_t n, std::size_t m, std::vector<std::uint32_t>& kept, Work& work) {
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
  std::ranges::sort(order,
                    [](const Entry& a, const Entry& b) { return a.sum != b.sum ? a.sum > b.sum : a.index < b.index; });
  Archive archive(m);
  std::vector<Key> row(m);
  for (const Entry& entry : order) {
    for (std::size_t k = 0; k < m; ++k) row[k] = keys[k * n + entry.index];
    if (!work.keep_going()) return false;
    if (archive.covers(row.data())) continue;
    archive.add(row.data());
    kept.push_back(entry.index);
  }
  return true;
}

}  // namespace

template <class S>
bool nondominated(const S* rows, std::size_t n, std::size_t m, std::vector<std::uint32_t>& kept, Work& work) {
  kept.clear();
  if (n == 0) return true;
  if (m != 2 && m > 0 && n > kFew) return by_falling_sum(rows, n, m, kept, work);
  if (m == 0 || n == 1) kept.push_back(0);
  else if (m == 2 && n > kFew) sweep(rows, n, kept);
  else pairwise(rows, n, m, kept);
  return true;
}

template bool nondominated(const std::int64_t*, std::size_t, std::size_t, std::vector<std::uint32_t>&, Work&);
template bool nondominated(const Int128*, std::size_t, std::size_t, std::vector<std::uint32_t>&, Work&);
template bool nondominated(const Int512*, std::size_t, std::size_t, std::vector<std::uint32_t>&, Work&);

}  // namespace parley::agreement
