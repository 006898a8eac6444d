// The gate: sign-in, invitations, passwords and codes. These operations alone see the directory of who exists; they tell
// nothing of it: a wrong name costs what a wrong password costs and gets the same answer.
//
// Throttle   every failure from one address on one name makes the next answer later, up to half a minute; nothing is ever
//            locked out, and a success clears it
#pragma once

#include <chrono>
#include <map>
#include <string>
#include <string_view>

#include "broker/call.hpp"
#include "broker/secrets.hpp"
#include "talks/directory.hpp"

namespace parley::broker {

class Throttle {
 public:
  std::chrono::milliseconds delay(const std::string& key) const;
  void failed(const std::string& key);
  void succeeded(const std::string& key) { failures_.erase(key); }

 private:
  std::map<std::string, unsigned> failures_;
};

struct Gate {
  talks::Halls& halls;
  const talks::Directory& directory;
  Throttle& throttle;
  const std::map<std::string, std::string>& demo_secrets;  // person by hashed secret; empty unless in a demonstration
  PasswordCost cost;
  bool demo = false;
  std::string peer;
  std::string token;  // of the session that the request came with; empty: none
  std::string server_key;  // base64
};

using GateOperation = Outcome (*)(Call& call, const Gate& gate);
// nullptr: not the gate's.
GateOperation find_gate_operation(std::string_view id);

// The session as the contract shows it, for a viewer and the token that belongs to it.
Json session_json(const talks::Viewer& viewer, const talks::View& view, const Gate& gate, std::string_view token,
                  Time now);
// Whether this person must enrol a one-time code before anything else.
bool must_enrol(const talks::Viewer& viewer, const talks::View& view, bool demo);

}  // namespace parley::broker
