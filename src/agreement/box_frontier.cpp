#include "agreement/box_frontier.hpp"

#include <algorithm>

#include "agreement/box_archive.hpp"
#include "agreement/box_bounds.hpp"
#include "agreement/box_graph.hpp"
#include "agreement/box_order.hpp"
#include "agreement/box_search.hpp"

namespace parley::agreement {
namespace {

using namespace boxes;

constexpr std::size_t kTableLimit = 4096;
constexpr std::size_t kWidth = 20000;

template <class S>
std::vector<S> totals(const Graph<S>& graph) {
  std::vector<S> sum(graph.objectives, S{0});
  for (std::size_t i = 0; i < graph.weight.size(); ++i) sum[i % graph.objectives] += graph.weight[i];
  return sum;
}

template <class S>
S common_divisor(S a, S b) {
  while (b != 0) std::swap(a %= b, b);
  return a;
}

// Divides each objective by the greatest common divisor of its weights and returns the divisors.
template <class S>
std::vector<S> reduce(Graph<S>& graph) {
  std::vector<S> divisor(graph.objectives, S{0});
  for (std::size_t i = 0; i < graph.weight.size(); ++i)
    divisor[i % graph.objectives] = common_divisor(divisor[i % graph.objectives], graph.weight[i]);
  for (S& d : divisor) d = std::max(d, S{1});
  for (std::size_t i = 0; i < graph.weight.size(); ++i) graph.weight[i] /= divisor[i % graph.objectives];
  return divisor;
}

// Shares of the objectives in each lane: for two objectives spread evenly, otherwise a fixed pattern of each alone,
// pairs and all together.
std::vector<std::vector<std::uint32_t>> shares(std::size_t objectives) {
  std::vector<std::vector<std::uint32_t>> result;
  if (objectives == 2) {
    constexpr std::uint32_t kLast = kLanes - 1;
    for (std::uint32_t k = 0; k <= kLast; ++k) result.push_back({1 + 512 * k / kLast, 1 + 512 * (kLast - k) / kLast});
    return result;
  }
  result.emplace_back(objectives, 256);
  for (std::size_t j = 0; j < objectives && result.size() < kLanes; ++j) {
    result.emplace_back(objectives, 1);
    result.back()[j] = 512;
  }
  for (std::size_t j = 0; j < objectives && result.size() < kLanes; ++j) {
    result.emplace_back(objectives, 512);
    result.back()[j] = 128;
  }
  while (result.size() < kLanes) result.push_back(result[result.size() % objectives]);
  return result;
}

template <class S>
Directions<S> directions(const Graph<S>& graph) {
  const std::vector<S> total = totals(graph);
  const S largest = std::max(S{1}, *std::ranges::max_element(total));
  Directions<S> d;
  const auto share = shares(graph.objectives);
  for (std::size_t k = 0; k < kLanes; ++k) {
    S sum = 0;
    for (std::size_t j = 0; j < graph.objectives; ++j) {
      d.factor[k].push_back(std::max(S{1}, S{share[k][j]} * (largest / std::max(S{1}, total[j]))));
      sum += d.factor[k][j] * total[j];
    }
    d.quantum[k] = sum / (S{1} << 28) + 1;
  }
  return d;
}

// The package of the least options that all taken boxes allow.
template <class S>
Package package_of(const Graph<S>& graph, std::span<const std::uint64_t> taken, std::size_t issues) {
  Package package(issues, 0);
  for (std::size_t v = 0; v < graph.size; ++v) {
    if (((taken[v / 64] >> (v % 64)) & 1U) == 0) continue;
    for (const Interval& b : graph.bounds[v]) package[b.issue] = std::max(package[b.issue], b.low);
  }
  return package;
}

template <class S>
std::vector<S> values_at(const BoxProblem<S>& problem, const Package& package) {
  std::vector<S> values = problem.constant;
  auto add = [&](const std::vector<S>& more) {
    for (std::size_t j = 0; j < values.size(); ++j) values[j] += more[j];
  };
  for (const auto& unary : problem.unary) add(unary.values[package[unary.issue]]);
  for (const auto& box : problem.boxes)
    if (std::ranges::all_of(box.bounds,
                            [&](const Interval& b) { return b.low <= package[b.issue] && package[b.issue] <= b.high; }))
      add(box.value);
  return values;
}

// An interrupted search may hold choices whose package satisfies more boxes than were chosen, so values are taken
// from the packages and filtered once more.
template <class S>
std::vector<BoxPoint<S>> points_of(const BoxProblem<S>& problem, const Graph<S>& graph, const Archive<S>& archive) {
  std::vector<BoxPoint<S>> points;
  for (const auto& entry : archive.entries()) {
    BoxPoint<S> p;
    p.package = package_of(graph, entry.taken, problem.sizes.size());
    p.values = values_at(problem, p.package);
    points.push_back(std::move(p));
  }
  std::ranges::sort(points, {}, &BoxPoint<S>::package);
  std::vector<BoxPoint<S>> kept;
  for (std::size_t i = 0; i < points.size(); ++i) {
    bool dominated = false;
    for (std::size_t o = 0; o < points.size() && !dominated; ++o) {
      const bool weakly = o != i && at_least_as_good<S>(points[o].values, points[i].values);
      dominated = weakly && (points[o].values != points[i].values || o < i);
    }
    if (!dominated) kept.push_back(points[i]);
  }
  return kept;
}

template <class S>
std::vector<S> floor_of(const BoxProblem<S>& problem, const Graph<S>& graph, const std::vector<S>& divisor) {
  std::vector<S> floor(problem.objectives, S{0});
  if (problem.at_least.empty()) return floor;
  const std::vector<S> total = totals(graph);
  for (std::size_t j = 0; j < floor.size(); ++j) {
    if (!problem.at_least[j] || *problem.at_least[j] <= graph.constant[j]) continue;
    const S missing = *problem.at_least[j] - graph.constant[j];
    floor[j] = std::min<S>(total[j] + 1, (missing + divisor[j] - 1) / divisor[j]);
  }
  return floor;
}

}  // namespace

template <class S>
BoxFrontier<S> box_frontier(const BoxProblem<S>& problem, Work& work) {
  BoxFrontier<S> result;
  Graph<S> graph;
  bool whole = make_graph(problem, graph, work);
  if (whole) {
    const auto order = search_order(graph.conflicts, graph.size, work);
    whole = order.size() == graph.size;
    if (whole) graph = reordered(graph, order);
  }
  if (!whole) graph = Graph<S>{0, problem.objectives, {}, {}, graph.constant, {}};
  const std::vector<S> divisor = reduce(graph);
  Archive<S> archive(floor_of(problem, graph, divisor));
  if (whole) {
    const Directions<S> lanes = directions(graph);
    const Bounds bounds = make_bounds(graph, lanes, kTableLimit, work);
    if (!bounds.ended) {
      dive(graph, bounds, archive);
      result.complete = search(graph, lanes, bounds, kWidth, archive, result.nodes, work);
    }
  }
  result.points = points_of(problem, graph, archive);
  return result;
}

template BoxFrontier<std::int64_t> box_frontier(const BoxProblem<std::int64_t>&, Work&);
template BoxFrontier<Wide> box_frontier(const BoxProblem<Wide>&, Work&);

}  // namespace parley::agreement
