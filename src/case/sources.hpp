// The sources that a case may keep when preferences were taken out of it.
//
// The title of a source may say who told the mediator what. So one stays only where a number or red line that is left names
// it. Issues and rules forget theirs: what they inherit from the head of the file is said of the numbers.
#pragma once

#include "case/model.hpp"

namespace parley {

// Everything that is a party's preference, and where it comes from.
void forget_preferences(Party& party);

// The sources that stay are numbered anew, in their order.
void forget_sources(Case& subject);

}  // namespace parley
