// The single text in the talks: its edits at the mediator's table, the drafts that were shared with an audience, and what
// readers of these say about their clauses.
//
// Shared      a draft reaches an audience as its canonical bytes, under an id of that audience's own and without the number
//             that it has at the table, which counts the mediator's edits. With a hash it is a frozen text: the bytes are
//             those of the authentic versions, and the hash is their SHA-256 (docs/formats/text.md)
// Comments    stand in a party's own room until sent, in its caucus, or at the table; nothing carries them further
// Projection  SingleText folds any room: the history at the table, drafts and comments where they are
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "talks/author.hpp"
#include "talks/fields.hpp"
#include "talks/items.hpp"
#include "talks/time.hpp"
#include "text/draft.hpp"
#include "text/history.hpp"
#include "text/words.hpp"

namespace parley::talks {

struct Stamp;

enum class TextChangeKind {
  kSetTitle,
  kAddLanguage,
  kRemoveLanguage,
  kSetStanding,
  kAddClause,
  kRemoveClause,
  kMoveClause,
  kChangeWording,
  kConfirm,
  kBind
};
template <>
struct Names<TextChangeKind> {
  static constexpr std::array<std::pair<TextChangeKind, std::string_view>, 10> kList{
      {{TextChangeKind::kSetTitle, "set_title"},
       {TextChangeKind::kAddLanguage, "add_language"},
       {TextChangeKind::kRemoveLanguage, "remove_language"},
       {TextChangeKind::kSetStanding, "set_standing"},
       {TextChangeKind::kAddClause, "add_clause"},
       {TextChangeKind::kRemoveClause, "remove_clause"},
       {TextChangeKind::kMoveClause, "move_clause"},
       {TextChangeKind::kChangeWording, "change_wording"},
       {TextChangeKind::kConfirm, "confirm"},
       {TextChangeKind::kBind, "bind"}}};
};

enum class TextStanding { kAuthentic, kTranslation };
template <>
struct Names<TextStanding> {
  static constexpr std::array<std::pair<TextStanding, std::string_view>, 2> kList{
      {{TextStanding::kAuthentic, "authentic"}, {TextStanding::kTranslation, "translation"}}};
};

struct TextWording {
  std::string language, heading, body;
  static constexpr auto fields() {
    using E = TextWording;
    return std::tuple{field("language", &E::language), field("heading", &E::heading), field("body", &E::body)};
  }
};
struct TextBinding {
  std::string issue;
  std::vector<std::string> options;
  static constexpr auto fields() {
    return std::tuple{field("issue", &TextBinding::issue), field("options", &TextBinding::options)};
  }
};
// One change of an edit; what its kind does not use is empty.
struct TextChange {
  TextChangeKind kind = TextChangeKind::kSetTitle;
  std::string title, clause, after, language;
  TextStanding standing = TextStanding::kAuthentic;
  std::vector<TextWording> wordings;
  std::vector<TextBinding> bindings;
  static constexpr auto fields() {
    using E = TextChange;
    return std::tuple{field("kind", &E::kind),         field("title", &E::title),       field("clause", &E::clause),
                      field("after", &E::after),       field("language", &E::language), field("standing", &E::standing),
                      field("wordings", &E::wordings), field("bindings", &E::bindings)};
  }
};

// Table.
struct TextEdited {
  static constexpr const char* kKind = "text.edited";
  std::uint32_t base = 0;
  std::vector<TextChange> changes;
  static constexpr auto fields() {
    return std::tuple{field("base", &TextEdited::base), field("changes", &TextEdited::changes)};
  }
};
// Table: draft `number` went to these audiences.
struct DraftShareLogged {
  static constexpr const char* kKind = "text.share_logged";
  std::uint32_t number = 0;
  std::string label, sha256;
  std::vector<std::string> to, drafts;  // audiences, and the id that the draft has in each
  static constexpr auto fields() {
    using E = DraftShareLogged;
    return std::tuple{field("number", &E::number), field("label", &E::label), field("sha256", &E::sha256),
                      field("to", &E::to), field("drafts", &E::drafts)};
  }
};
// The audience that it was shared with.
struct DraftShared {
  static constexpr const char* kKind = "text.shared";
  std::string draft, label, note;
  std::string text;  // canonical bytes
  std::string sha256;  // hex, of a frozen text; else empty
  static constexpr auto fields() {
    using E = DraftShared;
    return std::tuple{field("draft", &E::draft), field("label", &E::label), field("note", &E::note),
                      field("text", &E::text), field("sha256", &E::sha256)};
  }
};

// A party's room, a caucus, or the table.
struct CommentPosted {
  static constexpr const char* kKind = "comment.posted";
  std::string comment;
  std::string draft;  // a shared draft's id, or at the table a number
  std::string clause;  // empty: the text as a whole
  std::string words;
  std::optional<TextWording> wording;  // proposed
  Tag tag = Tag::kMediatorOnly;
  Author author;
  static constexpr auto fields() {
    using E = CommentPosted;
    return std::tuple{field("comment", &E::comment), field("draft", &E::draft),     field("clause", &E::clause),
                      field("words", &E::words),     field("wording", &E::wording), field("tag", &E::tag),
                      field("author", &E::author)};
  }
};
// A party's room: this comment went to the caucus, where it is `copy`.
struct CommentSent {
  static constexpr const char* kKind = "comment.sent";
  std::string comment, copy;
  static constexpr auto fields() {
    return std::tuple{field("comment", &CommentSent::comment), field("copy", &CommentSent::copy)};
  }
};

struct SingleText {
  struct Shared {
    DraftShared event;
    text::Draft draft;
    Time time;
    Author author;
  };
  struct Share {
    DraftShareLogged event;
    Time time;
    Author author;
  };
  // What a proposed wording changes in the draft.
  struct Change {
    std::vector<text::Run> heading, body;
  };
  struct Comment {
    CommentPosted event;
    Time time;
    std::optional<Time> sent{};
    // Comparing takes long and its outcome never changes: it is kept by whoever first compares. None: nobody has.
    mutable std::shared_ptr<const Change> change{};
  };
  text::History history;  // the table's
  std::vector<Share> shares;  // the table's
  std::vector<Shared> shared;  // oldest first
  std::vector<Comment> comments;

  void apply(const Stamp& stamp, const TextEdited& event);
  void apply(const Stamp& stamp, const DraftShareLogged& event);
  void apply(const Stamp& stamp, const DraftShared& event);
  void apply(const Stamp& stamp, const CommentPosted& event);
  void apply(const Stamp& stamp, const CommentSent& event);

  const Shared* find(const std::string& draft) const;
  const Shared* frozen(const std::string& sha256) const;
  const Comment* comment(const std::string& id) const;
};

// What a change is called in the contract, and the clause and language that it concerns.
struct ToldChange {
  TextChangeKind kind = TextChangeKind::kSetTitle;
  std::string clause, language;
};
ToldChange told(const text::Change& change);

// The edit as src/text has it; wordings become one change for each language.
text::Edit edit_of(const Stamp& stamp, const TextEdited& event);

}  // namespace parley::talks
