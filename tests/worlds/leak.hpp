// A planted leak: something between the broker and the people that lets one side's acts show in another side's bytes.
//
// The product is built once, without leaks. A leak sits around it in the tests: it sees every request, every answer and
// everything that is written to the log, in the clear, and spoils what passes. tests/worlds/leaks.cpp lists
// those of the harness's authors, tests/worlds/foreign_leaks.cpp those of somebody who had read this header alone.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "broker/exchange.hpp"
#include "talks/entropy.hpp"
#include "talks/fields.hpp"
#include "talks/time.hpp"

namespace parley::worlds {

using talks::Json;
using talks::Time;

// One entry of the log.
struct Written {
  Time time;
  std::string audience, kind;  // "caucus:north", "item.posted"
  std::string by, organisation;  // who asked when it was written: "head:north", "north"; nobody: empty
  Json body;
};

// What a leak may look at: more than any handler can.
struct Facts {
  const std::vector<Written>& written;  // everything, in the order of the whole log
  Time now;
  std::string asking;  // "head:north", "visitor"
  std::size_t asked = 0;  // requests of everybody so far
};

class Leak {
 public:
  virtual ~Leak() = default;
  // Randomness that the product draws from a stream.
  virtual std::string bytes(talks::Entropy& real, std::string_view stream, std::size_t count) {
    return real.bytes(stream, count);
  }
  virtual void before(const Facts&, broker::Request&) {}
  virtual void after(const Facts&, const broker::Request&, broker::Response&) {}
  // Audiences that a checkpoint is asked for.
  virtual std::vector<std::string> checkpoint(const Facts&, std::vector<std::string> audiences) { return audiences; }
  // Called after each append with the event streams that are open.
  virtual void pushed(const Facts&, const std::vector<std::shared_ptr<broker::Feed>>&) {}
};

struct PlantedLeak {
  std::string_view id, what;
  std::unique_ptr<Leak> (*make)();
};

const std::vector<PlantedLeak>& planted_leaks();  // leaks.cpp
const std::vector<PlantedLeak>& foreign_leaks();  // foreign_leaks.cpp
// second_foreign_leaks.cpp: those of a second stranger, on the harness as it then was
const std::vector<PlantedLeak>& second_foreign_leaks();

}  // namespace parley::worlds
