#include "agreement/moved_number.hpp"

#include <algorithm>

namespace parley::agreement {
namespace {

// A package that could become a Nash package: its product of gains, and where it is in the zone if not everywhere.
struct Candidate {
  Piecewise product;
  std::optional<Piecewise> acceptance;  // not negative where it counts
};

class Moved {
 public:
  Moved(Baseline& b, const CaseNumber& number, Work& work);

  std::optional<std::vector<Flip>> run();

 private:
  using Role = CaseNumber::Role;
  enum class Regime { kZone, kFeasible };

  Piecewise constant(const Rational& v) const { return Piecewise::constant(low_, high_, v); }
  Piecewise itself() const { return Piecewise::line(low_, high_, low_, high_); }
  Piecewise capped(const Piecewise& raw) const { return cap_ ? lower(raw, *cap_) : raw; }
  Piecewise score_of(const Rational& raw, const NumberClass& k) const { return capped(k.change + raw); }
  Rational raw_points(const Integer& v) const { return in_points(raw_, function_, v); }

  // The conditions whose union is the class, with the keys under which their searches are remembered.
  std::vector<std::pair<Logic, std::optional<Baseline::Key>>> parts(const NumberClass& k) const;
  Logic agreed(const Logic& own, bool others_limited) const;
  Logic own_red_lines() const { return all_of(view().red_lines); }
  const PartyView& view() const { return b_.p.parties[number_.party]; }
  bool deciding() const { return b_.decides[number_.party] && reservation_.has_value(); }

  bool classify();
  std::optional<Rational> extreme(const NumberClass& k, bool best);
  bool find_reach();
  bool find_disagreement();

  std::vector<std::pair<Stretch, Regime>> regimes(bool below) const;
  void zone_flips();
  bool giving_flips();
  std::optional<std::vector<TruthLabel>> labels_in(const Logic& when);
  std::optional<std::vector<TruthLabel>> labels(const NumberClass& k);
  bool nash_flips();
  std::optional<Edge> nash_edge(const Stretch& stretch, Regime regime);
  const std::vector<Candidate>* candidates(Regime regime);
  bool add_candidates(const NumberClass& k, const Logic& within, bool always, std::vector<Candidate>& out);
  bool add_first_gains(const NumberClass& k, const Logic& within, bool always, std::vector<Candidate>& out);
  RivalQuery query(const Logic& within) const;
  std::vector<Rational> cut_points(const Piecewise& own) const;
  Piecewise product_of(const std::vector<Rational>& gains, const Piecewise& own) const;

  Baseline& b_;
  const CaseNumber& number_;
  Work& work_;
  const Rational low_, high_, value_;
  Problem raw_;  // the moved party's score without its cap
  FunctionIndex function_ = 0;
  std::vector<NumberClass> classes_;
  std::optional<Piecewise> cap_, reservation_, disagreement_;

  // There is a zone where `reach_` is not negative, or everywhere, or nowhere.
  bool always_ = false;
  std::optional<Piecewise> reach_;

  std::vector<FunctionIndex> functions_;   // of the objective parties
  std::vector<Rational> stated_;           // their disagreement
  std::optional<std::size_t> column_;      // the moved party among them
  std::vector<Rational> nash_gains_;       // of the Nash package at the stated value
  std::optional<Piecewise> nash_score_, nash_own_, nash_product_;
  std::optional<std::vector<Candidate>> found_[2];
  bool failed_ = false;

  std::vector<Flip> flips_;
};

Moved::Moved(Baseline& b, const CaseNumber& number, Work& work)
    : b_(b),
      number_(number),
      work_(work),
      low_(*number.number->low),
      high_(*number.number->high),
      value_(number.number->value),
      raw_(b.p) {
  function_ = *view().score;
  raw_.functions[function_].cap.reset();
  const Party& party = b.c.parties[number.party];
  if (party.cap) cap_ = number.role == Role::kCap ? itself() : constant(party.cap->value);
  if (party.reservation)
    reservation_ = number.role == Role::kReservation ? itself() : constant(party.reservation->value);
  for (PartyIndex i : b.p.objectives()) {
    if (i == number.party) column_ = functions_.size();
    functions_.push_back(*b.p.parties[i].score);
    stated_.push_back(b.disagreement[i].value_or(0));
  }
}

bool Moved::classify() {
  if (number_.role != Role::kScore) {
    classes_ = {{Logic{}, constant(0)}};
    return true;
  }
  auto found = classes(b_.c, number_);
  if (found) classes_ = std::move(*found);
  return found.has_value();
}

std::vector<std::pair<Logic, std::optional<Baseline::Key>>> Moved::parts(const NumberClass& k) const {
  std::vector<std::pair<Logic, std::optional<Baseline::Key>>> result;
  if (k.when.kind != Logic::Kind::kIs) return {{k.when, std::nullopt}};
  for (OptionIndex option = 0; option < k.when.allowed.size(); ++option) {
    if (!k.when.allowed[option]) continue;
    std::vector<bool> only(k.when.allowed.size(), false);
    only[option] = true;
    result.emplace_back(is(k.when.issue, std::move(only)), Baseline::Key{number_.party, k.when.issue, option});
  }
  return result;
}

// Feasible, and decided with `own` as the moved party's acceptance. Without `others_limited` the reservation values of
// the other scored parties are left out, because a positive gain implies them.
Logic Moved::agreed(const Logic& own, bool others_limited) const {
  std::vector<Logic> accepted;
  for (PartyIndex i = 0; i < b_.p.parties.size(); ++i) {
    const bool lines_only = b_.p.parties[i].objective && !others_limited;
    if (i == number_.party) accepted.push_back(own);
    else accepted.push_back(lines_only ? all_of(b_.p.parties[i].red_lines) : accepts(b_.p, i));
  }
  return all_of({feasible(b_.p), decided(b_.p.decision, accepted)});
}

// The best raw score of a class in the zone, or the least of its feasible packages; none: there are none.
std::optional<Rational> Moved::extreme(const NumberClass& k, bool best) {
  std::optional<Rational> result;
  for (const auto& [when, key] : parts(k)) {
    auto& cache = best ? b_.best_cache : b_.least_cache;
    Extreme found;
    const auto known = key ? cache.find(*key) : cache.end();
    if (known != cache.end()) {
      found = known->second;
    } else {
      found = best ? largest(raw_, function_, all_of({when, agreed(own_red_lines(), true)}), work_)
                   : least(raw_, function_, all_of({when, feasible(b_.p)}), work_);
      if (key && found.proved) cache.emplace(*key, found);
    }
    failed_ = failed_ || !found.proved;
    if (!found.value) continue;
    const Rational points = raw_points(*found.value);
    if (!result || (best ? points > *result : points < *result)) result = points;
  }
  return result;
}

bool Moved::find_reach() {
  always_ = !b_.zone_empty;
  if (!deciding()) return true;
  const auto known = b_.without_cache.find(number_.party);
  const Witness other =
      known != b_.without_cache.end() ? known->second : find_package(b_.p, agreed(any_of({}), true), work_);
  if (!other.package && !other.proved) return false;
  b_.without_cache.insert_or_assign(number_.party, other);
  always_ = other.package.has_value();
  if (always_) return true;
  for (const NumberClass& k : classes_) {
    const auto best = extreme(k, true);
    if (failed_) return false;
    if (!best) continue;
    const Piecewise surplus = score_of(*best, k) - *reservation_;
    reach_ = reach_ ? upper(*reach_, surplus) : surplus;
  }
  return true;
}

bool Moved::find_disagreement() {
  if (!column_) return true;
  if (reservation_) {
    disagreement_ = reservation_;
    return true;
  }
  for (const NumberClass& k : classes_) {
    const auto least_raw = extreme(k, false);
    if (failed_) return false;
    if (!least_raw) continue;
    const Piecewise own = score_of(*least_raw, k);
    disagreement_ = disagreement_ ? lower(*disagreement_, own) : own;
  }
  return true;
}

// From the stated value to the end of the range: where there is a zone (closed stretches) and where there is none.
std::vector<std::pair<Stretch, Moved::Regime>> Moved::regimes(bool below) const {
  const Rational& end = below ? low_ : high_;
  if (!reach_) return {{{value_, end, true, true}, always_ ? Regime::kZone : Regime::kFeasible}};
  std::vector<std::pair<Stretch, Regime>> result;
  Stretch rest{value_, end, true, true};
  bool zone = (*reach_)(value_) >= 0;
  while (true) {
    const auto turn = zone ? first_where(Rational(-1) * *reach_, Sign::kPositive, rest)
                           : first_where(*reach_, Sign::kNotNegative, rest);
    const Regime regime = zone ? Regime::kZone : Regime::kFeasible;
    if (!turn) {
      result.emplace_back(rest, regime);
      return result;
    }
    result.emplace_back(Stretch{rest.from, turn->at, rest.includes_from, zone}, regime);
    rest = {turn->at, end, !zone, true};
    zone = !zone;
  }
}

void Moved::zone_flips() {
  for (const bool below : {true, false}) {
    const auto walk = regimes(below);
    if (walk.size() < 2) continue;
    const Stretch& next = walk[1].first;
    const Edge edge{next.from, next.includes_from};
    flips_.push_back({Headline::kZone, below, edge});
    if (!b_.zone_empty) flips_.push_back({Headline::kWhoMustGive, below, edge});
  }
}

std::optional<std::vector<TruthLabel>> Moved::labels_in(const Logic& when) {
  ParetoQuery query{{}, all_of({when, b_.d.firm})};
  std::vector<std::size_t> which;
  for (std::size_t k = 0; k < b_.d.elements.size(); ++k) {
    const Element& e = b_.d.elements[k];
    if (!b_.d.relevant[k] || (e.kind == Element::Kind::kReservation && e.party == number_.party)) continue;
    which.push_back(k);
    query.objectives.emplace_back(b_.d.truth[k]);
  }
  query.objectives.emplace_back(function_);
  const ParetoSet found = pareto(raw_, query, work_);
  if (!found.complete) return std::nullopt;
  std::vector<TruthLabel> result;
  for (const Point& point : found.points) {
    TruthLabel label{std::vector<bool>(b_.d.elements.size(), true), raw_points(point.values.back())};
    for (std::size_t n = 0; n < which.size(); ++n) label.met[which[n]] = point.values[n] != 0;
    result.push_back(std::move(label));
  }
  return result;
}

std::optional<std::vector<TruthLabel>> Moved::labels(const NumberClass& k) {
  std::vector<TruthLabel> all;
  for (const auto& [when, key] : parts(k)) {
    std::optional<std::vector<TruthLabel>> found;
    if (const auto known = key ? b_.label_cache.find(*key) : b_.label_cache.end(); known != b_.label_cache.end())
      found = known->second;
    else found = labels_in(when);
    if (!found) return std::nullopt;
    all.insert(all.end(), found->begin(), found->end());
    if (key) b_.label_cache.emplace(*key, std::move(found));
  }
  return all;
}

// A family that depends on the number through one comparison.
struct Switch {
  Piecewise surplus;  // the party's reservation value is met where it is not negative
  SetFamily met, broken;
};

// While the zone is empty, the minimal sets are a step function of the number: its steps are where some label meets the
// party's reservation value or ceases to.
bool Moved::giving_flips() {
  if (!b_.zone_empty || !deciding()) return true;
  std::size_t own = 0;
  while (b_.d.elements[own] != Element{Element::Kind::kReservation, number_.party, 0}) ++own;
  SetFamily fixed;
  std::vector<Switch> switches;
  for (const NumberClass& k : classes_) {
    const auto found = labels(k);
    if (!found) return false;
    for (TruthLabel label : *found) {
      Switch s{score_of(label.raw, k) - *reservation_, {}, {}};
      for (const bool met : {true, false}) {
        label.met[own] = met;
        auto sets = opening_sets(b_.p, b_.d, label.met);
        if (!sets) return false;
        (met ? s.met : s.broken) = std::move(*sets);
      }
      const bool at_value = s.surplus(value_) >= 0;
      const Stretch range{low_, high_, true, true};
      const auto turn = at_value ? first_where(Rational(-1) * s.surplus, Sign::kPositive, range)
                                 : first_where(s.surplus, Sign::kNotNegative, range);
      if (turn) switches.push_back(std::move(s));
      else std::ranges::move(at_value ? s.met : s.broken, std::back_inserter(fixed));
    }
    fixed = minimal(std::move(fixed));
    if (fixed.size() > kMaxFamily || !work_.keep_going()) return false;
  }
  auto family_at = [&](const Rational& at) {
    SetFamily all = fixed;
    for (const Switch& s : switches) std::ranges::copy(s.surplus(at) >= 0 ? s.met : s.broken, std::back_inserter(all));
    return minimal(std::move(all));
  };
  std::vector<Rational> steps{low_, high_};
  const Piecewise zero = constant(0);
  for (const Switch& s : switches)
    for (const auto& v : lower(s.surplus, zero).vertices()) steps.push_back(v.at);
  for (const Switch& s : switches)
    for (const auto& v : upper(s.surplus, zero).vertices()) steps.push_back(v.at);
  const SetFamily stated = family_at(value_);
  for (const bool below : {true, false}) {
    std::vector<Rational> walk;
    for (const Rational& at : steps)
      if (below ? at < value_ : at > value_) walk.push_back(at);
    if (below) std::ranges::sort(walk, std::greater<>());
    else std::ranges::sort(walk);
    Rational last = value_;
    for (const Rational& at : walk) {
      if (!work_.keep_going()) return false;
      if (at == last) continue;
      const bool beyond = family_at((last + at) / 2) != stated;
      if (beyond || family_at(at) != stated) {
        flips_.push_back({Headline::kWhoMustGive, below, beyond ? Edge{last, false} : Edge{at, true}});
        break;
      }
      last = at;
    }
  }
  return true;
}

RivalQuery Moved::query(const Logic& within) const {
  RivalQuery result{within, functions_, stated_, nash_gains_, column_, {}};
  if (!column_) result.besides = {function_};
  return result;
}

// The product of all gains but the moved party's, times its own.
Piecewise Moved::product_of(const std::vector<Rational>& gains, const Piecewise& own) const {
  Rational others = 1;
  for (std::size_t j = 0; j < gains.size(); ++j)
    if (j != column_) others *= gains[j];
  return column_ ? others * own : constant(others);
}

// Between these, the Nash package's gain and `own` are linear; beyond them the Nash package has no gain left.
std::vector<Rational> Moved::cut_points(const Piecewise& own) const {
  if (!column_) return {value_};
  std::vector<Rational> all;
  Rational ends[2];
  for (const bool below : {true, false}) {
    const Rational& end = below ? low_ : high_;
    const auto edge = first_where(Rational(-1) * *nash_own_, Sign::kNotNegative, {value_, end, true, true});
    ends[below ? 0 : 1] = edge ? edge->at : end;
  }
  for (const Rational& end : ends) all.push_back(end);
  for (const Piecewise* f : {&own, &*nash_own_})
    for (const auto& v : f->vertices())
      if (v.at > ends[0] && v.at < ends[1]) all.push_back(v.at);
  std::ranges::sort(all);
  const auto repeated = std::ranges::unique(all);
  all.erase(repeated.begin(), repeated.end());
  return all;
}

// Every package of the class that beats the Nash package anywhere beats it, its own cap aside, at a cut point.
bool Moved::add_candidates(const NumberClass& k, const Logic& within, bool always, std::vector<Candidate>& out) {
  const Piecewise offset = column_ ? k.change - *disagreement_ : constant(0);
  for (const Rational& at : cut_points(offset)) {
    RivalQuery search = query(all_of({k.when, within}));
    if (column_) {
      search.disagreement[*column_] = -offset(at);
      search.gains[*column_] = (*nash_own_)(at);
    }
    const ParetoSet found = rivals(raw_, search, work_);
    if (!found.complete) return false;
    for (const Point& point : found.points) {
      std::vector<Rational> gains;
      for (std::size_t j = 0; j < functions_.size(); ++j)
        gains.push_back(in_points(raw_, functions_[j], point.values[j]) - stated_[j]);
      const Piecewise score = score_of(raw_points(point.values[column_.value_or(functions_.size())]), k);
      Candidate made{product_of(gains, column_ ? score - *disagreement_ : score), std::nullopt};
      if (!always) made.acceptance = score - *reservation_;
      out.push_back(std::move(made));
    }
  }
  return true;
}

// Without a Nash package, any package with gains for all will do: the one that is best for the moved party.
bool Moved::add_first_gains(const NumberClass& k, const Logic& within, bool always, std::vector<Candidate>& out) {
  std::vector<Logic> conditions{k.when, within};
  for (std::size_t j = 0; j < functions_.size(); ++j)
    if (j != column_) conditions.push_back(exceeds(raw_, functions_[j], stated_[j]));
  const Extreme best = largest(raw_, function_, all_of(std::move(conditions)), work_);
  if (!best.proved) return false;
  if (!best.value) return true;
  const Piecewise score = score_of(raw_points(*best.value), k);
  Candidate made{column_ ? score - *disagreement_ : constant(1), std::nullopt};
  if (!always) made.acceptance = score - *reservation_;
  out.push_back(std::move(made));
  return true;
}

const std::vector<Candidate>* Moved::candidates(Regime regime) {
  auto& found = found_[regime == Regime::kZone ? 0 : 1];
  if (found) return &*found;
  std::vector<Candidate> all;
  auto add = [&](const Logic& within, bool always) {
    return std::ranges::all_of(classes_, [&](const NumberClass& k) {
      return b_.nash ? add_candidates(k, within, always, all) : add_first_gains(k, within, always, all);
    });
  };
  bool complete = true;
  if (regime == Regime::kFeasible) {
    complete = add(feasible(b_.p), true);
  } else if (column_ || !deciding()) {
    complete = add(agreed(own_red_lines(), false), true);
  } else {  // an observer that the decision rule names: its score is no gain, but it may have to accept
    complete = add(agreed(own_red_lines(), false), false) && add(agreed(any_of({}), false), true);
  }
  if (!complete) return nullptr;
  found = std::move(all);
  return &*found;
}

std::optional<Edge> Moved::nash_edge(const Stretch& stretch, Regime regime) {
  std::optional<Edge> first;
  auto consider = [&](const Piecewise& f, Sign sign) {
    first = nearer(first, first_where(f, sign, stretch), stretch.from);
  };
  if (b_.nash) {
    if (regime == Regime::kZone && !holds(b_.p, agreed(own_red_lines(), false), *b_.nash))
      return Edge{stretch.from, stretch.includes_from};
    consider(Rational(-1) * *nash_product_, Sign::kNotNegative);
    if (regime == Regime::kZone && !column_ && deciding() && !holds(b_.p, agreed(any_of({}), false), *b_.nash))
      consider(*reservation_ - *nash_score_, Sign::kPositive);
  }
  const auto* all = candidates(regime);
  if (all == nullptr) {
    failed_ = true;
    return std::nullopt;
  }
  for (const Candidate& x : *all) {
    const Piecewise surplus = b_.nash ? x.product - *nash_product_ : x.product;
    if (!x.acceptance) consider(surplus, Sign::kPositive);
    else if (surplus(value_) > 0) consider(*x.acceptance, Sign::kNotNegative);
  }
  return first;
}

bool Moved::nash_flips() {
  if (functions_.empty() || (!column_ && !deciding())) return true;
  if (!find_disagreement()) return false;
  if (column_ && !disagreement_) return true;  // nothing is feasible, and no number changes that
  if (b_.nash) {
    for (std::size_t j = 0; j < functions_.size(); ++j)
      nash_gains_.push_back(in_points(b_.p, functions_[j], value(b_.p.functions[functions_[j]], *b_.nash)) -
                            stated_[j]);
    const NumberClass& k =
        *std::ranges::find_if(classes_, [&](const NumberClass& one) { return holds(b_.p, one.when, *b_.nash); });
    nash_score_ = score_of(raw_points(value(raw_.functions[function_], *b_.nash)), k);
    if (column_) nash_own_ = *nash_score_ - *disagreement_;
    nash_product_ = product_of(nash_gains_, column_ ? *nash_own_ : *nash_score_);
  }
  for (const bool below : {true, false}) {
    for (const auto& [stretch, regime] : regimes(below)) {
      const auto edge = nash_edge(stretch, regime);
      if (failed_) return false;
      if (!edge) continue;
      flips_.push_back({Headline::kNash, below, *edge});
      break;
    }
  }
  return true;
}

std::optional<std::vector<Flip>> Moved::run() {
  if (!classify() || !find_reach()) return std::nullopt;
  zone_flips();
  if (!giving_flips() || !nash_flips() || !work_.keep_going()) return std::nullopt;
  return std::move(flips_);
}

}  // namespace

Baseline::Baseline(const Case& case_file, const Problem& problem, const std::vector<Extent>& extents_of)
    : c(case_file),
      p(problem),
      extents(extents_of),
      d(demands(case_file, problem)),
      decides(named_parties(problem)),
      disagreement(problem.parties.size()) {}

std::optional<std::vector<Flip>> flips(Baseline& baseline, const CaseNumber& number, Work& work) {
  const bool used = number.role != CaseNumber::Role::kUnused && number.number->ranged();
  if (!used || !baseline.p.parties[number.party].score) return std::vector<Flip>{};
  return Moved(baseline, number, work).run();
}

}  // namespace parley::agreement
