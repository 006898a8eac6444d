// Small random cases for tests that compare an engine with brute force.
//
// Computes   a case that satisfies the model's invariants, drawn from the features that are switched on
// Input      a seed and a shape; the same pair gives the same case on every machine
// Size       at most options^issues packages; keep that below a few hundred for brute force
// Ties       scores are small whole numbers (or thirds of them), so that equal vectors and equal products are common
#pragma once

#include <cstdint>

#include "case/model.hpp"

namespace parley::support {

struct Shape {
  unsigned least_parties = 2, most_parties = 4;  // scored and deciding, before observers and unscored parties
  unsigned least_issues = 1, most_issues = 4;
  unsigned least_options = 1, most_options = 4;
  unsigned largest_score = 6;    // of one term
  bool amounts = true;           // some issues are amounts, with linear terms
  bool groups = true;            // terms over two or three issues
  bool boxes = true;             // boxes inside and outside of bounds
  bool folds = true;             // least and largest of boxes, nested; needs boxes
  bool caps = true;
  bool negatives = true;         // scores below zero
  bool fractions = true;         // weights such as 2/3
  bool rules = true;
  bool red_lines = true;
  bool firm_rules = true;        // some rules are firm
  bool reservations = true;
  bool hard_reservations = false;  // reservation values near the party's best, so that zones are often empty
  bool decisions = true;         // k of n and nested decision rules beside the default
  bool observers = true;         // scored observers, sometimes named in the decision rule
  bool unscored = true;          // parties with red lines only
  bool ranges = true;            // some numbers are low..high and assumed
};

Case random_case(std::uint64_t seed, const Shape& shape = {});

}  // namespace parley::support
