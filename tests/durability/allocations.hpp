// Memory that runs out at a chosen allocation, of SQLite's and of C++, in this test program only.
#pragma once

#include <cstddef>

namespace parley::durability {

// The `call`-th allocation from now on fails, and all later ones too when `forever`; 0: none does.
void fail_allocation(std::size_t call, bool forever);
bool allocation_failed();  // since the last fail_allocation
long allocations_alive();  // allocated by C++ and not freed

// While one of these lives allocations do not fail: the test's own work inside a call of SQLite.
class Spared {
 public:
  Spared();
  ~Spared();
  Spared(const Spared&) = delete;
  Spared& operator=(const Spared&) = delete;
};

}  // namespace parley::durability
