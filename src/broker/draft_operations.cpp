// Drafts in the hands of their readers: reading, comparing, taking along, commenting.
#include <algorithm>

#include "broker/drafts.hpp"
#include "broker/operations.hpp"
#include "broker/rooms.hpp"
#include "text/canonical.hpp"
#include "text/docx.hpp"
#include "text/html.hpp"

namespace parley::broker {
namespace {

using talks::AudienceKind;

// Between two drafts of the table it is known who changed which clause; what was shared is the mediator's.
text::DocumentOptions redlines(const Call& call, const FoundDraft& draft, const FoundDraft& older) {
  text::DocumentOptions options;
  options.against = &older.draft;
  options.changed = {"The mediator", to_text(draft.time)};
  if (!draft.number || *draft.number == 0) return options;
  const auto& history = call.view.get(talks::kTable).single_text.history;
  const auto& last = history.edits()[*draft.number - 1];
  options.changed = {last.author, last.time};
  if (!older.number) return options;
  for (const auto& [clause, touches] : history.blame())
    for (const auto& touch : touches)
      if (touch.draft > *older.number && touch.draft <= *draft.number)
        options.changed_by_clause[clause] = {touch.author, touch.time};
  return options;
}

Outcome canonical(const FoundDraft& draft) {
  auto bytes = draft.bytes;
  if (draft.number) {
    auto made = text::frozen_bytes(draft.draft);
    if (!made) {
      auto failure = wrong(made.error());
      failure.status = 409;
      return failure;
    }
    bytes = std::move(*made);
  }
  if (bytes.empty()) return conflict("this draft is not a frozen text", "it leaves as HTML or DOCX");
  auto name = "text-" + sha256_hex(bytes).substr(0, 16) + ".txt";
  return Answer{.download = Download{"application/octet-stream", std::move(name), std::move(bytes)}};
}

// A draft's readers in a place of the mediator's must all know the draft: what a caucus hears of is shared there, in the
// plenary, or in a group of that party.
bool known_there(const Call& call, const talks::Hall& place, const FoundDraft& draft) {
  if (place.audience.kind != AudienceKind::kCaucus || call.viewer.of_a_party()) return true;
  if (draft.hall == nullptr) return false;
  const auto& group = draft.hall->opening.group;
  return draft.hall == &place || draft.hall->audience.kind == AudienceKind::kPlenary ||
         (group && std::ranges::count(group->parties, place.audience.of) > 0);
}

std::optional<Failure> read_wording(const Call& call, const text::Draft& draft, talks::CommentPosted& comment) {
  if (!call.body.contains("wording")) {
    if (comment.words.empty()) return wrong("/words", "a comment has words", "write them, or propose a wording");
    return std::nullopt;
  }
  comment.wording = call.body["wording"].get<talks::TextWording>();
  const auto& wording = *comment.wording;
  if (!draft.language(wording.language)) return wrong("/wording/language", "the draft has no such language", "");
  if (!text::check_text(wording.heading, text::kMaxHeading, false))
    return wrong("/wording/heading", "a heading is one line of at most 400 bytes without control characters", "");
  if (!text::check_text(wording.body, text::kMaxBody, true))
    return wrong("/wording/body", "a body has at most 32,768 bytes and no control characters", "");
  return std::nullopt;
}

}  // namespace

Outcome get_draft(Call& call) {
  const auto found = find_draft(call, call.parameter("draft"));
  if (!found) return not_found();
  return Json{
      {"label", found->label}, {"time", found->time}, {"sha256", found->sha256}, {"text", draft_json(found->draft)}};
}

Outcome compare_drafts(Call& call) {
  const auto draft = find_draft(call, call.parameter("draft"));
  const auto older = find_draft(call, call.parameter("older"));
  if (!draft || !older) return not_found();
  return Later{[draft = draft->draft, older = older->draft]() -> std::any { return comparison_json(older, draft); },
               [](Call& later, std::any result) -> Outcome {
                 for (const char* name : {"draft", "older"})
                   if (!find_draft(later, later.parameter(name))) return not_found();
                 return std::any_cast<Json>(std::move(result));
               },
               {}};
}

Outcome export_draft(Call& call) {
  const auto draft = find_draft(call, call.parameter("draft"));
  if (!draft) return not_found();
  const auto format = call.query_value("format");
  if (format == "canonical") return canonical(*draft);
  if (format != "html" && format != "docx") return wrong("/format", "a draft leaves as html, docx or canonical", "");
  std::optional<FoundDraft> older;
  if (const auto against = call.query_value("against"); !against.empty()) {
    older = find_draft(call, std::string(against));
    if (!older) return not_found();
  }
  std::vector<std::string> languages;
  if (const auto language = call.query_value("language"); !language.empty()) {
    if (!draft->draft.language(language)) return wrong("/language", "the draft has no such language", "");
    languages.emplace_back(language);
  }
  const auto name = draft->label + (older ? " against " + older->label : "");
  if (format == "html") {
    text::PageOptions options{languages, older ? &older->draft : nullptr, draft->label, older ? older->label : ""};
    return Answer{.download =
                      Download{"application/octet-stream", name + ".html", text::to_html(draft->draft, options)}};
  }
  auto options = older ? redlines(call, *draft, *older) : text::DocumentOptions{};
  options.languages = std::move(languages);
  auto bytes = text::to_docx(draft->draft, options);
  if (!bytes) throw std::runtime_error(bytes.error().message);
  return Answer{.download = Download{"application/octet-stream", name + ".docx", std::move(*bytes)}};
}

Outcome comment_on_draft(Call& call) {
  const auto found = find_draft(call, call.parameter("draft"));
  const auto* place = call.hall(call.body["room"].get_ref<const std::string&>());
  if (!found || place == nullptr || !known_there(call, *place, *found)) return not_found();
  const auto kind = place->audience.kind;
  if (kind != AudienceKind::kRoom && kind != AudienceKind::kCaucus && kind != AudienceKind::kTable)
    return wrong("/room", "comments stand in a party's own room, in its caucus, or at the mediator's table", "");
  if (!may_write(call.viewer, *place))
    return refused("you may read here, not write", "your head can grant the mandate to send");
  if (auto failure = tag_not_granted(call)) return *failure;
  talks::CommentPosted comment;
  comment.draft = call.parameter("draft");
  comment.clause = call.body.value("clause", "");
  comment.words = call.body.value("words", "");
  if (call.body.contains("tag")) comment.tag = call.body["tag"].get<talks::Tag>();
  if (!comment.clause.empty() && !found->draft.clause(comment.clause))
    return wrong("/clause", "the draft has no such clause", "");
  if (auto failure = read_wording(call, found->draft, comment)) return *failure;
  comment.author = call.viewer.author();
  comment.comment = call.new_id(place->audience);
  Json made{{"id", comment.comment}};
  call.changes.append(*place, std::move(comment));
  return made;
}

Outcome send_comment(Call& call) {
  const auto& room = call.view.get(talks::room_of(call.viewer.organisation()));
  const auto* comment = room.single_text.comment(call.parameter("comment"));
  if (comment == nullptr) return not_found();
  if (comment->sent) return conflict("this comment has been sent already", "write a new one to say more");
  const auto& caucus = call.view.get(talks::caucus_of(call.viewer.organisation()));
  auto copy = comment->event;
  copy.comment = call.new_id(caucus.audience);
  call.changes.append(room, talks::CommentSent{comment->event.comment, copy.comment});
  Json made{{"id", copy.comment}};
  call.changes.append(caucus, std::move(copy));
  return made;
}

}  // namespace parley::broker
