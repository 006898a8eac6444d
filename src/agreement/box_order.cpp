#include "agreement/box_order.hpp"

#include <algorithm>
#include <bit>
#include <limits>

namespace parley::agreement::boxes {
namespace {

template <class Visit>
void each_bit(std::span<const std::uint64_t> row, Visit visit) {
  for (std::size_t w = 0; w < row.size(); ++w)
    for (std::uint64_t bits = row[w]; bits != 0; bits &= bits - 1)
      visit(static_cast<std::uint32_t>(w * 64 + static_cast<std::size_t>(std::countr_zero(bits))));
}

std::size_t degree(const BitMatrix& m, std::uint32_t v) {
  std::size_t sum = 0;
  for (std::uint64_t w : m.row(v)) sum += static_cast<std::size_t>(std::popcount(w));
  return sum;
}

// Twice the number of edges that are missing among the neighbours of v.
std::size_t missing(const BitMatrix& m, std::uint32_t v) {
  std::size_t sum = 0;
  auto nv = m.row(v);
  each_bit(nv, [&](std::uint32_t a) {
    auto na = m.row(a);
    for (std::size_t w = 0; w < nv.size(); ++w) sum += static_cast<std::size_t>(std::popcount(nv[w] & ~na[w]));
    --sum;  // a itself
  });
  return sum;
}

class Eliminator {
 public:
  Eliminator(const BitMatrix& conflicts, std::size_t size) : filled_(conflicts), cost_(size), alive_(size, true) {
    for (std::uint32_t v = 0; v < size; ++v) cost_[v] = cost(v);
  }

  std::uint32_t cheapest() const {
    std::uint32_t best = std::numeric_limits<std::uint32_t>::max();
    for (std::uint32_t v = 0; v < alive_.size(); ++v)
      if (alive_[v] && (best >= alive_.size() || cost_[v] < cost_[best])) best = v;
    return best;
  }

  // Removes v, joins its neighbours and returns them.
  std::vector<std::uint32_t> eliminate(std::uint32_t v) {
    std::vector<std::uint32_t> neighbours;
    each_bit(filled_.row(v), [&](std::uint32_t a) { neighbours.push_back(a); });
    alive_[v] = false;
    for (std::uint32_t a : neighbours) {
      auto na = filled_.row(a);
      auto nv = filled_.row(v);
      for (std::size_t w = 0; w < na.size(); ++w) na[w] |= nv[w];
      filled_.clear(a, a);
      filled_.clear(a, v);
    }
    std::vector<bool> touched(alive_.size());
    for (std::uint32_t a : neighbours) {
      touched[a] = true;
      if (alive_.size() <= kFillLimit) each_bit(filled_.row(a), [&](std::uint32_t b) { touched[b] = true; });
    }
    for (std::uint32_t a = 0; a < alive_.size(); ++a)
      if (touched[a] && alive_[a]) cost_[a] = cost(a);
    return neighbours;
  }

 private:
  std::size_t cost(std::uint32_t v) const {
    const std::size_t d = degree(filled_, v);
    return alive_.size() <= kFillLimit ? missing(filled_, v) * 4096 + d : d;
  }

  BitMatrix filled_;
  std::vector<std::size_t> cost_;
  std::vector<bool> alive_;
};

}  // namespace

std::vector<std::uint32_t> search_order(const BitMatrix& conflicts, std::size_t size, Work& work) {
  Eliminator eliminator(conflicts, size);
  std::vector<std::uint32_t> position(size), sequence;
  std::vector<std::vector<std::uint32_t>> scopes(size), children(size);
  for (std::size_t i = 0; i < size; ++i) {
    if (!work.keep_going()) return {};
    const std::uint32_t v = eliminator.cheapest();
    position[v] = static_cast<std::uint32_t>(i);
    sequence.push_back(v);
    scopes[v] = eliminator.eliminate(v);
  }
  std::vector<std::uint32_t> stack, order;
  for (std::uint32_t v : sequence) {
    auto parent = std::ranges::min_element(scopes[v], {}, [&](std::uint32_t a) { return position[a]; });
    if (parent == scopes[v].end()) stack.push_back(v);
    else children[*parent].push_back(v);
  }
  while (!stack.empty()) {
    const std::uint32_t v = stack.back();
    stack.pop_back();
    order.push_back(v);
    for (std::uint32_t child : children[v]) stack.push_back(child);
  }
  return order;
}

}  // namespace parley::agreement::boxes
