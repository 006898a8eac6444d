#include "talks/round_steps.hpp"

#include <algorithm>

namespace parley::talks {
namespace {

using Kind = RoundStep::Kind;

const Hall* caucus(const Halls& halls, const std::string& party) { return halls.find(caucus_of(party)); }

bool has_left(const Halls& halls, const std::string& party) {
  const auto* hall = caucus(halls, party);
  return hall != nullptr && hall->opening.withdrawn.has_value();
}

RoundStep step_of(const Halls& halls, const Rounds::Round& round, Kind kind, Time time) {
  const auto& parties = round.opened.parties;
  RoundStep step{kind, round.opened.round, time, parties.size(), {}, {}, round.has_subject()};
  for (std::size_t i = 0; i < parties.size(); ++i) {
    step.to.push_back(caucus_of(parties[i]));
    if (has_left(halls, parties[i])) step.absent.push_back(i);
  }
  step.to.push_back(kTable);
  return step;
}

// When the last party opted in; none while one has not.
std::optional<Time> all_opted_in(const Halls& halls, const Rounds::Round& round) {
  Time last;
  for (const auto& party : round.opened.parties) {
    const auto* hall = caucus(halls, party);
    const auto* same = hall == nullptr ? nullptr : hall->rounds.find(round.opened.round);
    if (same == nullptr || !same->said || !same->said->opt_in || has_left(halls, party)) return std::nullopt;
    last = std::max(last, same->said->time);
  }
  return last;
}

}  // namespace

std::optional<RoundStep> next_round_step(const Halls& halls, Time now) {
  const auto* table = halls.find(kTable);
  if (table == nullptr) return std::nullopt;
  for (const auto& round : table->rounds.list) {
    if (round.asking()) {
      if (const auto time = all_opted_in(halls, round)) return step_of(halls, round, Kind::kBegin, *time);
      if (now >= round.opened.opt_in_until) return step_of(halls, round, Kind::kLapse, round.opened.opt_in_until);
    }
    if (round.under_way() && round.forgone) return step_of(halls, round, Kind::kCount, *round.forgone);
    if (round.under_way() && now >= round.opened.answer_until)
      return step_of(halls, round, Kind::kCount, round.opened.answer_until);
  }
  return std::nullopt;
}

RoundOutcome count_slots(const RoundStep& step, const std::vector<std::string>& slots) {
  if (!step.has_subject) return RoundOutcome::kNotSuggested;
  // Every slot is looked at, whatever the ones before it hold.
  bool all = slots.size() == step.slots && step.absent.empty();
  for (const auto& slot : slots) all = accepts(slot) && all;
  return all ? RoundOutcome::kAllAccepted : RoundOutcome::kNoAgreement;
}

std::vector<RoundStep> rounds_under_way(const Halls& halls) {
  std::vector<RoundStep> steps;
  if (const auto* table = halls.find(kTable))
    for (const auto& round : table->rounds.list)
      if (round.under_way()) steps.push_back(step_of(halls, round, Kind::kCount, round.opened.answer_until));
  return steps;
}

}  // namespace parley::talks
