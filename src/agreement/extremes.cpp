#include "agreement/extremes.hpp"

#include <algorithm>

namespace parley::agreement {
namespace {

constexpr int kHalvings = 12;  // before the search asks for any improvement at all

Fold negated(const Fold& f) {
  Fold result = f;
  if (f.fold == BoxGroup::Fold::kLeast) result.fold = BoxGroup::Fold::kLargest;
  if (f.fold == BoxGroup::Fold::kLargest) result.fold = BoxGroup::Fold::kLeast;
  result.constant = -f.constant;
  for (Fold::Item& item : result.items) item.value = -item.value;
  for (Fold& inner : result.folds) inner = negated(inner);
  return result;
}

Integer ceiling(const Rational& x) {
  Integer result;
  mpz_cdiv_q(result.get_mpz_t(), x.get_num_mpz_t(), x.get_den_mpz_t());
  return result;
}

Integer above(const Rational& x) {
  Integer result;
  mpz_fdiv_q(result.get_mpz_t(), x.get_num_mpz_t(), x.get_den_mpz_t());
  return result + 1;
}

// What a party lacks to its best, as a share of the way from its least to its best.
struct Span {
  FunctionIndex function;
  Integer best, length;  // length > 0
};

std::vector<Span> spans(const Problem& p, const std::vector<Extent>& extents) {
  std::vector<Span> result;
  for (PartyIndex i : p.objectives()) {
    const Extent& e = extents[i];
    if (e.best.value && e.least.value && *e.best.value > *e.least.value)
      result.push_back({*p.parties[i].score, *e.best.value, *e.best.value - *e.least.value});
  }
  return result;
}

std::vector<Rational> shortfalls(const Problem& p, const std::vector<Span>& spans, const Package& x) {
  std::vector<Rational> result;
  for (const Span& s : spans) {
    Rational lack(s.best - value(p.functions[s.function], x), s.length);
    lack.canonicalize();
    result.push_back(std::move(lack));
  }
  return result;
}

ShareFamily shortfall_family(const Problem& p, const Logic& within, const std::vector<Span>& spans) {
  auto admits = [&within, &spans](const Rational& t, bool below) {
    std::vector<Logic> parts{within};
    for (const Span& s : spans) {
      const Rational threshold = s.best - t * s.length;
      parts.push_back(at_least(s.function, below ? above(threshold) : ceiling(threshold)));
    }
    return all_of(std::move(parts));
  };
  auto share_of = [&p, &spans](const Package& x) {
    const auto lacks = shortfalls(p, spans, x);
    return lacks.empty() ? Rational(0) : *std::ranges::max_element(lacks);
  };
  return {admits, share_of};
}

}  // namespace

Function negated(const Function& f) {
  Function result = f;
  result.cap.reset();
  result.constant = -f.constant;
  for (auto& u : result.unary)
    for (Integer& v : u.values) v = -v;
  for (auto& t : result.tables)
    for (Integer& v : t.values) v = -v;
  for (auto& b : result.boxes) b.value = -b.value;
  for (Fold& fold : result.folds) fold = negated(fold);
  return result;
}

Logic reaches(const Function& f, FunctionIndex index, Integer threshold) {
  const Range bounds = range(f);
  if (threshold <= bounds.low) return all_of({});
  if (threshold > bounds.high) return any_of({});
  return at_least(index, std::move(threshold));
}

Extreme largest(const Problem& p, FunctionIndex f, const Logic& within, Work& work) {
  const ParetoSet found = pareto(p, {{f}, within}, work);
  Extreme result{std::nullopt, found.complete};
  for (const Point& point : found.points)
    if (!result.value || point.values[0] > *result.value) result.value = point.values[0];
  return result;
}

Extreme least(const Problem& p, FunctionIndex f, const Logic& within, Work& work) {
  Problem turned = p;
  turned.functions.push_back(negated(p.functions[f]));
  Extreme result = largest(turned, static_cast<FunctionIndex>(turned.functions.size() - 1), within, work);
  if (!result.value) return result;
  result.value = -*result.value;
  // A cap lowers large values only, so that the least capped value is the least value, capped.
  const auto& cap = p.functions[f].cap;
  if (cap && *result.value > *cap) result.value = *cap;
  return result;
}

std::vector<Extent> extents(const Problem& p, Work& work) {
  std::vector<Extent> result(p.parties.size());
  const Logic rules = feasible(p);
  for (PartyIndex i = 0; i < p.parties.size(); ++i) {
    if (!p.parties[i].score) continue;
    result[i].best = largest(p, *p.parties[i].score, rules, work);
    result[i].least = least(p, *p.parties[i].score, rules, work);
  }
  return result;
}

LeastShare least_share(const Problem& p, const ShareFamily& family, Package start, Work& work) {
  LeastShare best{family.share_of(start), std::move(start), false};
  Rational floor = 0;
  auto improved = [&](const Witness& w) {
    if (!w.package) return false;
    best.package = *w.package;
    best.share = family.share_of(best.package);
    return true;
  };
  for (int round = 0;; ++round) {
    if (best.share == 0 || best.share == floor) break;
    const Rational middle = (floor + best.share) / 2;
    const Witness half = find_package(p, family.admits(middle, false), work);
    if (!half.package && !half.proved) return best;
    if (!improved(half)) floor = middle;
    if (round < kHalvings || best.share == 0) continue;
    const Witness any = find_package(p, family.admits(best.share, true), work);
    if (!any.package && !any.proved) return best;
    if (!improved(any)) break;
  }
  best.proved = true;
  return best;
}

Choice first_package(const Problem& p, const Logic& within, Work& work) {
  Witness found = find_package(p, within, work);
  if (!found.package) return {std::nullopt, found.proved};
  Package best = std::move(*found.package);
  std::vector<Logic> parts{within};
  for (IssueIndex issue = 0; issue < p.sizes.size(); ++issue) {
    while (best[issue] > 0) {
      std::vector<bool> earlier(p.sizes[issue], false);
      std::fill_n(earlier.begin(), best[issue], true);
      parts.push_back(is(issue, std::move(earlier)));
      found = find_package(p, all_of(parts), work);
      parts.pop_back();
      if (!found.package && !found.proved) return {best, false};
      if (!found.package) break;
      best = std::move(*found.package);
    }
    std::vector<bool> only(p.sizes[issue], false);
    only[best[issue]] = true;
    parts.push_back(is(issue, std::move(only)));
  }
  return {best, true};
}

Choice first_like(const Problem& p, const Logic& within, const Package& package, Work& work) {
  std::vector<Logic> parts{within};
  for (PartyIndex i : p.objectives()) {
    const FunctionIndex f = *p.parties[i].score;
    parts.push_back(at_least(f, value(p.functions[f], package)));
  }
  Choice first = first_package(p, all_of(std::move(parts)), work);
  if (!first.package) return {package, false};
  return first;
}

Choice fairest(const Problem& p, const Logic& within, const std::vector<Extent>& extents, Work& work) {
  const Witness some = find_package(p, within, work);
  if (!some.package) return {std::nullopt, some.proved};
  const std::vector<Span> measured = spans(p, extents);
  const ShareFamily family = shortfall_family(p, within, measured);
  const LeastShare best = least_share(p, family, *some.package, work);

  ParetoQuery query{{}, family.admits(best.share, false)};
  for (PartyIndex i : p.objectives()) query.objectives.emplace_back(*p.parties[i].score);
  if (query.objectives.empty()) return first_package(p, within, work);
  const ParetoSet found = pareto(p, query, work);
  if (found.points.empty()) return {best.package, false};
  // Leximin of what is gained is the smallest list of shortfalls, the largest first.
  std::vector<std::pair<std::vector<Rational>, std::size_t>> ranked;
  for (std::size_t k = 0; k < found.points.size(); ++k) {
    auto lacks = shortfalls(p, measured, found.points[k].package);
    std::ranges::sort(lacks, std::greater<>());
    ranked.emplace_back(std::move(lacks), k);
  }
  const auto& least_lacking = std::ranges::min_element(ranked)->first;
  Choice result{std::nullopt, best.proved && found.complete};
  for (const auto& [lacks, k] : ranked) {
    if (lacks != least_lacking) continue;
    const Choice first = first_like(p, within, found.points[k].package, work);
    result.proved = result.proved && first.proved;
    if (!result.package || *first.package < *result.package) result.package = first.package;
  }
  return result;
}

}  // namespace parley::agreement
