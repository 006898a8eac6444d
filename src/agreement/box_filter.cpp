#include "agreement/box_filter.hpp"

#include <algorithm>
#include <numeric>

#include "agreement/dominance.hpp"
#include "agreement/wide.hpp"

namespace parley::agreement::boxes {

template <class S>
bool Filter<S>::run(std::span<const S> values, Work& work) {
  const std::size_t rows = values.size() / objectives_;
  if (objectives_ > 3) {
    if (!nondominated(values.data(), rows, objectives_, kept_, work)) return false;
    sort(values, kept_);
    return true;
  }
  order_.resize(rows);
  std::iota(order_.begin(), order_.end(), 0U);
  sort(values, order_);
  kept_.clear();
  staircase_.clear();
  for (std::uint32_t row : order_) {
    const S* value = values.data() + row * objectives_;
    const S* last = kept_.empty() ? nullptr : values.data() + kept_.back() * objectives_;
    const bool enters =
        objectives_ == 3 ? enters_staircase(value) : last == nullptr || (objectives_ == 2 && value[1] > last[1]);
    if (enters) kept_.push_back(row);
  }
  return true;
}

template <class S>
void Filter<S>::sort(std::span<const S> values, std::vector<std::uint32_t>& rows) const {
  std::ranges::sort(rows, [&](std::uint32_t a, std::uint32_t b) {
    const S* va = values.data() + a * objectives_;
    const S* vb = values.data() + b * objectives_;
    for (std::size_t j = 0; j < objectives_; ++j)
      if (va[j] != vb[j]) return va[j] > vb[j];
    return a < b;
  });
}

// Rows come in falling first objective, so a row is dominated exactly by the stairs of the other two.
template <class S>
bool Filter<S>::enters_staircase(const S* row) {
  auto next = staircase_.lower_bound(row[1]);
  if (next != staircase_.end() && next->second >= row[2]) return false;
  if (next != staircase_.end() && next->first == row[1]) next = staircase_.erase(next);
  while (next != staircase_.begin() && std::prev(next)->second <= row[2])
    next = std::prev(next), next = staircase_.erase(next);
  staircase_.emplace_hint(next, row[1], row[2]);
  return true;
}

template class Filter<std::int64_t>;
template class Filter<Int128>;

}  // namespace parley::agreement::boxes
