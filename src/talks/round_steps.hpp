// What becomes of blind rounds by itself: they begin, lapse, and are counted.
//
// Deterministic  in the halls and the time alone, never in who asked when; each step is stamped with the time at which it
//                fell due, so that a restart or an idle night shows nowhere
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "talks/hall.hpp"

namespace parley::talks {

struct RoundStep {
  enum class Kind {
    kBegin,  // open the slots, with RoundBegun
    kLapse,  // RoundEnded: not everybody opted in
    kCount  // take the slots, destroy their key, with RoundEnded
  };
  Kind kind = Kind::kBegin;
  std::string round;
  Time time;
  std::size_t slots = 0;
  std::vector<Audience> to;  // the caucuses of the parties asked, and the table
  std::vector<std::size_t> absent;  // slots of parties that have withdrawn from the talks: they accept nothing
  bool has_subject = true;  // false: the engine's suggestion was not sent, and there was nothing to answer
};

// The next step that is due, if any.
std::optional<RoundStep> next_round_step(const Halls& halls, Time now);

RoundOutcome count_slots(const RoundStep& step, const std::vector<std::string>& slots);

// Rounds under way, by id, and where they were opened: for a log that has been restored and lost their slots.
std::vector<RoundStep> rounds_under_way(const Halls& halls);

}  // namespace parley::talks
