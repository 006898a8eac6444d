#include "agreement/pareto.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "agreement/box_frontier.hpp"
#include "agreement/dominance.hpp"
#include "agreement/labels.hpp"
#include "agreement/machine.hpp"

namespace parley::agreement {
namespace {

constexpr std::size_t kBeam = 128;            // labels a layer, for the answer that a cut run falls back on
constexpr std::size_t kOpenBoxesForStates = 12;  // beyond so many boxes open at a time, states are as many as packages
constexpr std::size_t kBoxBits = 45;  // what the box search takes in 64 bits
constexpr int kSmallSpace = 1 << 16;  // packages
constexpr int kLargeSpace = 1 << 20;
constexpr std::size_t kFewColumns = 3;

// A query taken apart into what the machine accumulates and what is decided on finished labels.
//
// A condition on scores that only asks for more (a reservation value, a decision rule over acceptances) needs no state:
// dominance keeps the best labels, and the condition is looked up on the finished ones. Its parts without scores (red
// lines inside a decision rule) become columns of 0 or 1. Every other condition is a hard condition of the machine.
class Plan {
 public:
  struct ColumnPlan {
    std::optional<Integer> ceiling, floor;
    bool threshold = false;
  };
  // The decision over finished labels: a tree over columns.
  struct Verdict {
    Logic::Kind kind = Logic::Kind::kTrue;
    std::size_t column = 0;
    Integer threshold;  // kAtLeast: column >= threshold
    std::uint32_t count = 0;
    std::vector<Verdict> children;
  };

  Plan(const Problem& p, const ParetoQuery& query) : problem_(p) {
    for (const PartyView& party : p.parties)
      if (party.score) scores_.insert(*party.score);
    for (const Objective& objective : query.objectives) add_objective(objective);
    require(simplified(p, query.within));
    for (std::size_t k = 0; k < bits_.size(); ++k) {  // bits stand after the gains
      spec.bits.push_back(bits_[k]);
      columns.push_back({});
    }
    settle_bits(verdict);
    for (std::size_t& column : objective_column)
      if (column >= kBit) column = spec.gains.size() + (column - kBit);
  }

  MachineSpec spec;
  std::vector<ColumnPlan> columns;  // as the machine's
  std::vector<std::size_t> objective_column;  // of each objective of the query
  std::vector<std::optional<Integer>> reach;  // an objective that asks whether its column reaches this
  Verdict verdict;  // kTrue: nothing is left to decide

  // Sums of boxes and one-issue tables, and nothing to remember: what the box search takes.
  bool boxes_only() const;

 private:
  static constexpr std::size_t kBit = std::size_t{1} << 32;  // a bit's column until the gains are all known

  void add_objective(const Objective& objective);
  void require(const Logic& condition);
  bool asks_for_scores(const Logic& condition, bool positive, bool& monotone) const;
  Verdict decide(const Logic& condition);
  std::size_t exact_column(FunctionIndex f);
  std::size_t threshold_column(FunctionIndex f, const Integer& threshold);
  void settle_bits(Verdict& v) const;

  const Problem& problem_;
  std::set<FunctionIndex> scores_;
  std::map<FunctionIndex, std::size_t> exact_;
  std::map<std::pair<FunctionIndex, Integer>, std::size_t> thresholds_;
  std::vector<Logic> bits_;
};

std::size_t Plan::exact_column(FunctionIndex f) {
  const auto [at, fresh] = exact_.try_emplace(f, spec.gains.size());
  if (fresh) {
    spec.gains.push_back(f);
    columns.push_back({problem_.functions[f].cap, std::nullopt, false});
  }
  return at->second;
}

// Whether f reaches the threshold: the exact column where there is one, otherwise a column that is cut there.
std::size_t Plan::threshold_column(FunctionIndex f, const Integer& threshold) {
  if (const auto at = exact_.find(f); at != exact_.end()) return at->second;
  const auto [at, fresh] = thresholds_.try_emplace({f, threshold}, spec.gains.size());
  if (fresh) {
    spec.gains.push_back(f);
    columns.push_back({threshold, std::nullopt, true});
  }
  return at->second;
}

void Plan::add_objective(const Objective& objective) {
  reach.emplace_back();
  if (const auto* f = std::get_if<FunctionIndex>(&objective)) {
    objective_column.push_back(exact_column(*f));
    return;
  }
  const Logic& condition = std::get<Logic>(objective);
  const bool comparison = condition.kind == Logic::Kind::kAtLeast && scores_.contains(condition.function);
  const auto& cap = comparison ? problem_.functions[condition.function].cap : std::optional<Integer>{};
  if (comparison && !(cap && condition.threshold > *cap)) {
    const std::size_t column = spec.gains.size();  // its own: an exact column would keep more labels than it needs
    spec.gains.push_back(condition.function);
    columns.push_back({condition.threshold, std::nullopt, true});
    objective_column.push_back(column);
    reach.back() = condition.threshold;
    return;
  }
  objective_column.push_back(kBit + bits_.size());
  bits_.push_back(condition);
}

// Does the condition compare scores, and if so, does it only ever ask for more of them?
bool Plan::asks_for_scores(const Logic& condition, bool positive, bool& monotone) const {
  if (condition.kind == Logic::Kind::kAtLeast && scores_.contains(condition.function)) {
    monotone = monotone && positive;
    return true;
  }
  if (condition.kind == Logic::Kind::kNot) return asks_for_scores(condition.children[0], !positive, monotone);
  bool found = false;
  for (const Logic& child : condition.children) found |= asks_for_scores(child, positive, monotone);
  return found;
}

void Plan::require(const Logic& condition) {
  if (condition.kind == Logic::Kind::kTrue) return;
  if (condition.kind == Logic::Kind::kAnd) {
    for (const Logic& part : condition.children) require(part);
    return;
  }
  bool monotone = true;
  if (!asks_for_scores(condition, true, monotone) || !monotone) {
    spec.hard.push_back(condition);
    return;
  }
  if (condition.kind == Logic::Kind::kAtLeast) {
    const auto& cap = problem_.functions[condition.function].cap;
    if (cap && condition.threshold > *cap) {
      spec.hard.push_back(any_of({}));
      return;
    }
    ColumnPlan& column = columns[threshold_column(condition.function, condition.threshold)];
    if (!column.floor || *column.floor < condition.threshold) column.floor = condition.threshold;
    return;
  }
  if (verdict.kind == Logic::Kind::kTrue) verdict.kind = Logic::Kind::kAnd;
  verdict.children.push_back(decide(condition));
}

Plan::Verdict Plan::decide(const Logic& condition) {
  Verdict result;
  result.kind = condition.kind;
  result.count = condition.count;
  bool monotone = true;
  if (!asks_for_scores(condition, true, monotone)) {
    result.kind = Logic::Kind::kAtLeast;
    result.column = kBit + bits_.size();
    result.threshold = 1;
    bits_.push_back(condition);
  } else if (condition.kind == Logic::Kind::kAtLeast) {
    const auto& cap = problem_.functions[condition.function].cap;
    if (cap && condition.threshold > *cap) {
      result.kind = Logic::Kind::kFalse;
    } else {
      result.column = threshold_column(condition.function, condition.threshold);
      result.threshold = condition.threshold;
    }
  } else {
    for (const Logic& child : condition.children) result.children.push_back(decide(child));
  }
  return result;
}

void Plan::settle_bits(Verdict& v) const {
  if (v.kind == Logic::Kind::kAtLeast && v.column >= kBit) v.column = spec.gains.size() + (v.column - kBit);
  for (Verdict& child : v.children) settle_bits(child);
}

bool Plan::boxes_only() const {
  if (!spec.hard.empty() || !spec.bits.empty() || spec.gains.empty()) return false;
  bool any = false;
  for (FunctionIndex f : spec.gains) {
    const Function& function = problem_.functions[f];
    if (!function.tables.empty() || !function.folds.empty()) return false;
    any |= !function.boxes.empty();
  }
  return any;
}

// A verdict with its thresholds as S.
template <class S>
struct Judge {
  Logic::Kind kind;
  std::size_t column;
  S threshold;
  std::uint32_t count;
  std::vector<Judge> children;

  explicit Judge(const Plan::Verdict& v)
      : kind(v.kind),
        column(v.column),
        threshold(narrow<S>(v.threshold)),
        count(v.count),
        children(v.children.begin(), v.children.end()) {}

  bool accepts(const S* row) const {
    auto holds = [&](const Judge& child) { return child.accepts(row); };
    switch (kind) {
      case Logic::Kind::kAtLeast: return row[column] >= threshold;
      case Logic::Kind::kFalse: return false;
      case Logic::Kind::kAnd: return std::ranges::all_of(children, holds);
      case Logic::Kind::kOr: return std::ranges::any_of(children, holds);
      case Logic::Kind::kCount: return std::ranges::count_if(children, holds) >= count;
      default: return true;
    }
  }
};

template <class S>
std::vector<Column<S>> columns_as(const std::vector<Plan::ColumnPlan>& plans) {
  std::vector<Column<S>> columns;
  for (const Plan::ColumnPlan& plan : plans) {
    Column<S> column;
    if (plan.ceiling) column.ceiling = narrow<S>(*plan.ceiling);
    if (plan.floor) column.floor = narrow<S>(*plan.floor);
    column.threshold = plan.threshold;
    columns.push_back(std::move(column));
  }
  return columns;
}

// Finished labels to objective vectors: decided, read off, filtered once more where that can matter.
template <class S>
ParetoSet read_off(const Plan& plan, Labels<S> labels) {
  const std::size_t width = plan.columns.size(), m = plan.objective_column.size();
  const Judge<S> judge(plan.verdict);
  std::vector<S> rows;
  std::vector<std::uint32_t> from;
  std::vector<std::optional<S>> reach;
  for (const auto& r : plan.reach) reach.push_back(r ? std::optional(narrow<S>(*r)) : std::nullopt);
  for (std::uint32_t i = 0; i < labels.packages.size(); ++i) {
    const S* label = labels.values.data() + i * width;
    if (!judge.accepts(label)) continue;
    for (std::size_t k = 0; k < m; ++k) {
      const S& value = label[plan.objective_column[k]];
      rows.push_back(reach[k] ? S(value >= *reach[k] ? 1 : 0) : value);
    }
    from.push_back(i);
  }
  std::vector<std::uint32_t> kept;
  Work unbounded;  // the labels are there; to filter them once more is short
  nondominated(rows.data(), from.size(), m, kept, unbounded);
  ParetoSet result;
  result.complete = labels.complete;
  for (std::uint32_t k : kept) {
    Point point;
    for (std::size_t c = 0; c < m; ++c) point.values.push_back(widen(rows[k * m + c]));
    point.package = std::move(labels.packages[from[k]]);
    result.points.push_back(std::move(point));
  }
  return result;
}

// The plan's columns as boxes; the caller has checked `boxes_only`.
template <class S>
Labels<S> box_labels(const Problem& p, const Plan& plan, Work& work) {
  BoxProblem<S> boxes;
  const std::size_t m = plan.columns.size();
  boxes.sizes = p.sizes;
  boxes.objectives = m;
  for (std::size_t c = 0; c < m; ++c) {
    const Function& f = p.functions[plan.spec.gains[c]];
    boxes.constant.push_back(narrow<S>(f.constant));
    const auto& floor = plan.columns[c].floor;
    boxes.at_least.push_back(floor ? std::optional(narrow<S>(*floor)) : std::nullopt);
    for (const Function::Unary& u : f.unary) {
      typename BoxProblem<S>::Unary unary{u.issue, {}};
      for (const Integer& v : u.values) {
        unary.values.emplace_back(m, S(0));
        unary.values.back()[c] = narrow<S>(v);
      }
      boxes.unary.push_back(std::move(unary));
    }
    for (const Function::Box& b : f.boxes) {
      typename BoxProblem<S>::Box box{b.bounds, std::vector<S>(m, S(0))};
      box.value[c] = narrow<S>(b.value);
      boxes.boxes.push_back(std::move(box));
    }
  }
  BoxFrontier<S> frontier = box_frontier(boxes, work);
  Labels<S> labels;
  labels.complete = frontier.complete;
  for (BoxPoint<S>& point : frontier.points) {
    for (std::size_t c = 0; c < m; ++c) {
      const auto& ceiling = plan.columns[c].ceiling;
      labels.values.push_back(ceiling ? std::min(point.values[c], narrow<S>(*ceiling)) : point.values[c]);
    }
    labels.packages.push_back(std::move(point.package));
  }
  return labels;
}

std::vector<Integer> upper_bounds(const Problem& p, const ParetoQuery& query) {
  std::vector<Integer> bounds;
  for (std::size_t k = 0; k < query.objectives.size(); ++k) {
    const auto* f = std::get_if<FunctionIndex>(&query.objectives[k]);
    bounds.push_back(f != nullptr ? range(p.functions[*f]).high : Integer(1));
  }
  return bounds;
}

// Tries the exact programme; when the work ends first, what a narrow beam found before is the answer.
template <class S>
Labels<S> programme(const Machine<S>& machine, const Plan& plan, bool beam_first, Work& work) {
  const std::vector<Column<S>> columns = columns_as<S>(plan.columns);
  Labels<S> fallback;
  if (beam_first) {
    fallback = best_labels(machine, columns, kBeam, work);
    if (fallback.complete || !work.keep_going()) return fallback;
  }
  Labels<S> all = best_labels(machine, columns, 0, work);
  return all.complete ? all : fallback;
}

template <class S>
ParetoSet solve(const Problem& p, const Plan& plan, const std::vector<IssueIndex>& order, Work& work) {
  const Machine<S> machine(p, plan.spec, order);
  const bool beam_first = packages(p) > kLargeSpace && (machine.record_size() > 0 || plan.columns.size() > kFewColumns);
  ParetoSet result = read_off(plan, programme(machine, plan, beam_first, work));
  result.method = machine.record_size() > 0 ? "residual-states" : "separable";
  return result;
}

ParetoSet choose(const Problem& p, const ParetoQuery& query, Work& work) {
  const Plan plan(p, query);
  const std::vector<IssueIndex> order = narrow_order(p, plan.spec);
  const std::size_t bits = bits_needed(p);
  ParetoSet result;
  if (plan.boxes_only() && bits <= kInt128Bits && packages(p) > kSmallSpace &&
      open_boxes(p, plan.spec, order) > kOpenBoxesForStates) {
    result = bits <= kBoxBits ? read_off(plan, box_labels<std::int64_t>(p, plan, work))
                              : read_off(plan, box_labels<Int128>(p, plan, work));
    result.method = "box-cliques";
  } else if (bits <= kInt64Bits) {
    result = solve<std::int64_t>(p, plan, order, work);
  } else if (bits <= kInt128Bits) {
    result = solve<Int128>(p, plan, order, work);
  } else {
    result = solve<Int512>(p, plan, order, work);
  }
  return result;
}

}  // namespace

ParetoSet pareto(const Problem& p, const ParetoQuery& query, Work& work) {
  ParetoSet result = choose(p, query, work);
  std::ranges::sort(result.points, {}, &Point::package);
  if (result.complete && !result.points.empty()) {
    result.ideal = result.points.front().values;
    for (const Point& point : result.points)
      for (std::size_t c = 0; c < result.ideal.size(); ++c)
        result.ideal[c] = std::max(result.ideal[c], point.values[c]);
  } else {
    result.ideal = upper_bounds(p, query);
  }
  return result;
}

Witness find_package(const Problem& p, const Logic& within, Work& work) {
  ParetoQuery query;
  query.within = within;
  ParetoSet found = pareto(p, query, work);
  if (!found.points.empty()) return {std::move(found.points.front().package), true};
  return {std::nullopt, found.complete};
}

}  // namespace parley::agreement
