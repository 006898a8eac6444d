// From a package on the table to better ones: within the zone, or among all feasible packages where the zone is empty.
#pragma once

#include <string>

#include "agreement/improve.hpp"
#include "service/analysis.hpp"

namespace parley::service {

struct Improving {
  Package table;
  Within within = Within::kFeasible;
  bool table_within = false;  // whether the package on the table is among those looked at itself
  agreement::Improvements improvements;
  agreement::Trades trades;
};

Improving improve(const Analysis& analysis, const Package& table, std::size_t limit, Work& work);

std::string improve_document(const Analysis& analysis, const Improving& found);

}  // namespace parley::service
