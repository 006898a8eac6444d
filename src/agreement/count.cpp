#include "agreement/count.hpp"

#include <algorithm>
#include <random>

#include "agreement/diagram.hpp"
#include "agreement/pareto.hpp"

namespace parley::agreement {

Count count(const Problem& p, const Logic& condition, Work& work) {
  Diagram diagram(p, condition);
  diagram.build(false, work);
  return diagram.counted();
}

std::vector<Package> sample(const Problem& p, const Logic& condition, std::size_t n, std::uint64_t seed, Work& work) {
  Diagram diagram(p, condition);
  if (!diagram.build(true, work) || *diagram.counted().count == 0) return {};
  std::mt19937_64 random(seed);  // its sequence is fixed by the standard, unlike the distributions'
  auto below = [&](const Integer& n_ways) {
    const std::size_t bits = mpz_sizeinbase(n_ways.get_mpz_t(), 2);
    for (;;) {
      Integer draw = 0;
      for (std::size_t have = 0; have < bits; have += 32) {
        draw <<= 32;
        draw += static_cast<unsigned long>(random() >> 32);
      }
      mpz_fdiv_r_2exp(draw.get_mpz_t(), draw.get_mpz_t(), bits);
      if (draw < n_ways) return draw;
    }
  };
  std::vector<Package> drawn;
  while (drawn.size() < n) drawn.push_back(diagram.draw(below));
  return drawn;
}

std::vector<Package> examples(const Problem& p, const Logic& condition, std::size_t n, Work& work) {
  Diagram diagram(p, condition);
  if (!diagram.build(true, work)) return {};
  std::vector<Package> found = diagram.first(n);
  std::ranges::sort(found);
  return found;
}

std::pair<std::vector<Package>, bool> packages_at(const Problem& p, const ParetoQuery& query,
                                                  std::span<const Integer> values, std::size_t limit, Work& work) {
  std::vector<Logic> parts{query.within};
  for (std::size_t k = 0; k < query.objectives.size(); ++k) {
    if (const auto* f = std::get_if<FunctionIndex>(&query.objectives[k])) {
      parts.push_back(at_least(*f, values[k]));
      parts.push_back(negation(at_least(*f, values[k] + 1)));
    } else {
      const Logic& condition = std::get<Logic>(query.objectives[k]);
      parts.push_back(values[k] == 0 ? negation(condition) : condition);
    }
  }
  Diagram diagram(p, all_of(std::move(parts)));
  if (!diagram.build(true, work)) return {{}, false};
  std::vector<Package> found = diagram.first(limit);
  std::ranges::sort(found);
  return {std::move(found), *diagram.counted().count <= limit};
}

}  // namespace parley::agreement
