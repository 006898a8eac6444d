// What each demand costs, when there are agreements: the price of an element of demands.hpp.
//
// Computes   for every element and every scored party, observers aside: its best score in the zone without the element,
//            minus its best score in the zone with it; never negative
// Output     in the order of the elements, prices in the parties' own points in case order
// Complete   `complete` proves every price; a price that is not proved is missing
// Cost       one single-objective search for each element and party
// Errors     none: no prices when the zone is empty (then see concessions.hpp)
#pragma once

#include <optional>
#include <vector>

#include "agreement/demands.hpp"
#include "base/work.hpp"

namespace parley::agreement {

struct Price {
  Element element;
  std::vector<std::optional<Rational>> by_party;  // one per objective party
};

struct Prices {
  std::vector<Price> prices;
  bool complete = false;
};

Prices prices(const Case& c, const Problem& p, Work& work);

}  // namespace parley::agreement
