#include "talks/single_text.hpp"

#include <algorithm>
#include <stdexcept>

#include "talks/event.hpp"
#include "text/canonical.hpp"

namespace parley::talks {
namespace {

std::vector<text::Binding> bindings_of(const TextChange& change) {
  std::vector<text::Binding> result;
  for (const TextBinding& binding : change.bindings) result.push_back({binding.issue, binding.options});
  return result;
}

std::vector<text::Written> wordings_of(const TextChange& change) {
  std::vector<text::Written> result;
  for (const TextWording& wording : change.wordings)
    result.push_back({wording.language, {wording.heading, wording.body}});
  return result;
}

text::Language language_of(const TextChange& change) {
  const bool authentic = change.standing == TextStanding::kAuthentic;
  return {change.language, authentic ? text::Standing::kAuthentic : text::Standing::kTranslation};
}

void add_changes(const TextChange& change, std::vector<text::Change>& out) {
  switch (change.kind) {
    case TextChangeKind::kSetTitle: out.emplace_back(text::SetTitle{change.title}); break;
    case TextChangeKind::kAddLanguage: out.emplace_back(text::AddLanguage{language_of(change)}); break;
    case TextChangeKind::kRemoveLanguage: out.emplace_back(text::RemoveLanguage{change.language}); break;
    case TextChangeKind::kSetStanding: out.emplace_back(text::SetStanding{language_of(change)}); break;
    case TextChangeKind::kAddClause:
      out.emplace_back(text::AddClause{change.clause, change.after, wordings_of(change), bindings_of(change)});
      break;
    case TextChangeKind::kRemoveClause: out.emplace_back(text::RemoveClause{change.clause}); break;
    case TextChangeKind::kMoveClause: out.emplace_back(text::MoveClause{change.clause, change.after}); break;
    case TextChangeKind::kChangeWording:
      for (text::Written& written : wordings_of(change))
        out.emplace_back(text::ChangeWording{change.clause, std::move(written)});
      break;
    case TextChangeKind::kConfirm: out.emplace_back(text::ConfirmVersion{change.clause, change.language}); break;
    case TextChangeKind::kBind: out.emplace_back(text::Bind{change.clause, bindings_of(change)}); break;
  }
}

struct Telling {
  ToldChange operator()(const text::SetTitle&) const { return {TextChangeKind::kSetTitle, "", ""}; }
  ToldChange operator()(const text::AddLanguage& c) const { return {TextChangeKind::kAddLanguage, "", c.language.tag}; }
  ToldChange operator()(const text::RemoveLanguage& c) const { return {TextChangeKind::kRemoveLanguage, "", c.tag}; }
  ToldChange operator()(const text::SetStanding& c) const { return {TextChangeKind::kSetStanding, "", c.language.tag}; }
  ToldChange operator()(const text::AddClause& c) const { return {TextChangeKind::kAddClause, c.id, ""}; }
  ToldChange operator()(const text::RemoveClause& c) const { return {TextChangeKind::kRemoveClause, c.id, ""}; }
  ToldChange operator()(const text::MoveClause& c) const { return {TextChangeKind::kMoveClause, c.id, ""}; }
  ToldChange operator()(const text::ChangeWording& c) const {
    return {TextChangeKind::kChangeWording, c.id, c.written.language};
  }
  ToldChange operator()(const text::ConfirmVersion& c) const { return {TextChangeKind::kConfirm, c.id, c.language}; }
  ToldChange operator()(const text::Bind& c) const { return {TextChangeKind::kBind, c.id, ""}; }
};

}  // namespace

ToldChange told(const text::Change& change) { return std::visit(Telling{}, change); }

text::Edit edit_of(const Stamp& stamp, const TextEdited& event) {
  text::Edit edit{stamp.author.name, to_text(stamp.time), event.base, {}};
  for (const TextChange& change : event.changes) add_changes(change, edit.changes);
  return edit;
}

void SingleText::apply(const Stamp& stamp, const TextEdited& event) {
  if (!history.append(edit_of(stamp, event))) throw std::logic_error("an edit that was accepted does not apply");
}
void SingleText::apply(const Stamp& stamp, const DraftShareLogged& event) {
  shares.push_back({event, stamp.time, stamp.author});
}
void SingleText::apply(const Stamp& stamp, const DraftShared& event) {
  auto draft = text::read_bytes(event.text);
  if (!draft) throw std::logic_error("a shared draft is not a text");
  shared.push_back({event, std::move(*draft), stamp.time, stamp.author});
}
void SingleText::apply(const Stamp& stamp, const CommentPosted& event) {
  comments.push_back({event, stamp.time, std::nullopt});
}
void SingleText::apply(const Stamp& stamp, const CommentSent& event) {
  for (Comment& c : comments)
    if (c.event.comment == event.comment) c.sent = stamp.time;
}

const SingleText::Shared* SingleText::find(const std::string& draft) const {
  const auto found = std::ranges::find_if(shared, [&](const Shared& s) { return s.event.draft == draft; });
  return found == shared.end() ? nullptr : &*found;
}
const SingleText::Shared* SingleText::frozen(const std::string& sha256) const {
  const auto found =
      std::ranges::find_if(shared, [&](const Shared& s) { return !sha256.empty() && s.event.sha256 == sha256; });
  return found == shared.end() ? nullptr : &*found;
}
const SingleText::Comment* SingleText::comment(const std::string& id) const {
  const auto found = std::ranges::find_if(comments, [&](const Comment& c) { return c.event.comment == id; });
  return found == comments.end() ? nullptr : &*found;
}

}  // namespace parley::talks
