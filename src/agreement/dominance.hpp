// Which rows of a matrix no other row dominates.
//
// Computes   the indices of the rows that are not weakly dominated by another (>= in every column, > in one); of equal
//            rows the one with the lowest index
// Input      rows: n x m, row-major; every column is maximised
// Output     indices in an order that depends on the rows alone
// Cost       m <= 2: O(n log n). Above: each row is compared with the survivors so far, in order of falling sums, eight
//            at a time on 32-bit keys: O(n * survivors * m / 8) at worst, and a dominated row usually meets its
//            dominator early
// Rejected   ND-trees and divide and conquer: slower up to some 10^5 survivors in the dimensions met here
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace parley::agreement {

template <class S>
void nondominated(const S* rows, std::size_t n, std::size_t m, std::vector<std::uint32_t>& kept);

}  // namespace parley::agreement
