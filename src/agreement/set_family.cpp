#include "agreement/set_family.hpp"

#include <algorithm>
#include <iterator>

namespace parley::agreement {
namespace {

std::optional<SetFamily> either(const SetFamily& a, const SetFamily& b) {
  SetFamily all = a;
  all.insert(all.end(), b.begin(), b.end());
  all = minimal(std::move(all));
  if (all.size() > kMaxFamily) return std::nullopt;
  return all;
}

std::optional<SetFamily> both(const SetFamily& a, const SetFamily& b) {
  if (a.size() * b.size() > kMaxFamily * 10) return std::nullopt;
  SetFamily pairs;
  for (const ElementSet& x : a)
    for (const ElementSet& y : b) pairs.push_back(united(x, y));
  pairs = minimal(std::move(pairs));
  if (pairs.size() > kMaxFamily) return std::nullopt;
  return pairs;
}

// Families for "at least j of the children so far", j = 0..count, child by child.
std::optional<SetFamily> some_of(std::uint32_t count, std::span<const SetFamily> children) {
  std::vector<SetFamily> reached(count + 1);
  reached[0] = {{}};
  for (const SetFamily& child : children)
    for (std::uint32_t j = count; j > 0; --j) {  // downwards: each child counts once
      const auto longer = both(reached[j - 1], child);
      if (!longer) return std::nullopt;
      auto all = either(reached[j], *longer);
      if (!all) return std::nullopt;
      reached[j] = std::move(*all);
    }
  return reached[count];
}

}  // namespace

bool is_subset(const ElementSet& small, const ElementSet& large) { return std::ranges::includes(large, small); }

ElementSet united(const ElementSet& a, const ElementSet& b) {
  ElementSet result;
  std::ranges::set_union(a, b, std::back_inserter(result));
  return result;
}

SetFamily minimal(SetFamily sets) {
  std::ranges::sort(sets, [](const ElementSet& a, const ElementSet& b) {
    return a.size() != b.size() ? a.size() < b.size() : a < b;
  });
  const auto repeated = std::ranges::unique(sets);
  sets.erase(repeated.begin(), repeated.end());
  SetFamily kept;
  for (ElementSet& set : sets)
    if (std::ranges::none_of(kept, [&](const ElementSet& smaller) { return is_subset(smaller, set); }))
      kept.push_back(std::move(set));
  return kept;
}

std::optional<SetFamily> cheapest(const Condition& decision, std::span<const ElementSet> price) {
  using Kind = Condition::Kind;
  if (decision.kind == Kind::kParty) return SetFamily{price[decision.party]};
  if (decision.kind == Kind::kTrue) return SetFamily{{}};
  if (decision.kind == Kind::kFalse) return SetFamily{};
  std::vector<SetFamily> children;
  for (const Condition& child : decision.children) {
    auto family = cheapest(child, price);
    if (!family) return std::nullopt;
    children.push_back(std::move(*family));
  }
  auto count = static_cast<std::uint32_t>(children.size());
  if (decision.kind == Kind::kOr) count = 1;
  if (decision.kind == Kind::kAtLeast) count = decision.count;
  return some_of(count, children);
}

}  // namespace parley::agreement
