#include "tests/worlds/policy.hpp"

#include <algorithm>
#include <fstream>
#include <ranges>
#include <sstream>
#include <stdexcept>

namespace parley::worlds {
namespace {

std::vector<std::string> cells(const std::string& line) {
  std::vector<std::string> out;
  for (const auto part : line | std::views::drop(1) | std::views::split('|')) {
    std::string cell(part.begin(), part.end());
    while (cell.starts_with(' ')) cell.erase(0, 1);
    while (cell.ends_with(' ')) cell.pop_back();
    out.push_back(std::move(cell));
  }
  return out;
}

// What stands between backticks in a cell.
std::set<std::string> names(const std::string& cell) {
  std::set<std::string> found;
  for (auto at = cell.find('`'); at != std::string::npos; at = cell.find('`', at + 1)) {
    const auto end = cell.find('`', at + 1);
    found.insert(cell.substr(at + 1, end - at - 1));
    at = end;
  }
  return found;
}

}  // namespace

Policy read_policy() {
  Policy policy;
  std::ifstream in(PARLEY_SOURCE_DIR "/docs/access.md");
  std::vector<std::string> head;
  for (std::string line; std::getline(in, line);) {
    if (!line.starts_with("|")) {
      head.clear();
      continue;
    }
    const auto row = cells(line);
    if (head.empty()) head = row;
    else if (line.starts_with("|--")) continue;
    else if (head[0] == "room" && row.size() > 5) {
      auto& room = policy.rooms[row[0].substr(1, row[0].size() - 2)];
      room = {{"lead", row[1]},     {"mediator", row[2]}, {"head", row[3]},
              {"delegate", row[3]}, {"observer", row[4]}, {"anyone", row[5]}};
    } else if (head[0] == "operation" && row.size() > 4) {
      Granted granted{{}, row[2], row[3] == "yes", row[4] == "yes"};
      std::istringstream roles(row[1]);
      for (std::string role; roles >> role;) granted.roles.insert(role);
      policy.operations[row[0]] = granted;
    }
  }
  if (policy.operations.empty() || policy.rooms.empty()) throw std::runtime_error("docs/access.md has no tables");
  return policy;
}

std::vector<Declassification> read_declassifications() {
  static const std::set<std::string> kRooms{"caucus", "group", "plenary", "public", "table"};
  std::vector<Declassification> rows;
  std::ifstream in(PARLEY_SOURCE_DIR "/docs/declassification.md");
  for (std::string line; std::getline(in, line);) {
    if (!line.starts_with("| ") || line.starts_with("| id ")) continue;
    const auto row = cells(line);
    if (row.size() < 7) throw std::runtime_error("docs/declassification.md: a row lacks a column: " + line);
    rows.push_back({row[0], names(row[3]), names(row[4])});
    if (rows.back().events.empty() || rows.back().rooms.empty() || !std::ranges::includes(kRooms, rows.back().rooms))
      throw std::runtime_error("docs/declassification.md: " + row[0] + " names no event, or a room of no known kind");
  }
  if (rows.empty()) throw std::runtime_error("docs/declassification.md has no table");
  return rows;
}

}  // namespace parley::worlds
