// One of each kind of object in talks that gather() has opened: items, files, invitations, readouts, entries, comments,
// preferences and estimates of every party; between north and east, and between south and east, a group, a draft, a frozen
// text, a round, an agreement and a commitment; and a round of south and east that awaits the engine's suggestion.
#pragma once

#include "tests/worlds/stage.hpp"

namespace parley::worlds {

void furnish(Stage& stage);  // throws when something of it does not succeed

// Asks for every list that a person may read, so that it knows the name of every object there.
void learn_all(Stage& stage, Person& who);

}  // namespace parley::worlds
