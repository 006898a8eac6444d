// The part of the analysis document that differs where issues are divided.
#pragma once

#include "service/scores_json.hpp"

namespace parley::service {

// A divisible issue stands in a package as the first objective party's share, a number from 0 to 1.
Json divided_package(const Analysis& analysis, const agreement::DivisiblePoint& point, bool shares);
void add_divisible(Json& document, const Analysis& analysis, bool points);

}  // namespace parley::service
