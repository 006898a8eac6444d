// How good and how bad it can get for one function, and the package that is kindest to the worst-off.
//
// Computes   largest, least: the extreme value of a function among the packages within a condition
//            extents: both for every scored party among the feasible packages
//            fairest: of the packages within a condition, an efficient one whose scores, each measured from the party's
//            least (0) to its best feasible score (1), are the largest in the leximin order; ties: first in case order
// Output     values on the function's scale; none when nothing is within
// Proved     `proved` false: the work ended first and the value is only what was found until then
// Cost       one single-objective search each; fairest: one feasibility search for each halving of the share
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "agreement/pareto.hpp"

namespace parley::agreement {

struct Extreme {
  std::optional<Integer> value;
  bool proved = false;
};

Extreme largest(const Problem& p, FunctionIndex f, const Logic& within, Work& work);
Extreme least(const Problem& p, FunctionIndex f, const Logic& within, Work& work);

// The function whose value is the negative of `f` without its cap.
Function negated(const Function& f);

// at_least, or a constant where interval arithmetic decides it: thresholds that are computed may lie far outside of what
// the engines' whole numbers hold.
Logic reaches(const Function& f, FunctionIndex index, Integer threshold);

struct Extent {
  Extreme best, least;  // no value for parties without scores
};

std::vector<Extent> extents(const Problem& p, Work& work);  // one per party of the case

struct Choice {
  std::optional<Package> package;
  bool proved = false;  // it is the one that the definition names, or none exists
};

Choice fairest(const Problem& p, const Logic& within, const std::vector<Extent>& extents, Work& work);

// The first package in case order within a condition.
Choice first_package(const Problem& p, const Logic& within, Work& work);

// The first in case order of the packages within a condition that give every scored party, observers aside, at least
// what `package` gives it. For an efficient package these are the packages with its scores.
Choice first_like(const Problem& p, const Logic& within, const Package& package, Work& work);

// A share t >= 0 such that a larger t admits more packages.
struct ShareFamily {
  std::function<Logic(const Rational& t, bool below)> admits;  // with t, or with some share below t
  std::function<Rational(const Package&)> share_of;  // the least t that admits it; asked of admitted packages
};

struct LeastShare {
  Rational share;  // attained by `package`
  Package package;
  bool proved = false;
};

// The smallest share at which a package exists, from one that is admitted with some share.
LeastShare least_share(const Problem& p, const ShareFamily& family, Package start, Work& work);

}  // namespace parley::agreement
