// Leaks planted by people who have not read the harness. A leak derives from Leak (leak.hpp) and gets a line in the list.
#include "tests/worlds/leak.hpp"

namespace parley::worlds {

const std::vector<PlantedLeak>& leaks_by_others() {
  static const std::vector<PlantedLeak> kLeaks;
  return kLeaks;
}

}  // namespace parley::worlds
