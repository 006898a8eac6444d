// Who signs in with what: the only index over all chains, for the gate alone (src/broker/gate.hpp).
#pragma once

#include <map>
#include <string>
#include <utility>

#include "talks/audience.hpp"
#include "talks/event.hpp"

namespace parley::talks {

struct Directory {
  struct SessionOf {
    std::string person, session;
  };
  struct InvitationOf {
    Audience audience;
    std::string invitation;
  };
  std::map<std::string, std::string, std::less<>> person_by_login;
  std::map<std::string, SessionOf, std::less<>> session_by_token_hash;
  std::map<std::string, InvitationOf, std::less<>> invitation_by_secret_hash;

  void apply(const Audience& audience, const Event& event);
  // The audience's key is destroyed: nobody comes in by an invitation that stood there.
  void forget(const Audience& audience);
};

}  // namespace parley::talks
