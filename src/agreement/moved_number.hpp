// One number moves within its range, everything else stays: where the headlines of an analysis change.
//
// Headlines  zone: whether there is one. Nash: the package named at the stated values is no longer a Nash package of the
//            zone (of the feasible packages while the zone is empty), or there was none and there is. Who must give: the
//            family of minimal concession sets; that of a zone that is not empty is {nothing}
// Method     classes of packages that the number moves alike (case_numbers.hpp). Within a class scores only shift, so
//            that its best score, its efficient truth vectors and its rivals of the Nash package are found once; as
//            functions of the number they are linear between few vertices, and the first place where a comparison turns
//            is exact. docs/methods/rests-on.md derives it
// Lifetime   a Baseline serves all numbers of a case and remembers what they share
#pragma once

#include <map>
#include <optional>
#include <tuple>
#include <vector>

#include "agreement/case_numbers.hpp"
#include "agreement/demands.hpp"
#include "agreement/extremes.hpp"
#include "agreement/piecewise.hpp"
#include "agreement/rivals.hpp"

namespace parley::agreement {

// An efficient truth vector of a class, but for the moved party's reservation value: its raw score stands instead.
struct TruthLabel {
  std::vector<bool> met;
  Rational raw;
};

struct Baseline {
  Baseline(const Case& c, const Problem& p, const std::vector<Extent>& extents);

  const Case& c;
  const Problem& p;
  const std::vector<Extent>& extents;
  Demands d;
  std::vector<bool> decides;  // the decision rule names the party
  bool zone_empty = false;
  std::vector<std::optional<Rational>> disagreement;  // per party of the case, objective ones only
  std::optional<Package> nash;

  // Shared among numbers of one party that act on one issue: by party, issue and option.
  using Key = std::tuple<PartyIndex, IssueIndex, OptionIndex>;
  std::map<Key, Extreme> best_cache, least_cache;
  std::map<Key, std::optional<std::vector<TruthLabel>>> label_cache;
  std::map<PartyIndex, Witness> without_cache;  // the zone when the party never accepts
};

enum class Headline { kZone, kNash, kWhoMustGive };

struct Flip {
  Headline headline = Headline::kZone;
  bool below = false;  // on the way down from the stated value
  Edge edge;  // the headline differs at the number, or just beyond it
};

// The flips nearest to the stated value on each side; none of the result when the work or a limit left it undecided.
std::optional<std::vector<Flip>> flips(Baseline& baseline, const CaseNumber& number, Work& work);

}  // namespace parley::agreement
