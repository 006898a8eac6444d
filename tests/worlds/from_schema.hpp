// A body that an operation's schema admits, made up by dice from what the caller knows: how an operation is driven for which
// nobody has written anything better.
#pragma once

#include "tests/worlds/drives.hpp"

namespace parley::worlds {

Json from_schema(const Json& schema, Making& making);

}  // namespace parley::worlds
