// The single text at the mediator's table: looking at it, editing it, sharing and freezing drafts of it.
#include <algorithm>

#include "broker/drafts.hpp"
#include "broker/home.hpp"
#include "broker/operations.hpp"
#include "broker/rooms.hpp"
#include "case/names.hpp"
#include "text/canonical.hpp"

namespace parley::broker {
namespace {

using talks::AudienceKind;
using talks::TextChangeKind;

constexpr std::size_t kMaxTextBytes = std::size_t{1} << 20;  // of a draft, so that it is shared and exported at once

Json edits_json(const talks::SingleText& single) {
  auto out = Json::array();
  std::uint32_t number = 0;
  for (const auto& edit : single.history.edits()) {
    auto changes = Json::array();
    for (const auto& change : edit.changes) {
      const auto [kind, clause, language] = talks::told(change);
      changes.push_back({{"kind", kind}, {"clause", clause}, {"language", language}});
    }
    out.push_back(
        {{"number", ++number}, {"author", edit.author}, {"time", edit.time}, {"changes", std::move(changes)}});
  }
  return out;
}

bool visible(const Call& call, const talks::SingleText::Share& share) {
  return std::ranges::any_of(share.event.to, [&](const auto& room) { return call.hall(room) != nullptr; });
}

// A mediator who is assigned to some caucuses only is not told of the others.
Json shares_json(const Call& call, const talks::SingleText& single) {
  auto out = Json::array();
  for (const auto& share : single.shares) {
    if (!visible(call, share)) continue;
    auto to = Json::array();
    for (const auto& room : share.event.to)
      if (call.hall(room) != nullptr) to.push_back(room);
    out.push_back({{"number", share.event.number},
                   {"label", share.event.label},
                   {"sha256", share.event.sha256},
                   {"to", std::move(to)},
                   {"author", share.author},
                   {"time", share.time}});
  }
  return out;
}

Json working_json(const Call& call) {
  const auto* table = call.view.find(talks::kTable);
  if (table == nullptr) return nullptr;
  const auto& single = table->single_text;
  const auto& draft = single.history.latest();
  auto hinders = Json::array();
  for (const auto& error : text::hinders_freezing(draft)) hinders.push_back(error.message);
  const auto frozen = text::frozen_bytes(draft);
  return {{"number", draft.number},        {"text", draft_json(draft)},
          {"hinders", std::move(hinders)}, {"sha256", frozen ? sha256_hex(*frozen) : ""},
          {"edits", edits_json(single)},   {"shares", shares_json(call, single)}};
}

template <class T>
void take(const Json& in, const char* key, T& out) {
  if (const auto found = in.find(key); found != in.end()) found->get_to(out);
}

talks::TextChange read_change(const Call& call, const Json& in) {
  talks::TextChange change;
  take(in, "kind", change.kind);
  take(in, "title", change.title);
  take(in, "clause", change.clause);
  take(in, "after", change.after);
  take(in, "language", change.language);
  take(in, "standing", change.standing);
  take(in, "wordings", change.wordings);
  take(in, "bindings", change.bindings);
  if (change.kind == TextChangeKind::kAddClause)
    change.clause = call.entropy.id("clauses");  // whoever gets a draft sees them
  return change;
}

// A clause is bound to what the case has.
void check_bindings(const Names& names, const talks::TextChange& change, const std::string& at, Failure& failure) {
  for (std::size_t b = 0; b < change.bindings.size(); ++b) {
    const auto& binding = change.bindings[b];
    const auto place = at + "/bindings/" + std::to_string(b);
    const auto issue = names.issue(binding.issue);
    if (!issue) {
      failure.problems.push_back({"name", "the case has no such issue", "", place + "/issue"});
      continue;
    }
    for (const auto& option : binding.options)
      if (!names.option(*issue, option))
        failure.problems.push_back({"name", "this issue has no such option", "", place + "/options"});
  }
}

Failure of_errors(int status, const Errors& errors) {
  auto failure = wrong(errors);
  failure.status = status;
  return failure;
}

Json text_json(const Call& call) {
  auto drafts = Json::array();
  std::vector<std::pair<Time, Json>> comments;
  std::vector<std::pair<Time, Json>> shared;
  for (const auto* hall : call.view.halls()) {
    for (const auto& s : hall->single_text.shared)
      shared.emplace_back(s.time, Json{{"id", s.event.draft},
                                       {"room", to_text(hall->audience)},
                                       {"label", s.event.label},
                                       {"note", s.event.note},
                                       {"time", s.time},
                                       {"author", s.author},
                                       {"sha256", s.event.sha256}});
    for (const auto& c : hall->single_text.comments) comments.emplace_back(c.time, comment_json(*hall, c));
  }
  const auto oldest_first = [](auto& list) {
    std::ranges::stable_sort(list, {}, [](const auto& one) { return one.first; });
    auto out = Json::array();
    for (auto& one : list) out.push_back(std::move(one.second));
    return out;
  };
  return {{"working", working_json(call)}, {"drafts", oldest_first(shared)}, {"comments", oldest_first(comments)}};
}

}  // namespace

Outcome get_text(Call& call) {
  using Compared = std::vector<std::shared_ptr<const talks::SingleText::Change>>;
  auto proposals = uncompared(call);
  if (proposals.empty()) return text_json(call);
  return Later{[proposals]() -> std::any {
                 Compared all;
                 for (const auto& proposal : proposals) all.push_back(compared(proposal));
                 return all;
               },
               [proposals](Call& later, std::any result) -> Outcome {
                 auto& all = std::any_cast<Compared&>(result);
                 for (std::size_t i = 0; i < all.size(); ++i) keep(later, proposals[i], std::move(all[i]));
                 return get_text(later);  // others may have come meanwhile
               },
               {}};
}

Outcome edit_text(Call& call) {
  const auto& table = call.view.get(talks::kTable);
  const Names names(*call.view.subject());
  talks::TextEdited event{call.body["base"].get<std::uint32_t>(), {}};
  Failure failure{422, {}};
  for (const auto& in : call.body["changes"]) {
    event.changes.push_back(read_change(call, in));
    check_bindings(names, event.changes.back(), "/changes/" + std::to_string(event.changes.size() - 1), failure);
  }
  if (!failure.problems.empty()) return failure;
  const auto& history = table.single_text.history;
  if (event.base > history.latest().number) return wrong("/base", "there is no such draft", "");
  const auto edit = talks::edit_of({call.now, call.viewer.author()}, event);
  if (const auto conflicts = history.conflicts(edit); !conflicts.empty()) return of_errors(409, conflicts);
  const auto next = history.after(edit);
  if (!next) return of_errors(422, next.error());
  if (text::to_bytes(*next).size() > kMaxTextBytes)
    return wrong("", "the text is too large", "at most 1 MiB with all its languages");
  auto added = Json::array();
  for (const auto& change : event.changes)
    if (change.kind == TextChangeKind::kAddClause) added.push_back(change.clause);
  call.changes.append(table, std::move(event));
  return Json{{"number", next->number}, {"added", std::move(added)}};
}

Outcome share_text(Call& call) {
  const auto& table = call.view.get(talks::kTable);
  const auto& history = table.single_text.history;
  const auto number = call.body["number"].get<std::uint32_t>();
  const bool freeze = call.body.value("freeze", false);
  if (freeze && !call.viewer.is(talks::MemberRole::kLead)) return refused("the lead freezes the text", "");
  if (number > history.latest().number) return wrong("/number", "there is no such draft", "");
  auto draft = history.draft(number);
  if (draft.clauses.empty()) return conflict("the draft has no clause", "write one first");
  talks::DraftShared event{{}, call.body["label"], call.body.value("note", ""), {}, {}};
  if (freeze) {
    auto bytes = text::frozen_bytes(draft);
    if (!bytes) return of_errors(409, bytes.error());
    event.text = std::move(*bytes);
    event.sha256 = sha256_hex(event.text);
  } else {
    draft.number = 0;  // how often the mediator edited is not part of what is shared
    event.text = text::to_bytes(draft);
  }
  talks::DraftShareLogged log{number, event.label, event.sha256, {}, {}};
  std::vector<const talks::Hall*> halls;
  for (std::size_t i = 0; i < call.body["to"].size(); ++i) {
    const auto* hall = call.hall(call.body["to"][i].get_ref<const std::string&>());
    const bool fits = hall != nullptr &&
                      (hall->audience.kind == AudienceKind::kCaucus || hall->audience.kind == AudienceKind::kGroup ||
                       hall->audience.kind == AudienceKind::kPlenary);
    if (!fits || std::ranges::count(halls, hall) > 0)
      return wrong("/to/" + std::to_string(i), "a draft cannot be shared with such a room, or it is named twice",
                   "choose caucuses of yours, groups or the plenary");
    if (hall->opening.withdrawn) return conflict("a party that you name has withdrawn", "");
    halls.push_back(hall);
    log.to.push_back(to_text(hall->audience));
    log.drafts.push_back(call.entropy.id("drafts " + to_text(hall->audience)));
  }
  for (std::size_t i = 0; i < halls.size(); ++i) {
    event.draft = log.drafts[i];
    call.changes.append(*halls[i], event);
  }
  Json answer{{"sha256", event.sha256}};
  call.changes.append(table, std::move(log));
  return answer;
}

// A party: the newest draft, until it has said something since. The team: comments since the text was last touched.
void waiting_text(const Call& call, std::vector<Waiting>& waiting) {
  if (call.viewer.of_a_party()) {
    const talks::Hall* room = nullptr;
    const talks::SingleText::Shared* newest = nullptr;
    std::optional<Time> said;
    for (const auto* hall : call.view.halls()) {
      for (const auto& s : hall->single_text.shared)
        if (newest == nullptr || s.time >= newest->time) newest = &s, room = hall;
      for (const auto& c : hall->single_text.comments)
        if (c.event.author.organisation == call.viewer.organisation()) said = std::max(said.value_or(c.time), c.time);
    }
    if (newest != nullptr && !(said && *said >= newest->time))
      waiting.push_back({"text", "A draft to read: " + newest->event.label, "", newest->time, std::nullopt,
                         to_text(room->audience), newest->event.draft});
  }
  const auto* table = call.view.find(talks::kTable);
  if (table == nullptr) return;
  Time touched;
  for (const auto& edit : table->single_text.history.edits())
    touched = std::max(touched, talks::parse_time(edit.time).value());
  // As in the list of shares, those that went to caucuses of others do not count.
  for (const auto& share : table->single_text.shares)
    if (visible(call, share)) touched = std::max(touched, share.time);
  for (const auto* hall : call.view.halls()) {
    const auto& comments = hall->single_text.comments;
    if (hall->audience.kind != AudienceKind::kCaucus || comments.empty()) continue;
    const auto& last = comments.back();
    if (last.event.author.organisation.empty() || last.time < touched) continue;
    waiting.push_back({"text", party_name(call.view.subject(), hall->audience.of) + " commented on the text",
                       hall->audience.of, last.time, std::nullopt, to_text(hall->audience), last.event.comment});
  }
}

}  // namespace parley::broker
