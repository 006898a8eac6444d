// Building, evaluating and bounding the conditions and functions of a problem.
#include <algorithm>

#include "agreement/problem.hpp"

namespace parley::agreement {
namespace {

Logic constant(bool truth) {
  Logic result;
  result.kind = truth ? Logic::Kind::kTrue : Logic::Kind::kFalse;
  return result;
}

bool inside(std::span<const Interval> bounds, std::span<const OptionIndex> package) {
  return std::ranges::all_of(
      bounds, [&](const Interval& b) { return package[b.issue] >= b.low && package[b.issue] <= b.high; });
}

Integer combine(BoxGroup::Fold fold, const std::vector<Integer>& operands) {
  if (operands.empty()) return 0;
  switch (fold) {
    case BoxGroup::Fold::kLeast: return *std::ranges::min_element(operands);
    case BoxGroup::Fold::kLargest: return *std::ranges::max_element(operands);
    case BoxGroup::Fold::kSum: break;
  }
  Integer sum = 0;
  for (const Integer& v : operands) sum += v;
  return sum;
}

Integer value(const Fold& f, std::span<const OptionIndex> package) {
  std::vector<Integer> operands;
  if (f.fold == BoxGroup::Fold::kSum) operands.push_back(f.constant);
  for (const Fold::Item& item : f.items) operands.push_back(inside(item.bounds, package) ? item.value : Integer(0));
  for (const Fold& inner : f.folds) operands.push_back(value(inner, package));
  return f.weight * combine(f.fold, operands);
}

Range range(const Fold& f) {
  std::vector<Integer> lows, highs;
  if (f.fold == BoxGroup::Fold::kSum) {
    lows.push_back(f.constant);
    highs.push_back(f.constant);
  }
  for (const Fold::Item& item : f.items) {
    lows.push_back(item.bounds.empty() ? item.value : std::min(item.value, Integer(0)));
    highs.push_back(item.bounds.empty() ? item.value : std::max(item.value, Integer(0)));
  }
  for (const Fold& inner : f.folds) {
    Range r = range(inner);
    lows.push_back(std::move(r.low));
    highs.push_back(std::move(r.high));
  }
  Range result{f.weight * combine(f.fold, lows), f.weight * combine(f.fold, highs)};
  if (f.weight < 0) std::swap(result.low, result.high);
  return result;
}

}  // namespace

Logic is(IssueIndex issue, std::vector<bool> allowed) {
  if (std::ranges::find(allowed, true) == allowed.end()) return constant(false);
  if (std::ranges::find(allowed, false) == allowed.end()) return constant(true);
  Logic result;
  result.kind = Logic::Kind::kIs;
  result.issue = issue;
  result.allowed = std::move(allowed);
  return result;
}

Logic at_least(FunctionIndex function, Integer threshold) {
  Logic result;
  result.kind = Logic::Kind::kAtLeast;
  result.function = function;
  result.threshold = std::move(threshold);
  return result;
}

Logic negation(Logic part) {
  switch (part.kind) {
    case Logic::Kind::kTrue: return constant(false);
    case Logic::Kind::kFalse: return constant(true);
    case Logic::Kind::kIs: part.allowed.flip(); return part;
    case Logic::Kind::kNot: return std::move(part.children[0]);
    default: break;
  }
  Logic result;
  result.kind = Logic::Kind::kNot;
  result.children.push_back(std::move(part));
  return result;
}

Logic all_of(std::vector<Logic> parts) {
  Logic result;
  result.kind = Logic::Kind::kAnd;
  for (Logic& part : parts) {
    if (part.kind == Logic::Kind::kTrue) continue;
    if (part.kind == Logic::Kind::kFalse) return constant(false);
    if (part.kind == Logic::Kind::kAnd) std::ranges::move(part.children, std::back_inserter(result.children));
    else result.children.push_back(std::move(part));
  }
  if (result.children.empty()) return constant(true);
  if (result.children.size() == 1) return Logic(std::move(result.children[0]));
  return result;
}

Logic any_of(std::vector<Logic> parts) {
  Logic result;
  result.kind = Logic::Kind::kOr;
  for (Logic& part : parts) {
    if (part.kind == Logic::Kind::kFalse) continue;
    if (part.kind == Logic::Kind::kTrue) return constant(true);
    if (part.kind == Logic::Kind::kOr) std::ranges::move(part.children, std::back_inserter(result.children));
    else result.children.push_back(std::move(part));
  }
  if (result.children.empty()) return constant(false);
  if (result.children.size() == 1) return Logic(std::move(result.children[0]));
  return result;
}

Logic count_of(std::uint32_t count, std::vector<Logic> parts) {
  Logic result;
  result.kind = Logic::Kind::kCount;
  for (Logic& part : parts) {
    if (part.kind == Logic::Kind::kFalse) continue;
    if (part.kind == Logic::Kind::kTrue) count -= count > 0 ? 1 : 0;
    else result.children.push_back(std::move(part));
  }
  if (count == 0) return constant(true);
  if (count > result.children.size()) return constant(false);
  if (count == result.children.size()) return all_of(std::move(result.children));
  if (count == 1) return any_of(std::move(result.children));
  result.count = count;
  return result;
}

Integer value(const Function& f, std::span<const OptionIndex> package) {
  Integer sum = f.constant;
  for (const Function::Unary& u : f.unary) sum += u.values[package[u.issue]];
  for (const Function::Box& b : f.boxes)
    if (inside(b.bounds, package)) sum += b.value;
  for (const Fold& fold : f.folds) sum += value(fold, package);
  for (const Function::Table& t : f.tables) sum += t.values[t.cell(package)];
  return f.cap && sum > *f.cap ? *f.cap : sum;
}

bool holds(const Problem& p, const Logic& condition, std::span<const OptionIndex> package) {
  auto child_holds = [&](const Logic& child) { return holds(p, child, package); };
  switch (condition.kind) {
    case Logic::Kind::kTrue: return true;
    case Logic::Kind::kFalse: return false;
    case Logic::Kind::kIs: return condition.allowed[package[condition.issue]];
    case Logic::Kind::kAtLeast: return value(p.functions[condition.function], package) >= condition.threshold;
    case Logic::Kind::kNot: return !child_holds(condition.children[0]);
    case Logic::Kind::kAnd: return std::ranges::all_of(condition.children, child_holds);
    case Logic::Kind::kOr: return std::ranges::any_of(condition.children, child_holds);
    case Logic::Kind::kCount: return std::ranges::count_if(condition.children, child_holds) >= condition.count;
  }
  return false;
}

Range range(const Function& f) {
  Range result{f.constant, f.constant};
  auto add = [&](const Integer& low, const Integer& high) {
    result.low += low;
    result.high += high;
  };
  for (const Function::Unary& u : f.unary)
    add(*std::ranges::min_element(u.values), *std::ranges::max_element(u.values));
  for (const Function::Table& t : f.tables)
    add(*std::ranges::min_element(t.values), *std::ranges::max_element(t.values));
  for (const Function::Box& b : f.boxes) (b.value < 0 ? result.low : result.high) += b.value;
  for (const Fold& fold : f.folds) {
    const Range r = range(fold);
    add(r.low, r.high);
  }
  if (f.cap) {
    result.low = std::min(result.low, *f.cap);
    result.high = std::min(result.high, *f.cap);
  }
  return result;
}

std::vector<FunctionIndex> compared_functions(const Logic& condition) {
  std::vector<FunctionIndex> functions;
  if (condition.kind == Logic::Kind::kAtLeast) functions.push_back(condition.function);
  for (const Logic& child : condition.children)
    std::ranges::copy(compared_functions(child), std::back_inserter(functions));
  std::ranges::sort(functions);
  functions.erase(std::ranges::unique(functions).begin(), functions.end());
  return functions;
}

Logic simplified(const Problem& p, const Logic& condition) {
  if (condition.kind == Logic::Kind::kAtLeast) {
    const Range r = range(p.functions[condition.function]);
    if (condition.threshold <= r.low) return constant(true);
    if (condition.threshold > r.high) return constant(false);
    return condition;
  }
  std::vector<Logic> children;
  for (const Logic& child : condition.children) children.push_back(simplified(p, child));
  switch (condition.kind) {
    case Logic::Kind::kNot: return negation(std::move(children[0]));
    case Logic::Kind::kAnd: return all_of(std::move(children));
    case Logic::Kind::kOr: return any_of(std::move(children));
    case Logic::Kind::kCount: return count_of(condition.count, std::move(children));
    default: return condition;
  }
}

std::size_t bits_needed(const Problem& p) {
  auto most = [](const std::vector<Integer>& values) {
    Integer largest = 0;
    for (const Integer& v : values) largest = std::max(largest, Integer(abs(v)));
    return largest;
  };
  Integer largest = 1;
  for (const Function& f : p.functions) {
    Integer sum = abs(f.constant);
    for (const Function::Unary& u : f.unary) sum += most(u.values);
    for (const Function::Table& t : f.tables) sum += most(t.values);
    for (const Function::Box& b : f.boxes) sum += abs(b.value);
    for (const Fold& fold : f.folds) {
      Function alone;
      alone.folds.push_back(fold);
      const Range r = range(alone);
      sum += abs(r.low) + abs(r.high);
    }
    if (f.cap) sum += abs(*f.cap);
    largest = std::max(largest, sum);
  }
  for (const PartyView& party : p.parties)
    if (party.reservation) largest = std::max(largest, Integer(abs(*party.reservation)));
  return mpz_sizeinbase(largest.get_mpz_t(), 2);
}

}  // namespace parley::agreement
