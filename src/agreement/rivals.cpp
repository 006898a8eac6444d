#include "agreement/rivals.hpp"

#include <algorithm>
#include <map>

namespace parley::agreement {
namespace {

constexpr int kPrecision = 256;  // the smallest weight of the plane; rounding moves it by at most 1 in so many

Integer ceiling(const Rational& x) {
  Integer result;
  mpz_cdiv_q(result.get_mpz_t(), x.get_num_mpz_t(), x.get_den_mpz_t());
  return result;
}

Integer floor(const Rational& x) {
  Integer result;
  mpz_fdiv_q(result.get_mpz_t(), x.get_num_mpz_t(), x.get_den_mpz_t());
  return result;
}

void multiply(Fold& fold, const Integer& factor) {
  fold.constant *= factor;
  for (Fold::Item& item : fold.items) item.value *= factor;
  for (Fold& inner : fold.folds) multiply(inner, factor);
}

// sum + factor * f without its cap, factor > 0; the scale stays that of the sum.
void add(Function& sum, const Function& f, const Integer& factor) {
  sum.constant += factor * f.constant;
  for (const Function::Unary& u : f.unary) {
    auto at = std::ranges::lower_bound(sum.unary, u.issue, {}, &Function::Unary::issue);
    if (at == sum.unary.end() || at->issue != u.issue)
      at = sum.unary.insert(at, {u.issue, std::vector<Integer>(u.values.size(), Integer(0))});
    for (std::size_t k = 0; k < u.values.size(); ++k) at->values[k] += factor * u.values[k];
  }
  for (Function::Table table : f.tables) {
    for (Integer& v : table.values) v *= factor;
    const auto same = std::ranges::find(sum.tables, table.issues, &Function::Table::issues);
    if (same == sum.tables.end()) {
      sum.tables.push_back(std::move(table));
      continue;
    }
    for (std::size_t k = 0; k < table.values.size(); ++k) same->values[k] += table.values[k];
  }
  for (Function::Box box : f.boxes) {
    box.value *= factor;
    sum.boxes.push_back(std::move(box));
  }
  for (Fold fold : f.folds) {
    multiply(fold, factor);
    sum.folds.push_back(std::move(fold));
  }
}

struct Plane {
  Function function;
  Integer threshold;
};

// sum of weights * gains > weight of the whole, in whole numbers.
Plane plane(const Problem& p, const RivalQuery& query) {
  const std::size_t n = query.functions.size();
  const std::size_t base = query.free.value_or(0);
  const Rational& unit = query.gains[base];
  Integer c = 1;
  std::vector<Integer> weights(n, Integer(0));
  if (unit > 0) {
    c = kPrecision;
    for (const Rational& gain : query.gains) c = std::max<Integer>(c, ceiling(kPrecision * gain / unit));
    for (std::size_t j = 0; j < n; ++j) weights[j] = ceiling(c * unit / query.gains[j]);
  }
  weights[base] = c;

  Plane result;
  Integer& scale = result.function.scale;
  for (FunctionIndex f : query.functions)
    mpz_lcm(scale.get_mpz_t(), scale.get_mpz_t(), p.functions[f].scale.get_mpz_t());
  Rational threshold = Rational(c * static_cast<unsigned long>(n)) * unit;
  for (std::size_t j = 0; j < n; ++j) {
    threshold += weights[j] * query.disagreement[j];
    if (weights[j] == 0) continue;
    const Function& f = p.functions[query.functions[j]];
    add(result.function, f, weights[j] * (scale / f.scale));
  }
  result.threshold = floor(threshold * scale) + 1;
  return result;
}

Rational product(const Problem& p, const std::vector<FunctionIndex>& functions, const std::vector<Rational>& d,
                 const Package& x) {
  Rational result = 1;
  for (std::size_t j = 0; j < functions.size(); ++j)
    result *= in_points(p, functions[j], value(p.functions[functions[j]], x)) - d[j];
  return result;
}

}  // namespace

Logic exceeds(const Problem& p, FunctionIndex f, const Rational& points) {
  return reaches(p.functions[f], f, floor(points * p.functions[f].scale) + 1);
}

Rational in_points(const Problem& p, FunctionIndex f, const Integer& value) {
  Rational result(value, p.functions[f].scale);
  result.canonicalize();
  return result;
}

ParetoSet rivals(const Problem& p, const RivalQuery& query, Work& work) {
  Problem more = p;
  const auto index = static_cast<FunctionIndex>(more.functions.size());
  Plane beyond = plane(p, query);
  more.functions.push_back(std::move(beyond.function));
  more.parties.push_back({index, std::nullopt, {}, false});  // a score to the engine, which then bounds it early
  ParetoQuery search;
  std::vector<Logic> parts{query.within, reaches(more.functions.back(), index, beyond.threshold)};
  if (bits_needed(more) > kInt512Bits) return {};  // not complete
  for (std::size_t j = 0; j < query.functions.size(); ++j) {
    search.objectives.emplace_back(query.functions[j]);
    if (j != query.free) parts.push_back(exceeds(p, query.functions[j], query.disagreement[j]));
  }
  for (FunctionIndex f : query.besides) search.objectives.emplace_back(f);
  search.within = all_of(std::move(parts));
  return pareto(more, search, work);
}

NashPoint nash_package(const Problem& p, const Logic& within, const std::vector<Rational>& disagreement,
                       const std::vector<Extent>& extents, const std::optional<Package>& known, Work& work) {
  RivalQuery query{within, {}, disagreement, {}, std::nullopt, {}};
  std::vector<Logic> parts{within};
  for (PartyIndex i : p.objectives()) {
    query.functions.push_back(*p.parties[i].score);
    parts.push_back(exceeds(p, query.functions.back(), disagreement[query.functions.size() - 1]));
  }
  if (query.functions.empty()) return {std::nullopt, true};
  const Logic gaining = all_of(std::move(parts));
  Package start;
  if (known && holds(p, gaining, *known)) {
    start = *known;
  } else {
    const Choice fair = fairest(p, gaining, extents, work);
    if (!fair.package) return {std::nullopt, fair.proved};
    start = *fair.package;
  }
  for (std::size_t j = 0; j < query.functions.size(); ++j)
    query.gains.push_back(in_points(p, query.functions[j], value(p.functions[query.functions[j]], start)) -
                          disagreement[j]);
  const ParetoSet found = rivals(p, query, work);

  Rational largest = product(p, query.functions, disagreement, start);
  std::vector<Package> tied{start};
  for (const Point& point : found.points) {
    const Rational own = product(p, query.functions, disagreement, point.package);
    if (own < largest) continue;
    if (own > largest) tied.clear();
    largest = own;
    tied.push_back(point.package);
  }
  if (known && tied.front() == *known) return {known, found.complete};
  NashPoint result{std::nullopt, found.complete};
  for (const Package& x : tied) {
    const Choice first = first_like(p, within, x, work);
    result.proved = result.proved && first.proved;
    if (!result.package || *first.package < *result.package) result.package = first.package;
  }
  return result;
}

}  // namespace parley::agreement
