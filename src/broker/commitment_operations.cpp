// Commitments: written down by the lead, confirmed by each party named, followed by the verifier named.
//
// One that rests on a clause of a signed agreement stands in the agreement's room. It is confirmed all the same: the clause
// binds by its signatures, but how much, until when and who verifies it are words that nobody has signed.
#include <algorithm>

#include "base/number.hpp"
#include "broker/calendar.hpp"
#include "broker/frozen_texts.hpp"
#include "broker/home.hpp"
#include "broker/operations.hpp"
#include "broker/rooms.hpp"
#include "broker/signed_clauses.hpp"

namespace parley::broker {
namespace {

using talks::Commitment;
using talks::Fulfilment;

struct Found {
  const talks::Hall* hall = nullptr;
  const Commitment* commitment = nullptr;
};

Found find_commitment(const Call& call) {
  for (const auto* hall : call.view.halls())
    if (const auto* commitment = hall->commitments.find(call.parameter("commitment"))) return {hall, commitment};
  return {};
}

// The verifier named, or the lead. A delegate speaks for its party with the mandate to send, as in every open room.
bool may_set(const talks::Viewer& viewer, const Commitment& commitment) {
  if (!commitment.in_force()) return false;
  if (viewer.is(talks::MemberRole::kLead)) return true;
  if (viewer.on_the_team() || viewer.organisation() != commitment.made.verifier) return false;
  return viewer.is(talks::MemberRole::kObserver) || viewer.has(talks::Mandate::kSend);
}

bool waits_for(const talks::Viewer& viewer, const Commitment& commitment) {
  const auto& parties = commitment.made.parties;
  return viewer.of_a_party() && !commitment.withdrawn && std::ranges::count(parties, viewer.organisation()) > 0 &&
         !commitment.confirmed_by(viewer.organisation());
}

std::string_view state_of(const Commitment& c) {
  if (c.withdrawn) return "withdrawn";
  return c.in_force() ? "in_force" : "proposed";
}

Json commitment_json(const Call& call, const Found& found, SignedClauses& clauses) {
  const auto& c = *found.commitment;
  Json out{{"id", c.made.commitment},
           {"obligation", c.made.obligation},
           {"who", c.made.who},
           {"parties", c.made.parties},
           {"quantity", c.made.quantity},
           {"unit", c.made.unit},
           {"due", c.due()},
           {"trigger", c.made.trigger},
           {"triggered", nullptr},
           {"verifier", c.made.verifier},
           {"evidence", c.made.evidence},
           {"room", to_text(found.hall->audience)},
           {"rests_on", clauses.json(*found.hall, c.made)},
           {"time", c.time},
           {"state", state_of(c)},
           {"status", c.status()},
           {"may_confirm", waits_for(call.viewer, c) && call.viewer.has(talks::Mandate::kSign)},
           {"may_set", may_set(call.viewer, c)}};
  if (c.triggered)
    out["triggered"] = {
        {"words", c.triggered->event.words}, {"author", c.triggered->author}, {"time", c.triggered->time}};
  out["confirmations"] = out["history"] = Json::array();
  for (const auto& one : c.confirmations)
    out["confirmations"].push_back({{"party", one.party}, {"author", one.author}, {"time", one.time}});
  for (const auto& one : c.history)
    out["history"].push_back(
        {{"status", one.event.status}, {"evidence", one.event.evidence}, {"author", one.author}, {"time", one.time}});
  return out;
}

// What has a date comes first, the nearest before the others; then in the order in which they were written down, the
// plenary's before those of groups.
std::vector<Found> in_order(const talks::View& view) {
  std::vector<Found> list;
  for (const auto* hall : view.halls())
    for (const auto& c : hall->commitments.list) list.push_back({hall, &c});
  std::ranges::stable_sort(list, [](const Found& a, const Found& b) {
    const auto one = a.commitment->due(), other = b.commitment->due();
    if (one.has_value() != other.has_value()) return one.has_value();
    return one && *one < *other;
  });
  return list;
}

bool in_the_case(const Case& subject, const std::string& organisation) {
  return std::ranges::find(subject.parties, organisation, &Party::id) != subject.parties.end();
}

std::optional<Failure> unfit(const Call& call, const talks::Hall& hall, const talks::CommitmentMade& event) {
  const auto& subject = *call.view.subject();
  const auto known = talks::parties_with_rooms(subject);
  for (std::size_t i = 0; i < event.parties.size(); ++i) {
    const auto& party = event.parties[i];
    if (std::ranges::count(known, party) == 0 || std::ranges::count(event.parties, party) > 1)
      return wrong("/parties/" + std::to_string(i), "this is not a party of the case, named once", "");
    if (!reads_in(hall, party))
      return wrong("/parties/" + std::to_string(i), "this party does not read where the agreement stands", "");
  }
  if (std::ranges::count(event.parties, event.who) == 0)
    return wrong("/who", "whoever owes it must be among the parties that confirm it", "");
  if (!event.verifier.empty() && !in_the_case(subject, event.verifier))
    return wrong("/verifier", "the case has no such organisation", "leave it empty for the mediator");
  if (!event.verifier.empty() && !reads_in(hall, event.verifier))
    return wrong("/verifier", "it does not read where the agreement stands", "leave it empty for the mediator");
  if (!event.quantity.empty() && !parse_number(event.quantity))
    return wrong("/quantity", "this is not a number", "write 1200 or 2.5, and the unit beside it");
  if (event.quantity.empty() && !event.unit.empty()) return wrong("/quantity", "a unit needs a quantity", "");
  if (!event.due && event.trigger.empty())
    return wrong("/due", "a commitment has a date or a trigger", "say until when, or what must happen first");
  return std::nullopt;
}

// Where it will stand. Fills in who confirms it: whom the lead names, or everybody who signed.
std::expected<const talks::Hall*, Failure> place(const Call& call, talks::CommitmentMade& event) {
  const bool named = call.body.contains("parties");
  if (named) event.parties = call.body["parties"].get<std::vector<std::string>>();
  if (event.text.empty() != event.clause.empty())
    return std::unexpected(wrong(event.clause.empty() ? "/clause" : "/agreement", "agreement and clause go together",
                                 "name both, or neither"));
  if (event.text.empty()) {
    if (!named)
      return std::unexpected(wrong("/parties", "somebody must confirm it", "without an agreement they are named"));
    return &call.view.get(talks::kPlenary);
  }
  const auto found = SignedClauses(call.view).find(event.text, event.clause);
  if (!found) return std::unexpected(found.error());
  const auto& signatories = found->agreement->opened.parties;
  if (std::ranges::count(signatories, event.who) == 0)
    return std::unexpected(wrong("/who", "whoever owes it must have signed the agreement", ""));
  if (!named) event.parties = signatories;
  return found->hall;
}

std::string organisation_name(const Call& call, const std::string& id) {
  return id.empty() ? "the mediator" : party_name(call.view.subject(), id);
}

std::string amount(const talks::CommitmentMade& made) {
  return made.quantity.empty() ? "" : made.quantity + (made.unit.empty() ? "" : " " + made.unit);
}

std::string words_for(Fulfilment status) {
  std::string words(name_of(status));
  std::ranges::replace(words, '_', ' ');
  return words;
}

std::string description(const Call& call, const Found& found, SignedClauses& clauses) {
  const auto& c = *found.commitment;
  std::string text = c.made.obligation;
  if (const auto much = amount(c.made); !much.empty()) text += "\nHow much: " + much;
  text += "\nOwed by: " + organisation_name(call, c.made.who);
  if (const auto clause = clauses.words(*found.hall, c.made); !clause.empty()) text += "\nRests on: " + clause;
  if (!c.made.trigger.empty()) text += "\nTrigger: " + c.made.trigger;
  text += "\nVerified by: " + organisation_name(call, c.made.verifier) + "\nEvidence: " + c.made.evidence;
  return text + "\nStatus: " + words_for(c.status());
}

}  // namespace

Outcome list_commitments(Call& call) {
  auto list = Json::array();
  SignedClauses clauses(call.view);
  for (const auto& one : in_order(call.view)) list.push_back(commitment_json(call, one, clauses));
  return Json{{"commitments", std::move(list)}};
}

Outcome make_commitment(Call& call) {
  const auto& body = call.body;
  talks::CommitmentMade event;
  event.obligation = body["obligation"];
  event.who = body["who"];
  event.quantity = body.value("quantity", "");
  event.unit = body.value("unit", "");
  if (body.contains("due")) event.due = body["due"].get<std::optional<Time>>();
  event.trigger = body.value("trigger", "");
  event.verifier = body["verifier"];
  event.evidence = body["evidence"];
  event.text = body.value("agreement", "");
  event.clause = body.value("clause", "");
  const auto hall = place(call, event);
  if (!hall) return hall.error();
  if (auto failure = unfit(call, **hall, event)) return *failure;
  event.commitment = call.new_id((*hall)->audience);
  Json made{{"id", event.commitment}};
  call.changes.append(**hall, std::move(event));
  return made;
}

Outcome withdraw_commitment(Call& call) {
  const auto [hall, c] = find_commitment(call);
  if (c == nullptr) return not_found();
  if (c->withdrawn) return conflict("it has been taken back already", "");
  if (c->in_force()) return conflict("this commitment is in force and nobody takes it back", "agree on a new one");
  call.changes.append(*hall, talks::CommitmentWithdrawn{c->made.commitment});
  return Json::object();
}

Outcome confirm_commitment(Call& call) {
  const auto [hall, c] = find_commitment(call);
  if (c == nullptr) return not_found();
  if (c->withdrawn) return conflict("it has been taken back", "");
  if (c->confirmed_by(call.viewer.organisation())) return conflict("your party has confirmed it already", "");
  if (!waits_for(call.viewer, *c)) return refused("only the parties named confirm a commitment", "");
  call.changes.append(*hall, talks::CommitmentConfirmed{c->made.commitment, call.viewer.organisation()});
  return Json::object();
}

Outcome trigger_commitment(Call& call) {
  const auto [hall, c] = find_commitment(call);
  if (c == nullptr) return not_found();
  if (!may_set(call.viewer, *c))
    return refused("only the verifier named, or the lead, says so, once it is in force", "");
  if (!c->waits_for_trigger()) return conflict("it does not wait for a trigger", "");
  talks::CommitmentTriggered event{c->made.commitment, call.body["words"], {}};
  if (call.body.contains("due")) event.due = call.body["due"].get<Time>();
  call.changes.append(*hall, std::move(event));
  return Json::object();
}

Outcome set_commitment_status(Call& call) {
  const auto [hall, c] = find_commitment(call);
  if (c == nullptr) return not_found();
  if (!may_set(call.viewer, *c))
    return refused("only the verifier named, or the lead, says so, once it is in force", "");
  call.changes.append(
      *hall, talks::StatusSet{c->made.commitment, call.body["evidence"], call.body["status"].get<Fulfilment>()});
  return Json::object();
}

Outcome get_commitment_calendar(Call& call) {
  std::vector<CalendarEvent> events;
  SignedClauses clauses(call.view);
  for (const auto& one : in_order(call.view)) {
    const auto* c = one.commitment;
    const auto due = c->due();
    if (!due || !c->in_force()) continue;
    events.push_back({c->made.commitment + "@parley",
                      organisation_name(call, c->made.who) + ": " + c->made.obligation,
                      description(call, one, clauses),
                      {words_for(c->status())},
                      *due,
                      c->changed,
                      c->changes});
  }
  const auto* subject = call.view.subject();
  return Answer{.download = Download{"text/calendar; charset=utf-8", "commitments.ics",
                                     to_calendar(subject == nullptr ? "Parley" : subject->title, events)}};
}

void waiting_commitments(const Call& call, std::vector<Waiting>& waiting) {
  constexpr std::int64_t kSoon = 14 * talks::kDay;
  const auto& me = call.viewer.organisation();
  for (const auto& [hall, c] : in_order(call.view)) {
    const auto add = [&](std::string text, const std::string& from, std::optional<Time> until) {
      waiting.push_back({"commitment", std::move(text) + ": " + c->made.obligation, from, c->changed, until,
                         to_text(hall->audience), c->made.commitment});
    };
    if (waits_for(call.viewer, *c) && call.viewer.has(talks::Mandate::kSign)) {
      add("A commitment waits for your confirmation", "", std::nullopt);  // the lead asks for it
      continue;
    }
    if (!c->in_force() || c->status() == Fulfilment::kFull || c->waits_for_trigger()) continue;
    const auto due = c->due();
    const bool over = due && *due <= call.now;
    if (call.viewer.of_a_party() && me == c->made.who) {
      // What has a date is said when it comes near; whoever verifies it waits for it.
      const std::string from = c->made.verifier == me ? "" : c->made.verifier;
      if (!due) add("Your commitment is owed, its trigger came about", from, due);
      else if (*due <= call.now + kSoon) add(over ? "Your commitment is overdue" : "Your commitment is due", from, due);
    } else if (over && may_set(call.viewer, *c)) {
      add("A commitment is overdue and not verified as kept", c->made.who, due);
    }
  }
}

}  // namespace parley::broker
