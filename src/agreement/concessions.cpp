#include "agreement/concessions.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace parley::agreement {
namespace {

// The search over truth vectors gets this long before the questions of `explore` take over.
constexpr std::chrono::seconds kLabelTime{10};

// A partial choice of elements: 1 conceded, 0 kept, -1 open.
using Choices = std::vector<signed char>;

// Looks for a set that contains no member of `opening` and is contained in no member of `closed`: a set about which
// nothing is known yet. The clauses are few and short enough for plain search with unit propagation.
class Unexplored {
 public:
  Unexplored(std::size_t n, const SetFamily& opening, const SetFamily& closed, Work& work)
      : opening_(opening), closed_(closed), work_(work), choice_(n, -1) {}

  std::optional<ElementSet> find() {
    if (!search(choice_)) return std::nullopt;
    ElementSet result;
    for (std::uint32_t k = 0; k < choice_.size(); ++k)
      if (choice_[k] == 1) result.push_back(k);
    return result;
  }

 private:
  // False on a contradiction. `members` may not all have the value `all`.
  static bool propagate(const ElementSet& members, signed char all, Choices& choice, bool& changed) {
    std::size_t open = choice.size();
    for (std::uint32_t k : members) {
      if (choice[k] == 1 - all) return true;
      if (choice[k] != -1) continue;
      if (open < choice.size()) return true;  // two open members: nothing follows
      open = k;
    }
    if (open == choice.size()) return false;
    choice[open] = static_cast<signed char>(1 - all);
    changed = true;
    return true;
  }

  bool search(Choices choice) {
    if (!work_.keep_going()) return false;
    for (bool changed = true; changed;) {
      changed = false;
      for (const ElementSet& set : opening_)
        if (!propagate(set, 1, choice, changed)) return false;
      for (const ElementSet& rest : closed_)
        if (!propagate(rest, 0, choice, changed)) return false;
    }
    const auto open = std::ranges::find(choice, -1);
    if (open == choice.end()) {
      choice_ = std::move(choice);
      return true;
    }
    for (const signed char value : std::initializer_list<signed char>{1, 0}) {
      *open = value;
      if (search(choice)) return true;
    }
    return false;
  }

  const SetFamily& opening_;
  const SetFamily& closed_;  // the complement of each set known to open nothing: one of it must be conceded
  Work& work_;
  Choices choice_;
};

class Concede {
 public:
  Concede(const Case& c, const Problem& p, Work& work) : problem_(p), demands_(demands(c, p)), work_(work) {}

  Concessions run(const std::vector<Extent>& extents, const ConcessionOptions& options);

 private:
  enum class Answer { kOpen, kClosed, kUnknown };

  Logic opened(const ElementSet& set) const;
  Answer ask(const ElementSet& set, std::optional<Package>* package = nullptr);
  bool read_labels();  // true: the family is proved
  bool explore();
  std::optional<ElementSet> shrunk(ElementSet set);
  std::optional<ElementSet> grown(ElementSet set);
  ElementSet relevant() const;
  std::optional<PartyIndex> veto(const ElementSet& set) const;
  bool verify(const ElementSet& set);

  const Problem& problem_;
  const Demands demands_;
  Work& work_;
  SetFamily family_;
};

ElementSet Concede::relevant() const {
  ElementSet result;
  for (std::uint32_t k = 0; k < demands_.elements.size(); ++k)
    if (demands_.relevant[k]) result.push_back(k);
  return result;
}

Logic Concede::opened(const ElementSet& set) const {
  std::vector<Element> conceded;
  for (std::uint32_t k : set) conceded.push_back(demands_.elements[k]);
  return zone(without(problem_, conceded));
}

Concede::Answer Concede::ask(const ElementSet& set, std::optional<Package>* package) {
  Witness w = find_package(problem_, opened(set), work_);
  if (package != nullptr) *package = w.package;
  if (w.package) return Answer::kOpen;
  return w.proved ? Answer::kClosed : Answer::kUnknown;
}

// A package's sets depend on which elements it meets, and shrink when it meets more: the efficient truth vectors suffice.
bool Concede::read_labels() {
  const ElementSet which = relevant();
  ParetoQuery query{{}, demands_.firm};
  for (std::uint32_t k : which) query.objectives.emplace_back(demands_.truth[k]);
  Work part = work_.part(kLabelTime);
  const ParetoSet found = pareto(problem_, query, part);
  bool all = found.complete;
  SetFamily sets;
  for (const Point& point : found.points) {
    std::vector<bool> met(demands_.elements.size(), true);
    for (std::size_t k = 0; k < which.size(); ++k) met[which[k]] = point.values[k] != 0;
    auto opening = opening_sets(problem_, demands_, met);
    if (!opening || !work_.keep_going()) {
      all = false;
      continue;
    }
    std::ranges::move(*opening, std::back_inserter(sets));
    if (sets.size() > kMaxFamily) sets = minimal(std::move(sets));
  }
  family_ = minimal(std::move(sets));
  return all;
}

std::optional<ElementSet> Concede::shrunk(ElementSet set) {
  for (std::size_t k = set.size(); k-- > 0;) {
    ElementSet less = set;
    less.erase(less.begin() + static_cast<std::ptrdiff_t>(k));
    const Answer answer = ask(less);
    if (answer == Answer::kUnknown) return std::nullopt;
    if (answer == Answer::kOpen) set = std::move(less);
  }
  return set;
}

std::optional<ElementSet> Concede::grown(ElementSet set) {
  for (std::uint32_t k : relevant()) {
    if (std::ranges::binary_search(set, k)) continue;
    ElementSet more = united(set, {k});
    const Answer answer = ask(more);
    if (answer == Answer::kUnknown) return std::nullopt;
    if (answer == Answer::kClosed) set = std::move(more);
  }
  return set;
}

// Alternates between a set that nothing is known about and the question whether it opens the zone, until every set
// contains one of the family or lies within one that is known to open nothing (the scheme of Liffiton et al., MARCO).
bool Concede::explore() {
  for (ElementSet& set : family_) {
    auto less = shrunk(set);
    if (!less) return false;
    set = std::move(*less);
  }
  family_ = minimal(std::move(family_));
  SetFamily closed;
  const ElementSet all = relevant();
  while (work_.keep_going() && family_.size() < kMaxFamily) {
    const auto next = Unexplored(demands_.elements.size(), family_, closed, work_).find();
    if (!next) return work_.keep_going();
    ElementSet set;
    std::ranges::set_intersection(*next, all, std::back_inserter(set));
    const Answer answer = ask(set);
    if (answer == Answer::kUnknown) return false;
    const auto limit = answer == Answer::kOpen ? shrunk(set) : grown(set);
    if (!limit) return false;
    if (answer == Answer::kOpen) {
      family_.push_back(*limit);
    } else {
      ElementSet rest;
      std::ranges::set_difference(all, *limit, std::back_inserter(rest));
      closed.push_back(std::move(rest));
    }
  }
  return false;
}

std::optional<PartyIndex> Concede::veto(const ElementSet& set) const {
  std::optional<PartyIndex> party;
  for (std::uint32_t k : set) {
    const Element& e = demands_.elements[k];
    if (e.kind == Element::Kind::kRule || (party && *party != e.party)) return std::nullopt;
    party = e.party;
  }
  const auto own = std::ranges::count_if(
      demands_.elements, [&](const Element& e) { return e.kind != Element::Kind::kRule && e.party == party; });
  return party && static_cast<std::size_t>(own) == set.size() ? party : std::nullopt;
}

bool Concede::verify(const ElementSet& set) {
  if (ask(set) != Answer::kOpen) return false;
  for (std::size_t k = 0; k < set.size(); ++k) {
    ElementSet less = set;
    less.erase(less.begin() + static_cast<std::ptrdiff_t>(k));
    if (ask(less) != Answer::kClosed) return false;
  }
  return true;
}

Concessions Concede::run(const std::vector<Extent>& extents, const ConcessionOptions& options) {
  const std::size_t limit = options.limit;
  switch (ask({})) {
    case Answer::kOpen: return {{}, true, "There is an agreement: nothing has to give."};
    case Answer::kUnknown: return {{}, false, "It is not known whether there is an agreement."};
    case Answer::kClosed: break;
  }
  switch (ask(relevant())) {
    case Answer::kClosed: return {{}, true, "No concession helps: the firm rules leave no package to agree on."};
    case Answer::kUnknown: return {{}, false, "It is not known whether any concession helps."};
    case Answer::kOpen: break;
  }
  Concessions result;
  result.complete = (options.search == ConcessionSearch::kTruthVectorsFirst && read_labels()) || explore();
  if (!result.complete) result.note = "There may be more sets: the search was cut short.";
  family_ = minimal(std::move(family_));
  if (limit > 0 && family_.size() > limit) {
    result.note =
        fmt::format("The first {} of {} sets.", limit, family_.size()) + (result.note.empty() ? "" : " " + result.note);
    result.complete = false;
    family_.resize(limit);
  }
  for (const ElementSet& set : family_) {
    ConcessionSet one{{}, veto(set), std::nullopt, false};
    for (std::uint32_t k : set) one.elements.push_back(demands_.elements[k]);
    one.verified = verify(set);
    one.package = fairest(problem_, opened(set), extents, work_).package;
    if (one.verified || one.package) result.sets.push_back(std::move(one));
  }
  return result;
}

}  // namespace

Concessions concessions(const Case& c, const Problem& p, const std::vector<Extent>& extents,
                        const ConcessionOptions& options, Work& work) {
  return Concede(c, p, work).run(extents, options);
}

}  // namespace parley::agreement
