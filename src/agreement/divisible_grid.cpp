#include "agreement/divisible_grid.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "agreement/divisible_form.hpp"

namespace parley::agreement {
namespace {

constexpr unsigned long kMostSteps = 10000;

bool has_share(const Party& party) {
  return std::ranges::any_of(party.terms,
                             [](const ScoreTerm& term) { return std::holds_alternative<ShareTerm>(term); });
}

// Who divides: the two objective parties, or where there are not two, every party with points on a divisible issue.
std::vector<PartyIndex> claimants(const Case& c) {
  std::vector<PartyIndex> objectives, sharing;
  for (PartyIndex i = 0; i < c.parties.size(); ++i) {
    if (c.parties[i].scored() && c.parties[i].role != Role::kObserver) objectives.push_back(i);
    if (has_share(c.parties[i])) sharing.push_back(i);
  }
  const bool enough = std::ranges::includes(objectives, sharing);
  return objectives.size() == 2 && enough ? objectives : sharing;
}

std::string fresh_id(std::string id, const auto& taken) {
  while (std::ranges::any_of(taken, [&](const auto& other) { return other.id == id; })) id += "-x";
  return id;
}

Number plain(Rational value) { return {std::move(value), {}, {}, {}, {}}; }

class Gridder {
 public:
  Gridder(const Case& c, Rational step) : out_(c), step_(std::move(step)), claimants_(claimants(c)) {}

  Case run() {
    const auto issues = static_cast<IssueIndex>(out_.issues.size());
    for (IssueIndex issue = 0; issue < issues; ++issue)
      if (out_.issues[issue].kind == IssueKind::kDivisible) divide(issue);
    out_.reference.reset();
    return std::move(out_);
  }

 private:
  void divide(IssueIndex issue) {
    std::vector<IssueIndex> shares;  // of every claimant but the last
    const Issue original = out_.issues[issue];
    for (std::size_t k = 0; k + 1 < std::max<std::size_t>(claimants_.size(), 2); ++k) {
      Issue amount = original;
      amount.kind = IssueKind::kAmount;
      amount.from = 0;
      amount.to = 1;
      amount.step = step_;
      if (k < claimants_.size()) amount.unit = "for " + out_.parties[claimants_[k]].id;
      shares.push_back(k == 0 ? issue : static_cast<IssueIndex>(out_.issues.size()));
      if (k == 0) {
        out_.issues[issue] = std::move(amount);
      } else {
        amount.id = fresh_id(original.id + "-for-" + out_.parties[claimants_[k]].id, out_.issues);
        out_.issues.push_back(std::move(amount));
      }
    }
    if (shares.size() > 1) add_rule(original, shares);
    for (std::size_t k = 0; k < claimants_.size(); ++k) replace(out_.parties[claimants_[k]], issue, shares, k);
  }

  void add_rule(const Issue& original, const std::vector<IssueIndex>& shares) {
    Rule rule;
    rule.id = fresh_id(original.id + "-shares", out_.rules);
    rule.title = "The shares are no more than the whole";
    rule.condition.kind = Condition::Kind::kCompare;
    rule.condition.bound = 1;
    for (const IssueIndex share : shares) {
      rule.condition.terms.push_back({share, 1});
      rule.text += (rule.text.empty() ? "" : " + ") + out_.issues[share].id;
    }
    rule.text += " <= 1";
    rule.firm = true;
    rule.from = original.provenance;
    rule.where = original.where;
    out_.rules.push_back(std::move(rule));
  }

  // The points become the weight, so that an uncertain number stays one number: points * amount, and for the last
  // claimant points * (1 - amount of the first), less points * amount of each further one.
  static void replace(Party& party, IssueIndex issue, const std::vector<IssueIndex>& shares, std::size_t claimant) {
    std::vector<ScoreTerm> terms;
    for (ScoreTerm& term : party.terms) {
      const auto* share = std::get_if<ShareTerm>(&term);
      if (share == nullptr || share->issue != issue) {
        terms.push_back(std::move(term));
      } else if (claimant < shares.size()) {
        terms.emplace_back(LinearTerm{shares[claimant], share->points, plain(0), plain(1)});
      } else {
        for (const IssueIndex other : shares)
          terms.emplace_back(LinearTerm{other, share->points, plain(other == issue ? 1 : 0), plain(-1)});
      }
    }
    party.terms = std::move(terms);
  }

  Case out_;
  Rational step_;
  std::vector<PartyIndex> claimants_;
};

}  // namespace

Result<Case> with_grid(const Case& c, const Rational& step) {
  if (step <= 0 || Rational(1 / step).get_den() != 1)
    return std::unexpected(Error{ErrorCode::kValue,
                                 fmt::format("the grid's step {} does not divide 1", to_text(step)),
                                 "write a step such as 0.1, 0.05 or 1/30",
                                 {}});
  if (Rational(1 / step) > kMostSteps)
    return std::unexpected(Error{ErrorCode::kLimit,
                                 fmt::format("the grid's step {} is below 1/{}", to_text(step), kMostSteps),
                                 "use a coarser step",
                                 {}});
  if (const auto error = options_on_divisible(c)) return std::unexpected(*error);
  return Gridder(c, step).run();
}

}  // namespace parley::agreement
