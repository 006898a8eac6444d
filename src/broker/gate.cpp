#include "broker/gate.hpp"

#include <algorithm>
#include <array>

namespace parley::broker {
namespace {

using talks::account_of;
using talks::MemberRole;

constexpr std::int64_t kSessionTime = 12 * talks::kHour, kConfirmedTime = 5 * talks::kMinute;
constexpr std::string_view kNobody = "anyone";  // what a page without a session sends as its token

Failure wrong_sign_in() {
  return {
      401,
      {{"sign_in", "the name, the password or the code is wrong", "codes change every 30 seconds and count once", ""}}};
}

std::string_view totp_state(const talks::Account& account, const talks::Viewer& viewer, bool demo) {
  if (!account.totp.empty()) return "enrolled";
  return viewer.on_the_team() && !demo ? "required" : "none";
}

// Opens a session for a person and answers with it. The token goes out once, in the cookie.
Answer open_session(Call& call, const Gate& gate, const talks::Person& person, const talks::Hall& account) {
  const auto stream = to_text(account.audience);
  const auto token = call.entropy.secret(stream);
  const auto session = call.entropy.id(stream);
  call.changes.append(account, talks::SessionOpened{session, hash_token(token), call.now + kSessionTime});
  if (gate.demo)  // nobody holds a second factor in a demonstration
    call.changes.append(account, talks::SessionConfirmed{session, call.now + kSessionTime});
  Answer answer;
  answer.session_token = token;
  answer.begins_session_of = person.id;
  return answer;
}

void end_other_sessions(Call& call, const talks::Hall& account) {
  for (const auto& session : account.account.sessions)
    if (session.id != call.viewer.session) call.changes.append(account, talks::SessionEnded{session.id});
}

// A session that comes to an end because a new one begins in the same browser.
void end_own_session(Call& call) {
  if (!call.viewer.session.empty())
    call.changes.append(call.view.get(account_of(call.viewer.person->id)), talks::SessionEnded{call.viewer.session});
}

Outcome get_session(Call& call, const Gate& gate) {
  return session_json(call.viewer, call.view, gate, gate.token, call.now);
}

struct SignInCheck {
  std::string person, hash;
  bool right = false;
};

Outcome finish_sign_in(Call& call, const Gate& gate, const SignInCheck& check) {
  const auto* hall = gate.halls.find(account_of(check.person));
  // The password may have been changed while this one was being checked.
  bool right = check.right && hall != nullptr && hall->account.password == check.hash;
  std::optional<std::int64_t> step;
  if (right && !hall->account.totp.empty()) {
    step = totp_step(hall->account.totp, call.body.value("code", ""), call.now, hall->account.last_step);
    right = step.has_value();
    if (!right) gate.throttle.wrong_code(hall->account.login);
  }
  if (!right) return wrong_sign_in();
  gate.succeeded(call.body["login"]);
  end_own_session(call);
  if (step) call.changes.append(*hall, talks::CodeUsed{*step});
  return open_session(call, gate, *hall->account.person, *hall);
}

Outcome sign_in(Call& call, const Gate& gate) {
  const auto login = call.body["login"].get<std::string>();
  const auto found = gate.directory.person_by_login.find(login);
  std::string person, hash = gate.nobodys_hash;
  if (found != gate.directory.person_by_login.end()) {
    person = found->second;
    if (const auto& own = gate.halls.find(account_of(person))->account.password; !own.empty()) hash = own;
  }
  return Later{
      [hash, person, password = call.body["password"].get<std::string>()]() -> std::any {
        return SignInCheck{person, hash, verify_password(hash, password) && !person.empty()};
      },
      [gate](Call& later, std::any result) { return finish_sign_in(later, gate, std::any_cast<SignInCheck>(result)); },
      gate.turn(login)};
}

Outcome sign_out(Call& call, const Gate&) {
  end_own_session(call);
  Answer answer;
  answer.ends_session = true;
  return answer;
}

Outcome end_session(Call& call, const Gate&) {
  const auto& hall = call.view.get(account_of(call.viewer.person->id));
  const auto& id = call.parameter("session");
  if (hall.account.session(id) == nullptr) return not_found();
  call.changes.append(hall, talks::SessionEnded{id});
  Answer answer;
  answer.ends_session = id == call.viewer.session;
  return answer;
}

Answer confirmed(Call& call, const talks::Hall& hall) {
  call.changes.append(hall, talks::SessionConfirmed{call.viewer.session, call.now + kConfirmedTime});
  Answer answer;
  answer.shows_session = true;
  return answer;
}

Failure wrong_proof() {
  return {403, {{"proof", "the code or password is wrong", "codes change every 30 seconds and count once", "/proof"}}};
}

Outcome finish_confirming(Call& call, const Gate& gate, const std::string& right_for) {
  const auto& hall = call.view.get(account_of(call.viewer.person->id));
  const auto& account = hall.account;
  if (account.totp.empty()) {
    if (right_for.empty() || right_for != account.password) return wrong_proof();
  } else {
    // On the state at the end, so that two requests cannot spend one code.
    const auto step = totp_step(account.totp, call.body["proof"].get<std::string>(), call.now, account.last_step);
    if (!step) {
      gate.throttle.wrong_code(account.login);
      return wrong_proof();
    }
    call.changes.append(hall, talks::CodeUsed{*step});
  }
  gate.succeeded(account.login);
  return confirmed(call, hall);
}

Outcome confirm_session(Call& call, const Gate& gate) {
  const auto& account = call.view.get(account_of(call.viewer.person->id)).account;
  return Later{[hash = account.password, proof = call.body["proof"].get<std::string>(),
                by_code = !account.totp.empty()]() -> std::any {
                 return !by_code && verify_password(hash, proof) ? hash : std::string{};
               },
               [gate](Call& later, std::any result) {
                 return finish_confirming(later, gate, std::any_cast<std::string>(result));
               },
               gate.turn(account.login)};
}

// The password was entered in the last minutes: at sign-in, or to confirm. Who found a page left open has entered none.
bool fresh(const Call& call, const talks::Account& account) {
  if (call.viewer.confirmed_until && *call.viewer.confirmed_until > call.now) return true;
  const auto* session = account.session(call.viewer.session);
  return account.totp.empty() && session != nullptr && call.now < session->begun + kConfirmedTime;
}

Outcome begin_totp(Call& call, const Gate&) {
  const auto& hall = call.view.get(account_of(call.viewer.person->id));
  if (!fresh(call, hall.account))
    return Failure{403,
                   {{"confirm", "prove again who you are before a new secret is made", "it holds five minutes", ""}}};
  const auto secret = totp_secret(call.entropy.bytes(to_text(hall.audience), 20));
  call.changes.append(hall, talks::TotpBegun{secret});
  return Json{{"secret", secret}, {"uri", totp_uri(secret, hall.account.login)}};
}

Outcome finish_enrolling(Call& call, const Gate& gate) {
  const auto& hall = call.view.get(account_of(call.viewer.person->id));
  const auto& account = hall.account;
  if (account.totp_pending.empty()) return conflict("no new secret waits for a code", "begin with a new secret");
  const auto step = totp_step(account.totp_pending, call.body["code"].get<std::string>(), call.now, account.last_step);
  if (!step) return wrong("/code", "this is not the code of the new secret", "check the clock of the device");
  gate.succeeded(account.login);
  call.changes.append(hall, talks::TotpEnrolled{});
  call.changes.append(hall, talks::CodeUsed{*step});
  end_other_sessions(call, hall);  // they began without a code, or with one of the old secret
  return confirmed(call, hall);
}

Outcome confirm_totp(Call& call, const Gate& gate) {
  const auto& account = call.view.get(account_of(call.viewer.person->id)).account;
  if (account.totp_pending.empty()) return conflict("no new secret waits for a code", "begin with a new secret");
  return Later{[]() -> std::any { return {}; },
               [gate](Call& later, const std::any&) { return finish_enrolling(later, gate); },
               gate.turn(account.login)};
}

struct NewPassword {
  std::string instead_of, hash;  // nothing: the old one was wrong
};

Outcome finish_changing(Call& call, const Gate& gate, const NewPassword& made) {
  const auto& hall = call.view.get(account_of(call.viewer.person->id));
  if (made.hash.empty() || made.instead_of != hall.account.password)
    return wrong("/old", "this is not your password", "");
  gate.succeeded(hall.account.login);
  call.changes.append(hall, talks::PasswordChanged{made.hash});
  end_other_sessions(call, hall);
  return Json::object();
}

Outcome change_password(Call& call, const Gate& gate) {
  const auto& account = call.view.get(account_of(call.viewer.person->id)).account;
  return Later{
      [hash = account.password, old = call.body["old"].get<std::string>(), fresh = call.body["new"].get<std::string>(),
       cost = gate.cost]() -> std::any {
        return verify_password(hash, old) ? NewPassword{hash, hash_password(fresh, cost)} : NewPassword{};
      },
      [gate](Call& later, std::any result) { return finish_changing(later, gate, std::any_cast<NewPassword>(result)); },
      gate.turn(account.login)};
}

struct OpenInvitation {
  const talks::Hall* hall = nullptr;
  const talks::People::Invitation* invitation = nullptr;
};

OpenInvitation open_invitation(const Gate& gate, const std::string& secret, Time now) {
  const auto found = gate.directory.invitation_by_secret_hash.find(hash_token(secret));
  if (found == gate.directory.invitation_by_secret_hash.end()) return {};
  const auto* hall = gate.halls.find(found->second.audience);
  const auto* invitation = hall == nullptr ? nullptr : hall->people.invitation(found->second.invitation);
  if (invitation == nullptr) return {};  // what it invited to was destroyed
  const bool open = invitation->state == talks::People::State::kOpen && now < invitation->made.expires;
  return open ? OpenInvitation{hall, invitation} : OpenInvitation{};
}

Outcome look_at_invitation(Call& call, const Gate& gate) {
  const auto [hall, invitation] = open_invitation(gate, call.body["secret"], call.now);
  if (invitation == nullptr) return not_found();
  const auto& made = invitation->made;
  const auto* plenary = gate.halls.find(talks::kPlenary);
  const auto subject = plenary == nullptr ? nullptr : plenary->opening.subject;
  std::string organisation_name = made.organisation.empty() ? "the mediator team" : made.organisation;
  if (subject)
    for (const auto& party : subject->parties)
      if (party.id == made.organisation && !party.name.empty()) organisation_name = party.name;
  return Json{{"name", made.name},
              {"role", made.role},
              {"organisation", made.organisation},
              {"organisation_name", organisation_name},
              {"invited_by", invitation->invited_by},
              {"title", subject ? subject->title : ""},
              {"expires", made.expires},
              {"totp", talks::on_the_team(made.role) && !gate.demo}};
}

// A name that carries a few random letters: who accepts an invitation cannot find out which names are taken.
std::string fresh_login(Call& call, const Gate& gate, const std::string& wish, const std::string& stream) {
  for (;;) {
    auto login = wish + "-";
    for (const char c : call.entropy.bytes(stream, 5))
      login.push_back("abcdefghjkmnpqrstuvwxyz23456789"[static_cast<unsigned char>(c) % 31]);
    if (!gate.directory.person_by_login.contains(login)) return login;
  }
}

Outcome finish_accepting(Call& call, const Gate& gate, const Json& body, const std::string& hash) {
  const auto [hall, invitation] = open_invitation(gate, body["secret"], call.now);
  if (invitation == nullptr) return not_found();
  const auto& made = invitation->made;
  const auto stream = to_text(hall->audience) + "/invitation/" + made.invitation;
  const talks::Person person{call.entropy.id(stream), made.name, made.role, made.organisation};
  const bool in_room = person.role == MemberRole::kHead || person.role == MemberRole::kDelegate;
  const auto& home = gate.halls.at(in_room ? talks::room_of(made.organisation) : talks::kTable);
  const auto& account = gate.halls.at(account_of(person.id));
  end_own_session(call);
  call.changes.append(*hall, talks::InvitationAccepted{made.invitation});
  call.changes.append(home, talks::MemberJoined{person, made.caucuses});
  call.changes.append(account, talks::AccountOpened{person, fresh_login(call, gate, body["login"], stream), hash});
  return open_session(call, gate, person, account);
}

Outcome accept_invitation(Call& call, const Gate& gate) {
  if (open_invitation(gate, call.body["secret"], call.now).invitation == nullptr) return not_found();
  const auto login = call.body["login"].get<std::string>();
  if (!std::ranges::all_of(login, [](char c) { return (c & 0x80) != 0 || (c > ' ' && c != 0x7F); }))
    return wrong("/login", "a name to sign in with has no white space", "");
  return Later{[password = call.body["password"].get<std::string>(), cost = gate.cost]() -> std::any {
                 return hash_password(password, cost);
               },
               [gate, body = call.body](Call& later, std::any hash) {
                 return finish_accepting(later, gate, body, std::any_cast<std::string>(hash));
               },
               {}};
}

Outcome enter_demo(Call& call, const Gate& gate) {
  const auto found = gate.demo_secrets.find(hash_token(call.body["secret"].get<std::string>()));
  if (found == gate.demo_secrets.end()) return not_found();
  const auto* hall = gate.halls.find(account_of(found->second));
  if (hall->account.closed) return not_found();
  end_own_session(call);
  return open_session(call, gate, *hall->account.person, *hall);
}

// The account is somebody else's, so that this is the gate's. What the person said and did stays.
Outcome end_membership(Call& call, const Gate& gate) {
  const auto& hall = call.own_people();
  const auto* member = hall.people.member(call.parameter("person"));
  if (member == nullptr) return not_found();
  if (member->person.id == call.viewer.person->id)
    return conflict("nobody ends a membership of their own", "another head, or another lead, can");
  call.changes.append(hall, talks::MemberLeft{member->person.id});
  call.changes.append(gate.halls.at(account_of(member->person.id)), talks::AccountClosed{});
  // Whoever could invite may hold the secret of an invitation.
  if (member->person.role == MemberRole::kHead || member->person.role == MemberRole::kLead)
    for (const auto& invitation : hall.people.invitations)
      if (invitation.state == talks::People::State::kOpen)
        call.changes.append(hall, talks::InvitationWithdrawn{invitation.made.invitation});
  return Json::object();
}

struct Entry {
  std::string_view id;
  GateOperation function;
};

constexpr Entry kOperations[] = {
    {"getSession", get_session},
    {"signIn", sign_in},
    {"signOut", sign_out},
    {"endSession", end_session},
    {"confirmSession", confirm_session},
    {"beginTotp", begin_totp},
    {"confirmTotp", confirm_totp},
    {"changePassword", change_password},
    {"lookAtInvitation", look_at_invitation},
    {"acceptInvitation", accept_invitation},
    {"enterDemo", enter_demo},
    {"endMembership", end_membership},
};

}  // namespace

GateOperation find_gate_operation(std::string_view id) {
  const auto* found = std::ranges::find(kOperations, id, &Entry::id);
  return found == std::end(kOperations) ? nullptr : found->function;
}

bool must_enrol(const talks::Viewer& viewer, const talks::View& view, bool demo) {
  return viewer.person && totp_state(view.get(account_of(viewer.person->id)).account, viewer, demo) == "required";
}

Json session_json(const talks::Viewer& viewer, const talks::View& view, const Gate& gate, std::string_view token,
                  Time now) {
  Json out{{"person", viewer.person},
           {"login", ""},
           {"mandates", viewer.mandates},
           {"caucuses", viewer.caucuses},
           {"totp", "none"},
           {"confirmed_until", viewer.confirmed_until},
           {"csrf", token.empty() ? std::string(kNobody) : csrf_token(token)},
           {"now", now},
           {"demo", gate.demo},
           {"server_key", gate.server_key}};
  if (viewer.person) {
    const auto& account = view.get(account_of(viewer.person->id)).account;
    out["login"] = account.login;
    out["totp"] = totp_state(account, viewer, gate.demo);
  }
  const auto* subject = view.subject();
  // With the plenary's key everything is gone that says how the talks stood.
  const bool gone = viewer.person && view.get(talks::kEverybody).opening.keys_destroyed;
  const auto state = gone ? talks::TalksState::kEnded : view.opening().state;
  out["talks"] = {{"state", state}, {"title", subject == nullptr ? "" : subject->title}};
  return out;
}

}  // namespace parley::broker
