#include "elicitation/package_gains.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "elicitation/package_scores.hpp"

namespace parley::elicitation {
namespace {

Error limit(std::string message) { return {ErrorCode::kLimit, std::move(message), "", {}}; }

// By one positive factor, which no product of gains is decided by.
Result<std::vector<std::int64_t>> whole_numbers(const std::vector<Rational>& gains) {
  Integer scale = 1, common = 0, most = 0;
  for (const Rational& gain : gains) mpz_lcm(scale.get_mpz_t(), scale.get_mpz_t(), gain.get_den_mpz_t());
  std::vector<Integer> whole;
  for (const Rational& gain : gains) {
    whole.emplace_back(Rational(gain * scale).get_num());
    mpz_gcd(common.get_mpz_t(), common.get_mpz_t(), whole.back().get_mpz_t());
  }
  for (Integer& gain : whole) {
    if (common > 1) gain /= common;
    most = std::max(most, Integer(abs(gain)));
  }
  if (mpz_sizeinbase(most.get_mpz_t(), 2) > 62)
    return std::unexpected(limit("the scores of one party are too fine to be multiplied exactly"));
  std::vector<std::int64_t> numbers;
  numbers.reserve(whole.size());
  for (const Integer& gain : whole) numbers.push_back(gain.get_si());
  return numbers;
}

}  // namespace

Result<std::vector<Package>> feasible_packages(const Case& c) {
  std::vector<OptionIndex> counts;
  Integer size = 1;
  for (const Issue& issue : c.issues) {
    size *= issue.count();
    if (size > kMostPackages) return std::unexpected(limit(fmt::format("more than {} packages", kMostPackages)));
    counts.push_back(static_cast<OptionIndex>(issue.count().get_ui()));
  }
  std::vector<Package> packages;
  Package package(counts.size(), 0);
  for (unsigned long n = size.get_ui(); n > 0; --n) {
    if (allowed(c, {}, package)) packages.push_back(package);
    for (std::size_t i = counts.size(); i-- > 0;) {
      if (++package[i] < counts[i]) break;
      package[i] = 0;
    }
  }
  if (packages.empty()) return std::unexpected(limit("the rules of the case allow no package"));
  return packages;
}

Result<std::vector<std::int64_t>> gains_of(const Case& c, const Party& party, const std::vector<Package>& packages) {
  std::vector<Rational> gains;
  gains.reserve(packages.size());
  for (const Package& package : packages) {
    auto score = score_of(c, party, package);
    if (!score) return std::unexpected(score.error());
    gains.push_back(*std::move(score));
  }
  const Rational base = party.reservation ? party.reservation->value : *std::ranges::min_element(gains);
  for (Rational& gain : gains) gain -= base;
  auto whole = whole_numbers(gains);
  if (!whole || party.red_lines.empty()) return whole;
  for (std::size_t k = 0; k < packages.size(); ++k) {
    const auto crossed = [&](const Rule& line) { return !holds(line.condition, c, packages[k]); };
    if (std::ranges::any_of(party.red_lines, crossed)) (*whole)[k] = -1;
  }
  return whole;
}

}  // namespace parley::elicitation
