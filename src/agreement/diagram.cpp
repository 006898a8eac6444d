#include "agreement/diagram.hpp"

#include <algorithm>

#include "agreement/machine.hpp"
#include "agreement/state_table.hpp"

namespace parley::agreement {

namespace {

// Beyond so many boxes open at a time in so large a space, states are nearly as many as packages: not worth a start.
constexpr std::size_t kHopelessBoxes = 20;
constexpr std::int64_t kHopelessSpace = std::int64_t{1} << 32;

bool hopeless(const Problem& p, const Logic& condition, const std::vector<IssueIndex>& order) {
  if (packages(p) <= Integer(static_cast<long>(kHopelessSpace))) return false;
  MachineSpec compared;
  compared.gains = compared_functions(condition);
  return open_boxes(p, compared, order) > kHopelessBoxes;
}

}  // namespace

Diagram::Diagram(const Problem& p, const Logic& condition) : problem_(p), condition_(simplified(p, condition)) {
  count_.at_most = packages(p);
}

bool Diagram::build(bool keep, Work& work) {
  const std::size_t bits = bits_needed(problem_);
  if (bits <= kInt64Bits) return build_as<std::int64_t>(keep, work);
  if (bits <= kInt128Bits) return build_as<Int128>(keep, work);
  return build_as<Int512>(keep, work);
}

template <class S>
bool Diagram::build_as(bool keep, Work& work) {
  MachineSpec spec;
  if (condition_.kind == Logic::Kind::kAnd) spec.hard = condition_.children;
  else spec.hard.push_back(condition_);
  order_ = narrow_order(problem_, spec);
  if (hopeless(problem_, condition_, order_)) return false;
  const Machine<S> machine(problem_, spec, order_);
  const std::size_t size = machine.record_size();

  std::vector<std::byte> record(size);
  S no_gain{};
  if (!machine.start(record.data(), &no_gain)) {
    count_ = {Integer(0), 0, 0};
    return true;
  }
  StateTable states(size);
  states.find_or_add(record.data());
  std::vector<Integer> ways{Integer(1)};
  Integer rest = packages(problem_);  // packages a state would have if nothing more were excluded
  std::size_t kept_bytes = 0;
  for (std::size_t layer = 0; layer < machine.layers(); ++layer) {
    StateTable next(size);
    std::vector<Integer> next_ways;
    const std::uint32_t options = machine.options(layer);
    std::vector<std::uint32_t> edges;
    Integer possible = 0;  // an upper bound on the answer from what this layer has excluded so far
    rest /= options;
    for (std::uint32_t state = 0; state < states.size(); ++state) {
      const std::size_t bytes = states.bytes() + next.bytes() + kept_bytes + edges.capacity() * 4 +
                                (ways.size() + next_ways.capacity()) * (sizeof(Integer) + 16);
      if (!work.keep_going() || !work.memory_left(bytes)) {
        for (; state < states.size(); ++state) possible += ways[state] * options * rest;
        count_.at_most = std::min(count_.at_most, possible);
        return false;
      }
      for (OptionIndex option = 0; option < options; ++option) {
        if (!machine.step(layer, states.record(state), option, record.data(), &no_gain)) {
          if (keep) edges.push_back(kNowhere);
          continue;
        }
        const std::uint32_t target = next.find_or_add(record.data());
        if (target == next_ways.size()) next_ways.emplace_back(0);
        next_ways[target] += ways[state];
        possible += ways[state] * rest;
        if (keep) edges.push_back(target);
      }
    }
    count_.at_most = std::min(count_.at_most, possible);
    Integer certain = 0;  // states in which every condition is decided admit whatever follows
    for (std::uint32_t state = 0; state < next.size(); ++state)
      if (machine.settled(next.record(state))) certain += next_ways[state] * rest;
    count_.at_least = std::max(count_.at_least, certain);
    kept_bytes += edges.capacity() * 4;
    if (keep) next_.push_back(std::move(edges));
    states = std::move(next);
    ways = std::move(next_ways);
    work.report("zone", static_cast<double>(layer + 1) / static_cast<double>(machine.layers()));
  }
  const Integer total = ways.empty() ? Integer(0) : ways.front();
  count_ = {total, total, total};
  if (keep) count_back();
  return true;
}

void Diagram::count_back() {
  completions_.assign(next_.size() + 1, {});
  completions_.back().assign(1, 1);
  for (std::size_t layer = next_.size(); layer-- > 0;) {
    const std::uint32_t options = problem_.sizes[order_[layer]];
    auto& here = completions_[layer];
    here.assign(next_[layer].size() / options, 0);
    for (std::size_t edge = 0; edge < next_[layer].size(); ++edge)
      if (next_[layer][edge] != kNowhere) here[edge / options] += completions_[layer + 1][next_[layer][edge]];
  }
}

Package Diagram::draw(const std::function<Integer(const Integer&)>& below) const {
  Package package(problem_.sizes.size(), 0);
  std::uint32_t state = 0;
  for (std::size_t layer = 0; layer < next_.size(); ++layer) {
    const std::uint32_t options = problem_.sizes[order_[layer]];
    Integer ticket = below(completions_[layer][state]);
    for (OptionIndex option = 0; option < options; ++option) {
      const std::uint32_t target = next_[layer][state * std::size_t{options} + option];
      if (target == kNowhere) continue;
      const Integer& share = completions_[layer + 1][target];
      if (ticket < share) {
        package[order_[layer]] = option;
        state = target;
        break;
      }
      ticket -= share;
    }
  }
  return package;
}

std::vector<Package> Diagram::first(std::size_t n) const {
  std::vector<Package> found;
  Package package(problem_.sizes.size(), 0);
  // Depth first; every edge that is followed leads to at least one package, so the walk takes layers x found steps.
  auto walk = [&](auto&& self, std::size_t layer, std::uint32_t state) -> void {
    if (layer == next_.size()) {
      found.push_back(package);
      return;
    }
    const std::uint32_t options = problem_.sizes[order_[layer]];
    for (OptionIndex option = 0; option < options && found.size() < n; ++option) {
      const std::uint32_t target = next_[layer][state * std::size_t{options} + option];
      if (target == kNowhere || completions_[layer + 1][target] == 0) continue;
      package[order_[layer]] = option;
      self(self, layer + 1, target);
    }
  };
  if (n > 0 && !next_.empty() && !completions_[0].empty() && completions_[0][0] > 0) walk(walk, 0, 0);
  return found;
}

}  // namespace parley::agreement
