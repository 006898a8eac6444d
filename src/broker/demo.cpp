// The demonstration: the talks opened on a case, one person a role, a few words in every room, and a link for each role.
#include "broker/broker.hpp"
#include "broker/state.hpp"
#include "case/read.hpp"
#include "case/write.hpp"

namespace parley::broker {
namespace {

using talks::Addressed;
using talks::MemberRole;

struct Cast {
  talks::Person person;
  std::string host, role;
};

// A host name of a role: letters and digits of the party's id.
std::string host_of(const std::string& party) {
  std::string host;
  for (const char c : party) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) host.push_back(c);
    if (c >= 'A' && c <= 'Z') host.push_back(static_cast<char>(c - 'A' + 'a'));
    if ((c == '-' || c == '_') && !host.empty()) host.push_back('-');
  }
  return host.empty() ? "party" : host;
}

// The lead; a head for each party with a room; an observer for each observing party.
std::vector<Cast> cast_of(const Case& subject) {
  std::vector<Cast> cast{{{"", "Lead mediator", MemberRole::kLead, ""}, "mediator", "the mediator"}};
  for (const auto& party : subject.parties) {
    const auto name = party.name.empty() ? party.id : party.name;
    if (talks::has_room(party))
      cast.push_back({{"", "Head of the delegation", MemberRole::kHead, party.id}, host_of(party.id), name});
    else if (party.role == Role::kObserver)
      cast.push_back({{"", "Observer", MemberRole::kObserver, party.id}, host_of(party.id), name});
  }
  return cast;
}

std::vector<Addressed> opening_events(talks::Entropy& entropy, const Case& subject, const std::string& case_file,
                                      std::vector<Cast>& cast, Time now) {
  std::vector<Addressed> events{{talks::kTable, talks::CaseLoaded{case_file}},
                                {talks::kPlenary, talks::TalksOpened{write_case(talks::without_preferences(subject)),
                                                                     now + 365 * talks::kDay, 3}}};
  for (auto& member : cast) {
    auto& person = member.person;
    person.id = entropy.id("demo");
    const bool in_room = person.role == MemberRole::kHead;
    events.push_back({in_room ? talks::room_of(person.organisation) : talks::kTable, talks::MemberJoined{person, {}}});
    events.push_back({talks::account_of(person.id), talks::AccountOpened{person, "demo-" + member.host, ""}});
  }
  return events;
}

Addressed said(talks::Entropy& entropy, const Audience& where, const talks::Author& author, std::string text) {
  talks::ItemPosted item;
  item.item = entropy.id(to_text(where));
  item.text = std::move(text);
  item.author = author;
  return {where, std::move(item)};
}

}  // namespace

Result<std::vector<Broker::DemoLink>> Broker::load_demo(const std::string& case_file) {
  const auto read = read_case(case_file, "case");
  if (!read) return std::unexpected(read.error().front());
  auto cast = cast_of(*read);
  auto& entropy = state_->entropy();
  if (!state_->anybody()) {
    const auto now = state_->now();
    const talks::Author mediator{"Lead mediator", ""};
    if (auto done = state_->append(opening_events(entropy, *read, case_file, cast, now), mediator, now); !done)
      return std::unexpected(done.error());
    std::vector<Addressed> words{
        said(entropy, talks::kPlenary, mediator,
             "Welcome. Each delegation has a room of its own and a caucus with me. What you say in "
             "caucus stays there unless you tag it otherwise.")};
    for (const auto& party : talks::parties_with_rooms(*read))
      words.push_back(said(entropy, talks::caucus_of(party), mediator,
                           "What matters most to you, and what would you do if there were no agreement?"));
    if (auto done = state_->append(words, mediator, now); !done) return std::unexpected(done.error());
  }
  std::vector<DemoLink> links;
  for (const auto& [audience, hall] : state_->halls().all()) {
    if (audience.kind != talks::AudienceKind::kAccount || !hall->account.person) continue;
    for (const auto& member : cast)
      if (member.person.role == hall->account.person->role &&
          member.person.organisation == hall->account.person->organisation)
        links.push_back({member.host, member.role, state_->add_demo_secret(audience.of)});
  }
  return links;
}

}  // namespace parley::broker
