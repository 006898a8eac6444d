#include "agreement/labels.hpp"

#include <algorithm>
#include <numeric>

#include "agreement/dominance.hpp"
#include "agreement/state_table.hpp"

namespace parley::agreement {
namespace {

struct Back {
  std::uint32_t label;  // in the layer before
  OptionIndex option;
};

// All labels of one state, moved by one option into one state of the next layer.
struct Run {
  std::uint32_t target, source;
  OptionIndex option;
};

template <class S>
class Programme {
 public:
  Programme(const Machine<S>& machine, const std::vector<Column<S>>& columns, std::size_t beam, Work& work)
      : machine_(machine),
        columns_(columns),
        m_(machine.columns()),
        beam_(beam),
        work_(work),
        states_(machine.record_size()) {}

  Labels<S> run() {
    if (!start()) return {{}, {}, true};
    for (std::size_t layer = 0; layer < machine_.layers(); ++layer) {
      if (!advance(layer)) return {};
      work_.report("frontier", static_cast<double>(layer + 1) / static_cast<double>(machine_.layers()));
    }
    return finish();
  }

 private:
  bool start();
  bool advance(std::size_t layer);
  bool expand(std::size_t layer);
  bool gather(std::size_t layer, std::span<const Run> runs);
  bool cut(std::size_t layer, S* label) const;
  void thin();
  Labels<S> finish() const;
  std::size_t labels() const { return begin_.back(); }

  const Machine<S>& machine_;
  const std::vector<Column<S>>& columns_;
  const std::size_t m_;
  const std::size_t beam_;
  Work& work_;
  bool thinned_ = false;

  StateTable states_;
  std::vector<std::uint32_t> begin_;  // of each state's labels, and the end
  std::vector<S> values_;
  std::vector<std::vector<Back>> back_;  // per layer
  std::size_t back_bytes_ = 0;

  // Of the layer being made.
  StateTable next_states_{0};
  std::vector<Run> runs_;
  std::vector<S> gains_;  // m_ a run
  std::vector<std::uint32_t> next_begin_;
  std::vector<S> next_values_;
  std::vector<Back> next_back_;
  std::vector<S> candidates_;
  std::vector<Back> candidate_back_;
  std::vector<std::uint32_t> kept_;
};

// Applies ceilings and floors before `layer`; false if the label is lost.
template <class S>
bool Programme<S>::cut(std::size_t layer, S* label) const {
  for (std::size_t c = 0; c < m_; ++c) {
    const Column<S>& column = columns_[c];
    if (column.floor && label[c] + machine_.rest_high(layer, c) < *column.floor) return false;
    if (!column.ceiling) continue;
    const S enough = *column.ceiling - machine_.rest_low(layer, c);
    if (label[c] >= enough) label[c] = enough;
    else if (column.threshold && label[c] + machine_.rest_high(layer, c) < *column.ceiling)
      label[c] = *column.ceiling - machine_.rest_high(layer, c) - S(1);
  }
  return true;
}

template <class S>
bool Programme<S>::start() {
  std::vector<std::byte> record(machine_.record_size());
  values_.assign(m_, S(0));
  if (!machine_.start(record.data(), values_.data()) || !cut(0, values_.data())) return false;
  states_.find_or_add(record.data());
  begin_ = {0, 1};
  return true;
}

template <class S>
bool Programme<S>::expand(std::size_t layer) {
  next_states_ = StateTable(machine_.record_size());
  runs_.clear();
  gains_.clear();
  std::vector<std::byte> next(machine_.record_size());
  const std::uint32_t options = machine_.options(layer);
  for (std::uint32_t state = 0; state + 1 < begin_.size(); ++state) {
    if (begin_[state] == begin_[state + 1]) continue;
    if (!work_.keep_going()) return false;
    for (OptionIndex option = 0; option < options; ++option) {
      gains_.resize(gains_.size() + m_);
      if (!machine_.step(layer, states_.record(state), option, next.data(), gains_.data() + gains_.size() - m_)) {
        gains_.resize(gains_.size() - m_);
        continue;
      }
      runs_.push_back({next_states_.find_or_add(next.data()), state, option});
    }
    const std::size_t bytes = next_states_.bytes() + states_.bytes() + runs_.capacity() * sizeof(Run) +
                              gains_.capacity() * sizeof(S) + values_.capacity() * sizeof(S) + back_bytes_;
    if (!work_.memory_left(bytes)) return false;
  }
  return true;
}

// The nondominated labels of one state of the next layer.
template <class S>
bool Programme<S>::gather(std::size_t layer, std::span<const Run> runs) {
  candidates_.clear();
  candidate_back_.clear();
  for (const Run& run : runs) {
    const S* gain = gains_.data() + static_cast<std::size_t>(&run - runs_.data()) * m_;
    for (std::uint32_t label = begin_[run.source]; label < begin_[run.source + 1]; ++label) {
      const std::size_t at = candidates_.size();
      candidates_.resize(at + m_);
      for (std::size_t c = 0; c < m_; ++c) candidates_[at + c] = values_[label * m_ + c] + gain[c];
      if (cut(layer + 1, candidates_.data() + at)) candidate_back_.push_back({label, run.option});
      else candidates_.resize(at);
    }
    if (!work_.keep_going() || !work_.memory_left(candidates_.size() * sizeof(S) * 3 + back_bytes_)) return false;
  }
  if (!nondominated(candidates_.data(), candidate_back_.size(), m_, kept_, work_)) return false;
  for (std::uint32_t k : kept_) {
    next_values_.insert(next_values_.end(), candidates_.begin() + static_cast<std::ptrdiff_t>(k * m_),
                        candidates_.begin() + static_cast<std::ptrdiff_t>((k + 1) * m_));
    next_back_.push_back(candidate_back_[k]);
  }
  next_begin_.push_back(static_cast<std::uint32_t>(next_back_.size()));
  return work_.memory_left(next_values_.capacity() * sizeof(S) + next_back_.capacity() * sizeof(Back) + back_bytes_);
}

// Runs of the same target stand side by side, in the order in which they were made.
void group(std::vector<Run>& runs, std::vector<std::uint32_t>& order, std::uint32_t targets,
           std::vector<std::uint32_t>& ends) {
  ends.assign(targets + 1, 0);
  for (const Run& run : runs) ++ends[run.target + 1];
  std::partial_sum(ends.begin(), ends.end(), ends.begin());
  std::vector<std::uint32_t> at(ends.begin(), ends.end() - 1);
  order.resize(runs.size());
  for (std::uint32_t r = 0; r < runs.size(); ++r) order[at[runs[r].target]++] = r;
}

template <class S>
bool Programme<S>::advance(std::size_t layer) {
  if (!expand(layer)) return false;
  std::vector<std::uint32_t> order, ends;
  group(runs_, order, next_states_.size(), ends);
  std::vector<Run> runs(runs_.size());
  std::vector<S> gains(gains_.size());
  for (std::size_t k = 0; k < order.size(); ++k) {
    runs[k] = runs_[order[k]];
    std::copy_n(gains_.begin() + static_cast<std::ptrdiff_t>(order[k] * m_), m_,
                gains.begin() + static_cast<std::ptrdiff_t>(k * m_));
  }
  runs_ = std::move(runs);
  gains_ = std::move(gains);
  next_values_.clear();
  next_back_.clear();
  next_begin_.assign(1, 0);
  for (std::uint32_t target = 0; target < next_states_.size(); ++target)
    if (!gather(layer, std::span(runs_).subspan(ends[target], ends[target + 1] - ends[target]))) return false;
  values_.swap(next_values_);
  begin_.swap(next_begin_);
  std::swap(states_, next_states_);
  if (beam_ > 0) thin();
  back_bytes_ += next_back_.size() * sizeof(Back);
  back_.push_back(next_back_);
  return true;
}

// Keeps `beam_` labels: the most promising of evenly many directions, so that the ends of the frontier survive.
template <class S>
void Programme<S>::thin() {
  const std::size_t n = labels();
  if (n <= beam_) return;
  thinned_ = true;
  std::vector<std::uint32_t> order(n), rank(n, 0);
  for (std::size_t c = 0; c < m_; ++c) {
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::sort(order, [&](std::uint32_t a, std::uint32_t b) {
      const S &x = values_[a * m_ + c], &y = values_[b * m_ + c];
      return x != y ? x > y : a < b;
    });
    for (std::uint32_t r = 0; r < n; ++r) rank[order[r]] += r < beam_ / (2 * m_) ? 0 : r;
  }
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::sort(order,
                    [&](std::uint32_t a, std::uint32_t b) { return rank[a] != rank[b] ? rank[a] < rank[b] : a < b; });
  order.resize(beam_);
  std::ranges::sort(order);
  std::vector<S> values;
  std::vector<Back> back;
  std::vector<std::uint32_t> begin{0};
  std::size_t at = 0;
  for (std::uint32_t state = 0; state + 1 < begin_.size(); ++state) {
    for (; at < order.size() && order[at] < begin_[state + 1]; ++at) {
      const std::uint32_t k = order[at];
      values.insert(values.end(), values_.begin() + static_cast<std::ptrdiff_t>(k * m_),
                    values_.begin() + static_cast<std::ptrdiff_t>((k + 1) * m_));
      back.push_back(next_back_[k]);
    }
    begin.push_back(static_cast<std::uint32_t>(back.size()));
  }
  values_ = std::move(values);
  begin_ = std::move(begin);
  next_back_ = std::move(back);
}

template <class S>
Labels<S> Programme<S>::finish() const {
  Labels<S> result;
  result.complete = !thinned_;
  result.values = values_;
  for (std::uint32_t label = 0; label < labels(); ++label) {
    Package package(machine_.layers());
    std::uint32_t at = label;
    for (std::size_t layer = machine_.layers(); layer-- > 0;) {
      const Back& back = back_[layer][at];
      package[machine_.order()[layer]] = back.option;
      at = back.label;
    }
    result.packages.push_back(std::move(package));
  }
  return result;
}

}  // namespace

template <class S>
Labels<S> best_labels(const Machine<S>& machine, const std::vector<Column<S>>& columns, std::size_t beam, Work& work) {
  return Programme<S>(machine, columns, beam, work).run();
}

template Labels<std::int64_t> best_labels(const Machine<std::int64_t>&, const std::vector<Column<std::int64_t>>&,
                                          std::size_t, Work&);
template Labels<Int128> best_labels(const Machine<Int128>&, const std::vector<Column<Int128>>&, std::size_t, Work&);
template Labels<Int512> best_labels(const Machine<Int512>&, const std::vector<Column<Int512>>&, std::size_t, Work&);

}  // namespace parley::agreement
