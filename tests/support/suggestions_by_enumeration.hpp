// What each preference that the other party might have would make the engine suggest: the definition of
// docs/methods/disclosure.md, written out, with no code of src/elicitation.
//
// Input      two scored parties, one of them the viewer; few issues and options
// Cost       candidates times packages
#pragma once

#include <algorithm>
#include <map>
#include <numeric>
#include <vector>

#include "elicitation/disclosure.hpp"
#include "tests/support/brute_force.hpp"

namespace parley::support {

class Enumeration {
 public:
  Enumeration(const Case& c, PartyIndex viewer, elicitation::Prior prior)
      : case_(c), prior_(prior), packages_(feasible_packages(c)) {
    const Party& party = c.parties[viewer];
    std::vector<Rational> own;
    for (const Choice& package : packages_) own.push_back(score_of(c, party, package));
    const Rational base = party.reservation ? party.reservation->value : *std::ranges::min_element(own);
    Integer scale = 1;
    for (Rational& score : own) {
      score -= base;
      mpz_lcm(scale.get_mpz_t(), scale.get_mpz_t(), score.get_den_mpz_t());
    }
    for (const Rational& score : own) own_.push_back(Rational(score * scale).get_num());
    for (std::size_t k = 0; k < packages_.size(); ++k)
      for (const Rule& line : party.red_lines)
        if (!satisfies(c, line.condition, packages_[k])) own_[k] = 0;
    std::vector<long> weights(c.issues.size());
    std::iota(weights.begin(), weights.end(), 1L);
    do options(weights, {});
    while (std::ranges::next_permutation(weights).found);
  }

  std::size_t all() const { return all_; }
  std::size_t fit(const Choice& package) const {
    const auto found = chosen_.find(package);
    return found == chosen_.end() ? 0 : found->second;
  }
  // The package that most candidates lead to.
  Choice commonest() const {
    return std::ranges::max_element(chosen_, {}, [](const auto& entry) { return entry.second; })->first;
  }

 private:
  static constexpr long kUnit = 6;  // values are multiples of 1/2 or 1/3

  void options(const std::vector<long>& weights, std::vector<std::vector<long>> values) {
    if (values.size() == weights.size()) {
      suggest(weights, values);
      return;
    }
    const Issue& issue = case_.issues[values.size()];
    std::vector<long> order(issue.count().get_ui());
    std::iota(order.begin(), order.end(), 0L);
    const bool directed = prior_ == elicitation::Prior::kDirections || issue.kind == IssueKind::kAmount;
    do {
      values.push_back(order);
      options(weights, values);
      values.pop_back();
      if (directed) std::ranges::reverse(order);
    } while (directed ? order.front() != 0 : std::ranges::next_permutation(order).found);
  }

  void suggest(const std::vector<long>& weights, const std::vector<std::vector<long>>& values) {
    ++all_;
    std::vector<long> theirs;
    for (const Choice& package : packages_) {
      long sum = 0;
      for (std::size_t i = 0; i < package.size(); ++i)
        sum += weights[i] * values[i][package[i]] * (kUnit / static_cast<long>(values[i].size() - 1));
      theirs.push_back(sum);
    }
    const long least = *std::ranges::min_element(theirs);
    std::size_t best = packages_.size();
    Integer most = 0;
    for (std::size_t k = 0; k < packages_.size(); ++k) {
      if (own_[k] <= 0 || own_[k] * (theirs[k] - least) <= most) continue;
      most = own_[k] * (theirs[k] - least);
      best = k;
    }
    if (best < packages_.size()) ++chosen_[packages_[best]];
  }

  const Case& case_;
  elicitation::Prior prior_;
  std::vector<Choice> packages_;
  std::vector<Integer> own_;
  std::map<Choice, std::size_t> chosen_;
  std::size_t all_ = 0;
};

}  // namespace parley::support
