// Packages built issue by issue, with exactly as much memory of the past as the future needs.
//
// A *state* after the first k issues (in an order that the caller chooses) holds what still matters of the options taken:
// the options of issues whose tables are not complete, which boxes are still alive, how far each condition is decided,
// and the partial sums that undecided comparisons need. Everything else is forgotten and zeroed, so that two beginnings
// with the same future are the same bytes. Counting, the frontier and the search for concessions are dynamic
// programmes over these states; a separable case without rules has one state per issue.
//
// Invariants
//   I1  two beginnings with equal records admit the same completions, with the same gains
//   I2  a condition that is decided leaves no trace; `step` returns false as soon as a hard condition is false
//   I3  after the last issue every record is all zero: there is one final state
// Template   S is std::int64_t, Int128 or Int512: the narrowest in which twice any sum of absolute values fits
// Cost       step: O(tables and boxes and conditions touched by the issue)
// Lineage    nonserial dynamic programming (Bertele and Brioschi 1972); decision diagrams for optimisation (Bergman et
//            al. 2016) compile residual states in the same way
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "agreement/problem.hpp"
#include "agreement/wide.hpp"

namespace parley::agreement {

struct MachineSpec {
  std::vector<FunctionIndex> gains;  // functions (uncapped) whose value the caller accumulates
  std::vector<Logic> bits;  // conditions whose truth (0 or 1) the caller accumulates, after the gains
  std::vector<Logic> hard;  // conditions that must hold
};

// An order of the issues that keeps few of them open at a time (greedy on the product of open issues' sizes).
std::vector<IssueIndex> narrow_order(const Problem& p, const MachineSpec& spec);

// The largest number of boxes that are begun and not complete at one time, when issues come in that order.
std::size_t open_boxes(const Problem& p, const MachineSpec& spec, const std::vector<IssueIndex>& order);

template <class S>
class Machine {
 public:
  Machine(const Problem& p, const MachineSpec& spec, std::vector<IssueIndex> order);

  std::size_t layers() const { return order_.size(); }
  std::size_t columns() const { return n_gains_ + n_bits_; }
  std::size_t record_size() const { return record_size_; }  // bytes, a multiple of 16
  std::uint32_t options(std::size_t layer) const { return layers_[layer].options; }
  const std::vector<IssueIndex>& order() const { return order_; }

  // The state before any issue, and the constants of the gains; false when a hard condition cannot hold.
  bool start(std::byte* record, S* gain) const;
  // `next` and `gain` (columns() values, overwritten) of taking `option` of the layer's issue; false: inadmissible.
  bool step(std::size_t layer, const std::byte* record, OptionIndex option, std::byte* next, S* gain) const;

  // Every condition is decided and nothing is pending: whatever follows is admitted.
  bool settled(const std::byte* record) const;

  // Bounds on what the layers from `layer` on can still add to a column.
  const S& rest_low(std::size_t layer, std::size_t column) const { return rest_low_[layer * tracked_ + column]; }
  const S& rest_high(std::size_t layer, std::size_t column) const { return rest_high_[layer * tracked_ + column]; }

 private:
  using Code = std::int16_t;  // kGone, kFalse, kTrue, or kOpen + (children known true, of a count)
  static constexpr Code kGone = -1, kFalse = 0, kTrue = 1, kOpen = 2;

  struct Node {
    Logic::Kind kind;
    std::uint32_t first = 0, children = 0;  // children stand one after another in children_
    IssueIndex issue = 0;
    std::vector<bool> allowed;
    std::uint32_t sum = 0;  // tracked column of a kAtLeast
    S threshold{};
    std::uint32_t count = 0;
  };
  struct Operand {  // where a table finds the option of one of its issues
    bool current = false;
    std::uint32_t slot = 0;
    std::size_t stride = 0;
  };
  struct Table {
    std::vector<Operand> operands;
    std::vector<S> values;
    std::uint32_t column = 0;
  };
  struct FoldTerm {
    const Fold* fold = nullptr;
    std::vector<std::pair<IssueIndex, Operand>> operands;
    std::uint32_t column = 0;
  };
  struct BoxEdge {  // a box bound by the layer's issue
    std::uint32_t box = 0;
    OptionIndex low = 0, high = 0;
    bool first = false, last = false;
  };
  struct Layer {
    std::uint32_t options = 0;
    std::vector<S> unary;  // options x tracked_
    std::vector<Table> tables;
    std::vector<FoldTerm> folds;
    std::vector<BoxEdge> boxes;
    std::vector<std::uint32_t> roots;  // conditions to look at again
    std::vector<std::uint32_t> dropped;  // slots of options that nobody needs any more
    bool kept = false;  // remember this issue's option in `slot`
    std::uint32_t slot = 0;
  };
  struct Gain {
    std::uint32_t column;
    S value;
  };

  void place_function(const Problem& p, FunctionIndex f, std::uint32_t column);
  std::uint32_t place_logic(const Problem& p, const Logic& logic);
  void place_node(std::uint32_t at, const Problem& p, const Logic& logic);
  std::uint32_t keep(IssueIndex issue, std::size_t until);
  std::vector<Operand> operands(std::span<const IssueIndex> issues, std::size_t last);
  std::vector<bool> columns_at(std::size_t layer) const;
  void find_rest();
  void find_roots();
  void touch(std::uint32_t node, std::vector<bool>& at, const std::vector<std::vector<bool>>& moved) const;
  Code eval(std::uint32_t node, std::size_t layer, OptionIndex option, std::byte* record) const;
  Code eval_children(const Node& node, std::size_t layer, OptionIndex option, std::byte* record, Code before) const;
  void forget(std::uint32_t node, std::byte* record) const;
  bool settle(std::span<const std::uint32_t> roots, std::size_t layer, OptionIndex option, std::byte* record,
              S* gain) const;

  S* sums(std::byte* record) const { return reinterpret_cast<S*>(record); }
  const Code* codes(const std::byte* record) const { return reinterpret_cast<const Code*>(record + codes_at_); }
  std::uint64_t* alive(std::byte* record) const { return reinterpret_cast<std::uint64_t*>(record + alive_at_); }
  std::uint32_t* slots(std::byte* record) const { return reinterpret_cast<std::uint32_t*>(record + slots_at_); }
  Code* codes(std::byte* record) const { return reinterpret_cast<Code*>(record + codes_at_); }

  std::vector<IssueIndex> order_;
  std::vector<std::size_t> layer_of_;  // of issue
  std::vector<Layer> layers_;
  std::size_t n_gains_ = 0, n_bits_ = 0, n_hard_ = 0;
  std::size_t tracked_ = 0;  // gains, bits (their columns stay 0 here), then the sums of conditions
  std::vector<FunctionIndex> sum_functions_;
  std::vector<S> constants_;
  std::vector<S> rest_low_, rest_high_;  // (layers + 1) x tracked_
  std::vector<std::vector<Gain>> box_gains_;
  std::vector<Node> nodes_;
  std::vector<std::uint32_t> children_;
  std::vector<std::uint32_t> roots_;  // hard conditions, then bits
  std::vector<std::vector<std::uint32_t>> watchers_;  // of a sum: nodes that compare it
  std::uint32_t n_slots_ = 0;
  std::vector<std::uint32_t> slot_of_;  // of issue, kNoSlot
  std::size_t alive_at_ = 0, slots_at_ = 0, codes_at_ = 0, record_size_ = 0;
  mutable std::vector<OptionIndex> scratch_;
};

}  // namespace parley::agreement
