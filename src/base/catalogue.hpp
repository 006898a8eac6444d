// One explicit list of methods a module: the CLI's help, the API, the docs and the conformance tests all read it.
//
// A module defines `const Catalogue<Entry>& x_catalogue()` in one file; adding a method adds its own files and one
// line there. Entry is a MethodInfo plus whatever the module needs to call the method.
#pragma once

#include <span>
#include <string_view>

namespace parley {

enum class Maturity { kProven, kStable, kExperimental };  // proven: golden answers and brute force agree

constexpr std::string_view name_of(Maturity maturity) {
  switch (maturity) {
    case Maturity::kProven: return "proven";
    case Maturity::kStable: return "stable";
    case Maturity::kExperimental: return "experimental";
  }
  return "unknown";
}

struct MethodInfo {
  std::string_view id;      // stable, lower-case, as in JSON and on the command line
  std::string_view title;
  std::string_view needs;   // what it can be applied to, one phrase
  std::string_view source;  // where the method was published
  Maturity maturity = Maturity::kStable;
};

template <class Entry>
const Entry* find_method(std::span<const Entry> catalogue, std::string_view id) {
  for (const Entry& entry : catalogue)
    if (entry.info.id == id) return &entry;
  return nullptr;
}

}  // namespace parley
