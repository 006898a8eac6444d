#include <algorithm>

#include <fmt/format.h>

#include "agreement/measures.hpp"
#include "agreement/representative.hpp"
#include "service/analysis.hpp"
#include "service/analyze_divisible.hpp"

namespace parley::service {
namespace {

using agreement::Logic;
using agreement::ParetoQuery;
using Clock = std::chrono::steady_clock;

Result<std::vector<Integer>> nash_weights(const Case& subject, const Analysis& a, const AnalyzeOptions& options) {
  if (options.weights.empty()) return std::vector<Integer>{};
  std::vector<Integer> weights(a.objectives.size(), 1);
  for (const auto& [id, weight] : options.weights) {
    const auto at = std::ranges::find_if(a.objectives, [&](PartyIndex p) { return subject.parties[p].id == id; });
    if (at == a.objectives.end())
      return std::unexpected(Error{ErrorCode::kName,
                                   fmt::format("the weights name '{}', which is no scored party", id),
                                   "write --weights a=2,b=1 with ids of parties that have scores",
                                   {subject.file}});
    weights[static_cast<std::size_t>(at - a.objectives.begin())] = weight;
  }
  return weights;
}

class Analyst {
 public:
  Analyst(Analysis& analysis, const AnalyzeOptions& options, Work& work)
      : a_(analysis), options_(options), work_(work) {}

  // All counts share `count_time`. Each may take half of what is left, so that a hopeless one leaves time for the rest.
  template <class Compute>
  auto within_count_time(Compute&& compute) {
    Work part = work_.part(count_time_left_ / 2);
    const auto begin = Clock::now();
    auto result = compute(part);
    count_time_left_ -= std::min(count_time_left_, Clock::now() - begin);
    return result;
  }

  void find_frontier() {
    feasible_ = agreement::feasible(a_.problem);
    zone_ = agreement::zone(a_.problem);
    if (a_.objectives.empty()) {
      find_zone();
      a_.frontier.within = a_.zone_empty == false ? Within::kZone : Within::kFeasible;
      a_.frontier.set.complete = true;
      a_.frontier.set.method = "none: no party has scores";
      return;
    }
    if (options_.within != Within::kFeasible) {
      a_.frontier.set = agreement::pareto(a_.problem, query(zone_), work_);
      if (!a_.frontier.set.points.empty()) a_.zone_empty = false;
      else if (a_.frontier.set.complete) a_.zone_empty = true;
      if (a_.zone_empty == false || options_.within) return;
    }
    a_.frontier.within = Within::kFeasible;
    a_.frontier.set = agreement::pareto(a_.problem, query(feasible_), work_);
    if (!a_.zone_empty) find_zone();
  }

  void list_all_packages() {
    if (!options_.all_packages) return;
    const ParetoQuery all = query(a_.frontier.within == Within::kZone ? zone_ : feasible_);
    for (const auto& point : a_.frontier.set.points) {
      auto [packages, complete] = agreement::packages_at(a_.problem, all, point.values, kMaxPackagesOfPoint, work_);
      a_.frontier.all.push_back({std::move(packages), complete});
    }
  }

  // Settlements wait for a party's least score only where it stands in for a reservation value; otherwise it is for the
  // reader, and a space in which it is hard to find delays nothing.
  void find_extents() {
    a_.extents.resize(a_.problem.parties.size());
    for (std::size_t i = 0; i < a_.extents.size(); ++i)
      if (const auto& score = a_.problem.parties[i].score)
        a_.extents[i].best = agreement::largest(a_.problem, *score, feasible_, work_);
    for (std::size_t i = 0; i < a_.extents.size(); ++i) {
      const agreement::PartyView& party = a_.problem.parties[i];
      if (!party.score) continue;
      const bool needed = party.objective && !party.reservation && !options_.disagreement_zero;
      Work part = needed ? work_ : work_.part(kExtentsTime);
      a_.extents[i].least = agreement::least(a_.problem, *party.score, feasible_, part);
    }
  }

  void find_disagreement() {
    find_extents();
    for (std::size_t i = 0; i < a_.objectives.size(); ++i) {
      const auto& party = a_.problem.parties[a_.objectives[i]];
      const agreement::Extreme& least = a_.extent(i).least;
      if (options_.disagreement_zero) a_.disagreement.push_back(Integer(0));
      else if (party.reservation) a_.disagreement.push_back(party.reservation);
      else a_.disagreement.push_back(least.proved ? least.value : std::nullopt);
    }
  }

  void settle(const std::vector<Integer>& weights) {
    if (a_.objectives.empty() || std::ranges::any_of(a_.disagreement, [](const auto& d) { return !d; })) return;
    agreement::SettlementInput input;
    for (const auto& point : a_.frontier.set.points) input.scores.emplace_back(point.values);
    for (std::size_t i = 0; i < a_.objectives.size(); ++i) {
      input.scale.push_back(a_.function(i).scale);
      input.disagreement.push_back(*a_.disagreement[i]);
      if (a_.extent(i).best.proved && a_.extent(i).best.value) input.best.push_back(*a_.extent(i).best.value);
    }
    if (input.best.size() < a_.objectives.size()) input.best.clear();
    input.weights = weights;
    for (const auto& method : agreement::settlement_catalogue())
      a_.settlements.push_back({&method, method.settle(input)});
  }

  void find_what_gives() {
    if (a_.zone_empty == true) {
      a_.concessions =
          agreement::concessions(*a_.subject, a_.problem, a_.extents, {.limit = options_.concessions}, work_);
      a_.equal_cut = agreement::equal_cut(*a_.subject, a_.problem, a_.extents, work_);
    } else if (a_.zone_empty == false) {
      Work part = work_.part(options_.count_time);
      a_.prices = agreement::prices(*a_.subject, a_.problem, part);
    }
  }

  void find_what_it_rests_on() {
    std::optional<Package> nash;
    for (const SettlementResult& result : a_.settlements)
      if (result.method->info.id == "nash" && !result.settlement.points.empty())
        nash = a_.frontier.set.points[result.settlement.points.front()].package;
    Work part = work_.part(options_.rests_on_time);
    a_.rests_on = agreement::rests_on(*a_.subject, a_.problem, a_.extents, nash, part);
  }

  void measure() {
    agreement::OppositionInput input;
    for (const auto& point : a_.frontier.set.points) input.scores.emplace_back(point.values);
    for (std::size_t i = 0; i < a_.objectives.size(); ++i) {
      if (!a_.extent(i).best.proved || !a_.extent(i).best.value) return;
      input.best.push_back(*a_.extent(i).best.value);
      input.reservation.push_back(a_.problem.parties[a_.objectives[i]].reservation);
    }
    if (const auto found = agreement::opposition(input)) a_.opposition = found->distance;
  }

  void choose_representatives() {
    if (!options_.max_points || a_.frontier.set.points.size() <= *options_.max_points) return;
    std::vector<std::size_t> keep;
    for (const auto& result : a_.settlements)
      if (!result.settlement.points.empty()) keep.push_back(result.settlement.points.front());
    auto chosen = agreement::representatives(a_.frontier.set.points, keep, *options_.max_points, work_);
    a_.frontier.shown = std::move(chosen.points);
    a_.frontier.covered_within = chosen.within;
  }

  void count_packages() {
    const auto count = [&](const Logic& condition) {
      agreement::Count found =
          within_count_time([&](Work& part) { return agreement::count(a_.problem, condition, part); });
      if (found.at_least == found.at_most) found.count = found.at_least;
      return found;
    };
    a_.zone = a_.zone_empty == true ? agreement::Count{Integer(0), 0, 0} : count(zone_);
    if (a_.zone_empty == false && a_.zone.at_least == 0) a_.zone.at_least = 1;
    if (!a_.zone_empty && a_.zone.count) a_.zone_empty = *a_.zone.count == 0;
    a_.feasible = a_.problem.rules.empty() ? agreement::Count{a_.packages, a_.packages, a_.packages} : count(feasible_);
    for (PartyIndex party = 0; party < a_.problem.parties.size(); ++party) {
      const auto& view = a_.problem.parties[party];
      const bool picky = view.reservation || !view.red_lines.empty();
      a_.accepts.push_back(picky ? std::optional(count(agreement::accepts(a_.problem, party))) : std::nullopt);
    }
  }

  void count_better_than_reference() {
    if (!a_.subject->reference || a_.objectives.empty()) return;
    a_.better_than_reference = within_count_time(
        [&](Work& part) { return agreement::better_for_all(a_.problem, feasible_, *a_.subject->reference, part); });
  }

  void show_packages() {
    if (a_.zone_empty == true) return;
    a_.zone_examples =
        within_count_time([&](Work& part) { return agreement::examples(a_.problem, zone_, options_.examples, part); });
    if (a_.zone_examples.empty() && a_.frontier.within == Within::kZone)  // not counted: efficient ones serve as well
      for (const auto& point : a_.frontier.set.points)
        if (a_.zone_examples.size() < options_.examples) a_.zone_examples.push_back(point.package);
    if (options_.sample > 0)
      a_.zone_sample = within_count_time(
          [&](Work& part) { return agreement::sample(a_.problem, zone_, options_.sample, options_.seed, part); });
  }

 private:
  static constexpr std::size_t kMaxPackagesOfPoint = 10000;
  static constexpr std::chrono::milliseconds kExtentsTime{10};

  ParetoQuery query(const Logic& within) const {
    ParetoQuery q;
    for (PartyIndex party : a_.objectives) q.objectives.emplace_back(*a_.problem.parties[party].score);
    q.within = within;
    return q;
  }

  void find_zone() {
    const agreement::Witness witness = agreement::find_package(a_.problem, zone_, work_);
    if (witness.package) a_.zone_empty = false;
    else if (witness.proved) a_.zone_empty = true;
  }

  Analysis& a_;
  const AnalyzeOptions& options_;
  Work& work_;
  Clock::duration count_time_left_ = options_.count_time;
  Logic feasible_, zone_;
};

void answer(Analysis& a, const AnalyzeOptions& options, const std::vector<Integer>& weights, Work& work) {
  Analyst analyst(a, options, work);
  analyst.find_frontier();
  analyst.find_disagreement();
  analyst.settle(weights);
  if (options.counts) {
    analyst.measure();
    analyst.find_what_gives();
    analyst.choose_representatives();
    analyst.list_all_packages();
    analyst.show_packages();
    analyst.count_packages();
    analyst.count_better_than_reference();
    analyst.find_what_it_rests_on();
  }
}

}  // namespace

std::string_view name_of(Within within) { return within == Within::kZone ? "zone" : "feasible"; }

Result<Analysis> prepare(const Case& subject) {
  auto problem = agreement::compile(subject);
  if (!problem) return std::unexpected(problem.error());
  Analysis a;
  a.subject = &subject;
  a.problem = std::move(*problem);
  a.objectives = a.problem.objectives();
  a.packages = agreement::packages(a.problem);
  return a;
}

Result<Analysis> analyze(const Case& subject, const AnalyzeOptions& options, Work& work) {
  const auto begun = Clock::now();
  const bool divided = agreement::has_divisible(subject);
  auto prepared = divided ? analyze_divisible(subject, options, work) : prepare(subject);
  if (!prepared) return prepared;
  Analysis& a = *prepared;
  const auto weights = nash_weights(subject, a, options);
  if (!weights) return std::unexpected(weights.error());
  if (!divided) answer(a, options, *weights, work);
  // What was stopped may have been a part with a budget of its own; the clock is read on every 64th call only.
  for (int call = 0; call < 64 && work.keep_going(); ++call) continue;
  a.ended = work.ended();
  a.elapsed_s = std::chrono::duration<double>(Clock::now() - begun).count();
  return prepared;
}

}  // namespace parley::service
