// The written policy, docs/access.md, read as tables.
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

}  // namespace parley::worlds
