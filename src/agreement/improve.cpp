#include "agreement/improve.hpp"

#include <algorithm>
#include <stdexcept>

#include "agreement/pareto.hpp"

namespace parley::agreement {
namespace {

struct Objectives {
  std::vector<const Function*> functions;
  std::vector<FunctionIndex> indices;

  explicit Objectives(const Problem& p) {
    for (const PartyIndex party : p.objectives()) {
      indices.push_back(*p.parties[party].score);
      functions.push_back(&p.functions[indices.back()]);
    }
  }

  std::vector<Integer> values(const Package& package) const {
    std::vector<Integer> result;
    for (const Function* f : functions) result.push_back(value(*f, package));
    return result;
  }

  Rational points(std::size_t k, const Integer& value) const {
    Rational result(value, functions[k]->scale);
    result.canonicalize();
    return result;
  }
};

void require(const Problem& p, const Package& package) {
  if (package.size() != p.sizes.size()) throw std::invalid_argument("a package of the wrong length");
  for (std::size_t i = 0; i < package.size(); ++i)
    if (package[i] >= p.sizes[i]) throw std::invalid_argument("a package with an option that does not exist");
}

// Larger smallest gain first, then the next smallest.
bool kinder(const std::vector<Rational>& a, const std::vector<Rational>& b) {
  std::vector<Rational> x = a, y = b;
  std::ranges::sort(x);
  std::ranges::sort(y);
  return std::ranges::lexicographical_compare(y, x);
}

// Keeps the first `limit` in the order of `kinder` of all that are added; equal ones in the order of adding.
class Shortlist {
 public:
  explicit Shortlist(std::size_t limit) : limit_(limit) {}

  void add(Trade trade) {
    ++total_;
    kept_.push_back(std::move(trade));
    if (kept_.size() > 2 * limit_ + 64) shorten();
  }

  std::size_t total() const { return total_; }

  std::vector<Trade> take() {
    shorten();
    return std::move(kept_);
  }

 private:
  void shorten() {
    std::ranges::stable_sort(kept_, [](const Trade& a, const Trade& b) { return kinder(a.gains, b.gains); });
    if (kept_.size() > limit_) kept_.resize(limit_);
  }

  std::size_t limit_, total_ = 0;
  std::vector<Trade> kept_;
};

class Trader {
 public:
  Trader(const Problem& p, const Logic& within, const Package& table, std::size_t limit, Work& work)
      : problem_(p), within_(within), table_(table), objectives_(p), singles_(limit), pairs_(limit), work_(work) {
    base_ = objectives_.values(table);
    for (const Function* f : objectives_.functions)
      additive_.push_back(f->tables.empty() && f->boxes.empty() && f->folds.empty() && !f->cap);
  }

  Trades run() {
    const bool looked_at_all = look_at_changes() && look_at_pairs();
    Trades result;
    result.total_single = singles_.total();
    result.total_pairs = pairs_.total();
    result.single = singles_.take();
    result.pairs = pairs_.take();
    result.complete = looked_at_all;
    return result;
  }

 private:
  struct Change {
    OptionChange change;
    std::vector<Integer> gains;  // of the change alone
    bool gift = false;
  };

  static bool is_gift(const std::vector<Integer>& gains) {
    const auto gained = [](const Integer& gain) { return gain > 0; };
    const auto lost = [](const Integer& gain) { return gain < 0; };
    return std::ranges::none_of(gains, lost) && std::ranges::any_of(gains, gained);
  }

  Trade trade(std::vector<OptionChange> changes, const std::vector<Integer>& gains) const {
    Trade result{std::move(changes), {}, true};
    for (std::size_t k = 0; k < gains.size(); ++k) {
      result.gains.push_back(objectives_.points(k, gains[k]));
      result.for_all = result.for_all && gains[k] > 0;
    }
    return result;
  }

  bool look_at_changes() {
    Package package = table_;
    for (IssueIndex issue = 0; issue < table_.size(); ++issue) {
      for (OptionIndex option = 0; option < problem_.sizes[issue]; ++option) {
        if (option == table_[issue]) continue;
        if (changes_.size() == kMaxChanges || !work_.keep_going()) return false;
        package[issue] = option;
        Change change{{issue, table_[issue], option}, objectives_.values(package), false};
        for (std::size_t k = 0; k < base_.size(); ++k) change.gains[k] -= base_[k];
        change.gift = is_gift(change.gains) && holds(problem_, within_, package);
        if (change.gift) singles_.add(trade({change.change}, change.gains));
        changes_.push_back(std::move(change));
      }
      package[issue] = table_[issue];
    }
    return true;
  }

  bool look_at_pairs() {
    Package package = table_;
    std::size_t looked = 0;
    std::vector<Integer> gains(base_.size());
    for (std::size_t a = 0; a < changes_.size(); ++a) {
      const Change& first = changes_[a];
      if (first.gift) continue;
      package[first.change.issue] = first.change.to;
      for (std::size_t b = a + 1; b < changes_.size(); ++b) {
        const Change& second = changes_[b];
        if (second.gift || second.change.issue == first.change.issue) continue;
        if (++looked > kMaxPairs || !work_.keep_going()) return false;
        package[second.change.issue] = second.change.to;
        if (gains_of(first, second, package, gains) && is_gift(gains) && holds(problem_, within_, package))
          pairs_.add(trade({first.change, second.change}, gains));
        package[second.change.issue] = table_[second.change.issue];
      }
      package[first.change.issue] = table_[first.change.issue];
    }
    return true;
  }

  // What both changes together give; false as soon as somebody loses.
  bool gains_of(const Change& first, const Change& second, const Package& package, std::vector<Integer>& gains) const {
    for (std::size_t k = 0; k < gains.size(); ++k) {
      if (additive_[k]) gains[k] = first.gains[k] + second.gains[k];
      else gains[k] = value(*objectives_.functions[k], package) - base_[k];
      if (gains[k] < 0) return false;
    }
    return true;
  }

  const Problem& problem_;
  const Logic& within_;
  const Package& table_;
  Objectives objectives_;
  std::vector<Integer> base_;
  std::vector<bool> additive_;
  std::vector<Change> changes_;
  Shortlist singles_, pairs_;
  Work& work_;
};

}  // namespace

Improvements improvements(const Problem& p, const Logic& within, const Package& table, std::size_t limit, Work& work) {
  require(p, table);
  const Objectives objectives(p);
  const std::vector<Integer> base = objectives.values(table);
  ParetoQuery query;
  std::vector<Logic> parts = {within};
  for (std::size_t k = 0; k < base.size(); ++k) {
    query.objectives.emplace_back(objectives.indices[k]);
    parts.push_back(at_least(objectives.indices[k], base[k]));
  }
  Improvements result;
  if (base.empty()) return result;
  query.within = all_of(std::move(parts));
  ParetoSet found = pareto(p, query, work);
  result.complete = found.complete;
  for (Point& point : found.points) {
    if (point.values == base) continue;
    Improvement better{std::move(point.package), {}, {}, true};
    for (std::size_t k = 0; k < base.size(); ++k) {
      better.scores.push_back(objectives.points(k, point.values[k]));
      better.gains.push_back(objectives.points(k, point.values[k] - base[k]));
      better.for_all = better.for_all && better.gains.back() > 0;
    }
    ++result.total;
    if (better.for_all) ++result.for_all;
    result.list.push_back(std::move(better));
  }
  std::ranges::stable_sort(result.list,
                           [](const Improvement& a, const Improvement& b) { return kinder(a.gains, b.gains); });
  if (result.list.size() > limit) result.list.resize(limit);
  return result;
}

Trades trades(const Problem& p, const Logic& within, const Package& table, std::size_t limit, Work& work) {
  require(p, table);
  return Trader(p, within, table, limit, work).run();
}

}  // namespace parley::agreement
