// The items of a room as the contract shows them, as JSON text.
//
// What is asked for most often, fifty items at a time, is written at once: a tree of values that is built, printed and
// thrown away was most of what reading a room took (docs/adr/0010).
#pragma once

#include <span>
#include <string>

#include "broker/call.hpp"

namespace parley::broker {

// An array.
std::string items_json(const Call& call, const talks::Hall& hall, std::span<const talks::Item> items);

}  // namespace parley::broker
