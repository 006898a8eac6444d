// People: their accounts, invitations, roles and mandates.
//
// Projections  Account folds one person's account chain; People folds a table or a party's room
// Mandates     dated, granted by the head, replaced as a whole; a head has every one of them at all times
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "talks/fields.hpp"
#include "talks/time.hpp"

namespace parley::talks {

struct Stamp;

enum class MemberRole { kLead, kMediator, kHead, kDelegate, kObserver };
template <>
struct Names<MemberRole> {
  static constexpr std::array<std::pair<MemberRole, std::string_view>, 5> kList{{{MemberRole::kLead, "lead"},
                                                                                 {MemberRole::kMediator, "mediator"},
                                                                                 {MemberRole::kHead, "head"},
                                                                                 {MemberRole::kDelegate, "delegate"},
                                                                                 {MemberRole::kObserver, "observer"}}};
};
inline bool on_the_team(MemberRole role) { return role == MemberRole::kLead || role == MemberRole::kMediator; }

enum class Mandate { kSend, kTag, kConsent, kPreferences, kAcceptReferendum, kAcceptFinal, kSign };
template <>
struct Names<Mandate> {
  static constexpr std::array<std::pair<Mandate, std::string_view>, 7> kList{
      {{Mandate::kSend, "send"},
       {Mandate::kTag, "tag"},
       {Mandate::kConsent, "consent"},
       {Mandate::kPreferences, "preferences"},
       {Mandate::kAcceptReferendum, "accept_referendum"},
       {Mandate::kAcceptFinal, "accept_final"},
       {Mandate::kSign, "sign"}}};
};

struct Person {
  std::string id, name;
  MemberRole role = MemberRole::kObserver;
  std::string organisation;  // a party's id; empty for the mediator team
  static constexpr auto fields() {
    return std::tuple{field("id", &Person::id), field("name", &Person::name), field("role", &Person::role),
                      field("organisation", &Person::organisation)};
  }
};

struct DatedMandate {
  Mandate mandate = Mandate::kSend;
  Time from, until;
  static constexpr auto fields() {
    return std::tuple{field("mandate", &DatedMandate::mandate), field("from", &DatedMandate::from),
                      field("until", &DatedMandate::until)};
  }
};

// --- In the account's own chain ---

struct AccountOpened {
  static constexpr const char* kKind = "account.opened";
  Person person;
  std::string login, password;  // the password as libsodium's encoded Argon2id hash; empty: a demonstration account
  static constexpr auto fields() {
    return std::tuple{field("person", &AccountOpened::person), field("login", &AccountOpened::login),
                      field("password", &AccountOpened::password)};
  }
};
struct PasswordChanged {
  static constexpr const char* kKind = "account.password";
  std::string password;
  static constexpr auto fields() { return std::tuple{field("password", &PasswordChanged::password)}; }
};
struct TotpBegun {
  static constexpr const char* kKind = "account.totp_begun";
  std::string secret;  // base32
  static constexpr auto fields() { return std::tuple{field("secret", &TotpBegun::secret)}; }
};
struct TotpEnrolled {
  static constexpr const char* kKind = "account.totp_enrolled";
  static constexpr auto fields() { return std::tuple{}; }
};
// Every time step counts once: a code that was used, and any older one, is refused from then on.
struct CodeUsed {
  static constexpr const char* kKind = "account.code_used";
  std::int64_t step = 0;
  static constexpr auto fields() { return std::tuple{field("step", &CodeUsed::step)}; }
};
struct SessionOpened {
  static constexpr const char* kKind = "session.opened";
  std::string session, token_hash;
  Time expires;
  static constexpr auto fields() {
    return std::tuple{field("session", &SessionOpened::session), field("token_hash", &SessionOpened::token_hash),
                      field("expires", &SessionOpened::expires)};
  }
};
struct SessionEnded {
  static constexpr const char* kKind = "session.ended";
  std::string session;
  static constexpr auto fields() { return std::tuple{field("session", &SessionEnded::session)}; }
};
// With the membership: nobody signs in with it again.
struct AccountClosed {
  static constexpr const char* kKind = "account.closed";
  static constexpr auto fields() { return std::tuple{}; }
};
struct SessionConfirmed {
  static constexpr const char* kKind = "session.confirmed";
  std::string session;
  Time until;
  static constexpr auto fields() {
    return std::tuple{field("session", &SessionConfirmed::session), field("until", &SessionConfirmed::until)};
  }
};

struct Account {
  struct Session {
    std::string id, token_hash;
    Time begun, expires;
    std::optional<Time> confirmed_until;
  };
  std::optional<Person> person;
  std::string login, password;
  bool closed = false;
  std::string totp_pending, totp;  // base32 secrets; empty: none
  std::int64_t last_step = -1;
  std::vector<Session> sessions;  // open ones

  void apply(const Stamp&, const AccountOpened& event);
  void apply(const Stamp&, const PasswordChanged& event);
  void apply(const Stamp&, const TotpBegun& event);
  void apply(const Stamp&, const TotpEnrolled& event);
  void apply(const Stamp&, const CodeUsed& event);
  void apply(const Stamp&, const SessionOpened& event);
  void apply(const Stamp&, const SessionEnded& event);
  void apply(const Stamp&, const SessionConfirmed& event);
  void apply(const Stamp&, const AccountClosed& event);

  const Session* session(const std::string& id) const;
};

// --- In the table (the mediator team's own people, and heads invited by it) or in a party's room ---

struct InvitationMade {
  static constexpr const char* kKind = "invitation.made";
  std::string invitation, secret_hash, name;
  MemberRole role = MemberRole::kDelegate;
  std::string organisation;
  std::vector<std::string> caucuses;
  Time expires;
  static constexpr auto fields() {
    using E = InvitationMade;
    return std::tuple{field("invitation", &E::invitation),
                      field("secret_hash", &E::secret_hash),
                      field("name", &E::name),
                      field("role", &E::role),
                      field("organisation", &E::organisation),
                      field("caucuses", &E::caucuses),
                      field("expires", &E::expires)};
  }
};
struct InvitationWithdrawn {
  static constexpr const char* kKind = "invitation.withdrawn";
  std::string invitation;
  static constexpr auto fields() { return std::tuple{field("invitation", &InvitationWithdrawn::invitation)}; }
};
struct InvitationAccepted {
  static constexpr const char* kKind = "invitation.accepted";
  std::string invitation;
  static constexpr auto fields() { return std::tuple{field("invitation", &InvitationAccepted::invitation)}; }
};
struct MemberJoined {
  static constexpr const char* kKind = "member.joined";
  Person person;
  std::vector<std::string> caucuses;
  static constexpr auto fields() {
    return std::tuple{field("person", &MemberJoined::person), field("caucuses", &MemberJoined::caucuses)};
  }
};
struct MemberLeft {
  static constexpr const char* kKind = "member.left";
  std::string person;
  static constexpr auto fields() { return std::tuple{field("person", &MemberLeft::person)}; }
};
struct MandatesGranted {
  static constexpr const char* kKind = "member.mandates";
  std::string person;
  std::vector<DatedMandate> mandates;
  static constexpr auto fields() {
    return std::tuple{field("person", &MandatesGranted::person), field("mandates", &MandatesGranted::mandates)};
  }
};
struct CaucusesAssigned {
  static constexpr const char* kKind = "member.caucuses";
  std::string person;
  std::vector<std::string> parties;
  static constexpr auto fields() {
    return std::tuple{field("person", &CaucusesAssigned::person), field("parties", &CaucusesAssigned::parties)};
  }
};

struct People {
  enum class State { kOpen, kAccepted, kWithdrawn };
  struct Invitation {
    InvitationMade made;
    std::string invited_by;
    State state = State::kOpen;
  };
  struct Member {
    Person person;
    std::vector<DatedMandate> mandates;
    std::vector<std::string> caucuses;
    std::optional<Time> left{};
    bool has(Mandate mandate, Time now) const;
  };
  std::vector<Invitation> invitations;
  std::vector<Member> members;

  void apply(const Stamp& stamp, const InvitationMade& event);
  void apply(const Stamp&, const InvitationWithdrawn& event);
  void apply(const Stamp&, const InvitationAccepted& event);
  void apply(const Stamp&, const MemberJoined& event);
  void apply(const Stamp& stamp, const MemberLeft& event);
  void apply(const Stamp&, const MandatesGranted& event);
  void apply(const Stamp&, const CaucusesAssigned& event);

  const Member* member(const std::string& person) const;  // nullptr once it has left
  const Invitation* invitation(const std::string& id) const;
};

}  // namespace parley::talks
