// A package taken apart: who gets how much from which issue, what it satisfies, and how two packages differ.
//
// Computes   per party one line for each issue it has scores on, one for each set of issues that a group or box couples,
//            and what its cap takes away; which rules and red lines hold; who accepts; whether it is in the zone
// Identity   score = sum of the lines + cut, exactly, in the party's own points
// Input      a checked case, its problem, one option per issue. A divisible issue needs `shares` (the first party's share
//            per issue of the case, read for divisible issues only; see divisible.hpp) and DivisibleCase::discrete
// Attributed weight * value of a one-issue term or a one-issue box to its issue; a group or a box to the set of its
//            issues; the least or largest of several boxes, which cannot be divided, to all their issues together
// Cost       linear in the terms of the case
// Errors     none; a package of the wrong length or with an option that does not exist throws std::invalid_argument
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "agreement/problem.hpp"

namespace parley::agreement {

struct ScoreLine {
  std::vector<IssueIndex> issues;  // ascending; one: the issue's own; more: coupled; none: paid whatever is agreed
  Rational value;
};

struct PartyAccount {
  std::vector<ScoreLine> lines;  // issues in case order, also at 0; then coupled sets and the constant, unless 0
  Rational cut = 0;  // what the cap takes away, 0 or negative
  Rational score = 0;
  std::optional<Rational> reservation;
  std::vector<bool> red_lines;  // in case order: does it hold
  bool accepts = false;
};

struct Account {
  Package package;
  std::vector<PartyAccount> parties;  // one per party of the case, with or without scores
  std::vector<bool> rules;  // in case order: does it hold
  bool feasible = false;  // every rule holds
  bool in_zone = false;  // feasible, and the accepting parties satisfy the decision rule
};

Account explain(const Case& c, const Problem& p, const Package& package, std::span<const Rational> shares = {});

struct LineChange {
  std::vector<IssueIndex> issues;
  Rational before, after;
};

struct PartyChange {
  std::vector<LineChange> lines;  // in the order of PartyAccount::lines; a line that one side lacks counts as 0
  Rational cut_before, cut_after;
  Rational score_before, score_after;
};

// One entry per party; lines that are equal on both sides stay in.
std::vector<PartyChange> compare(const Account& before, const Account& after);

// "venue", "group: venue + weapons", or "constant".
std::string label(const Case& c, std::span<const IssueIndex> issues);

}  // namespace parley::agreement
