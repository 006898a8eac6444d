// The whole answer about one case, as plain data: what `parley analyze` prints, as a document or for people.
//
// Computes   the zone, the frontier, the settlements, counts, and what else the answer to a mediator's question needs
// Input      a checked case; options; the work (budget, stop, progress)
// Output     scores as whole numbers on each objective party's scale (problem.functions[...].scale)
// Order      frontier and settlements come before counts; counts have a budget of their own and delay nothing
// Errors     those of agreement::compile, and kName for an unknown party in the weights; running out of budget is an
//            answer: `ended` says so and what was not found stays empty
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "agreement/concessions.hpp"
#include "agreement/count.hpp"
#include "agreement/equal_cut.hpp"
#include "agreement/extremes.hpp"
#include "agreement/pareto.hpp"
#include "agreement/prices.hpp"
#include "agreement/problem.hpp"
#include "agreement/rests_on.hpp"
#include "agreement/settlements.hpp"
#include "base/work.hpp"
#include "case/model.hpp"
#include "service/divisible.hpp"

namespace parley::service {

using agreement::Package;

enum class Within { kFeasible, kZone };
std::string_view name_of(Within within);

struct AnalyzeOptions {
  std::optional<Within> within;  // none: the zone where it is not empty
  bool all_packages = false;     // every package of each frontier point, not one
  std::optional<std::size_t> max_points;
  std::size_t examples = 3;
  std::size_t sample = 0;
  std::uint64_t seed = 1;
  bool disagreement_zero = false;
  std::vector<std::pair<std::string, Integer>> weights;  // party id and weight, for Nash
  std::size_t concessions = 20;  // sets of concessions to report; 0: all
  std::chrono::milliseconds count_time{1000};  // of all counts together
  std::chrono::milliseconds rests_on_time{5000};
  bool counts = true;  // false: frontier and settlements only
};

// Packages of one frontier point, when all were asked for.
struct AllPackages {
  std::vector<Package> packages;
  bool complete = false;
};

struct Frontier {
  Within within = Within::kZone;
  agreement::ParetoSet set;
  std::vector<AllPackages> all;  // one per point, or none
  // A subset that stands for the whole: indices into set.points, and how near every other point is.
  std::optional<std::vector<std::size_t>> shown;
  Rational covered_within = 0;
};

struct SettlementResult {
  const agreement::SettlementMethod* method = nullptr;
  agreement::Settlement settlement;  // indices into frontier.set.points
};

struct Analysis {
  const Case* subject = nullptr;
  agreement::Problem problem;
  std::vector<PartyIndex> objectives;  // everything "per objective" below is in this order

  Integer packages;
  agreement::Count feasible, zone;
  std::vector<std::optional<agreement::Count>> accepts;  // one per party; none for a party that accepts everything
  std::optional<bool> zone_empty;                        // none: not known
  std::vector<Package> zone_examples, zone_sample;

  Frontier frontier;
  std::vector<agreement::Extent> extents;  // per party of the case, over the feasible set
  std::vector<std::optional<Integer>> disagreement;
  std::vector<SettlementResult> settlements;

  std::optional<double> opposition;
  std::optional<agreement::Count> better_than_reference;  // among the feasible packages

  std::optional<agreement::Concessions> concessions;  // where the zone is empty
  std::optional<agreement::EqualCut> equal_cut;       // likewise
  std::optional<agreement::Prices> prices;            // where it is not

  std::optional<agreement::RestsOn> rests_on;

  std::optional<DivisibleAnswer>
      divisible;  // where issues are divided: instead of counts, frontier.set and settlements

  Ended ended = Ended::kNo;
  double elapsed_s = 0;

  const agreement::Extent& extent(std::size_t objective) const { return extents[objectives[objective]]; }
  const agreement::Function& function(std::size_t objective) const {
    return problem.functions[*problem.parties[objectives[objective]].score];
  }
};

// The case compiled, nothing computed: enough to take a package apart.
Result<Analysis> prepare(const Case& subject);

Result<Analysis> analyze(const Case& subject, const AnalyzeOptions& options, Work& work);

}  // namespace parley::service
