#include "talks/people.hpp"

#include <algorithm>

#include "talks/event.hpp"

namespace parley::talks {

void Account::apply(const Stamp&, const AccountOpened& event) {
  person = event.person;
  login = event.login;
  password = event.password;
}
void Account::apply(const Stamp&, const PasswordChanged& event) { password = event.password; }
void Account::apply(const Stamp&, const TotpBegun& event) { totp_pending = event.secret; }
void Account::apply(const Stamp&, const TotpEnrolled&) {
  totp = totp_pending;
  totp_pending.clear();
}
void Account::apply(const Stamp&, const CodeUsed& event) { last_step = std::max(last_step, event.step); }
void Account::apply(const Stamp& stamp, const SessionOpened& event) {
  sessions.push_back({event.session, event.token_hash, stamp.time, event.expires, std::nullopt});
}
void Account::apply(const Stamp&, const SessionEnded& event) {
  std::erase_if(sessions, [&](const Session& s) { return s.id == event.session; });
}
void Account::apply(const Stamp&, const SessionConfirmed& event) {
  for (auto& s : sessions)
    if (s.id == event.session) s.confirmed_until = event.until;
}

void Account::apply(const Stamp&, const AccountClosed&) {
  closed = true;
  password.clear();
  sessions.clear();
}

const Account::Session* Account::session(const std::string& id) const {
  const auto found = std::ranges::find(sessions, id, &Session::id);
  return found == sessions.end() ? nullptr : &*found;
}

bool People::Member::has(Mandate mandate, Time now) const {
  if (person.role == MemberRole::kHead) return true;
  return std::ranges::any_of(
      mandates, [&](const DatedMandate& m) { return m.mandate == mandate && m.from <= now && now < m.until; });
}

void People::apply(const Stamp& stamp, const InvitationMade& event) {
  invitations.push_back({event, stamp.author.name});
}
void People::apply(const Stamp&, const InvitationWithdrawn& event) {
  for (auto& i : invitations)
    if (i.made.invitation == event.invitation) i.state = State::kWithdrawn;
}
void People::apply(const Stamp&, const InvitationAccepted& event) {
  for (auto& i : invitations)
    if (i.made.invitation == event.invitation) i.state = State::kAccepted;
}
void People::apply(const Stamp&, const MemberJoined& event) { members.push_back({event.person, {}, event.caucuses}); }
void People::apply(const Stamp& stamp, const MemberLeft& event) {
  for (auto& m : members)
    if (m.person.id == event.person) m.left = stamp.time;
}
void People::apply(const Stamp&, const MandatesGranted& event) {
  for (auto& m : members)
    if (m.person.id == event.person) m.mandates = event.mandates;
}
void People::apply(const Stamp&, const CaucusesAssigned& event) {
  for (auto& m : members)
    if (m.person.id == event.person) m.caucuses = event.parties;
}

const People::Member* People::member(const std::string& person) const {
  const auto found = std::ranges::find_if(members, [&](const Member& m) { return m.person.id == person && !m.left; });
  return found == members.end() ? nullptr : &*found;
}

const People::Invitation* People::invitation(const std::string& id) const {
  const auto found = std::ranges::find_if(invitations, [&](const Invitation& i) { return i.made.invitation == id; });
  return found == invitations.end() ? nullptr : &*found;
}

}  // namespace parley::talks
