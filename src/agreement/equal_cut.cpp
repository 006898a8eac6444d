#include "agreement/equal_cut.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace parley::agreement {
namespace {

// What one party accepts as t grows.
struct Stance {
  bool limited = false;      // has scores and a reservation value
  FunctionIndex function = 0;
  Integer reservation, span;  // span = best feasible score - reservation value, 0 where that is negative
};

std::vector<Stance> stances(const Problem& p, const std::vector<Extent>& extents) {
  std::vector<Stance> result(p.parties.size());
  for (PartyIndex i = 0; i < p.parties.size(); ++i) {
    const PartyView& party = p.parties[i];
    if (!party.score || !party.reservation) continue;
    result[i] = {true, *party.score, *party.reservation, 0};
    if (extents[i].best.value && *extents[i].best.value > *party.reservation)
      result[i].span = *extents[i].best.value - *party.reservation;
  }
  return result;
}

Integer rounded(const Rational& x, bool above) {
  Integer result;
  if (above) {
    mpz_fdiv_q(result.get_mpz_t(), x.get_num_mpz_t(), x.get_den_mpz_t());
    return result + 1;
  }
  mpz_cdiv_q(result.get_mpz_t(), x.get_num_mpz_t(), x.get_den_mpz_t());
  return result;
}

// The share at which the decision rule is satisfied when party i accepts from shares[i] on (none: never).
std::optional<Rational> decided_from(const Condition& decision, const std::vector<std::optional<Rational>>& shares) {
  using Kind = Condition::Kind;
  if (decision.kind == Kind::kParty) return shares[decision.party];
  if (decision.kind == Kind::kTrue) return Rational(0);
  if (decision.kind == Kind::kFalse) return std::nullopt;
  std::vector<Rational> reached;
  for (const Condition& child : decision.children)
    if (auto share = decided_from(child, shares)) reached.push_back(std::move(*share));
  std::size_t count = decision.children.size();
  if (decision.kind == Kind::kOr) count = 1;
  if (decision.kind == Kind::kAtLeast) count = decision.count;
  if (count == 0) return Rational(0);
  if (reached.size() < count) return std::nullopt;
  std::ranges::sort(reached);
  return reached[count - 1];
}

class Cut {
 public:
  Cut(const Case& c, const Problem& p, const std::vector<Extent>& extents, Work& work)
      : case_(c), problem_(p), extents_(extents), stances_(stances(p, extents)), work_(work) {}

  EqualCut run();

 private:
  enum class Limits { kStay, kFallWhereShared, kFall };

  // The zone when limits are cut by t; `below`: by less than t.
  Logic cut_zone(const Rational& t, bool below) const;
  Logic zone_with(Limits limits) const;
  std::optional<Rational> share_of(PartyIndex i, const Package& x) const;
  Rational share_of(const Package& x) const;
  EqualCut none();

  const Case& case_;
  const Problem& problem_;
  const std::vector<Extent>& extents_;
  const std::vector<Stance> stances_;
  Work& work_;
};

Logic Cut::cut_zone(const Rational& t, bool below) const {
  std::vector<Logic> accepted;
  for (PartyIndex i = 0; i < problem_.parties.size(); ++i) {
    std::vector<Logic> parts = problem_.parties[i].red_lines;
    const Stance& s = stances_[i];
    if (s.limited) {
      const Rational threshold = s.reservation - t * s.span;
      parts.push_back(reaches(problem_.functions[s.function], s.function, rounded(threshold, below && s.span > 0)));
    }
    accepted.push_back(all_of(std::move(parts)));
  }
  return all_of({feasible(problem_), decided(problem_.decision, accepted)});
}

Logic Cut::zone_with(Limits limits) const {
  Problem relaxed = problem_;
  for (PartyIndex i = 0; i < relaxed.parties.size(); ++i)
    if (limits == Limits::kFall || (limits == Limits::kFallWhereShared && stances_[i].span > 0))
      relaxed.parties[i].reservation.reset();
  return zone(relaxed);
}

std::optional<Rational> Cut::share_of(PartyIndex i, const Package& x) const {
  for (const Logic& line : problem_.parties[i].red_lines)
    if (!holds(problem_, line, x)) return std::nullopt;
  const Stance& s = stances_[i];
  if (!s.limited) return Rational(0);
  const Integer lack = s.reservation - value(problem_.functions[s.function], x);
  if (lack <= 0) return Rational(0);
  if (s.span == 0) return std::nullopt;
  Rational share(lack, s.span);
  share.canonicalize();
  return share;
}

Rational Cut::share_of(const Package& x) const {
  std::vector<std::optional<Rational>> shares;
  for (PartyIndex i = 0; i < problem_.parties.size(); ++i) shares.push_back(share_of(i, x));
  return decided_from(problem_.decision, shares).value();
}

EqualCut Cut::none() {
  EqualCut result;
  const Witness any = find_package(problem_, zone_with(Limits::kFall), work_);
  if (!any.package && !any.proved) {
    result.reason = "It is not known whether any cut opens the zone.";
    return result;
  }
  result.proved = true;
  if (!any.package) {
    result.reason = "Rules and red lines leave nothing to agree on, whatever the reservation values are.";
    return result;
  }
  std::vector<std::string> who;
  for (PartyIndex i = 0; i < problem_.parties.size(); ++i)
    if (stances_[i].limited && stances_[i].span == 0) who.push_back(case_.parties[i].id);
  result.reason = fmt::format("No equal cut helps: nothing feasible gives {} more than the reservation value.",
                              fmt::join(who, ", "));
  return result;
}

EqualCut Cut::run() {
  for (PartyIndex i = 0; i < stances_.size(); ++i)
    if (stances_[i].limited && !extents_[i].best.proved)
      return {std::nullopt, {}, {}, "The best feasible scores are not known.", false};
  const Witness start = find_package(problem_, zone_with(Limits::kFallWhereShared), work_);
  if (!start.package && !start.proved)
    return {std::nullopt, {}, {}, "It is not known whether any cut opens the zone.", false};
  if (!start.package) return none();

  const ShareFamily family{[this](const Rational& t, bool below) { return cut_zone(t, below); },
                           [this](const Package& x) { return share_of(x); }};
  LeastShare least = least_share(problem_, family, *start.package, work_);
  Choice choice = fairest(problem_, cut_zone(least.share, false), extents_, work_);
  EqualCut result{least.share, choice.package.value_or(least.package), {}, {}, least.proved && choice.proved};
  for (PartyIndex i = 0; i < stances_.size(); ++i) {
    const Stance& s = stances_[i];
    const auto own = share_of(i, result.package);
    if (!s.limited || !own || *own > least.share) continue;
    const Integer& scale = problem_.functions[s.function].scale;
    CutPayment payment{i, least.share * s.span / scale, *own * s.span / scale};
    result.payments.push_back(std::move(payment));
  }
  return result;
}

}  // namespace

EqualCut equal_cut(const Case& c, const Problem& p, const std::vector<Extent>& extents, Work& work) {
  return Cut(c, p, extents, work).run();
}

}  // namespace parley::agreement
