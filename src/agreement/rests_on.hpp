// What a result rests on: the assumptions that, moved alone within their range, change a headline.
//
// Computes   for every assumed or ranged number of the case that has a range, the nearest value on each side of the
//            stated one at which a headline differs (see Headline in moved_number.hpp), exactly and without sampling
// Output     the numbers that matter, in case order, each with its flips; how many assumptions there are, how many have
//            a range and so can move at all, and how many of all matter
// Complete   `complete` proves every answer; numbers that the work or a limit left open are listed in `undecided`
// Nash       of the zone, or of the feasible packages while the zone is empty; disagreement is the reservation value, or
//            the party's least feasible score. The headline is the package: it changes when that package is no longer
//            among those with the largest product. A tie that appears changes nothing
// Cost       for each number one or two searches for rivals of the Nash package (rivals.hpp) in each class of packages
//            that it moves alike; searches for the zone and for who must give are shared by numbers on one issue
#pragma once

#include <optional>
#include <vector>

#include "agreement/moved_number.hpp"

namespace parley::agreement {

struct Dependence {
  CaseNumber number;
  std::vector<Flip> flips;  // at most one for each headline and side; not empty
};

struct RestsOn {
  std::vector<Dependence> matters;
  std::vector<CaseNumber> undecided;
  std::size_t assumptions = 0;  // assumed, or with a range
  std::size_t movable = 0;  // of these, with a range and used
  std::optional<Package> nash;  // the package that the Nash headline is about
  bool complete = false;
};

// `nash`: the package that the analysis names, if it has found it; any of those with the largest product will do.
// The numbers point into the case.
RestsOn rests_on(const Case& c, const Problem& p, const std::vector<Extent>& extents,
                 const std::optional<Package>& nash, Work& work);

}  // namespace parley::agreement
