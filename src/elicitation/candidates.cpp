#include "elicitation/candidates.hpp"

#include <algorithm>
#include <numeric>

namespace parley::elicitation {
namespace {

// Values within an issue are (steps up) / (steps in all), exact up to this many options; beyond, a common unit would grow
// without bound, and they are cut to a millionth.
constexpr OptionIndex kExactSteps = 20;
constexpr std::int64_t kFineUnit = 1'000'000;

Integer factorial(std::size_t n) {
  Integer product = 1;
  for (std::size_t k = 2; k <= n; ++k) product *= static_cast<unsigned long>(k);
  return product;
}

// The permutation of 0 .. n-1 with this number (Lehmer's code), which is taken off `index`.
std::vector<std::uint32_t> permutation(std::size_t n, std::uint64_t& index) {
  std::vector<std::uint32_t> left(n), result;
  std::iota(left.begin(), left.end(), 0U);
  for (std::size_t k = n; k > 0; --k) {
    const auto at = static_cast<std::ptrdiff_t>(index % k);
    index /= k;
    result.push_back(left[static_cast<std::size_t>(at)]);
    left.erase(left.begin() + at);
  }
  return result;
}

std::vector<std::uint32_t> shuffled(std::size_t n, Random& random) {
  std::vector<std::uint32_t> result(n);
  std::iota(result.begin(), result.end(), 0U);
  for (std::size_t k = n; k > 1; --k) std::swap(result[k - 1], result[random.below(k)]);
  return result;
}

std::vector<std::uint32_t> directed_order(std::size_t n, bool reversed) {
  std::vector<std::uint32_t> result(n);
  std::iota(result.begin(), result.end(), 0U);
  if (reversed) std::ranges::reverse(result);
  return result;
}

}  // namespace

Candidates::Candidates(const Case& c, Prior prior) {
  for (const Issue& issue : c.issues) {
    const auto count = static_cast<OptionIndex>(issue.count().get_ui());
    counts_.push_back(count);
    directed_.push_back(prior == Prior::kDirections || issue.kind == IssueKind::kAmount);
    count_ *= directed_.back() ? Integer(count > 1 ? 2 : 1) : factorial(count);
    if (count > 1 && count <= kExactSteps) unit_ = std::lcm(unit_, static_cast<std::int64_t>(count - 1));
  }
  count_ *= factorial(counts_.size());
  if (std::ranges::any_of(counts_, [](OptionIndex count) { return count > kExactSteps; }))
    unit_ *= (kFineUnit + unit_ - 1) / unit_;
  for (std::size_t i = 0; i < counts_.size(); ++i) best_ += static_cast<std::int64_t>(i + 1) * unit_;
}

Candidate Candidates::make(std::vector<std::uint32_t> weights,
                           const std::vector<std::vector<std::uint32_t>>& orders) const {
  Candidate candidate;
  for (std::size_t i = 0; i < counts_.size(); ++i) {
    std::vector<std::int64_t> worth;
    for (std::uint32_t rank : orders[i])  // rank 0 is the worst
      worth.push_back(counts_[i] > 1 ? std::int64_t{weights[i]} * (unit_ * rank / (counts_[i] - 1)) : 0);
    candidate.favourites.push_back(static_cast<OptionIndex>(std::ranges::max_element(orders[i]) - orders[i].begin()));
    candidate.worth.push_back(std::move(worth));
  }
  candidate.weights = std::move(weights);
  return candidate;
}

Candidate Candidates::number(std::uint64_t index) const {
  std::vector<std::uint32_t> weights = permutation(counts_.size(), index);
  for (std::uint32_t& weight : weights) ++weight;
  std::vector<std::vector<std::uint32_t>> orders;
  for (std::size_t i = 0; i < counts_.size(); ++i) {
    if (!directed(i)) {
      orders.push_back(permutation(counts_[i], index));
    } else {
      orders.push_back(directed_order(counts_[i], counts_[i] > 1 && index % 2 == 1));
      if (counts_[i] > 1) index /= 2;
    }
  }
  return make(std::move(weights), orders);
}

Candidate Candidates::draw(Random& random) const {
  std::vector<std::uint32_t> weights = shuffled(counts_.size(), random);
  for (std::uint32_t& weight : weights) ++weight;
  std::vector<std::vector<std::uint32_t>> orders;
  for (std::size_t i = 0; i < counts_.size(); ++i)
    orders.push_back(directed(i) ? directed_order(counts_[i], random.below(2) == 1) : shuffled(counts_[i], random));
  return make(std::move(weights), orders);
}

}  // namespace parley::elicitation
