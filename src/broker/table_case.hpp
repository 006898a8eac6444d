// The case with the preferences that are in, for one mediator, and how sure each party's are.
//
// Computes   the case as the engine takes it (preferences_in.hpp), and for each party whose preferences stand in it, from
//            whom, since when, how many numbers and how wide the widest interval is
// Input      what the viewer's own halls hold; taken under the lock, cheap; the case is built from it beside the lock
// Left out   preferences of a party whose caucus the viewer does not sit in, and of a party that has withdrawn, with the
//            sources that nothing else in the case names
// Cost       reading a case file, about 0.15 ms a kB, and fitting the answers of each party
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "broker/preferences_in.hpp"

namespace parley::broker {

struct PartyBasis {
  PreferencesIn in;
  bool assigned = true, withdrawn = false;
  std::size_t numbers = 0, ranges = 0, assumed = 0;
  std::optional<Rational> widest;  // of the intervals, in the party's points

  bool counts() const { return assigned && !withdrawn; }
};

// What a case is built from.
struct TableInput {
  std::string case_file;  // as the mediator handed it in; its scores are estimates
  talks::Author by;  // who did
  Time opened;
  std::vector<PartyBasis> parties;  // every party of the case, in its order
};

// Only when the talks are open.
TableInput table_input(const talks::View& view);

struct TableCase {
  Case subject;
  std::vector<PartyBasis> parties;  // those that can have preferences
};

TableCase table_case(TableInput input);

Json basis_json(const std::vector<PartyBasis>& parties);

}  // namespace parley::broker
