#include "agreement/case_numbers.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace parley::agreement {
namespace {

class Lister {
 public:
  explicit Lister(const Case& c) : case_(c) {}

  std::vector<CaseNumber> run() {
    for (PartyIndex i = 0; i < case_.parties.size(); ++i) {
      const Party& party = case_.parties[i];
      at_ = {};
      at_.party = i;
      base_ = "parties." + party.id;
      list_terms(party);
      at_ = {};
      at_.party = i;
      at_.role = CaseNumber::Role::kCap;
      if (party.cap) add(*party.cap, base_ + ".cap");
      at_.role = CaseNumber::Role::kReservation;
      if (party.reservation) add(*party.reservation, base_ + ".reservation");
      at_.role = CaseNumber::Role::kUnused;
      if (party.discount) add(*party.discount, base_ + ".discount");
    }
    return std::move(found_);
  }

 private:
  void add(const Number& number, std::string path) {
    at_.path = std::move(path);
    at_.number = &number;
    found_.push_back(at_);
  }

  void list_terms(const Party& party) {
    std::size_t groups = 0, boxes = 0;
    for (std::size_t t = 0; t < party.terms.size(); ++t) {
      at_.term = t;
      at_.issue.reset();
      if (const auto* table = std::get_if<TableTerm>(&party.terms[t])) list(*table);
      else if (const auto* linear = std::get_if<LinearTerm>(&party.terms[t])) list(*linear);
      else if (const auto* share = std::get_if<ShareTerm>(&party.terms[t])) list(*share);
      else if (const auto* group = std::get_if<GroupTerm>(&party.terms[t])) list(*group, groups++);
      else list_top(std::get<BoxGroup>(party.terms[t]), boxes);
      at_.option.reset();
    }
  }

  std::string scores(IssueIndex issue) {
    at_.issue = issue;
    return fmt::format("{}.scores.{}", base_, case_.issues[issue].id);
  }

  void list(const TableTerm& term) {
    const std::string path = scores(term.issue);
    add(term.weight, path + ".weight");
    for (OptionIndex k = 0; k < term.values.size(); ++k) {
      at_.option = k;
      add(term.values[k], fmt::format("{}.table.{}", path, case_.issues[term.issue].option_id(k)));
    }
  }

  void list(const LinearTerm& term) {
    const std::string path = scores(term.issue);
    add(term.weight, path + ".weight");
    add(term.base, path + ".base");
    add(term.per_unit, path + ".per_unit");
  }

  void list(const ShareTerm& term) { add(term.points, scores(term.issue) + ".points"); }

  void list(const GroupTerm& term, std::size_t index) {
    const std::string path = fmt::format("{}.groups[{}]", base_, index);
    add(term.weight, path + ".weight");
    for (std::size_t e = 0; e < term.entries.size(); ++e)
      add(term.entries[e].value, fmt::format("{}.table[{}].score", path, e));
  }

  // A file's list of boxes mixes plain boxes, which the model keeps in one sum, and folds.
  void list_top(const BoxGroup& group, std::size_t& index) {
    if (group.fold == BoxGroup::Fold::kSum && group.groups.empty()) {
      if (group.weight.from.assumed || group.weight.ranged())
        add(group.weight, fmt::format("{}.boxes[{}].weight", base_, index));
      for (const Box& box : group.boxes) add(box.value, fmt::format("{}.boxes[{}].score", base_, index++));
      return;
    }
    list_fold(group, fmt::format("{}.boxes[{}]", base_, index++));
  }

  void list_fold(const BoxGroup& group, const std::string& path) {
    constexpr const char* kNames[] = {"sum", "least", "largest"};
    add(group.weight, path + ".weight");
    const std::string inner = fmt::format("{}.{}", path, kNames[static_cast<int>(group.fold)]);
    std::size_t index = 0;
    for (const Box& box : group.boxes) add(box.value, fmt::format("{}[{}].score", inner, index++));
    for (const BoxGroup& nested : group.groups) list_fold(nested, fmt::format("{}[{}]", inner, index++));
  }

  const Case& case_;
  CaseNumber at_;
  std::string base_;
  std::vector<CaseNumber> found_;
};

// What a term can come to, as a function of the number: classes whose functions are values, not changes.
using Outcomes = std::vector<NumberClass>;

class Classifier {
 public:
  Classifier(const Case& c, const Number& moved)
      : case_(c), moved_(moved), low_(*moved.low), high_(*moved.high), zero_(constant(0)) {}

  std::optional<Outcomes> of(const ScoreTerm& term) {
    if (const auto* table = std::get_if<TableTerm>(&term)) return of(*table);
    if (const auto* linear = std::get_if<LinearTerm>(&term)) return of(*linear);
    if (const auto* group = std::get_if<GroupTerm>(&term)) return of(*group);
    if (const auto* boxes = std::get_if<BoxGroup>(&term)) return change(*boxes);
    return std::nullopt;
  }

 private:
  Piecewise constant(const Rational& value) const { return Piecewise::constant(low_, high_, value); }
  // factor * (the number - its stated value)
  Piecewise change_of(const Rational& factor) const {
    return Piecewise::line(low_, high_, factor * (low_ - moved_.value), factor * (high_ - moved_.value));
  }
  Piecewise value_of(const Number& n) const {
    return &n == &moved_ ? Piecewise::line(low_, high_, low_, high_) : constant(n.value);
  }

  // Classes with equal functions become one. Too many: none.
  static std::optional<Outcomes> merged(Outcomes parts) {
    Outcomes result;
    for (NumberClass& part : parts) {
      if (part.when.kind == Logic::Kind::kFalse) continue;
      const auto same = std::ranges::find(result, part.change, &NumberClass::change);
      if (same == result.end()) result.push_back(std::move(part));
      else same->when = any_of({std::move(same->when), std::move(part.when)});
      if (result.size() > kMaxClasses) return std::nullopt;
    }
    return result;
  }

  std::optional<Outcomes> by_option(IssueIndex issue, const std::vector<Piecewise>& changes) const {
    Outcomes result;
    std::vector<bool> done(changes.size(), false);
    for (std::size_t k = 0; k < changes.size(); ++k) {
      if (done[k]) continue;
      std::vector<bool> allowed(changes.size(), false);
      for (std::size_t other = k; other < changes.size(); ++other)
        if (changes[other] == changes[k]) allowed[other] = done[other] = true;
      result.push_back({is(issue, std::move(allowed)), changes[k]});
      if (result.size() > kMaxClasses) return std::nullopt;
    }
    return result;
  }

  std::optional<Outcomes> of(const TableTerm& term) {
    std::vector<Piecewise> changes;
    for (const Number& v : term.values) {
      if (&moved_ == &term.weight) changes.push_back(change_of(v.value));
      else changes.push_back(&v == &moved_ ? change_of(term.weight.value) : zero_);
    }
    return by_option(term.issue, changes);
  }

  std::optional<Outcomes> of(const LinearTerm& term) {
    std::vector<Piecewise> changes;
    const Issue& issue = case_.issues[term.issue];
    for (OptionIndex k = 0; k < issue.count().get_ui(); ++k) {
      const Rational amount = issue.amount(k);
      Rational factor = term.weight.value;
      if (&moved_ == &term.weight) factor = term.base.value + term.per_unit.value * amount;
      if (&moved_ == &term.per_unit) factor *= amount;
      changes.push_back(change_of(factor));
    }
    return by_option(term.issue, changes);
  }

  std::optional<Outcomes> of(const GroupTerm& term) {
    Outcomes parts;
    std::vector<Logic> earlier;
    for (const GroupTerm::Entry& entry : term.entries) {
      std::vector<Logic> bounds;
      for (std::size_t k = 0; k < term.issues.size(); ++k) {
        if (!entry.options[k]) continue;
        std::vector<bool> allowed(case_.issues[term.issues[k]].count().get_ui(), false);
        allowed[*entry.options[k]] = true;
        bounds.push_back(is(term.issues[k], std::move(allowed)));
      }
      const Logic matches = all_of(std::move(bounds));
      std::vector<Logic> first = earlier;
      first.push_back(matches);
      Piecewise change = zero_;
      if (&moved_ == &term.weight) change = change_of(entry.value.value);
      if (&moved_ == &entry.value) change = change_of(term.weight.value);
      parts.push_back({all_of(std::move(first)), std::move(change)});
      earlier.push_back(negation(matches));
    }
    parts.push_back({all_of(std::move(earlier)), zero_});
    return merged(std::move(parts));
  }

  Logic holds_in(const Box& box) const {
    std::vector<Logic> bounds;
    for (const Box::Bound& b : box.bounds) {
      std::vector<bool> allowed(case_.issues[b.issue].count().get_ui(), false);
      for (OptionIndex k = b.low; k <= b.high && k < allowed.size(); ++k) allowed[k] = true;
      bounds.push_back(is(b.issue, std::move(allowed)));
    }
    Logic inside = all_of(std::move(bounds));
    return box.outside ? negation(std::move(inside)) : inside;
  }

  Outcomes outcomes(const Box& box) const {
    const Logic pays = holds_in(box);
    return {{pays, value_of(box.value)}, {negation(pays), zero_}};
  }

  // The fold of all operands, before the group's weight.
  std::optional<Outcomes> folded(const BoxGroup& group) const {
    std::vector<Outcomes> operands;
    for (const Box& box : group.boxes) operands.push_back(outcomes(box));
    for (const BoxGroup& inner : group.groups) {
      auto nested = outcomes(inner);
      if (!nested) return std::nullopt;
      operands.push_back(std::move(*nested));
    }
    if (operands.empty()) return Outcomes{{Logic{}, zero_}};
    std::optional<Outcomes> result = merged(std::move(operands.front()));
    for (std::size_t k = 1; k < operands.size() && result; ++k) {
      Outcomes pairs;
      for (const NumberClass& a : *result)
        for (const NumberClass& b : operands[k]) {
          Piecewise value = group.fold == BoxGroup::Fold::kSum     ? a.change + b.change
                            : group.fold == BoxGroup::Fold::kLeast ? lower(a.change, b.change)
                                                                   : upper(a.change, b.change);
          pairs.push_back({all_of({a.when, b.when}), std::move(value)});
        }
      result = merged(std::move(pairs));
    }
    return result;
  }

  std::optional<Outcomes> outcomes(const BoxGroup& group) const {
    auto result = folded(group);
    if (!result) return std::nullopt;
    for (NumberClass& part : *result) {
      // A moved weight multiplies operands that do not move.
      if (&group.weight == &moved_) {
        const Rational operand = part.change(low_);
        part.change = Piecewise::line(low_, high_, operand * low_, operand * high_);
      } else {
        part.change = group.weight.value * part.change;
      }
    }
    return merged(std::move(*result));
  }

  static bool contains(const BoxGroup& group, const Number& number) {
    return &group.weight == &number ||
           std::ranges::any_of(group.boxes, [&](const Box& box) { return &box.value == &number; }) ||
           std::ranges::any_of(group.groups, [&](const BoxGroup& inner) { return contains(inner, number); });
  }

  // In a sum only the operand that holds the number changes, whatever the others come to.
  std::optional<Outcomes> change(const BoxGroup& group) const {
    if (&group.weight == &moved_ || group.fold != BoxGroup::Fold::kSum) {
      auto result = outcomes(group);
      if (!result) return std::nullopt;
      for (NumberClass& part : *result) part.change = part.change + Rational(-part.change(moved_.value));
      return merged(std::move(*result));
    }
    for (const Box& box : group.boxes) {
      if (&box.value != &moved_) continue;
      const Logic pays = holds_in(box);
      return merged({{pays, change_of(group.weight.value)}, {negation(pays), zero_}});
    }
    for (const BoxGroup& inner : group.groups) {
      if (!contains(inner, moved_)) continue;
      auto result = change(inner);
      if (!result) return std::nullopt;
      for (NumberClass& part : *result) part.change = group.weight.value * part.change;
      return merged(std::move(*result));
    }
    return std::nullopt;
  }

  const Case& case_;
  const Number& moved_;
  const Rational low_, high_;
  const Piecewise zero_;
};

}  // namespace

std::vector<CaseNumber> numbers(const Case& c) { return Lister(c).run(); }

std::optional<std::vector<NumberClass>> classes(const Case& c, const CaseNumber& number) {
  return Classifier(c, *number.number).of(c.parties[number.party].terms[number.term]);
}

}  // namespace parley::agreement
