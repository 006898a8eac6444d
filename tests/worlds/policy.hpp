// The written policy, docs/access.md and docs/declassification.md, read as tables.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace parley::worlds {

struct Granted {
  std::set<std::string> roles;
  std::string mandate;
  bool confirm = false, open = false;
};

struct Policy {
  std::map<std::string, Granted> operations;
  // By room ("caucus:PARTY"), then role: "yes", "no", "own party", "assigned", ...
  std::map<std::string, std::map<std::string, std::string>> rooms;
};

Policy read_policy();

// One way in which one side's act reaches another: events of which kinds, written in which kinds of rooms.
struct Declassification {
  std::string id;
  std::set<std::string> events, rooms;
};

std::vector<Declassification> read_declassifications();

}  // namespace parley::worlds
