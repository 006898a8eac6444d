#include "elicitation/suggestion.hpp"

#include <algorithm>

namespace parley::elicitation {

Result<std::optional<Package>> suggestion(const Case& c, SuggestionRule) {
  if (Errors errors = supported(c); !errors.empty()) return std::unexpected(std::move(errors.front()));
  auto packages = feasible_packages(c);
  if (!packages) return std::unexpected(packages.error());
  std::vector<std::vector<std::int64_t>> gains;
  for (const Party& party : c.parties) {
    if (!party.scored() || party.role == Role::kObserver) continue;
    auto of_party = gains_of(c, party, *packages);
    if (!of_party) return std::unexpected(of_party.error());
    gains.push_back(*std::move(of_party));
  }
  if (gains.empty()) return std::unexpected(Error{ErrorCode::kUsage, "nobody has stated preferences", "", {}});
  std::optional<Package> best;
  Integer most = 0;
  for (std::size_t k = 0; k < packages->size(); ++k) {
    if (std::ranges::any_of(gains, [&](const auto& of_party) { return of_party[k] <= 0; })) continue;
    Integer product = 1;
    for (const auto& of_party : gains) product *= static_cast<long>(of_party[k]);
    if (product <= most) continue;
    most = std::move(product);
    best = (*packages)[k];
  }
  return best;
}

}  // namespace parley::elicitation
