// Home: what waits for the viewer, from whom, until when. Each subject says what of it waits, in a function of its own;
// the list below is all of them.
#include <algorithm>

#include "broker/home.hpp"
#include "broker/operations.hpp"
#include "broker/rooms.hpp"

namespace parley::broker {
namespace {

// The others are not told that a party has left until the lead announces it to everybody.
void waiting_withdrawals(const Call& call, std::vector<Waiting>& waiting) {
  if (!call.viewer.is(talks::MemberRole::kLead)) return;
  const auto& announced = call.view.opening().announcements;
  for (const auto* hall : call.view.halls()) {
    const auto& left = hall->opening.withdrawn;
    if (hall->audience.kind != talks::AudienceKind::kCaucus || !left) continue;
    if (!announced.empty() && announced.back().time >= *left) continue;
    waiting.push_back({"withdrawal",
                       party_name(call.view.subject(), hall->audience.of) +
                           " has left the talks; the others learn of it once you announce it",
                       hall->audience.of, *left, std::nullopt, to_text(hall->audience), ""});
  }
}

constexpr void (*kSubjects[])(const Call&, std::vector<Waiting>&) = {
    waiting_in_rooms,    waiting_withdrawals, waiting_readouts, waiting_preferences, waiting_rounds,
    waiting_suggestions, waiting_agreements,  waiting_text,     waiting_commitments};

}  // namespace

// The newest item of every caucus that the other side wrote: an answer may be expected.
void waiting_in_rooms(const Call& call, std::vector<Waiting>& waiting) {
  if (call.viewer.is(talks::MemberRole::kLead) && call.view.opening().state == talks::TalksState::kUnopened)
    waiting.push_back({"opening", "Open the talks on a case file", "", call.now, std::nullopt, "", ""});
  for (const auto* hall : call.view.halls()) {
    if (hall->audience.kind != talks::AudienceKind::kCaucus || hall->items.list.empty()) continue;
    const auto& last = hall->items.list.back();
    const bool from_team = last.posted.author.organisation.empty();
    if (from_team == call.viewer.on_the_team()) continue;
    waiting.push_back(
        {"caucus",
         from_team ? "The mediator wrote to you" : party_name(call.view.subject(), hall->audience.of) + " wrote to you",
         last.posted.author.organisation, last.time, std::nullopt, to_text(hall->audience), last.posted.item});
  }
}

void waiting_readouts(const Call& call, std::vector<Waiting>& waiting) {
  if (!call.viewer.of_a_party()) return;
  const auto audience = talks::caucus_of(call.viewer.organisation());
  for (const auto& readout : call.view.get(audience).readouts.list)
    if (!readout.agreed && !readout.confirmation)
      waiting.push_back({"readout", "Words that were spoken wait for your confirmation", "", readout.time, std::nullopt,
                         to_text(audience), readout.logged.readout});
}

Outcome get_home(Call& call) {
  std::vector<Waiting> waiting;
  for (const auto subject : kSubjects) subject(call, waiting);
  // What has an end comes first, the nearest end before the others; then the oldest.
  std::ranges::stable_sort(waiting, [](const Waiting& a, const Waiting& b) {
    if (a.until.has_value() != b.until.has_value()) return a.until.has_value();
    if (a.until && *a.until != *b.until) return *a.until < *b.until;
    return a.since < b.since;
  });
  return Json{{"waiting", waiting}};
}

}  // namespace parley::broker
