// What waits for a viewer. A subject adds a function here and a line to the list in home_operations.cpp.
#pragma once

#include "broker/call.hpp"

namespace parley::broker {

struct Waiting {
  std::string kind, text, from;
  Time since;
  std::optional<Time> until;
  std::string room, object;
  static constexpr auto fields() {
    using W = Waiting;
    return std::tuple{talks::field("kind", &W::kind),    talks::field("text", &W::text),
                      talks::field("from", &W::from),    talks::field("since", &W::since),
                      talks::field("until", &W::until),  talks::field("room", &W::room),
                      talks::field("object", &W::object)};
  }
};

void waiting_in_rooms(const Call& call, std::vector<Waiting>& waiting);
void waiting_readouts(const Call& call, std::vector<Waiting>& waiting);
void waiting_preferences(const Call& call, std::vector<Waiting>& waiting);
void waiting_rounds(const Call& call, std::vector<Waiting>& waiting);
void waiting_suggestions(const Call& call, std::vector<Waiting>& waiting);
void waiting_agreements(const Call& call, std::vector<Waiting>& waiting);
void waiting_text(const Call& call, std::vector<Waiting>& waiting);  // text_operations.cpp
void waiting_commitments(const Call& call, std::vector<Waiting>& waiting);

}  // namespace parley::broker
