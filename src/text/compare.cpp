#include "text/compare.hpp"

#include <algorithm>
#include <cstdint>
#include <set>

namespace parley::text {
namespace {

// Of the places in the new draft, in the order of the old one, a longest increasing subsequence: the clauses that stay.
// Patience sorting: tails[k] ends the best sequence of length k + 1.
std::vector<bool> staying(const std::vector<std::size_t>& places) {
  std::vector<std::size_t> tails;
  std::vector<std::ptrdiff_t> before(places.size(), -1);
  for (std::size_t i = 0; i < places.size(); ++i) {
    const auto at = std::lower_bound(tails.begin(), tails.end(), places[i],
                                     [&](std::size_t tail, std::size_t place) { return places[tail] < place; });
    if (at != tails.begin()) before[i] = static_cast<std::ptrdiff_t>(*std::prev(at));
    if (at == tails.end()) tails.push_back(i);
    else *at = i;
  }
  std::vector<bool> stays(places.size(), false);
  if (!tails.empty())
    for (auto i = static_cast<std::ptrdiff_t>(tails.back()); i >= 0; i = before[static_cast<std::size_t>(i)])
      stays[static_cast<std::size_t>(i)] = true;
  return stays;
}

std::vector<std::string> languages_of(const Draft& old_draft, const Draft& new_draft) {
  std::vector<std::string> tags;
  for (const Draft* draft : {&new_draft, &old_draft})
    for (const Language& language : draft->languages)
      if (std::find(tags.begin(), tags.end(), language.tag) == tags.end()) tags.push_back(language.tag);
  return tags;
}

class Comparing {
 public:
  Comparing(const Draft& old_draft, const Draft& new_draft)
      : old_(old_draft), new_(new_draft), tags_(languages_of(old_draft, new_draft)) {}

  std::vector<Entry> entries() {
    match();
    std::vector<Entry> result;
    std::size_t o = 0;
    const auto leave = [&] {
      while (o < old_.clauses.size() && !stays_.contains(old_.clauses[o].id)) {
        result.push_back(entry(EntryKind::kLeaves, old_.clauses[o].id));
        ++o;
      }
    };
    for (const Clause& clause : new_.clauses) {
      if (!stays_.contains(clause.id)) {
        result.push_back(entry(EntryKind::kArrives, clause.id));
        continue;
      }
      leave();
      result.push_back(entry(EntryKind::kStays, clause.id));
      ++o;
    }
    leave();
    return result;
  }

 private:
  void match() {
    std::vector<std::size_t> places;
    std::vector<std::string> ids;
    for (const Clause& clause : old_.clauses)
      if (const auto place = new_.clause(clause.id)) {
        places.push_back(*place);
        ids.push_back(clause.id);
      }
    const std::vector<bool> stays = staying(places);
    for (std::size_t i = 0; i < ids.size(); ++i)
      if (stays[i]) stays_.insert(ids[i]);
  }

  Entry entry(EntryKind kind, const std::string& id) const {
    Entry entry;
    entry.kind = kind;
    entry.id = id;
    if (const auto o = old_.clause(id)) entry.old_clause = &old_.clauses[*o];
    if (const auto n = new_.clause(id)) entry.new_clause = &new_.clauses[*n];
    if (entry.old_clause == nullptr || entry.new_clause == nullptr) return entry;
    entry.moved = kind != EntryKind::kStays;
    entry.bindings_changed = entry.old_clause->bindings != entry.new_clause->bindings;
    for (const std::string& tag : tags_) {
      const Wording& before = wording_of(old_, entry.old_clause, tag);
      const Wording& after = wording_of(new_, entry.new_clause, tag);
      entry.versions.push_back(
          {tag, diff_words(before.heading, after.heading), diff_words(before.body, after.body), before != after});
    }
    return entry;
  }

  const Draft& old_;
  const Draft& new_;
  std::vector<std::string> tags_;
  std::set<std::string> stays_;
};

}  // namespace

bool Entry::changed() const {
  return bindings_changed ||
         std::any_of(versions.begin(), versions.end(), [](const VersionChange& version) { return version.changed; });
}

const Wording& wording_of(const Draft& draft, const Clause* clause, std::string_view language) {
  static const Wording none;
  const auto l = draft.language(language);
  return clause == nullptr || !l ? none : clause->versions[*l].wording;
}

Comparison compare(const Draft& old_draft, const Draft& new_draft) {
  return {diff_words(old_draft.title, new_draft.title), Comparing(old_draft, new_draft).entries()};
}

}  // namespace parley::text
