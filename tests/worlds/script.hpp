// A generated script of talks: what everybody does and when, in two worlds that differ in one party's secrets.
//
// Both worlds     what the viewer does, what is addressed to the viewer (docs/declassification.md), everybody else's acts:
//                 at the same time with the same content
// One world only  acts of the secret party in its room and caucus, of the mediators in its caucus, at its desk and on their
//                 text, rounds between it and the third party: other contents, other times, more or fewer
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tests/worlds/drives.hpp"

namespace parley::worlds {

struct Step {
  std::int64_t at = 0;  // seconds after the opening
  std::string who, act;
  Json with;
  std::string label;  // of the object that it makes
  int world = 0;  // 0: both
  std::uint64_t seed = 0;  // of the choices made while performing it
};

struct Script {
  std::uint64_t seed = 0;
  std::string secret;  // the party whose secrets differ
  std::string viewer;  // "head:south", "visitor", ...
  std::vector<Step> steps;  // by time
};

// `viewer`: empty for one of the generator's choice.
Script make_script(std::uint64_t seed, const std::string& viewer = {});

// Whether somebody reads an audience, as docs/access.md says; of groups only the lead is sure to.
bool reads(const std::string& key, const std::string& audience);

extern const char* const kCase;

}  // namespace parley::worlds
