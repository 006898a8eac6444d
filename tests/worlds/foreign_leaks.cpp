// Leaks planted by somebody who had read tests/worlds/leak.hpp and not the harness.
#include "tests/worlds/leak.hpp"

namespace parley::worlds {

const std::vector<PlantedLeak>& foreign_leaks() {
  static const std::vector<PlantedLeak> kLeaks;
  return kLeaks;
}

}  // namespace parley::worlds
