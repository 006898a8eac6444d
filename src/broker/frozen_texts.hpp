// Frozen texts by their hash: which of them a party can read.
#pragma once

#include <string>

#include "talks/view.hpp"

namespace parley::broker {

// A room of the view in which the party reads too: its caucus, the plenary, a group of which it is.
bool reads_in(const talks::Hall& hall, const std::string& party);

// The frozen text with this hash that the party can read; nullptr: it was not shared with it where the viewer can see it.
const talks::SingleText::Shared* frozen_text(const talks::View& view, const std::string& party,
                                             const std::string& sha256);

}  // namespace parley::broker
