#include "broker/caucuses.hpp"

#include <algorithm>

namespace parley::broker {

bool sits_with_all(const Call& call, const std::vector<std::string>& parties) {
  return std::ranges::all_of(parties,
                             [&](const auto& party) { return call.view.find(talks::caucus_of(party)) != nullptr; });
}

}  // namespace parley::broker
