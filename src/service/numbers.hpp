// A case's numbers: what leaves the program as a double, and how many have a source or are assumed.
#pragma once

#include <cstddef>

#include "case/model.hpp"

namespace parley::service {

// The double nearest to value / scale.
double ratio(const Integer& value, const Integer& scale);

struct NumberCounts {
  std::size_t assumed = 0;
  std::size_t sourced = 0;
  std::size_t ranged = 0;  // given as a range; assumed or sourced
};

// Scores, caps and reservation values; weights and bases that the file leaves out are no statement of anybody.
NumberCounts count_numbers(const Case& subject);

}  // namespace parley::service
