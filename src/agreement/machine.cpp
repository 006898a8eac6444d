#include "agreement/machine.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <map>
#include <set>

namespace parley::agreement {
namespace {

constexpr std::uint32_t kNoSlot = ~std::uint32_t{0};

void collect_issues(const Fold& fold, std::set<IssueIndex>& issues) {
  for (const Fold::Item& item : fold.items)
    for (const Interval& b : item.bounds) issues.insert(b.issue);
  for (const Fold& inner : fold.folds) collect_issues(inner, issues);
}

std::vector<IssueIndex> issues_of(const Fold& fold) {
  std::set<IssueIndex> issues;
  collect_issues(fold, issues);
  return {issues.begin(), issues.end()};
}

// The scopes of a problem's coupled parts: sets of issues that one state must remember together.
void collect_scopes(const Function& f, std::vector<std::vector<IssueIndex>>& scopes) {
  for (const Function::Table& t : f.tables) scopes.push_back(t.issues);
  for (const Function::Box& b : f.boxes) {
    std::vector<IssueIndex> scope;
    for (const Interval& i : b.bounds) scope.push_back(i.issue);
    scopes.push_back(std::move(scope));
  }
  for (const Fold& fold : f.folds) scopes.push_back(issues_of(fold));
}

void collect_scope(const Problem& p, const Logic& logic, std::set<IssueIndex>& issues) {
  if (logic.kind == Logic::Kind::kIs) issues.insert(logic.issue);
  if (logic.kind == Logic::Kind::kAtLeast)
    for (const Function::Unary& u : p.functions[logic.function].unary) issues.insert(u.issue);
  for (const Logic& child : logic.children) collect_scope(p, child, issues);
}

}  // namespace

std::vector<IssueIndex> narrow_order(const Problem& p, const MachineSpec& spec) {
  const std::size_t n = p.sizes.size();
  std::vector<std::vector<IssueIndex>> scopes;
  std::set<FunctionIndex> functions(spec.gains.begin(), spec.gains.end());
  for (const auto* list : {&spec.bits, &spec.hard})
    for (const Logic& logic : *list) {
      std::ranges::copy(compared_functions(logic), std::inserter(functions, functions.end()));
      std::set<IssueIndex> scope;
      collect_scope(p, logic, scope);
      scopes.emplace_back(scope.begin(), scope.end());
    }
  for (FunctionIndex f : functions) collect_scopes(p.functions[f], scopes);

  std::vector<std::vector<std::size_t>> scopes_of(n);
  std::vector<std::size_t> open(scopes.size());  // issues of the scope not yet placed
  for (std::size_t s = 0; s < scopes.size(); ++s) {
    open[s] = scopes[s].size();
    for (IssueIndex i : scopes[s]) scopes_of[i].push_back(s);
  }
  std::vector<IssueIndex> order;
  std::vector<bool> placed(n, false);
  while (order.size() < n) {
    // Next: the issue that opens the least (new scopes weighted by their size) and closes the most; small ones first.
    IssueIndex best = 0;
    double best_cost = 0;
    bool found = false;
    for (IssueIndex i = 0; i < n; ++i) {
      if (placed[i]) continue;
      double cost = 0.01 * std::log2(static_cast<double>(p.sizes[i]) + 1);
      for (std::size_t s : scopes_of[i]) {
        if (scopes[s].size() < 2) continue;
        if (open[s] == 1) cost -= 1;
        else if (open[s] == scopes[s].size()) cost += 1;
      }
      if (!found || cost < best_cost) {
        best = i;
        best_cost = cost;
        found = true;
      }
    }
    placed[best] = true;
    for (std::size_t s : scopes_of[best]) --open[s];
    order.push_back(best);
  }
  return order;
}

std::size_t open_boxes(const Problem& p, const MachineSpec& spec, const std::vector<IssueIndex>& order) {
  std::vector<std::size_t> layer_of(order.size());
  for (std::size_t layer = 0; layer < order.size(); ++layer) layer_of[order[layer]] = layer;
  std::vector<std::ptrdiff_t> change(order.size() + 1, 0);
  for (FunctionIndex f : spec.gains) {
    for (const Function::Box& box : p.functions[f].boxes) {
      std::size_t first = order.size(), last = 0;
      for (const Interval& bound : box.bounds) {
        first = std::min(first, layer_of[bound.issue]);
        last = std::max(last, layer_of[bound.issue]);
      }
      ++change[first];
      --change[last];
    }
  }
  std::ptrdiff_t open = 0, most = 0;
  for (std::ptrdiff_t c : change) most = std::max(most, open += c);
  return static_cast<std::size_t>(most);
}

template <class S>
Machine<S>::Machine(const Problem& p, const MachineSpec& spec, std::vector<IssueIndex> order)
    : order_(std::move(order)), layer_of_(p.sizes.size()), layers_(order_.size()) {
  n_gains_ = spec.gains.size();
  n_bits_ = spec.bits.size();
  n_hard_ = spec.hard.size();
  std::set<FunctionIndex> compared;
  for (const auto* list : {&spec.bits, &spec.hard})
    for (const Logic& logic : *list)
      std::ranges::copy(compared_functions(logic), std::inserter(compared, compared.end()));
  sum_functions_.assign(compared.begin(), compared.end());
  tracked_ = n_gains_ + n_bits_ + sum_functions_.size();
  constants_.assign(tracked_, S(0));
  slot_of_.assign(p.sizes.size(), kNoSlot);
  scratch_.assign(p.sizes.size(), 0);
  for (std::size_t layer = 0; layer < order_.size(); ++layer) {
    layer_of_[order_[layer]] = layer;
    layers_[layer].options = p.sizes[order_[layer]];
    layers_[layer].unary.assign(layers_[layer].options * tracked_, S(0));
  }
  rest_low_.assign((layers() + 1) * tracked_, S(0));
  rest_high_ = rest_low_;
  for (std::uint32_t g = 0; g < n_gains_; ++g) place_function(p, spec.gains[g], g);
  for (std::uint32_t k = 0; k < sum_functions_.size(); ++k)
    place_function(p, sum_functions_[k], static_cast<std::uint32_t>(n_gains_ + n_bits_ + k));
  find_rest();
  watchers_.resize(sum_functions_.size());
  for (const Logic& logic : spec.hard) roots_.push_back(place_logic(p, logic));
  for (const Logic& logic : spec.bits) roots_.push_back(place_logic(p, logic));
  find_roots();

  auto align = [](std::size_t bytes, std::size_t to) { return (bytes + to - 1) / to * to; };
  alive_at_ = align(sum_functions_.size() * sizeof(S), 8);
  slots_at_ = alive_at_ + (box_gains_.size() + 63) / 64 * 8;
  codes_at_ = slots_at_ + n_slots_ * sizeof(std::uint32_t);
  record_size_ = align(codes_at_ + nodes_.size() * sizeof(Code), 16);
}

template <class S>
std::uint32_t Machine<S>::keep(IssueIndex issue, std::size_t until) {
  Layer& home = layers_[layer_of_[issue]];
  if (slot_of_[issue] == kNoSlot) {
    slot_of_[issue] = n_slots_++;
    home.kept = true;
    home.slot = slot_of_[issue];
  } else {
    for (std::size_t layer = 0; layer < layers(); ++layer) {
      auto& dropped = layers_[layer].dropped;
      if (const auto at = std::ranges::find(dropped, slot_of_[issue]); at != dropped.end()) {
        if (layer >= until) return slot_of_[issue];
        dropped.erase(at);
      }
    }
  }
  layers_[until].dropped.push_back(slot_of_[issue]);
  return slot_of_[issue];
}

template <class S>
std::vector<typename Machine<S>::Operand> Machine<S>::operands(std::span<const IssueIndex> issues, std::size_t last) {
  std::vector<Operand> result;
  for (IssueIndex issue : issues) {
    if (layer_of_[issue] == last) result.push_back({true, 0, 0});
    else result.push_back({false, keep(issue, last), 0});
  }
  return result;
}

template <class S>
void Machine<S>::place_function(const Problem& p, FunctionIndex index, std::uint32_t column) {
  const Function& f = p.functions[index];
  constants_[column] = narrow<S>(f.constant);
  for (const Function::Unary& u : f.unary) {
    Layer& layer = layers_[layer_of_[u.issue]];
    for (OptionIndex k = 0; k < layer.options; ++k) layer.unary[k * tracked_ + column] = narrow<S>(u.values[k]);
  }
  auto last_of = [&](std::span<const IssueIndex> issues) {
    std::size_t last = 0;
    for (IssueIndex i : issues) last = std::max(last, layer_of_[i]);
    return last;
  };
  for (const Function::Table& t : f.tables) {
    const std::size_t last = last_of(t.issues);
    Table table{operands(t.issues, last), {}, column};
    std::size_t stride = 1;
    for (std::size_t k = t.issues.size(); k-- > 0; stride *= t.sizes[k]) table.operands[k].stride = stride;
    for (const Integer& v : t.values) table.values.push_back(narrow<S>(v));
    layers_[last].tables.push_back(std::move(table));
  }
  for (const Fold& fold : f.folds) {
    const std::vector<IssueIndex> issues = issues_of(fold);
    const std::size_t last = last_of(issues);
    FoldTerm term{&fold, {}, column};
    const std::vector<Operand> where = operands(issues, last);
    for (std::size_t k = 0; k < issues.size(); ++k) term.operands.emplace_back(issues[k], where[k]);
    if (!layers_.empty()) layers_[last].folds.push_back(std::move(term));
  }
  for (const Function::Box& b : f.boxes) {
    const auto box = static_cast<std::uint32_t>(box_gains_.size());
    box_gains_.push_back({{column, narrow<S>(b.value)}});
    std::size_t first = layers(), last = 0;
    for (const Interval& bound : b.bounds) {
      first = std::min(first, layer_of_[bound.issue]);
      last = std::max(last, layer_of_[bound.issue]);
    }
    for (const Interval& bound : b.bounds) {
      const std::size_t at = layer_of_[bound.issue];
      layers_[at].boxes.push_back({box, bound.low, bound.high, at == first, at == last});
    }
  }
}

template <class S>
void Machine<S>::find_rest() {
  for (std::size_t layer = layers(); layer-- > 0;) {
    const Layer& l = layers_[layer];
    S* low = rest_low_.data() + layer * tracked_;
    S* high = rest_high_.data() + layer * tracked_;
    for (std::size_t c = 0; c < tracked_; ++c) {
      S least = l.unary[c], most = l.unary[c];
      for (OptionIndex k = 1; k < l.options; ++k) {
        least = std::min(least, l.unary[k * tracked_ + c]);
        most = std::max(most, l.unary[k * tracked_ + c]);
      }
      low[c] = low[c + tracked_] + least;
      high[c] = high[c + tracked_] + most;
    }
    for (const Table& t : l.tables) {
      low[t.column] += *std::ranges::min_element(t.values);
      high[t.column] += *std::ranges::max_element(t.values);
    }
    for (const FoldTerm& t : l.folds) {
      Function alone;
      alone.folds.push_back(*t.fold);
      const Range r = range(alone);
      low[t.column] += narrow<S>(r.low);
      high[t.column] += narrow<S>(r.high);
    }
    for (const BoxEdge& edge : l.boxes) {
      if (!edge.last) continue;
      for (const Gain& g : box_gains_[edge.box]) (g.value < S(0) ? low : high)[g.column] += g.value;
    }
  }
}

template <class S>
std::uint32_t Machine<S>::place_logic(const Problem& p, const Logic& logic) {
  const auto at = static_cast<std::uint32_t>(nodes_.size());
  nodes_.emplace_back();
  place_node(at, p, logic);
  return at;
}

template <class S>
void Machine<S>::place_node(std::uint32_t at, const Problem& p, const Logic& logic) {
  Node node;
  node.kind = logic.kind;
  node.issue = logic.issue;
  node.allowed = logic.allowed;
  node.count = logic.count;
  if (logic.kind == Logic::Kind::kAtLeast) {
    const auto k = std::ranges::lower_bound(sum_functions_, logic.function) - sum_functions_.begin();
    const Function& f = p.functions[logic.function];
    node.sum = static_cast<std::uint32_t>(k);
    // A capped function never exceeds its cap; below it, the uncapped sum decides.
    if (f.cap && logic.threshold > *f.cap) node.kind = Logic::Kind::kFalse;
    else if (const Range r = range(f); logic.threshold > r.high) node.kind = Logic::Kind::kFalse;
    else if (logic.threshold <= r.low) node.kind = Logic::Kind::kTrue;
    else node.threshold = narrow<S>(logic.threshold);
    if (node.kind == Logic::Kind::kAtLeast) watchers_[node.sum].push_back(at);
  }
  std::vector<std::uint32_t> children;
  for (const Logic& child : logic.children) children.push_back(place_logic(p, child));
  node.first = static_cast<std::uint32_t>(children_.size());
  node.children = static_cast<std::uint32_t>(children.size());
  children_.insert(children_.end(), children.begin(), children.end());
  nodes_[at] = std::move(node);
}

template <class S>
void Machine<S>::touch(std::uint32_t at, std::vector<bool>& touched,
                       const std::vector<std::vector<bool>>& moved) const {
  const Node& node = nodes_[at];
  if (node.kind == Logic::Kind::kIs) touched[layer_of_[node.issue]] = true;
  if (node.kind == Logic::Kind::kAtLeast)
    for (std::size_t layer = 0; layer < layers(); ++layer)
      if (moved[layer][n_gains_ + n_bits_ + node.sum]) touched[layer] = true;
  for (std::uint32_t k = 0; k < node.children; ++k) touch(children_[node.first + k], touched, moved);
}

// Which columns a layer can change, or narrow the bounds of.
template <class S>
std::vector<bool> Machine<S>::columns_at(std::size_t layer) const {
  std::vector<bool> moved(tracked_, false);
  const Layer& l = layers_[layer];
  for (std::size_t k = 0; k < l.unary.size(); ++k)
    if (l.unary[k] != S(0)) moved[k % tracked_] = true;
  for (const Table& t : l.tables) moved[t.column] = true;
  for (const FoldTerm& t : l.folds) moved[t.column] = true;
  for (const BoxEdge& edge : l.boxes)
    for (const Gain& g : box_gains_[edge.box]) moved[g.column] = true;
  return moved;
}

template <class S>
void Machine<S>::find_roots() {
  std::vector<std::vector<bool>> moved;
  for (std::size_t layer = 0; layer < layers(); ++layer) moved.push_back(columns_at(layer));
  for (std::uint32_t r = 0; r < roots_.size(); ++r) {
    std::vector<bool> touched(layers(), false);
    touch(roots_[r], touched, moved);
    for (std::size_t layer = 0; layer < layers(); ++layer)
      if (touched[layer]) layers_[layer].roots.push_back(r);
  }
}

template <class S>
void Machine<S>::forget(std::uint32_t at, std::byte* record) const {
  const Node& node = nodes_[at];
  codes(record)[at] = kGone;
  for (std::uint32_t k = 0; k < node.children; ++k) {
    const std::uint32_t child = children_[node.first + k];
    if (codes(record)[child] != kGone) forget(child, record);
  }
}

template <class S>
typename Machine<S>::Code Machine<S>::eval_children(const Node& node, std::size_t layer, OptionIndex option,
                                                    std::byte* record, Code before) const {
  std::uint32_t known = static_cast<std::uint32_t>(before - kOpen), open = 0;
  for (std::uint32_t k = 0; k < node.children; ++k) {
    const std::uint32_t child = children_[node.first + k];
    if (codes(record)[child] == kGone) continue;
    const Code code = eval(child, layer, option, record);
    if (code >= kOpen) {
      ++open;
      continue;
    }
    if (node.kind == Logic::Kind::kNot) return code == kTrue ? kFalse : kTrue;
    if (node.kind == Logic::Kind::kAnd && code == kFalse) return kFalse;
    if (node.kind == Logic::Kind::kOr && code == kTrue) return kTrue;
    if (node.kind == Logic::Kind::kCount && code == kTrue) ++known;
    codes(record)[child] = kGone;  // a known operand that decides nothing is forgotten
  }
  if (node.kind == Logic::Kind::kCount) {
    if (known >= node.count) return kTrue;
    if (known + open < node.count) return kFalse;
    return static_cast<Code>(kOpen + known);
  }
  if (open > 0) return kOpen;
  return node.kind == Logic::Kind::kAnd ? kTrue : kFalse;  // an "or" without a true operand is false
}

// `layer` is the layer just taken, layers() when none was.
template <class S>
typename Machine<S>::Code Machine<S>::eval(std::uint32_t at, std::size_t layer, OptionIndex option,
                                           std::byte* record) const {
  Code& code = codes(record)[at];
  if (code < kOpen) return code;
  const Node& node = nodes_[at];
  Code now = kOpen;
  switch (node.kind) {
    case Logic::Kind::kTrue: now = kTrue; break;
    case Logic::Kind::kFalse: now = kFalse; break;
    case Logic::Kind::kIs:
      if (layer < layers() && order_[layer] == node.issue) now = node.allowed[option] ? kTrue : kFalse;
      break;
    case Logic::Kind::kAtLeast: {
      const std::size_t next = layer < layers() ? layer + 1 : 0;
      const std::size_t column = n_gains_ + n_bits_ + node.sum;
      const S& sum = sums(record)[node.sum];
      if (sum + rest_low(next, column) >= node.threshold) now = kTrue;
      else if (sum + rest_high(next, column) < node.threshold) now = kFalse;
      break;
    }
    default: now = eval_children(node, layer, option, record, code); break;
  }
  if (now < kOpen)
    for (std::uint32_t k = 0; k < node.children; ++k)
      if (const std::uint32_t child = children_[node.first + k]; codes(record)[child] != kGone) forget(child, record);
  code = now;
  return now;
}

template <class S>
bool Machine<S>::settle(std::span<const std::uint32_t> roots, std::size_t layer, OptionIndex option, std::byte* record,
                        S* gain) const {
  for (std::uint32_t r : roots) {
    const std::uint32_t root = roots_[r];
    if (codes(record)[root] == kGone) continue;
    const Code code = eval(root, layer, option, record);
    if (code >= kOpen) continue;
    if (r < n_hard_) {
      if (code == kFalse) return false;
    } else {
      gain[n_gains_ + (r - n_hard_)] = S(code);
    }
    codes(record)[root] = kGone;
  }
  for (std::size_t k = 0; k < watchers_.size(); ++k)
    if (std::ranges::none_of(watchers_[k], [&](std::uint32_t node) { return codes(record)[node] >= kOpen; }))
      sums(record)[k] = S(0);
  return true;
}

template <class S>
bool Machine<S>::start(std::byte* record, S* gain) const {
  std::fill_n(record, record_size_, std::byte{0});
  for (std::size_t c = 0; c < columns(); ++c) gain[c] = constants_[c];
  for (std::size_t k = 0; k < sum_functions_.size(); ++k) sums(record)[k] = constants_[n_gains_ + n_bits_ + k];
  std::fill_n(codes(record), nodes_.size(), kOpen);
  std::vector<std::uint32_t> all(roots_.size());
  for (std::uint32_t r = 0; r < all.size(); ++r) all[r] = r;
  return settle(all, layers(), 0, record, gain);
}

template <class S>
bool Machine<S>::step(std::size_t layer, const std::byte* record, OptionIndex option, std::byte* next, S* gain) const {
  const Layer& l = layers_[layer];
  const S* unary = l.unary.data() + option * tracked_;
  std::copy_n(unary, columns(), gain);
  if (record_size_ == 0 && l.folds.empty()) return true;
  std::memcpy(next, record, record_size_);
  const std::size_t first_sum = n_gains_ + n_bits_;
  auto add = [&](std::size_t column, const S& value) {
    if (column < first_sum) gain[column] += value;
    else if (!watchers_[column - first_sum].empty()) sums(next)[column - first_sum] += value;
  };
  for (std::size_t c = first_sum; c < tracked_; ++c) add(c, unary[c]);
  for (const Table& t : l.tables) {
    std::size_t cell = 0;
    for (const Operand& o : t.operands) cell += o.stride * (o.current ? option : slots(next)[o.slot]);
    add(t.column, t.values[cell]);
  }
  for (const FoldTerm& t : l.folds) {
    for (const auto& [issue, o] : t.operands) scratch_[issue] = o.current ? option : slots(next)[o.slot];
    Function alone;
    alone.folds.push_back(*t.fold);
    add(t.column, narrow<S>(value(alone, scratch_)));
  }
  for (const BoxEdge& edge : l.boxes) {
    std::uint64_t& word = alive(next)[edge.box / 64];
    const std::uint64_t bit = std::uint64_t{1} << (edge.box % 64);
    const bool lives = (edge.first || (word & bit) != 0) && option >= edge.low && option <= edge.high;
    if (lives && edge.last)
      for (const Gain& g : box_gains_[edge.box]) add(g.column, g.value);
    if (lives && !edge.last) word |= bit;
    else word &= ~bit;
  }
  for (std::uint32_t slot : l.dropped) slots(next)[slot] = 0;
  if (l.kept) slots(next)[l.slot] = option;
  return settle(l.roots, layer, option, next, gain);
}

template <class S>
bool Machine<S>::settled(const std::byte* record) const {
  return std::ranges::all_of(roots_, [&](std::uint32_t root) { return codes(record)[root] == kGone; });
}

template class Machine<std::int64_t>;
template class Machine<Int128>;
template class Machine<Int512>;

}  // namespace parley::agreement
