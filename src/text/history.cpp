#include "text/history.hpp"

#include <fmt/format.h>

#include <algorithm>

#include <set>
#include <stdexcept>
#include <utility>

namespace parley::text {
namespace {

// What an edit touches, so that two edits conflict exactly when their sets meet: an aspect and the clause, if any.
enum class Aspect { kTitle, kLanguages, kWords, kBindings, kPlace };
using Touched = std::set<std::pair<Aspect, std::string>>;

struct Touching {
  Touched& out;
  void operator()(const SetTitle&) const { out.emplace(Aspect::kTitle, ""); }
  void operator()(const AddLanguage&) const { out.emplace(Aspect::kLanguages, ""); }
  void operator()(const RemoveLanguage&) const { out.emplace(Aspect::kLanguages, ""); }
  void operator()(const SetStanding&) const { out.emplace(Aspect::kLanguages, ""); }
  void operator()(const AddClause& change) const { all(change.id); }
  void operator()(const RemoveClause& change) const { all(change.id); }
  void operator()(const MoveClause& change) const { out.emplace(Aspect::kPlace, change.id); }
  void operator()(const ChangeWording& change) const { out.emplace(Aspect::kWords, change.id); }
  void operator()(const ConfirmVersion& change) const { out.emplace(Aspect::kWords, change.id); }
  void operator()(const Bind& change) const { out.emplace(Aspect::kBindings, change.id); }

  void all(const std::string& id) const {
    for (const Aspect aspect : {Aspect::kWords, Aspect::kBindings, Aspect::kPlace}) out.emplace(aspect, id);
  }
};

Touched touched_by(const Edit& edit) {
  Touched touched;
  for (const Change& change : edit.changes) std::visit(Touching{touched}, change);
  return touched;
}

// A clause is named as its readers find it, by its place in the latest draft.
Error conflict(const std::pair<Aspect, std::string>& touched, const Draft& latest) {
  const auto place = latest.clause(touched.second);
  const auto of_clause = [&](std::string_view what) {
    return place ? fmt::format("the {} of clause {} changed meanwhile", what, *place + 1)
                 : std::string("the clause was removed meanwhile");
  };
  std::string message;
  switch (touched.first) {
    case Aspect::kTitle: message = "the title was changed meanwhile"; break;
    case Aspect::kLanguages: message = "the languages were changed meanwhile"; break;
    case Aspect::kWords: message = of_clause("words"); break;
    case Aspect::kBindings: message = of_clause("bindings"); break;
    case Aspect::kPlace: message = of_clause("place"); break;
  }
  return {ErrorCode::kValue, std::move(message), "look at the latest draft, then keep yours or leave it", {}};
}

struct Blaming {
  std::map<std::string, std::vector<Touch>>& out;
  const Edit& edit;
  std::uint32_t draft;

  void operator()(const SetTitle&) const {}
  void operator()(const AddLanguage&) const {}
  void operator()(const RemoveLanguage&) const {}
  void operator()(const SetStanding&) const {}
  void operator()(const AddClause& change) const { touch(change.id, TouchKind::kAdded); }
  void operator()(const RemoveClause& change) const { touch(change.id, TouchKind::kRemoved); }
  void operator()(const MoveClause& change) const { touch(change.id, TouchKind::kMoved); }
  void operator()(const ChangeWording& change) const { touch(change.id, TouchKind::kChanged, change.written.language); }
  void operator()(const ConfirmVersion& change) const { touch(change.id, TouchKind::kConfirmed, change.language); }
  void operator()(const Bind& change) const { touch(change.id, TouchKind::kBound); }

  void touch(const std::string& id, TouchKind kind, const std::string& language = "") const {
    out[id].push_back({draft, edit.author, edit.time, kind, language});
  }
};

}  // namespace

std::string_view name_of(TouchKind kind) {
  switch (kind) {
    case TouchKind::kAdded: return "added";
    case TouchKind::kRemoved: return "removed";
    case TouchKind::kMoved: return "moved";
    case TouchKind::kChanged: return "changed";
    case TouchKind::kConfirmed: return "confirmed";
    case TouchKind::kBound: return "bound";
  }
  return "unknown";
}

Errors History::conflicts(const Edit& edit) const {
  const Touched mine = touched_by(edit);
  const bool words = std::any_of(mine.begin(), mine.end(), [](const auto& t) { return t.first == Aspect::kWords; });
  Touched both;
  for (std::size_t e = edit.base; e < edits_.size(); ++e)
    for (const auto& theirs : touched_by(edits_[e])) {
      if (mine.contains(theirs)) both.insert(theirs);
      // Words are written for the languages that the author saw.
      if (theirs.first == Aspect::kLanguages && words) both.insert(theirs);
      if (theirs.first == Aspect::kWords && mine.contains({Aspect::kLanguages, ""})) both.insert(theirs);
    }
  Errors errors;
  for (const auto& touched : both) {
    auto error = conflict(touched, latest_);
    if (std::ranges::find(errors, error.message, &Error::message) == errors.end()) errors.push_back(std::move(error));
  }
  return errors;
}

Checked<Draft> History::after(const Edit& edit) const {
  if (edit.base > latest_.number)
    return std::unexpected(Errors{{ErrorCode::kValue, "the edit is based on a draft that does not exist yet", "", {}}});
  if (Errors errors = conflicts(edit); !errors.empty()) return std::unexpected(std::move(errors));
  return apply(latest_, edit);
}

Checked<void> History::append(Edit edit) {
  Checked<Draft> next = after(edit);
  if (!next) return std::unexpected(std::move(next.error()));
  latest_ = std::move(*next);
  edits_.push_back(std::move(edit));
  return {};
}

Draft History::draft(std::uint32_t n) const {
  if (n > edits_.size()) throw std::logic_error("a draft that was never made");
  Draft draft;
  for (std::size_t e = 0; e < n; ++e) draft = apply(draft, edits_[e]).value();
  return draft;
}

std::map<std::string, std::vector<Touch>> History::blame() const {
  std::map<std::string, std::vector<Touch>> blame;
  for (std::size_t e = 0; e < edits_.size(); ++e)
    for (const Change& change : edits_[e].changes)
      std::visit(Blaming{blame, edits_[e], static_cast<std::uint32_t>(e + 1)}, change);
  return blame;
}

}  // namespace parley::text
