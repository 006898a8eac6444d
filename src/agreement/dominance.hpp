// Which rows of a matrix no other row dominates.
//
// Computes   the indices of the rows that are not weakly dominated by another (>= in every column, > in one); of equal
//            rows the one with the lowest index
// Input      rows: n x m, row-major; every column is maximised
// Output     indices in an order that depends on the rows alone
// Cost       m = 2: O(n log n). Above: rows in order of falling sums against the survivors so far, four at a time on
//            32-bit keys, page by page; O(n * survivors * m / 4) at worst, and a dominated row usually meets one that
//            dominates it early
// Ended      false when the work ended first; `kept` is then of no use
// Rejected   a flat archive (twice as slow at 12,000 survivors in five columns), 32-byte lanes without AVX (35 times
//            slower: the compiler takes them apart)
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/work.hpp"

namespace parley::agreement {

template <class S>
bool nondominated(const S* rows, std::size_t n, std::size_t m, std::vector<std::uint32_t>& kept, Work& work);

}  // namespace parley::agreement
