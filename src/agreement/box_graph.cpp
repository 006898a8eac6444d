#include "agreement/box_graph.hpp"

#include <algorithm>
#include <utility>

namespace parley::agreement::boxes {
namespace {

template <class S>
struct Draft {
  std::vector<Interval> bounds;
  std::vector<S> value;
};

bool same(const Interval& a, const Interval& b) { return a.issue == b.issue && a.low == b.low && a.high == b.high; }

bool before(const Interval& a, const Interval& b) {
  if (a.issue != b.issue) return a.issue < b.issue;
  return a.low != b.low ? a.low < b.low : a.high < b.high;
}

// Sorts, intersects bounds of one issue and drops those that cover it; false when nothing satisfies them.
bool normalise(std::vector<Interval>& bounds, std::span<const std::uint32_t> sizes) {
  std::sort(bounds.begin(), bounds.end(), before);
  std::vector<Interval> kept;
  for (Interval next : bounds) {
    next.high = std::min(next.high, sizes[next.issue] - 1);
    if (!kept.empty() && kept.back().issue == next.issue) {
      next.low = std::max(next.low, kept.back().low);
      next.high = std::min(next.high, kept.back().high);
      kept.pop_back();
    }
    if (next.low > next.high) return false;
    kept.push_back(next);
  }
  std::erase_if(kept, [&](const Interval& b) { return b.low == 0 && b.high + 1 == sizes[b.issue]; });
  bounds = std::move(kept);
  return true;
}

template <class S>
void merge_equal(std::vector<Draft<S>>& drafts) {
  auto less = [](const Draft<S>& a, const Draft<S>& b) {
    return std::lexicographical_compare(a.bounds.begin(), a.bounds.end(), b.bounds.begin(), b.bounds.end(), before);
  };
  std::stable_sort(drafts.begin(), drafts.end(), less);
  std::size_t kept = 0;
  for (std::size_t i = 0; i < drafts.size(); ++i) {
    if (kept > 0 && std::ranges::equal(drafts[kept - 1].bounds, drafts[i].bounds, same)) {
      for (std::size_t j = 0; j < drafts[i].value.size(); ++j) drafts[kept - 1].value[j] += drafts[i].value[j];
    } else {
      if (kept != i) drafts[kept] = std::move(drafts[i]);
      ++kept;
    }
  }
  drafts.resize(kept);
  std::erase_if(drafts,
                [](const Draft<S>& d) { return std::ranges::all_of(d.value, [](const S& x) { return x == 0; }); });
}

// The options of an issue as boxes of one bound: the least value is taken by all of them, neighbours with equal
// values share a box.
template <class S>
void add_unary(const typename BoxProblem<S>::Unary& unary, std::uint32_t size, std::vector<S>& constant,
               std::vector<Draft<S>>& drafts) {
  std::vector<S> least = unary.values[0];
  for (std::uint32_t k = 1; k < size; ++k)
    for (std::size_t j = 0; j < least.size(); ++j) least[j] = std::min(least[j], unary.values[k][j]);
  for (std::size_t j = 0; j < least.size(); ++j) constant[j] += least[j];
  for (std::uint32_t low = 0; low < size;) {
    std::uint32_t high = low;
    while (high + 1 < size && unary.values[high + 1] == unary.values[low]) ++high;
    Draft<S> d{{{unary.issue, low, high}}, unary.values[low]};
    for (std::size_t j = 0; j < least.size(); ++j) d.value[j] -= least[j];
    drafts.push_back(std::move(d));
    low = high + 1;
  }
}

// What lies outside of a box, as disjoint boxes: outside the first bound, inside it and outside the second, and so on.
template <class S>
void add_complement(const Draft<S>& box, const std::vector<S>& value, std::span<const std::uint32_t> sizes,
                    std::vector<Draft<S>>& drafts) {
  std::vector<Interval> prefix;
  for (const Interval& b : box.bounds) {
    if (b.low > 0) {
      drafts.push_back({prefix, value});
      drafts.back().bounds.push_back({b.issue, 0, b.low - 1});
    }
    if (b.high + 1 < sizes[b.issue]) {
      drafts.push_back({prefix, value});
      drafts.back().bounds.push_back({b.issue, b.high + 1, sizes[b.issue] - 1});
    }
    prefix.push_back(b);
  }
}

template <class S>
std::vector<Draft<S>> signed_boxes(const BoxProblem<S>& problem, std::vector<S>& constant) {
  std::vector<std::vector<std::vector<S>>> unary(problem.sizes.size());
  for (const auto& u : problem.unary) {
    auto& sum = unary[u.issue];
    if (sum.empty()) {
      sum = u.values;
      continue;
    }
    for (std::size_t k = 0; k < sum.size(); ++k)
      for (std::size_t j = 0; j < sum[k].size(); ++j) sum[k][j] += u.values[k][j];
  }
  std::vector<Draft<S>> drafts;
  for (const auto& box : problem.boxes) {
    Draft<S> d{box.bounds, box.value};
    if (!normalise(d.bounds, problem.sizes)) continue;
    if (d.bounds.empty())
      for (std::size_t j = 0; j < constant.size(); ++j) constant[j] += d.value[j];
    else drafts.push_back(std::move(d));
  }
  for (IssueIndex i = 0; i < unary.size(); ++i)
    if (!unary[i].empty()) add_unary<S>({i, std::move(unary[i])}, problem.sizes[i], constant, drafts);
  std::erase_if(drafts, [&](Draft<S>& d) { return !normalise(d.bounds, problem.sizes) || d.bounds.empty(); });
  merge_equal(drafts);
  return drafts;
}

template <class S>
std::vector<Draft<S>> positive_boxes(std::vector<Draft<S>> drafts, std::span<const std::uint32_t> sizes,
                                     std::vector<S>& constant) {
  std::vector<Draft<S>> positive;
  for (Draft<S>& d : drafts) {
    std::vector<S> gain = d.value, loss(d.value.size(), S{0});
    bool gains = false, loses = false;
    for (std::size_t j = 0; j < d.value.size(); ++j) {
      if (d.value[j] < 0) {
        gain[j] = 0;
        loss[j] = -d.value[j];
        constant[j] += d.value[j];
      }
      gains |= gain[j] != 0;
      loses |= loss[j] != 0;
    }
    if (loses) add_complement(d, loss, sizes, positive);
    if (gains) positive.push_back({std::move(d.bounds), std::move(gain)});
  }
  merge_equal(positive);
  return positive;
}

bool disjoint(const std::vector<Interval>& a, const std::vector<Interval>& b) {
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    if (a[i].issue == b[j].issue) {
      if (a[i].high < b[j].low || b[j].high < a[i].low) return true;
      ++i, ++j;
    } else {
      a[i].issue < b[j].issue ? ++i : ++j;
    }
  }
  return false;
}

template <class S>
bool dominates(const Graph<S>& g, std::uint32_t v, std::uint32_t u) {
  for (std::size_t j = 0; j < g.objectives; ++j)
    if (g.weight_of(v)[j] < g.weight_of(u)[j]) return false;
  auto nv = g.conflicts.row(v), nu = g.conflicts.row(u);
  for (std::size_t w = 0; w < nv.size(); ++w) {
    std::uint64_t extra = nv[w] & ~nu[w];
    if (w == u / 64) extra &= ~(std::uint64_t{1} << (u % 64));
    if (extra != 0) return false;
  }
  return true;
}

// Wherever u is taken, its neighbour v could be taken instead at no loss, when v excludes nothing else: u goes.
template <class S>
std::vector<std::uint32_t> undominated(Graph<S>& g, Work& work) {
  std::vector<bool> gone(g.size);
  for (bool again = true; again && work.ended() == Ended::kNo;) {
    again = false;
    for (std::uint32_t u = 0; u < g.size && work.keep_going(); ++u) {
      if (gone[u]) continue;
      for (std::uint32_t v = 0; v < g.size && !gone[u]; ++v)
        if (g.conflicts.test(u, v) && dominates(g, v, u)) gone[u] = true;
      if (!gone[u]) continue;
      again = true;
      for (std::uint32_t v = 0; v < g.size; ++v) {
        g.conflicts.clear(u, v);
        g.conflicts.clear(v, u);
      }
    }
  }
  std::vector<std::uint32_t> kept;
  for (std::uint32_t v = 0; v < g.size; ++v)
    if (!gone[v]) kept.push_back(v);
  return kept;
}

}  // namespace

template <class S>
Graph<S> reordered(const Graph<S>& graph, std::span<const std::uint32_t> order) {
  Graph<S> result;
  result.size = order.size();
  result.objectives = graph.objectives;
  result.constant = graph.constant;
  result.conflicts = BitMatrix(order.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    result.bounds.push_back(graph.bounds[order[i]]);
    auto w = graph.weight_of(order[i]);
    result.weight.insert(result.weight.end(), w.begin(), w.end());
    for (std::size_t j = 0; j < order.size(); ++j)
      if (graph.conflicts.test(order[i], order[j])) result.conflicts.set(i, j);
  }
  return result;
}

template <class S>
bool make_graph(const BoxProblem<S>& problem, Graph<S>& graph, Work& work) {
  Graph<S> full;
  full.objectives = problem.objectives;
  full.constant = problem.constant;
  auto drafts = positive_boxes(signed_boxes(problem, full.constant), problem.sizes, full.constant);
  graph = full;
  if (drafts.size() > kMaxBoxVertices) return false;
  full.size = drafts.size();
  full.conflicts = BitMatrix(full.size);
  for (Draft<S>& d : drafts) {
    full.weight.insert(full.weight.end(), d.value.begin(), d.value.end());
    full.bounds.push_back(std::move(d.bounds));
  }
  for (std::size_t i = 0; i < full.size; ++i) {
    if (!work.keep_going()) return false;
    for (std::size_t j = 0; j < i; ++j)
      if (disjoint(full.bounds[i], full.bounds[j])) {
        full.conflicts.set(i, j);
        full.conflicts.set(j, i);
      }
  }
  const std::vector<std::uint32_t> kept = undominated(full, work);
  graph = reordered(full, kept);
  return work.ended() == Ended::kNo;
}

template bool make_graph(const BoxProblem<std::int64_t>&, Graph<std::int64_t>&, Work&);
template bool make_graph(const BoxProblem<Wide>&, Graph<Wide>&, Work&);
template Graph<std::int64_t> reordered(const Graph<std::int64_t>&, std::span<const std::uint32_t>);
template Graph<Wide> reordered(const Graph<Wide>&, std::span<const std::uint32_t>);

}  // namespace parley::agreement::boxes
