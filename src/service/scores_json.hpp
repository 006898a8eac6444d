// Packages with what each party scores on them, and who gets what from which issue.
#pragma once

#include "agreement/explain.hpp"
#include "service/analysis.hpp"
#include "service/json.hpp"

namespace parley::service {

class ScoresJson {
 public:
  explicit ScoresJson(const Analysis& analysis) : a_(analysis) {}

  const std::string& party_id(std::size_t objective) const;
  Json scores(std::span<const Integer> values) const;              // per objective, on its scale
  Json points(std::span<const Rational> values) const;             // per objective, in points
  Json optional_scores(const std::vector<std::optional<Integer>>& values) const;

  Json package(const Package& package) const;                      // {"scores", "package"}
  Json packages(const std::vector<Package>& packages) const;
  Json with_shares(const Package& package) const;                  // and "shares"
  Json shares(const agreement::Account& account) const;

 private:
  const Analysis& a_;
};

}  // namespace parley::service
