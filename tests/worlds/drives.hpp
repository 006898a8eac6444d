// How each operation of the contract is driven: where its parameters come from, what a body looks like, and whether a
// party may use it in one world only.
//
// A GET needs nothing: it is found in the contract and called with own, foreign and absent names. Any other operation is
// found too and called with a body made up from its schema; where that never succeeds the harness fails, until a line in
// drives.cpp or a story in stories.cpp says how it is used.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "broker/contract.hpp"
#include "tests/worlds/dice.hpp"
#include "tests/worlds/stage.hpp"

namespace parley::worlds {

inline const std::vector<std::string> kParties{"north", "south", "east"};
inline constexpr const char* kAbsentId = "AAAAAAAAAAAAAAAAAAAAAA";

enum class Reach {
  kOwn,  // nobody outside the caller's own rooms learns of it: may happen in one world only
  kOther,  // it may reach somebody else, or everybody: scripts do it deliberately, the viewer does it as its own act
};

struct Making {
  Dice& dice;
  const Known& known;
  std::string party;  // whose rooms the caller may use; of a mediator, the caucus
  std::vector<std::string> rooms;  // in which it may act; empty: any that it knows
  Time now;
  std::string key;  // of the caller: "head:north"
};

// Complete preferences on the case of the scripts, with bars by dice.
Json preference_answers(Making& making);
// The same with a mistake in it.
Json mistaken_answers(Making& making);

using MakeBody = Json (*)(Making&);

struct Drive {
  std::string_view operation;
  Reach reach;
  MakeBody body;  // nullptr: of the schema, if it has one
};

const Drive* find_drive(std::string_view operation);  // nullptr for one without a line
Json body_for(const broker::OperationSpec& operation, Making& making);

// Names that fit a path parameter ("room", "item"), among those known; only of the rooms given, if any.
std::vector<std::string> candidates(const broker::OperationSpec& operation, std::string_view parameter,
                                    const Known& known, const std::vector<std::string>& rooms);
// The path with its parameters filled in by `choose`.
template <class Choose>
std::string fill_path(const broker::OperationSpec& operation, Choose choose) {
  std::string path;
  for (const auto& segment : operation.segments) {
    path.push_back('/');
    if (segment.starts_with('{')) path += choose(segment.substr(1, segment.size() - 2));
    else path += segment;
  }
  return path;
}

// "?format=html": the parameters of the query that the contract demands, and some that it allows; empty if it has none.
std::string query_for(const broker::OperationSpec& operation, Making& making);

// A generated call of any operation by somebody with what it knows; none when it knows nothing to call it with.
struct MadeCall {
  std::string method, target;
  Json body;
};
std::optional<MadeCall> own_call(const broker::OperationSpec& operation, Making& making);

}  // namespace parley::worlds
