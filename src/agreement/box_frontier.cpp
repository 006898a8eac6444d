#include "agreement/box_frontier.hpp"

#include <algorithm>

#include "agreement/box_archive.hpp"
#include "agreement/box_bounds.hpp"
#include "agreement/box_filter.hpp"
#include "agreement/box_graph.hpp"
#include "agreement/box_order.hpp"
#include "agreement/box_search.hpp"

namespace parley::agreement {
namespace {

using namespace boxes;

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

// Points in package order. An interrupted search may hold choices whose package satisfies more boxes than were chosen;
// values are therefore taken from the packages, and where one has grown the points are filtered once more.
template <class S>
std::vector<BoxPoint<S>> points_of(const BoxProblem<S>& problem, const Graph<S>& graph, const Archive<S>& archive,
                                   const std::vector<S>& divisor) {
  const std::size_t m = problem.objectives;
  std::vector<BoxPoint<S>> points;
  bool grown = false;
  for (std::size_t i = 0; i < archive.points(); ++i) {
    BoxPoint<S> p;
    p.package = package_of(graph, archive.taken(i), problem.sizes.size());
    p.values = values_at(problem, p.package);
    for (std::size_t j = 0; j < m; ++j) grown |= p.values[j] != graph.constant[j] + divisor[j] * archive.value(i)[j];
    points.push_back(std::move(p));
  }
  std::ranges::sort(points, {}, &BoxPoint<S>::package);
  if (!grown) return points;
  Work unlimited;
  std::vector<S> rows;
  for (const auto& p : points) rows.insert(rows.end(), p.values.begin(), p.values.end());
  Filter<S> filter(m);
  filter.run(rows, unlimited);
  std::vector<std::uint32_t> kept = filter.kept();
  std::ranges::sort(kept);
  std::vector<BoxPoint<S>> efficient;
  for (std::uint32_t i : kept) efficient.push_back(std::move(points[i]));
  return efficient;
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

// Narrow descents first: the points that they find let the wider ones drop most of what they meet. Tables grow along
// with the descents, since a bound costs once what it saves in every descent after it.
template <class S>
bool complete(const Graph<S>& graph, const BoxTuning& tuning, Archive<S>& archive, std::uint64_t& nodes, Work& work) {
  const Directions<S> lanes = directions(graph);
  std::size_t table_limit =
      std::clamp<std::size_t>(tuning.first_entries / std::max<std::size_t>(graph.size, 1), 1, tuning.most_per_table);
  Bounds bounds = make_bounds(graph, lanes, table_limit, work.memory() / 4, work);
  for (; bounds.ended && work.ended() == Ended::kNo && table_limit > 2; table_limit /= 4)
    bounds = make_bounds(graph, lanes, table_limit / 4, work.memory() / 4, work);
  if (bounds.ended) return false;
  dive(graph, bounds, archive);
  bool growing = true;
  const std::size_t widest = std::min(tuning.widest, work.memory() / 8 / label_bytes(graph));
  for (std::size_t width = tuning.narrowest; width <= widest; width *= tuning.widening) {
    const std::uint64_t before = nodes;
    if (beam(graph, lanes, bounds, width, archive, nodes, work)) return true;
    if (work.ended() != Ended::kNo) return false;
    if (!growing || bounds.exact || (nodes - before) * tuning.widening < bounds.entries) continue;
    Bounds larger = make_bounds(graph, lanes, table_limit * tuning.table_growth, work.memory() / 4, work);
    if (larger.ended) {
      growing = false;
      continue;
    }
    bounds = std::move(larger);
    table_limit *= tuning.table_growth;
  }
  return search(graph, lanes, bounds, std::max<std::size_t>(1, widest / (graph.size + 1)), archive, nodes, work);
}

}  // namespace

template <class S>
BoxFrontier<S> box_frontier(const BoxProblem<S>& problem, Work& work, const BoxTuning& tuning) {
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
  result.complete = whole && complete(graph, tuning, archive, result.nodes, work);
  result.points = points_of(problem, graph, archive, divisor);
  return result;
}

template BoxFrontier<std::int64_t> box_frontier(const BoxProblem<std::int64_t>&, Work&, const BoxTuning&);
template BoxFrontier<Wide> box_frontier(const BoxProblem<Wide>&, Work&, const BoxTuning&);

}  // namespace parley::agreement
