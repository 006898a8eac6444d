// Which mediators may act in something that concerns several parties: those who sit in the caucus of each.
#pragma once

#include "broker/call.hpp"

namespace parley::broker {

bool sits_with_all(const Call& call, const std::vector<std::string>& parties);

}  // namespace parley::broker
