#include "agreement/prices.hpp"

#include "agreement/extremes.hpp"

namespace parley::agreement {

Prices prices(const Case& c, const Problem& p, Work& work) {
  Prices result{{}, true};
  const Demands d = demands(c, p);
  const Logic agreed = zone(p);
  std::vector<Extreme> with;
  for (PartyIndex i : p.objectives()) {
    with.push_back(largest(p, *p.parties[i].score, agreed, work));
    if (!with.back().value) return {{}, with.back().proved};
  }
  for (std::size_t k = 0; k < d.elements.size(); ++k) {
    Price price{d.elements[k], {}};
    const Logic wider = zone(without(p, {&d.elements[k], 1}));
    const auto who = p.objectives();
    for (std::size_t n = 0; n < who.size(); ++n) {
      const FunctionIndex f = *p.parties[who[n]].score;
      // What the decision rule never asks for costs nothing, and needs no search.
      const Extreme best = d.relevant[k] ? largest(p, f, wider, work) : with[n];
      if (!best.proved || !with[n].proved) {
        price.by_party.emplace_back(std::nullopt);
        result.complete = false;
        continue;
      }
      Rational difference(*best.value - *with[n].value, p.functions[f].scale);
      difference.canonicalize();
      price.by_party.emplace_back(std::move(difference));
    }
    result.prices.push_back(std::move(price));
  }
  return result;
}

}  // namespace parley::agreement
