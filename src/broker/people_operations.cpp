// Sessions, invitations, mandates: what a signed-in person sees and changes of people.
#include <algorithm>

#include "broker/operations.hpp"
#include "broker/secrets.hpp"
#include "store/bytes.hpp"

namespace parley::broker {
namespace {

using talks::MemberRole;
using talks::People;

bool is_party_for(const Case* subject, const std::string& organisation, MemberRole role) {
  if (subject == nullptr) return false;
  return std::ranges::any_of(subject->parties, [&](const Party& party) {
    if (party.id != organisation) return false;
    return role == MemberRole::kHead ? talks::has_room(party) : party.role == Role::kObserver;
  });
}

// Where the case is known, a party with a caucus; before, whatever a hall could be called.
std::optional<Failure> no_such_caucus(const Call& call, const std::vector<std::string>& parties,
                                      const std::string& at) {
  const auto* subject = call.view.subject();
  const auto known = subject == nullptr ? parties : talks::parties_with_rooms(*subject);
  for (std::size_t i = 0; i < parties.size(); ++i)
    if (std::ranges::count(known, parties[i]) == 0 || !store::is_audience(to_text(talks::caucus_of(parties[i]))))
      return wrong(at + "/" + std::to_string(i), "the case has no such party with a caucus", "");
  return std::nullopt;
}

std::string_view state_of(const People::Invitation& invitation, Time now) {
  switch (invitation.state) {
    case People::State::kAccepted: return "accepted";
    case People::State::kWithdrawn: return "withdrawn";
    case People::State::kOpen: break;
  }
  return invitation.made.expires <= now ? "expired" : "open";
}

}  // namespace

Outcome list_sessions(Call& call) {
  auto list = Json::array();
  const auto& account = call.view.get(talks::account_of(call.viewer.person->id)).account;
  for (const auto& s : account.sessions)
    if (call.now < s.expires)
      list.push_back(
          {{"id", s.id}, {"begun", s.begun}, {"expires", s.expires}, {"current", s.id == call.viewer.session}});
  return Json{{"sessions", std::move(list)}};
}

Outcome list_invitations(Call& call) {
  auto list = Json::array();
  for (const auto& i : call.own_people().people.invitations)
    list.push_back({{"id", i.made.invitation},
                    {"name", i.made.name},
                    {"role", i.made.role},
                    {"organisation", i.made.organisation},
                    {"expires", i.made.expires},
                    {"state", state_of(i, call.now)}});
  return Json{{"invitations", std::move(list)}};
}

Outcome invite(Call& call) {
  const bool head = call.viewer.is(MemberRole::kHead);
  talks::InvitationMade event;
  event.role = call.body["role"].get<MemberRole>();
  event.name = call.body["name"];
  event.organisation = head ? call.viewer.organisation() : call.body.value("organisation", "");
  event.expires = call.now + call.body.value("days", 7) * talks::kDay;
  if (call.body.contains("caucuses")) event.caucuses = call.body["caucuses"].get<std::vector<std::string>>();
  if (head != (event.role == MemberRole::kDelegate))
    return wrong("/role", "a head invites delegates; the mediator invites heads, observers and its own team", "");
  const bool of_party = event.role == MemberRole::kHead || event.role == MemberRole::kObserver;
  if (event.role != MemberRole::kMediator && !event.caucuses.empty())
    return wrong("/caucuses", "caucuses are assigned to members of the mediator team", "");
  if (talks::on_the_team(event.role) && !event.organisation.empty())
    return wrong("/organisation", "the mediator team speaks for no party", "leave it out");
  if (auto failure = no_such_caucus(call, event.caucuses, "/caucuses")) return *failure;
  if (of_party && !head && !is_party_for(call.view.subject(), event.organisation, event.role))
    return wrong("/organisation", "the case has no such party for this role",
                 "open the talks first; a head leads a party with a room, an observer comes from an observing party");
  const auto& hall = call.own_people();
  const auto stream = to_text(hall.audience) + "/" + event.organisation;  // how many others are invited shows in none
  event.invitation = call.entropy.id(stream);
  const auto secret = call.entropy.secret(stream);
  event.secret_hash = hash_token(secret);
  Json made{{"id", event.invitation}, {"secret", secret}, {"expires", event.expires}};
  call.changes.append(hall, std::move(event));
  return made;
}

Outcome withdraw_invitation(Call& call) {
  const auto& hall = call.own_people();
  const auto* invitation = hall.people.invitation(call.parameter("invitation"));
  if (invitation == nullptr) return not_found();
  if (state_of(*invitation, call.now) != "open") return conflict("this invitation is no longer open", "");
  call.changes.append(hall, talks::InvitationWithdrawn{invitation->made.invitation});
  return Json::object();
}

Outcome list_members(Call& call) {
  auto list = Json::array();
  if (!call.viewer.is(MemberRole::kObserver))
    for (const auto& m : call.own_people().people.members)
      list.push_back({{"person", m.person}, {"mandates", m.mandates}, {"caucuses", m.caucuses}, {"left", m.left}});
  return Json{{"members", std::move(list)}};
}

Outcome grant_mandates(Call& call) {
  const auto& hall = call.own_people();
  const auto* member = hall.people.member(call.parameter("person"));
  if (member == nullptr) return not_found();
  if (member->person.role != MemberRole::kDelegate)
    return conflict("only a delegate holds mandates by grant", "a head has every mandate");
  talks::MandatesGranted grant{member->person.id, call.body["mandates"].get<std::vector<talks::DatedMandate>>()};
  for (std::size_t i = 0; i < grant.mandates.size(); ++i)
    if (grant.mandates[i].until <= grant.mandates[i].from)
      return wrong("/mandates/" + std::to_string(i) + "/until", "a mandate ends after it begins", "choose a later end");
  call.changes.append(hall, std::move(grant));
  return Json::object();
}

Outcome assign_caucuses(Call& call) {
  const auto& hall = call.view.get(talks::kTable);
  const auto* member = hall.people.member(call.parameter("person"));
  if (member == nullptr) return not_found();
  if (member->person.role != MemberRole::kMediator) return conflict("the lead sits in every caucus", "");
  talks::CaucusesAssigned event{member->person.id, call.body["parties"].get<std::vector<std::string>>()};
  if (auto failure = no_such_caucus(call, event.parties, "/parties")) return *failure;
  call.changes.append(hall, std::move(event));
  return Json::object();
}

}  // namespace parley::broker
