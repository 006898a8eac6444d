#include "broker/rooms.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>

#include "case/names.hpp"

namespace parley::broker {
namespace {

using talks::AudienceKind;
using talks::MemberRole;

// A delegate speaks for the party outside its own room with the mandate to send only.
bool speaks(const talks::Viewer& viewer) { return viewer.of_a_party() && viewer.has(talks::Mandate::kSend); }

}  // namespace

bool is_room(const talks::Hall& hall) { return hall.audience.kind != AudienceKind::kAccount; }

std::string party_name(const Case* subject, const std::string& party) {
  if (subject != nullptr)
    for (const auto& p : subject->parties)
      if (p.id == party) return p.name.empty() ? p.id : p.name;
  return party;
}

std::string title_of(const Audience& audience, const talks::View& view) {
  const auto name = party_name(view.subject(), audience.of);
  switch (audience.kind) {
    case AudienceKind::kRoom: return name + ": own room";
    case AudienceKind::kCaucus: return "Caucus: " + name + " and the mediator";
    case AudienceKind::kDesk: return "Desk: the mediator on " + name;
    case AudienceKind::kTable: return "The mediator's table";
    case AudienceKind::kPlenary: return "Plenary";
    case AudienceKind::kPublic: return "Public bulletin";
    case AudienceKind::kAccount: return "";
    case AudienceKind::kGroup: {
      const auto* hall = view.find(audience);
      return hall != nullptr && hall->opening.group ? hall->opening.group->title : "";
    }
  }
  return "";
}

std::vector<std::string> readers_of(const Audience& audience, const talks::View& view) {
  const auto* subject = view.subject();
  const auto name = party_name(subject, audience.of);
  switch (audience.kind) {
    case AudienceKind::kRoom: return {name};
    case AudienceKind::kCaucus: return {name, "the mediator"};
    case AudienceKind::kDesk:
    case AudienceKind::kTable: return {"the mediator"};
    case AudienceKind::kPublic: return {"everybody"};
    case AudienceKind::kAccount: return {};
    case AudienceKind::kPlenary: {
      std::vector<std::string> readers{"the mediator"};
      if (subject != nullptr)
        for (const auto& p : subject->parties)
          if (p.role != Role::kMediator) readers.push_back(party_name(subject, p.id));
      return readers;
    }
    case AudienceKind::kGroup: {
      std::vector<std::string> readers{"the mediator"};
      if (const auto* hall = view.find(audience); hall != nullptr && hall->opening.group)
        for (const auto& p : hall->opening.group->parties) readers.push_back(party_name(subject, p));
      return readers;
    }
  }
  return {};
}

bool may_write(const talks::Viewer& viewer, const talks::Hall& hall) {
  switch (hall.audience.kind) {
    case AudienceKind::kRoom: return viewer.of_a_party();
    case AudienceKind::kCaucus:
    case AudienceKind::kGroup:
    case AudienceKind::kPlenary: return viewer.on_the_team() || speaks(viewer);
    case AudienceKind::kDesk:
    case AudienceKind::kTable: return viewer.on_the_team();
    case AudienceKind::kPublic: return viewer.is(MemberRole::kLead);
    case AudienceKind::kAccount: return false;
  }
  return false;
}

std::optional<Time> own_withdrawal(const Call& call) {
  if (!call.viewer.of_a_party()) return std::nullopt;
  return call.view.get(talks::room_of(call.viewer.organisation())).opening.withdrawn;
}

bool under_way(const Call& call) {
  return call.view.opening().state == talks::TalksState::kOpen && !own_withdrawal(call);
}

std::optional<Failure> unconfirmed_publishing(const Call& call, const talks::Hall& hall) {
  if (hall.audience != talks::kEverybody) return std::nullopt;
  const auto& until = call.viewer.confirmed_until;
  return until && call.now < *until ? std::nullopt : std::optional(not_confirmed());
}

std::optional<std::string> bytes_of(const std::string& text) {
  std::string bytes(text.size() / 4 * 3 + 3, '\0');
  std::size_t length = 0;
  if (sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(), text.size(), nullptr,
                        &length, nullptr, sodium_base64_VARIANT_ORIGINAL) != 0)
    return std::nullopt;
  bytes.resize(length);
  return bytes;
}

Answer file_download(const talks::File& file) {
  return {.download = Download{"application/octet-stream", file.name, *bytes_of(file.bytes)}};
}

talks::Author published_as(const Call& call, const talks::Author& author) {
  if (author.organisation.empty()) return author;
  return {party_name(call.view.subject(), author.organisation), author.organisation};
}

void publish(const Call& call, talks::ItemPosted& item) {
  item.author = published_as(call, item.author);
  if (item.package.empty()) return;
  const auto& subject = *call.view.subject();
  const Names names(subject);
  for (IssueIndex i = 0; i < subject.issues.size(); ++i) {
    const auto& issue = subject.issues[i];
    const auto chosen = item.package.find(issue.id);
    if (chosen == item.package.end()) continue;
    const auto option = names.option(i, chosen->second);
    item.text += fmt::format("{}{}: {}", item.text.empty() ? "" : "\n", issue.title.empty() ? issue.id : issue.title,
                             option ? issue.option_title(*option) : chosen->second);
  }
  item.package.clear();
  item.kind = talks::ItemKind::kMessage;
}

bool may_publish(const talks::Viewer& viewer, const talks::Hall& to) {
  return to.audience.kind != AudienceKind::kPublic || viewer.is(MemberRole::kLead);
}

std::optional<Failure> tag_not_granted(const Call& call) {
  const auto tag = call.body.find("tag");
  if (!call.viewer.of_a_party() || call.viewer.has(talks::Mandate::kTag) || tag == call.body.end() ||
      tag->get<talks::Tag>() == talks::Tag::kMediatorOnly)
    return std::nullopt;
  return refused("a tag beyond the mediator takes the mandate to tag", "your head can grant it");
}

Json room_json(const Call& call, const talks::Hall& hall) {
  const auto& items = hall.items.list;
  return {{"room", to_text(hall.audience)},
          {"kind", name_of(hall.audience.kind)},
          {"title", title_of(hall.audience, call.view)},
          {"readers", readers_of(hall.audience, call.view)},
          {"may_write", under_way(call) && may_write(call.viewer, hall)},
          {"entries", hall.entries},
          {"items", items.size()},
          {"last", items.empty() ? Json(nullptr) : Json(items.back().time)}};
}

std::expected<talks::PackageNames, Failure> read_package(const Case& subject, const Json& in, const std::string& at) {
  Failure failure{422, {}};
  const auto place = [&](const std::string& issue) { return fmt::format("{}/{}", at, issue); };
  const Names names(subject);
  talks::PackageNames package;
  for (IssueIndex i = 0; i < subject.issues.size(); ++i) {
    const auto& issue = subject.issues[i];
    if (issue.kind == IssueKind::kDivisible) continue;
    const auto chosen = in.find(issue.id);
    if (chosen == in.end()) {
      failure.problems.push_back({"value", "this issue has no option yet", "choose one", place(issue.id)});
      continue;
    }
    const auto name = chosen->get<std::string>();
    if (const auto option = names.option(i, name)) package[issue.id] = issue.option_id(*option);
    else
      failure.problems.push_back(
          {"name", "this issue has no such option", names.no_such_option(i, name).hint, place(issue.id)});
  }
  for (const auto& [issue, option] : in.items())
    if (std::ranges::none_of(subject.issues, [&](const Issue& i) { return i.id == issue; }))
      failure.problems.push_back({"name", "the case has no such issue", "", place(issue)});
  if (!failure.problems.empty()) return std::unexpected(std::move(failure));
  return package;
}

}  // namespace parley::broker
