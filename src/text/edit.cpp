#include "text/edit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "base/utf8.hpp"

namespace parley::text {
namespace {

// One edit on its way: `draft` changes step by step, and is given up if anything was wrong.
class Applying {
 public:
  explicit Applying(const Draft& draft) : draft_(draft) {}

  void operator()(const SetTitle& change) {
    if (!check_text(change.title, kMaxTitle, false)) return unfit("title", kMaxTitle);
    if (change.title == draft_.title) return wrong("the title is the same as before");
    draft_.title = change.title;
  }

  void operator()(const AddLanguage& change) {
    if (!valid_tag(change.language.tag))
      return wrong("a language tag has letters, digits and hyphens, as in en or zh-Hant");
    if (draft_.language(change.language.tag)) return wrong(fmt::format("{} is there already", change.language.tag));
    if (draft_.languages.size() == kMaxLanguages)
      return limit(fmt::format("a text has at most {} languages", kMaxLanguages));
    draft_.languages.push_back(change.language);
    for (Clause& clause : draft_.clauses) clause.versions.emplace_back();
  }

  void operator()(const RemoveLanguage& change) {
    const auto l = language(change.tag);
    if (!l) return;
    draft_.languages.erase(draft_.languages.begin() + static_cast<std::ptrdiff_t>(*l));
    for (Clause& clause : draft_.clauses)
      clause.versions.erase(clause.versions.begin() + static_cast<std::ptrdiff_t>(*l));
  }

  void operator()(const SetStanding& change) {
    const auto l = language(change.language.tag);
    if (!l) return;
    if (draft_.languages[*l] == change.language) return wrong(fmt::format("{} is that already", change.language.tag));
    draft_.languages[*l].standing = change.language.standing;
  }

  void operator()(const AddClause& change) {
    if (!valid_clause_id(change.id)) return wrong("a clause's id has letters, digits, hyphens and underscores");
    if (draft_.clause(change.id)) return wrong(fmt::format("{} is there already", named(change.id)));
    if (draft_.clauses.size() == kMaxClauses) return limit(fmt::format("a text has at most {} clauses", kMaxClauses));
    const auto place = after(change.after);
    if (!place || !check_bindings(change.bindings)) return;
    Clause clause{change.id, std::vector<Version>(draft_.languages.size()), change.bindings};
    draft_.clauses.insert(draft_.clauses.begin() + static_cast<std::ptrdiff_t>(*place), std::move(clause));
    for (const Written& written : change.wordings) write(change.id, written);
  }

  void operator()(const RemoveClause& change) {
    const auto c = clause(change.id);
    if (c) draft_.clauses.erase(draft_.clauses.begin() + static_cast<std::ptrdiff_t>(*c));
  }

  void operator()(const MoveClause& change) {
    const auto c = clause(change.id);
    if (!c) return;
    if (change.after == change.id) return wrong("a clause cannot stand after itself");
    Clause moved = draft_.clauses[*c];
    if (!change.after.empty() && !clause(change.after)) return;
    draft_.clauses.erase(draft_.clauses.begin() + static_cast<std::ptrdiff_t>(*c));
    const auto place = after(change.after);
    if (*place == *c) wrong(fmt::format("clause {} stands there already", *c + 1));
    draft_.clauses.insert(draft_.clauses.begin() + static_cast<std::ptrdiff_t>(*place), std::move(moved));
  }

  void operator()(const ChangeWording& change) {
    if (clause(change.id)) write(change.id, change.written);
  }

  void operator()(const ConfirmVersion& change) {
    const auto c = clause(change.id);
    const auto l = language(change.language);
    if (!c || !l) return;
    Version& version = draft_.clauses[*c].versions[*l];
    if (!version.stale && !rewritten_.contains(change.id))
      return wrong(fmt::format("clause {} is not stale in {}", *c + 1, change.language));
    if (version.wording.empty())
      return wrong(fmt::format("clause {} has no words in {} that could be confirmed", *c + 1, change.language));
    version.stale = false;
    fresh_[change.id].insert(change.language);
  }

  void operator()(const Bind& change) {
    const auto c = clause(change.id);
    if (!c || !check_bindings(change.bindings)) return;
    if (draft_.clauses[*c].bindings == change.bindings)
      return wrong(fmt::format("clause {} is bound so already", *c + 1));
    draft_.clauses[*c].bindings = change.bindings;
  }

  Checked<Draft> finish() {
    if (!errors_.empty()) return std::unexpected(std::move(errors_));
    for (Clause& clause : draft_.clauses) settle(clause);
    ++draft_.number;
    return std::move(draft_);
  }

 private:
  void wrong(std::string message) { errors_.push_back({ErrorCode::kValue, std::move(message), "", {}}); }
  void limit(std::string message) { errors_.push_back({ErrorCode::kLimit, std::move(message), "", {}}); }
  void unfit(std::string_view what, std::size_t most) {
    wrong(fmt::format("a {} is UTF-8 text of at most {} bytes without control characters and directional overrides",
                      what, most));
  }
  // A clause as its readers find it; its id means nothing to them.
  std::string named(const std::string& id) const { return fmt::format("clause {}", *draft_.clause(id) + 1); }

  std::optional<std::size_t> clause(const std::string& id) {
    const auto c = draft_.clause(id);
    if (!c) errors_.push_back({ErrorCode::kName, "there is no such clause", "it may have been removed", {}});
    return c;
  }
  std::optional<std::size_t> language(const std::string& tag) {
    const auto l = draft_.language(tag);
    if (!l)
      errors_.push_back({ErrorCode::kName,
                         fmt::format("the text has no language {}", printable(std::string_view(tag).substr(0, 64))),
                         "",
                         {}});
    return l;
  }
  std::optional<std::size_t> after(const std::string& id) {
    if (id.empty()) return 0;
    const auto c = clause(id);
    if (!c) return std::nullopt;
    return *c + 1;
  }

  bool check_bindings(const std::vector<Binding>& bindings) {
    const auto fit = [](const std::string& name) { return !name.empty() && check_text(name, kMaxName, false); };
    bool good = bindings.size() <= kMaxBindings;
    std::set<std::string> issues;
    for (const Binding& binding : bindings) {
      const std::set<std::string> options(binding.options.begin(), binding.options.end());
      good = good && fit(binding.issue) && issues.insert(binding.issue).second &&
             binding.options.size() <= kMaxBindings && options.size() == binding.options.size() &&
             std::all_of(binding.options.begin(), binding.options.end(), fit);
    }
    if (!good)
      wrong(
          fmt::format("a clause is bound to at most {} issues, each once, with its options, each once", kMaxBindings));
    return good;
  }

  void write(const std::string& id, const Written& written) {
    const auto l = language(written.language);
    if (!l) return;
    if (!check_text(written.wording.heading, kMaxHeading, false)) return unfit("heading", kMaxHeading);
    if (!check_text(written.wording.body, kMaxBody, true)) return unfit("body", kMaxBody);
    Version& version = draft_.clauses[*draft_.clause(id)].versions[*l];
    if (version.wording == written.wording)
      return wrong(fmt::format("{} reads the same in {} as before", named(id), written.language));
    version.wording = written.wording;
    fresh_[id].insert(written.language);
    if (draft_.languages[*l].standing == Standing::kAuthentic) rewritten_.insert(id);
  }

  // What this edit wrote or confirmed agrees; what it left alone does not once an authentic version was written.
  void settle(Clause& clause) {
    const auto& fresh = fresh_[clause.id];
    for (std::size_t l = 0; l < draft_.languages.size(); ++l) {
      Version& version = clause.versions[l];
      if (fresh.contains(draft_.languages[l].tag)) version.stale = false;
      else if (rewritten_.contains(clause.id)) version.stale = true;
      if (version.wording.empty()) version.stale = true;
    }
  }

  Draft draft_;
  Errors errors_;
  std::map<std::string, std::set<std::string>> fresh_;  // clause to the languages written or confirmed
  std::set<std::string> rewritten_;                     // clauses written in an authentic language
};

}  // namespace

Checked<Draft> apply(const Draft& draft, const Edit& edit) {
  if (edit.changes.empty()) return std::unexpected(Errors{{ErrorCode::kValue, "the edit changes nothing", "", {}}});
  Applying applying(draft);
  for (const Change& change : edit.changes) std::visit(applying, change);
  return applying.finish();
}

}  // namespace parley::text
