#include "agreement/problem.hpp"

#include <algorithm>
#include <array>
#include <map>

#include <fmt/format.h>

namespace parley::agreement {
namespace {

// Sums of rationals that become one Function: collected first, because the scale is known only at the end.
struct RationalFunction {
  struct Box {
    std::vector<Interval> bounds;
    Rational value;
  };
  Rational constant = 0;
  std::map<IssueIndex, std::vector<Rational>> unary;
  std::map<std::vector<IssueIndex>, std::vector<Rational>> tables;
  std::map<std::vector<std::array<OptionIndex, 3>>, Rational> boxes;  // equal boxes merge
  struct Fold {
    BoxGroup::Fold fold;
    Rational weight, constant;
    std::vector<Box> items;
    std::vector<Fold> folds;
  };
  std::vector<Fold> folds;

  // Numbers on which the scale depends besides the terms: cap and reservation value.
  std::vector<Rational> others;
};

class Compiler {
 public:
  explicit Compiler(const Case& c) : case_(c) {}

  Result<Problem> run();

 private:
  std::optional<Error> check_size();
  std::optional<Error> party(const Party& party);
  std::optional<Error> term(const ScoreTerm& term, RationalFunction& out);
  std::optional<Error> group(const GroupTerm& term, RationalFunction& out);
  void add_group(const BoxGroup& group, const Rational& weight, RationalFunction& out);
  void add_box(const Box& box, const Rational& weight, RationalFunction& out);
  RationalFunction::Fold fold(const BoxGroup& group, const Rational& weight);
  std::optional<std::vector<Interval>> bounds(const Box& box) const;  // none: the bounds exclude one another
  std::vector<Rational>& unary(RationalFunction& f, IssueIndex issue);
  Logic logic(const Condition& condition);
  Logic compare(const Condition& condition);

  const Case& case_;
  Problem problem_;
};

std::vector<Rational>& Compiler::unary(RationalFunction& f, IssueIndex issue) {
  auto& values = f.unary[issue];
  if (values.empty()) values.assign(problem_.sizes[issue], Rational(0));
  return values;
}

std::optional<std::vector<Interval>> Compiler::bounds(const Box& box) const {
  std::map<IssueIndex, Interval> merged;
  for (const Box::Bound& b : box.bounds) {
    auto [at, fresh] = merged.try_emplace(b.issue, Interval{b.issue, b.low, b.high});
    if (fresh) continue;
    at->second.low = std::max(at->second.low, b.low);
    at->second.high = std::min(at->second.high, b.high);
  }
  std::vector<Interval> result;
  for (auto& [issue, b] : merged) {
    b.high = std::min(b.high, problem_.sizes[issue] - 1);
    if (b.low > b.high) return std::nullopt;
    if (b.low > 0 || b.high + 1 < problem_.sizes[issue]) result.push_back(b);
  }
  return result;
}

void Compiler::add_box(const Box& box, const Rational& weight, RationalFunction& out) {
  Rational value = weight * box.value.value;
  if (box.outside) {  // pays unless all bounds hold
    out.constant += value;
    value = -value;
  }
  const auto inside = bounds(box);
  if (!inside) return;
  if (inside->empty()) {
    out.constant += value;
  } else if (inside->size() == 1) {
    auto& values = unary(out, inside->front().issue);
    for (OptionIndex k = inside->front().low; k <= inside->front().high; ++k) values[k] += value;
  } else {
    std::vector<std::array<OptionIndex, 3>> key;
    for (const Interval& b : *inside) key.push_back({b.issue, b.low, b.high});
    out.boxes[std::move(key)] += value;
  }
}

RationalFunction::Fold Compiler::fold(const BoxGroup& group, const Rational& weight) {
  RationalFunction::Fold result{group.fold, weight, 0, {}, {}};
  for (const Box& box : group.boxes) {
    const auto inside = bounds(box);
    if (!box.outside) {
      if (inside) result.items.push_back({*inside, box.value.value});
      else result.items.push_back({{}, Rational(0)});  // an operand that is always 0 still counts in a least or largest
      continue;
    }
    RationalFunction::Fold unless{BoxGroup::Fold::kSum, 1, box.value.value, {}, {}};
    if (inside) unless.items.push_back({*inside, -box.value.value});
    result.folds.push_back(std::move(unless));
  }
  for (const BoxGroup& inner : group.groups) result.folds.push_back(fold(inner, inner.weight.value));
  return result;
}

void Compiler::add_group(const BoxGroup& group, const Rational& weight, RationalFunction& out) {
  const Rational product = weight * group.weight.value;
  const std::size_t operands = group.boxes.size() + group.groups.size();
  if (operands == 0) return;
  if (group.fold != BoxGroup::Fold::kSum && operands > 1) {
    out.folds.push_back(fold(group, product));
    return;
  }
  for (const Box& box : group.boxes) add_box(box, product, out);
  for (const BoxGroup& inner : group.groups) add_group(inner, product, out);
}

std::optional<Error> Compiler::group(const GroupTerm& term, RationalFunction& out) {
  std::vector<std::size_t> order(term.issues.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::ranges::sort(order, {}, [&](std::size_t i) { return term.issues[i]; });
  std::vector<IssueIndex> issues;
  std::size_t cells = 1;
  for (std::size_t i : order) {
    issues.push_back(term.issues[i]);
    cells *= problem_.sizes[term.issues[i]];
    if (cells > kMaxCells)
      return Error{ErrorCode::kLimit,
                   fmt::format("a group spans more than {} combinations of options", kMaxCells),
                   "split the group, or use boxes",
                   {case_.file, 0, 0}};
  }
  auto& values = out.tables[issues];
  if (values.empty()) values.assign(cells, Rational(0));
  std::vector<OptionIndex> at(issues.size(), 0);
  for (std::size_t cell = 0; cell < cells; ++cell) {
    for (const GroupTerm::Entry& entry : term.entries) {
      bool matches = true;
      for (std::size_t k = 0; k < order.size() && matches; ++k)
        matches = !entry.options[order[k]] || *entry.options[order[k]] == at[k];
      if (!matches) continue;
      values[cell] += term.weight.value * entry.value.value;
      break;
    }
    for (std::size_t k = issues.size(); k-- > 0;) {
      if (++at[k] < problem_.sizes[issues[k]]) break;
      at[k] = 0;
    }
  }
  return std::nullopt;
}

std::optional<Error> Compiler::term(const ScoreTerm& term, RationalFunction& out) {
  if (const auto* table = std::get_if<TableTerm>(&term)) {
    auto& values = unary(out, table->issue);
    for (OptionIndex k = 0; k < values.size(); ++k) values[k] += table->weight.value * table->values[k].value;
  } else if (const auto* linear = std::get_if<LinearTerm>(&term)) {
    auto& values = unary(out, linear->issue);
    for (OptionIndex k = 0; k < values.size(); ++k)
      values[k] +=
          linear->weight.value * (linear->base.value + linear->per_unit.value * case_.issues[linear->issue].amount(k));
  } else if (const auto* table_of_several = std::get_if<GroupTerm>(&term)) {
    return group(*table_of_several, out);
  } else if (const auto* boxes = std::get_if<BoxGroup>(&term)) {
    add_group(*boxes, 1, out);
  }
  return std::nullopt;
}

void take_denominator(Integer& scale, const Rational& value) {
  if (!mpz_divisible_p(scale.get_mpz_t(), value.get_den_mpz_t()))
    mpz_lcm(scale.get_mpz_t(), scale.get_mpz_t(), value.get_den_mpz_t());
}

Integer scaled(const Rational& value, const Integer& scale) { return value.get_num() * (scale / value.get_den()); }

void fold_scale(const RationalFunction::Fold& fold, const Rational& outer, Integer& scale) {
  const Rational weight = outer * fold.weight;
  take_denominator(scale, weight);
  take_denominator(scale, weight * fold.constant);
  for (const auto& item : fold.items) take_denominator(scale, weight * item.value);
  for (const auto& inner : fold.folds) fold_scale(inner, weight, scale);
}

// Weights are pushed down into the values (a negative weight turns least into largest), so that every weight is 1.
Fold to_integers(const RationalFunction::Fold& fold, const Rational& outer, const Integer& scale) {
  const Rational weight = outer * fold.weight;
  Fold result;
  result.fold = fold.fold;
  if (weight < 0 && fold.fold == BoxGroup::Fold::kLeast) result.fold = BoxGroup::Fold::kLargest;
  if (weight < 0 && fold.fold == BoxGroup::Fold::kLargest) result.fold = BoxGroup::Fold::kLeast;
  result.weight = 1;
  result.constant = scaled(weight * fold.constant, scale);
  for (const auto& item : fold.items) result.items.push_back({item.bounds, scaled(weight * item.value, scale)});
  for (const auto& inner : fold.folds) result.folds.push_back(to_integers(inner, weight, scale));
  return result;
}

Function to_integers(const RationalFunction& f, const std::vector<std::uint32_t>& sizes) {
  Function result;
  Integer& scale = result.scale;
  take_denominator(scale, f.constant);
  for (const Rational& other : f.others) take_denominator(scale, other);
  for (const auto& [issue, values] : f.unary)
    for (const Rational& v : values) take_denominator(scale, v);
  for (const auto& [issues, values] : f.tables)
    for (const Rational& v : values) take_denominator(scale, v);
  for (const auto& [bounds, v] : f.boxes) take_denominator(scale, v);
  for (const auto& fold : f.folds) fold_scale(fold, 1, scale);

  result.constant = scaled(f.constant, scale);
  for (const auto& [issue, values] : f.unary) {
    Function::Unary unary{issue, {}};
    for (const Rational& v : values) unary.values.push_back(scaled(v, scale));
    result.unary.push_back(std::move(unary));
  }
  for (const auto& [issues, values] : f.tables) {
    Function::Table table{issues, {}, {}};
    for (IssueIndex issue : issues) table.sizes.push_back(sizes[issue]);
    for (const Rational& v : values) table.values.push_back(scaled(v, scale));
    result.tables.push_back(std::move(table));
  }
  for (const auto& [key, v] : f.boxes) {
    if (v == 0) continue;
    Function::Box box{{}, scaled(v, scale)};
    for (const auto& b : key) box.bounds.push_back({b[0], b[1], b[2]});
    result.boxes.push_back(std::move(box));
  }
  for (const auto& fold : f.folds) result.folds.push_back(to_integers(fold, 1, scale));
  return result;
}

std::optional<Error> Compiler::party(const Party& party) {
  PartyView view;
  if (party.scored()) {
    RationalFunction f;
    for (const ScoreTerm& t : party.terms)
      if (auto error = term(t, f)) return error;
    if (party.cap) f.others.push_back(party.cap->value);
    if (party.reservation) f.others.push_back(party.reservation->value);
    Function function = to_integers(f, problem_.sizes);
    if (party.cap) function.cap = scaled(party.cap->value, function.scale);
    if (party.reservation) view.reservation = scaled(party.reservation->value, function.scale);
    view.score = static_cast<FunctionIndex>(problem_.functions.size());
    view.objective = party.role != Role::kObserver;
    problem_.functions.push_back(std::move(function));
  }
  problem_.parties.push_back(std::move(view));
  return std::nullopt;
}

Logic Compiler::compare(const Condition& condition) {
  RationalFunction f;
  for (const AmountTerm& t : condition.terms) {
    auto& values = unary(f, t.issue);
    for (OptionIndex k = 0; k < values.size(); ++k) values[k] += t.coefficient * case_.issues[t.issue].amount(k);
  }
  const Function function = to_integers(f, problem_.sizes);
  const Rational bound = condition.bound * Rational(function.scale);
  Integer above, from;  // smallest whole number > bound, and >= bound
  mpz_fdiv_q(above.get_mpz_t(), bound.get_num_mpz_t(), bound.get_den_mpz_t());
  above += 1;
  mpz_cdiv_q(from.get_mpz_t(), bound.get_num_mpz_t(), bound.get_den_mpz_t());
  const auto index = static_cast<FunctionIndex>(problem_.functions.size());
  const bool alone = function.unary.size() == 1;  // over one issue: a set of options
  auto reaches = [&](const Integer& threshold) {
    if (!alone) return at_least(index, threshold);
    std::vector<bool> allowed;
    for (const Integer& v : function.unary[0].values) allowed.push_back(function.constant + v >= threshold);
    return is(function.unary[0].issue, std::move(allowed));
  };
  if (!alone) problem_.functions.push_back(function);
  switch (condition.order) {
    case Condition::Order::kLess: return negation(reaches(from));
    case Condition::Order::kLessEqual: return negation(reaches(above));
    case Condition::Order::kEqual: return all_of({reaches(from), negation(reaches(above))});
    case Condition::Order::kNotEqual: return any_of({negation(reaches(from)), reaches(above)});
    case Condition::Order::kGreaterEqual: return reaches(from);
    case Condition::Order::kGreater: return reaches(above);
  }
  return {};
}

Logic Compiler::logic(const Condition& condition) {
  std::vector<Logic> children;
  for (const Condition& child : condition.children) children.push_back(logic(child));
  Logic result;
  switch (condition.kind) {
    case Condition::Kind::kTrue: break;
    case Condition::Kind::kFalse: result.kind = Logic::Kind::kFalse; break;
    case Condition::Kind::kIs: {
      std::vector<bool> allowed(problem_.sizes[condition.issue], false);
      for (OptionIndex k : condition.options) allowed[k] = true;
      return is(condition.issue, std::move(allowed));
    }
    case Condition::Kind::kCompare: return compare(condition);
    case Condition::Kind::kParty: break;  // in decision rules only, which `decided` reads
    case Condition::Kind::kNot: return negation(std::move(children[0]));
    case Condition::Kind::kAnd: return all_of(std::move(children));
    case Condition::Kind::kOr: return any_of(std::move(children));
    case Condition::Kind::kImplies: return any_of({negation(std::move(children[0])), std::move(children[1])});
    case Condition::Kind::kAtLeast: return count_of(condition.count, std::move(children));
    case Condition::Kind::kAtMost: {
      for (Logic& child : children) child = negation(std::move(child));
      const auto n = static_cast<std::uint32_t>(children.size());
      return condition.count >= n ? Logic{} : count_of(n - condition.count, std::move(children));
    }
  }
  return result;
}

std::optional<Error> Compiler::check_size() {
  Integer options = 0;
  for (const Issue& issue : case_.issues) {
    if (issue.kind == IssueKind::kDivisible)
      return Error{ErrorCode::kUnsupported, fmt::format("issue '{}' is divisible", issue.id),
                   "give a grid for divisible issues (--grid)", issue.where};
    options += issue.count();
    if (options > kMaxOptions)
      return Error{ErrorCode::kLimit, fmt::format("the issues have more than {} options together", kMaxOptions),
                   "use a coarser step", issue.where};
    problem_.sizes.push_back(static_cast<std::uint32_t>(issue.count().get_ui()));
  }
  return std::nullopt;
}

Result<Problem> Compiler::run() {
  if (auto error = check_size()) return std::unexpected(*error);
  for (const Party& p : case_.parties)
    if (auto error = party(p)) return std::unexpected(*error);
  for (PartyIndex i = 0; i < case_.parties.size(); ++i)
    for (const Rule& line : case_.parties[i].red_lines) problem_.parties[i].red_lines.push_back(logic(line.condition));
  for (const Rule& rule : case_.rules) problem_.rules.push_back(logic(rule.condition));
  problem_.decision = decision_of(case_);
  if (bits_needed(problem_) > kInt512Bits)
    return std::unexpected(Error{ErrorCode::kLimit,
                                 "the scores of a party have no common scale within 500 bits",
                                 "use fewer digits, or fractions with common denominators",
                                 {case_.file, 0, 0}});
  return std::move(problem_);
}

}  // namespace

std::vector<PartyIndex> Problem::objectives() const {
  std::vector<PartyIndex> result;
  for (PartyIndex i = 0; i < parties.size(); ++i)
    if (parties[i].objective) result.push_back(i);
  return result;
}

Result<Problem> compile(const Case& c) { return Compiler(c).run(); }

Integer packages(const Problem& p) {
  Integer product = 1;
  for (std::uint32_t size : p.sizes) product *= size;
  return product;
}

Rational score(const Problem& p, PartyIndex party, std::span<const OptionIndex> package) {
  const Function& f = p.functions[*p.parties[party].score];
  Rational result(value(f, package), f.scale);
  result.canonicalize();
  return result;
}

Logic feasible(const Problem& p) { return all_of(p.rules); }

Logic accepts(const Problem& p, PartyIndex party) {
  const PartyView& view = p.parties[party];
  std::vector<Logic> parts = view.red_lines;
  if (view.score && view.reservation) parts.push_back(at_least(*view.score, *view.reservation));
  return all_of(std::move(parts));
}

Logic zone(const Problem& p) {
  std::vector<Logic> accepted;
  for (PartyIndex i = 0; i < p.parties.size(); ++i) accepted.push_back(accepts(p, i));
  return all_of({feasible(p), decided(p.decision, accepted)});
}

Logic decided(const Condition& decision, std::span<const Logic> accepted) {
  if (decision.kind == Condition::Kind::kParty) return accepted[decision.party];
  std::vector<Logic> children;
  for (const Condition& child : decision.children) children.push_back(decided(child, accepted));
  switch (decision.kind) {
    case Condition::Kind::kOr: return any_of(std::move(children));
    case Condition::Kind::kAtLeast: return count_of(decision.count, std::move(children));
    case Condition::Kind::kFalse: return any_of({});
    default: return all_of(std::move(children));
  }
}

}  // namespace parley::agreement
