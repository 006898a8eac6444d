#include "agreement/rests_on.hpp"

namespace parley::agreement {
namespace {

// The stated values' own headlines; false when they could not be found.
bool find_headlines(Baseline& b, const std::optional<Package>& known, Work& work) {
  const Witness agreement = find_package(b.p, zone(b.p), work);
  if (!agreement.package && !agreement.proved) return false;
  b.zone_empty = !agreement.package;
  std::vector<Rational> disagreement;
  for (PartyIndex i : b.p.objectives()) {
    const PartyView& party = b.p.parties[i];
    const Extreme& least = b.extents[i].least;
    if (!party.reservation && !least.proved) return false;
    if (party.reservation) b.disagreement[i] = in_points(b.p, *party.score, *party.reservation);
    else if (least.value) b.disagreement[i] = in_points(b.p, *party.score, *least.value);
    else return true;  // nothing is feasible: there is no Nash package and never will be
    disagreement.push_back(*b.disagreement[i]);
  }
  const Logic within = b.zone_empty ? feasible(b.p) : zone(b.p);
  NashPoint nash = nash_package(b.p, within, disagreement, b.extents, known, work);
  b.nash = std::move(nash.package);
  return nash.proved;
}

}  // namespace

RestsOn rests_on(const Case& c, const Problem& p, const std::vector<Extent>& extents,
                 const std::optional<Package>& nash, Work& work) {
  RestsOn result;
  std::vector<CaseNumber> movable;
  for (CaseNumber& number : numbers(c)) {
    if (!number.assumption()) continue;
    ++result.assumptions;
    if (number.number->ranged() && number.role != CaseNumber::Role::kUnused) movable.push_back(std::move(number));
  }
  result.movable = movable.size();
  Baseline baseline(c, p, extents);
  if (!find_headlines(baseline, nash, work)) {
    result.undecided = std::move(movable);
    return result;
  }
  result.nash = baseline.nash;
  for (std::size_t k = 0; k < movable.size(); ++k) {
    work.report("what it rests on", static_cast<double>(k) / static_cast<double>(movable.size()));
    auto found = flips(baseline, movable[k], work);
    if (!found) result.undecided.push_back(std::move(movable[k]));
    else if (!found->empty()) result.matters.push_back({std::move(movable[k]), std::move(*found)});
  }
  result.complete = result.undecided.empty();
  return result;
}

}  // namespace parley::agreement
