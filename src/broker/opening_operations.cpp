// The opening of the talks and what happens to them as a whole.
#include <algorithm>

#include "broker/operations.hpp"
#include "broker/rooms.hpp"
#include "case/read.hpp"
#include "case/write.hpp"
#include "store/bytes.hpp"

namespace parley::broker {
namespace {

using talks::TalksState;

std::string_view name_of_role(Role role) {
  switch (role) {
    case Role::kPrincipal: return "principal";
    case Role::kMediator: return "mediator";
    case Role::kGuarantor: return "guarantor";
    case Role::kAlly: return "ally";
    case Role::kObserver: return "observer";
  }
  return "";
}

std::string_view name_of_kind(IssueKind kind) {
  switch (kind) {
    case IssueKind::kChoice: return "choice";
    case IssueKind::kAmount: return "amount";
    case IssueKind::kDivisible: return "divisible";
  }
  return "";
}

Json issues_of(const Case& subject) {
  auto issues = Json::array();
  for (const auto& issue : subject.issues) {
    auto options = Json::array();
    if (issue.kind != IssueKind::kDivisible)
      for (OptionIndex k = 0; k < issue.count(); ++k)
        options.push_back({{"id", issue.option_id(k)}, {"title", issue.option_title(k)}});
    issues.push_back({{"id", issue.id},
                      {"title", issue.title},
                      {"kind", name_of_kind(issue.kind)},
                      {"options", std::move(options)}});
  }
  return issues;
}

// What the talks cannot be held on, beyond what the reader of case files finds.
std::optional<Failure> unfit(const Case& subject) {
  if (talks::parties_with_rooms(subject).size() < 2)
    return wrong("/case", "talks need two parties other than mediator and observers", "add them to the case");
  for (const auto& party : subject.parties)
    if (!store::is_audience(to_text(talks::caucus_of(party.id))))
      return wrong("/case", "a party's id is too long, or holds what cannot be shown, to name a room", "shorten it");
  for (const auto& issue : subject.issues)
    if (issue.kind != IssueKind::kDivisible && issue.count() > 10000)
      return wrong("/case", "an issue of more than 10,000 options cannot be shown at the table", "coarsen its step");
  return std::nullopt;
}

}  // namespace

Outcome get_talks(Call& call) {
  const auto& opening = call.view.opening();
  Json out{{"state", opening.state},
           {"title", ""},
           {"about", ""},
           {"opened", opening.opened},
           {"rounds", opening.rounds},
           {"keep_until", opening.keep_until},
           {"withdrawn", own_withdrawal(call)}};
  const auto backups = call.backups();
  constexpr auto kDay = talks::kDay;
  out["backups"] = {{"kept_days", (backups.kept + kDay - 1) / kDay}, {"until", backups.until}};
  out["parties"] = out["issues"] = out["rules"] = out["announcements"] = Json::array();
  for (const auto& a : opening.announcements) out["announcements"].push_back({{"time", a.time}, {"text", a.text}});
  if (const auto* subject = call.view.subject()) {
    out["title"] = subject->title;
    out["about"] = subject->about;
    for (const auto& p : subject->parties)
      out["parties"].push_back({{"id", p.id}, {"name", p.name}, {"role", name_of_role(p.role)}});
    out["issues"] = issues_of(*subject);
    for (const auto& r : subject->rules) out["rules"].push_back({{"id", r.id}, {"title", r.title}, {"text", r.text}});
  }
  return out;
}

Outcome check_case(Call& call) {
  using Found = std::expected<Json, Failure>;
  return Later{
      [text = call.body["case"].get<std::string>()]() -> std::any {
        const auto read = read_case(text, "case");
        if (!read) return Found(std::unexpected(wrong(read.error())));
        if (auto failure = unfit(*read)) return Found(std::unexpected(std::move(*failure)));
        return Found(Json{{"title", read->title}, {"parties", read->parties.size()}, {"issues", read->issues.size()}});
      },
      [](Call&, std::any result) -> Outcome {
        auto& found = std::any_cast<Found&>(result);
        if (!found) return std::move(found.error());
        return *std::move(found);
      },
      {}};
}

Outcome open_talks(Call& call) {
  if (call.view.opening().state != TalksState::kUnopened) return conflict("the talks are open already", "");
  const auto& text = call.body["case"].get_ref<const std::string&>();
  const auto read = read_case(text, "case");
  if (!read) return wrong(read.error());
  if (auto failure = unfit(*read)) return *failure;
  const auto keep_until = call.body["keep_until"].get<Time>();
  if (keep_until <= call.now + talks::kDay)
    return wrong("/keep_until", "this is not in the future", "choose when the rooms' keys are to be destroyed");
  call.changes.append(call.view.get(talks::kTable), talks::CaseLoaded{text});
  auto known = write_case(talks::without_preferences(*read));
  // It is read again at every start: what the writer writes must be what the reader takes.
  if (const auto again = read_case(known, "case"); !again || write_case(*again) != known)
    return wrong("/case", "the case cannot be read again once it is written out", "shorten its texts");
  call.changes.append(call.view.get(talks::kPlenary),
                      talks::TalksOpened{std::move(known), keep_until, call.body.value("rounds", 3)});
  return Json::object();
}

Outcome change_state(Call& call) {
  const auto state = call.body["state"].get<TalksState>();
  const auto now = call.view.opening().state;
  // The state that they are in already: something is announced, such as that a party has left, and nothing else changes.
  const bool over = now == TalksState::kEnded && state != now;
  if (now == TalksState::kUnopened || over)
    return conflict("the talks cannot go from " + std::string(name_of(now)) + " to " + std::string(name_of(state)), "");
  // Its deadline stands, and whoever could not answer by then would be told to have declined.
  const auto& rounds = call.view.get(talks::kTable).rounds.list;
  if (state != now && state != TalksState::kOpen && std::ranges::any_of(rounds, &talks::Rounds::Round::under_way))
    return conflict("a blind round is under way", "wait for its result");
  call.changes.append(call.view.get(talks::kPlenary), talks::StateChanged{state, call.body["statement"]});
  return Json::object();
}

Outcome withdraw(Call& call) {
  const talks::PartyWithdrew event{call.body["words"]};
  const auto& caucus = call.view.get(talks::caucus_of(call.viewer.organisation()));
  // An item too: where the mediator reads what the party says, and is told on its home that somebody wrote.
  talks::ItemPosted item;
  item.item = call.new_id(caucus.audience);
  item.author = call.viewer.author();
  item.text = event.words.empty() ? "We leave the talks." : "We leave the talks.\n" + event.words;
  call.changes.append(caucus, std::move(item));
  call.changes.append(call.view.get(talks::room_of(call.viewer.organisation())), event);
  call.changes.append(caucus, event);
  return Json::object();
}

Outcome make_group(Call& call) {
  talks::GroupMade event{call.body["title"], call.body["parties"].get<std::vector<std::string>>()};
  const auto known = talks::parties_with_rooms(*call.view.subject());
  for (std::size_t i = 0; i < event.parties.size(); ++i)
    if (std::ranges::count(known, event.parties[i]) == 0 || std::ranges::count(event.parties, event.parties[i]) > 1)
      return wrong("/parties/" + std::to_string(i), "this is not a party of the case, named once", "");
  // The group's hall does not exist before its first event, so that it can stand in no view yet.
  // Its id is drawn from a stream of exactly those who will see it.
  std::string readers = "group";
  for (const auto& party : event.parties) readers += '\n' + party;
  const talks::Hall group(talks::group_of(call.entropy.id(readers)));
  call.changes.append(group, std::move(event));
  return Json{{"room", to_text(group.audience)}};
}

}  // namespace parley::broker
