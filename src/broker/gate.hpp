// The gate: sign-in, invitations, passwords, codes, and the end of an account. These operations alone see the directory of
// who exists; they tell nothing of it: a wrong name costs what a wrong password costs and gets the same answer.
//
// Proofs     passwords and codes wait for their turn (broker/throttle.hpp); what was checked meanwhile counts only if it still
//            stands when the turn has come
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "broker/call.hpp"
#include "broker/secrets.hpp"
#include "broker/throttle.hpp"
#include "talks/directory.hpp"

namespace parley::broker {

struct Gate {
  talks::Halls& halls;
  const talks::Directory& directory;
  Throttle& throttle;
  const std::map<std::string, std::string>& demo_secrets;  // person by hashed secret; empty unless in a demonstration
  PasswordCost cost;
  const std::string& nobodys_hash;  // of the same cost: stands in for a name that nobody has, so that it takes as long
  bool demo = false;
  std::string peer;
  std::string token;  // of the session that the request came with; empty: none
  std::string server_key;  // base64

  // The wait of one attempt to prove who one is, and the end of all waiting.
  std::chrono::milliseconds turn(const std::string& name) const {
    return throttle.turn(peer, name, Throttle::Clock::now());
  }
  void succeeded(const std::string& name) const { throttle.succeeded(peer, name); }
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
