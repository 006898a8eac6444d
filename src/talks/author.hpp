// By whom something was said, as the readers of the room see it.
#pragma once

#include <string>

#include "talks/fields.hpp"

namespace parley::talks {

struct Author {
  std::string name;          // empty for what the server does at a deadline
  std::string organisation;  // a party's id; empty for the mediator team and the server
  static constexpr auto fields() {
    return std::tuple{field("name", &Author::name), field("organisation", &Author::organisation)};
  }
  bool operator==(const Author&) const = default;
};

}  // namespace parley::talks
