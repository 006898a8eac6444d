#include "broker/drafts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "talks/signing.hpp"
#include "text/script.hpp"

namespace parley::broker {
namespace {

constexpr std::size_t kMostRuns = 2000;  // of one comparison that is shown

Json bindings_json(const text::Clause& clause) {
  auto out = Json::array();
  for (const auto& b : clause.bindings) out.push_back({{"issue", b.issue}, {"options", b.options}});
  return out;
}

std::optional<FoundDraft> at_the_table(const Call& call, const std::string& name) {
  const auto* table = call.view.find(talks::kTable);
  if (table == nullptr) return std::nullopt;
  const auto& history = table->single_text.history;
  const auto number = std::stoul(name);  // nine digits at most
  if (number > history.latest().number) return std::nullopt;
  FoundDraft found;
  found.number = static_cast<std::uint32_t>(number);
  found.draft = history.draft(*found.number);
  found.label = fmt::format("Working draft {}", number);
  found.time = number == 0 ? call.now : talks::parse_time(history.edits()[number - 1].time).value();
  return found;
}

Json whole_json(text::RunKind kind, const std::string& words) {
  return words.empty() ? Json::array() : runs_json({{kind, words}});
}

// Of a clause that is in both drafts what changed in it, else all of its words.
Json versions_json(const text::Draft& older, const text::Draft& draft, const text::Entry& entry) {
  auto versions = Json::array();
  const auto add = [&](const std::string& language, Json heading, Json body, bool changed) {
    versions.push_back({{"language", language},
                        {"rtl", text::right_to_left(language)},
                        {"heading", std::move(heading)},
                        {"body", std::move(body)},
                        {"changed", changed}});
  };
  for (const auto& v : entry.versions) add(v.language, runs_json(v.heading), runs_json(v.body), v.changed);
  if (entry.old_clause != nullptr && entry.new_clause != nullptr) return versions;
  const bool added = entry.old_clause == nullptr;
  const auto kind = added ? text::RunKind::kAdded : text::RunKind::kRemoved;
  for (const auto& language : (added ? draft : older).languages) {
    const auto& words =
        text::wording_of(added ? draft : older, added ? entry.new_clause : entry.old_clause, language.tag);
    add(language.tag, whole_json(kind, words.heading), whole_json(kind, words.body), !words.empty());
  }
  return versions;
}

std::string_view kind_of(const text::Entry& entry) {
  switch (entry.kind) {
    case text::EntryKind::kStays: return "stays";
    case text::EntryKind::kLeaves: return entry.moved ? "moved_from" : "removed";
    case text::EntryKind::kArrives: return entry.moved ? "moved_to" : "added";
  }
  return "stays";
}

}  // namespace

std::optional<FoundDraft> find_draft(const Call& call, const std::string& name) {
  const bool number =
      !name.empty() && name.size() <= 9 && std::ranges::all_of(name, [](char c) { return c >= '0' && c <= '9'; });
  if (number) return at_the_table(call, name);
  for (const auto* hall : call.view.halls())
    if (const auto* shared = hall->single_text.find(name)) {
      const bool frozen = !shared->event.sha256.empty();
      return FoundDraft{shared->draft,        shared->event.label, shared->time, frozen ? shared->event.text : "",
                        shared->event.sha256, std::nullopt,        hall};
    }
  return std::nullopt;
}

std::string sha256_hex(std::string_view bytes) { return talks::to_hex(talks::sha256(bytes)); }

Json draft_json(const text::Draft& draft) {
  auto languages = Json::array();
  for (const auto& l : draft.languages)
    languages.push_back({{"tag", l.tag}, {"standing", name_of(l.standing)}, {"rtl", text::right_to_left(l.tag)}});
  auto clauses = Json::array();
  for (const auto& clause : draft.clauses) {
    auto versions = Json::array();
    for (std::size_t l = 0; l < draft.languages.size(); ++l) {
      const auto& version = clause.versions[l];
      versions.push_back({{"language", draft.languages[l].tag},
                          {"heading", version.wording.heading},
                          {"body", version.wording.body},
                          {"stale", version.stale}});
    }
    clauses.push_back({{"id", clause.id}, {"versions", std::move(versions)}, {"bindings", bindings_json(clause)}});
  }
  return {{"title", draft.title}, {"languages", std::move(languages)}, {"clauses", std::move(clauses)}};
}

Json runs_json(const std::vector<text::Run>& runs) {
  auto out = Json::array();
  for (const auto& run : runs) {
    const auto* kind = run.kind == text::RunKind::kKept    ? "kept"
                       : run.kind == text::RunKind::kAdded ? "added"
                                                           : "removed";
    out.push_back({{"kind", kind}, {"text", run.text}});
  }
  return out;
}

Json comparison_json(const text::Draft& older, const text::Draft& draft) {
  const auto comparison = text::compare(older, draft);
  auto entries = Json::array();
  for (const auto& entry : comparison.entries) {
    Json bindings = nullptr;
    if (entry.bindings_changed)
      bindings = {{"old", bindings_json(*entry.old_clause)}, {"new", bindings_json(*entry.new_clause)}};
    entries.push_back({{"kind", kind_of(entry)},
                       {"clause", entry.id},
                       {"changed", entry.changed()},
                       {"bindings", std::move(bindings)},
                       {"versions", versions_json(older, draft, entry)}});
  }
  return {{"title", runs_json(comparison.title)}, {"entries", std::move(entries)}};
}

Json comment_json(const talks::Hall& hall, const talks::SingleText::Comment& comment) {
  const auto& event = comment.event;
  Json runs = nullptr;
  if (comment.change)
    runs = {{"heading", runs_json(comment.change->heading)}, {"body", runs_json(comment.change->body)}};
  return {
      {"id", event.comment},    {"room", to_text(hall.audience)}, {"draft", event.draft},    {"clause", event.clause},
      {"words", event.words},   {"wording", event.wording},       {"runs", std::move(runs)}, {"tag", event.tag},
      {"author", event.author}, {"time", comment.time},           {"sent", comment.sent}};
}

std::vector<Proposal> uncompared(const Call& call) {
  std::vector<Proposal> proposals;
  std::map<std::string, std::optional<FoundDraft>> drafts;
  for (const auto* hall : call.view.halls())
    for (const auto& comment : hall->single_text.comments) {
      const auto& event = comment.event;
      if (!event.wording || comment.change) continue;
      auto found = drafts.find(event.draft);
      if (found == drafts.end()) found = drafts.emplace(event.draft, find_draft(call, event.draft)).first;
      if (!found->second) continue;
      const auto& draft = found->second->draft;
      const auto c = draft.clause(event.clause);
      proposals.push_back({to_text(hall->audience),
                           event.comment,
                           text::wording_of(draft, c ? &draft.clauses[*c] : nullptr, event.wording->language),
                           {event.wording->heading, event.wording->body}});
    }
  return proposals;
}

std::shared_ptr<const talks::SingleText::Change> compared(const Proposal& proposal) {
  const auto runs = [](const std::string& before, const std::string& after) {
    auto found = text::diff_words(before, after);
    // Of more pieces nobody reads what stayed.
    if (found.size() > kMostRuns) found = {{text::RunKind::kRemoved, before}, {text::RunKind::kAdded, after}};
    return found;
  };
  return std::make_shared<talks::SingleText::Change>(talks::SingleText::Change{
      runs(proposal.before.heading, proposal.after.heading), runs(proposal.before.body, proposal.after.body)});
}

void keep(const Call& call, const Proposal& proposal, std::shared_ptr<const talks::SingleText::Change> change) {
  const auto* hall = call.hall(proposal.room);
  const auto* comment = hall == nullptr ? nullptr : hall->single_text.comment(proposal.comment);
  if (comment != nullptr) comment->change = std::move(change);
}

}  // namespace parley::broker
