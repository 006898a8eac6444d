// A case brought to whole numbers: the one form in which engines see packages, scores and conditions.
//
// Computes   for every party a score function on one integer scale, exactly; for every rule, red line and the decision
//            rule a condition over options and functions
// Input      a checked case without divisible issues (src/agreement/divisible.hpp has those)
// Output     value of function f at a package, divided by f.scale, is the author's number; no rounding anywhere
// Errors     kLimit when a group's table exceeds kMaxCells, the options of all issues exceed kMaxOptions, or a party's
//            scores need more than kInt512Bits bits on one scale; kUnsupported for a divisible issue
// Cost       time and memory linear in tables, boxes and options
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/error.hpp"
#include "base/number.hpp"
#include "case/model.hpp"

namespace parley::agreement {

inline constexpr std::size_t kMaxCells = std::size_t{1} << 22;    // of one group's table
inline constexpr std::size_t kMaxOptions = std::size_t{1} << 22;  // of all issues together

using Package = std::vector<OptionIndex>;  // one option per issue of the case

struct Interval {
  IssueIndex issue = 0;
  OptionIndex low = 0, high = 0;  // inclusive
};

// The sum, least or largest of weighted boxes; `weight` multiplies the result.
struct Fold {
  struct Item {
    std::vector<Interval> bounds;  // pays if all hold
    Integer value;
  };
  BoxGroup::Fold fold = BoxGroup::Fold::kLargest;
  Integer weight;
  Integer constant;         // one more operand of a sum; unused otherwise
  std::vector<Item> items;  // an item whose bounds do not hold counts as 0
  std::vector<Fold> folds;
};

// value(package) = min(cap, constant + unary + tables + boxes + folds), all whole numbers.
struct Function {
  struct Unary {
    IssueIndex issue = 0;
    std::vector<Integer> values;  // one per option
  };
  struct Table {
    std::vector<IssueIndex> issues;  // ascending
    std::vector<std::uint32_t> sizes;  // options of each
    std::vector<Integer> values;     // row-major, the last issue fastest

    std::size_t cell(std::span<const OptionIndex> package) const {
      std::size_t at = 0;
      for (std::size_t k = 0; k < issues.size(); ++k) at = at * sizes[k] + package[issues[k]];
      return at;
    }
  };
  struct Box {
    std::vector<Interval> bounds;  // ascending by issue, at most one per issue, never all of an issue
    Integer value;                 // may be negative (an `outside` box is a constant and a negative box)
  };

  Integer scale = 1;
  Integer constant;
  std::vector<Unary> unary;  // ascending by issue, at most one per issue
  std::vector<Table> tables;
  std::vector<Box> boxes;
  std::vector<Fold> folds;
  std::optional<Integer> cap;
};

using FunctionIndex = std::uint32_t;

// A condition over options and function values.
struct Logic {
  enum class Kind {
    kTrue,
    kFalse,
    kIs,       // `allowed[option of issue]`
    kAtLeast,  // functions[function] >= threshold
    kNot,      // of children[0]
    kAnd,
    kOr,
    kCount,    // at least `count` children hold
  };
  Kind kind = Kind::kTrue;
  IssueIndex issue = 0;
  std::vector<bool> allowed;
  FunctionIndex function = 0;
  Integer threshold;
  std::uint32_t count = 0;
  std::vector<Logic> children;
};

Logic all_of(std::vector<Logic> parts);
Logic any_of(std::vector<Logic> parts);
Logic count_of(std::uint32_t count, std::vector<Logic> parts);  // at least `count` of them
Logic negation(Logic part);
Logic at_least(FunctionIndex function, Integer threshold);
Logic is(IssueIndex issue, std::vector<bool> allowed);

struct PartyView {
  std::optional<FunctionIndex> score;  // none: no scores
  std::optional<Integer> reservation;  // on the score's scale; none: any score is acceptable
  std::vector<Logic> red_lines;        // in case order
  bool objective = false;              // scored and not an observer
};

struct Problem {
  std::vector<std::uint32_t> sizes;  // options per issue, all at least 1
  std::vector<Function> functions;   // scores in party order, then the sums that conditions compare
  std::vector<PartyView> parties;    // one per party of the case
  std::vector<Logic> rules;          // one per rule of the case
  Condition decision;                // monotone, over kParty atoms

  std::vector<PartyIndex> objectives() const;  // scored parties, observers aside, in case order
};

Result<Problem> compile(const Case& c);

Integer value(const Function& f, std::span<const OptionIndex> package);
bool holds(const Problem& p, const Logic& condition, std::span<const OptionIndex> package);
Rational score(const Problem& p, PartyIndex party, std::span<const OptionIndex> package);  // in the author's points

// Smallest and largest value that interval arithmetic over the terms allows; both may be unattained.
struct Range {
  Integer low, high;
};
Range range(const Function& f);

// The functions that a condition compares, ascending.
std::vector<FunctionIndex> compared_functions(const Logic& condition);

// The same condition without comparisons that no package can change: those are true or false already.
Logic simplified(const Problem& p, const Logic& condition);

// Bits that hold the absolute value of any partial sum, threshold or cap of the problem: engines compute in the
// narrowest of 64, 128 and 512 bits that leaves room for differences (wide.hpp).
std::size_t bits_needed(const Problem& p);
inline constexpr std::size_t kInt64Bits = 60, kInt128Bits = 108, kInt512Bits = 500;

Integer packages(const Problem& p);               // size of the space
Logic feasible(const Problem& p);                 // every rule
Logic accepts(const Problem& p, PartyIndex party);  // its red lines and its reservation value
Logic zone(const Problem& p);                     // feasible, and the decision rule over acceptances

// The decision rule with `accepted[party]` in place of acceptance.
Logic decided(const Condition& decision, std::span<const Logic> accepted);

}  // namespace parley::agreement
