// Conditions on packages: what rules and red lines say, as a tree.
//
// Atoms      issue is one of some options; a linear sum of amounts compared with a constant; a party accepts
//            (in decision rules only)
// Nodes      not, and, or, implies, at least k of, at most k of, constants
// Text       src/case/condition_text.hpp reads and writes the language of case files
// Cost       value semantics; a copy copies the tree
#pragma once

#include <cstdint>
#include <vector>

#include "base/number.hpp"

namespace parley {

using IssueIndex = std::uint32_t;
using OptionIndex = std::uint32_t;
using PartyIndex = std::uint32_t;

// coefficient * amount of issue
struct AmountTerm {
  IssueIndex issue = 0;
  Rational coefficient = 1;

  bool operator==(const AmountTerm&) const = default;
};

struct Condition {
  enum class Kind {
    kTrue,
    kFalse,
    kIs,       // issue takes one of `options` (ascending, at least one)
    kCompare,  // sum of `terms` `order` `bound`
    kParty,    // `party` accepts
    kNot,      // of children[0]
    kAnd,      // of all children
    kOr,       // of any child
    kImplies,  // children[0] implies children[1]
    kAtLeast,  // at least `count` children hold
    kAtMost,   // at most `count` children hold
  };
  enum class Order { kLess, kLessEqual, kEqual, kNotEqual, kGreaterEqual, kGreater };

  Kind kind = Kind::kTrue;
  IssueIndex issue = 0;
  std::vector<OptionIndex> options;
  std::vector<AmountTerm> terms;
  Order order = Order::kLessEqual;
  Rational bound = 0;
  PartyIndex party = 0;
  std::uint32_t count = 0;
  std::vector<Condition> children;

  bool operator==(const Condition&) const = default;
};

}  // namespace parley
