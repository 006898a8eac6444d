#include "elicitation/disclosure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>

#include "elicitation/candidates.hpp"
#include "elicitation/package_gains.hpp"

namespace parley::elicitation {
namespace {

__extension__ using Wide = __int128;

// The feasible packages in case order, and the viewer's gain in each, as whole numbers.
struct Table {
  std::vector<Package> packages;
  std::vector<std::int64_t> gains;  // of the viewer; negative where it would refuse
  bool ruled = false;               // the case has rules, so that not every combination is feasible
  std::size_t suggested = 0;
};

Error error(ErrorCode code, std::string message) { return {code, std::move(message), "", {}}; }

Result<Table> table_of(const Case& c, const Party& viewer, const Package& suggested) {
  auto packages = feasible_packages(c);
  if (!packages) return std::unexpected(packages.error());
  const auto at = std::ranges::find(*packages, suggested);
  if (at == packages->end())
    return std::unexpected(error(ErrorCode::kValue, "the suggested package breaks a rule of the case"));
  auto gains = gains_of(c, viewer, *packages);
  if (!gains) return std::unexpected(gains.error());
  const auto index = static_cast<std::size_t>(at - packages->begin());
  return Table{*std::move(packages), *std::move(gains), !c.rules.empty(), index};
}

std::int64_t worth(const Candidate& candidate, const Package& package) {
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < package.size(); ++i) sum += candidate.worth[i][package[i]];
  return sum;
}

// What a candidate has without a deal: its worst feasible package.
std::int64_t worst(const Candidate& candidate, const Table& table) {
  std::int64_t least = 0;
  if (!table.ruled) {
    for (const auto& values : candidate.worth) least += *std::ranges::min_element(values);
    return least;
  }
  least = worth(candidate, table.packages.front());
  for (const Package& package : table.packages) least = std::min(least, worth(candidate, package));
  return least;
}

// Whether Nash's rule would suggest the package to the viewer and these others.
bool fits(const Table& table, const std::vector<Candidate>& others) {
  std::vector<std::int64_t> base;
  for (const Candidate& other : others) base.push_back(worst(other, table));
  const auto product = [&](std::size_t k) -> Wide {
    if (table.gains[k] <= 0) return 0;
    Wide value = table.gains[k];
    for (std::size_t j = 0; j < others.size(); ++j) value *= worth(others[j], table.packages[k]) - base[j];
    return value;
  };
  const Wide ours = product(table.suggested);
  if (ours <= 0) return false;
  for (std::size_t k = 0; k < table.packages.size(); ++k) {
    const Wide theirs = k == table.suggested ? 0 : product(k);
    if (theirs > ours || (theirs == ours && k < table.suggested)) return false;
  }
  return true;
}

// How often each issue is the top one and each option the favourite among the candidates that fit.
class Tally {
 public:
  Tally(const Case& c, std::size_t others) : counts_(others) {
    for (auto& count : counts_) {
      count.top.resize(c.issues.size());
      for (const Issue& issue : c.issues) count.favourite.emplace_back(issue.count().get_ui());
    }
  }

  void add(const std::vector<Candidate>& others) {
    ++fit_;
    for (std::size_t j = 0; j < others.size(); ++j) {
      ++counts_[j]
            .top[static_cast<std::size_t>(std::ranges::max_element(others[j].weights) - others[j].weights.begin())];
      for (std::size_t i = 0; i < others[j].favourites.size(); ++i) ++counts_[j].favourite[i][others[j].favourites[i]];
    }
  }

  std::size_t fit() const { return fit_; }

  Guess guess(std::size_t j, PartyIndex party, const Case& c, Prior prior) const {
    const auto share = [&](const std::vector<std::size_t>& counts) {
      return static_cast<double>(std::ranges::max(counts)) / static_cast<double>(fit_);
    };
    const auto issues = static_cast<double>(c.issues.size());
    Guess guess{party, 1 / issues, share(counts_[j].top), 0, 0};
    for (std::size_t i = 0; i < c.issues.size(); ++i) {
      const bool two = prior == Prior::kDirections || c.issues[i].kind == IssueKind::kAmount;
      const double options = c.issues[i].count().get_d();
      guess.favourite_before += 1 / (two ? std::min(options, 2.0) : options) / issues;
      guess.favourite_after += share(counts_[j].favourite[i]) / issues;
    }
    return guess;
  }

 private:
  struct Counts {
    std::vector<std::size_t> top;
    std::vector<std::vector<std::size_t>> favourite;
  };
  std::vector<Counts> counts_;
  std::size_t fit_ = 0;
};

// Wilson's 95 % interval of a share of `fit` in `tried`, as bits.
void interval(Disclosure& d) {
  constexpr double kZ = 1.959963984540054;
  const auto n = static_cast<double>(d.tried);
  const double p = static_cast<double>(d.fit) / n, z2 = kZ * kZ / n;
  const double centre = p + z2 / 2, half = kZ * std::sqrt(p * (1 - p) / n + z2 / (4 * n));
  d.at_least = std::max(0.0, -std::log2(std::min(1.0, (centre + half) / (1 + z2))));
  if (d.fit > 0) d.at_most = -std::log2((centre - half) / (1 + z2));
}

std::string prior_in_words(Prior prior, bool several) {
  return fmt::format(
      "Assumed: the party that reads the suggestion knows its own preferences, the rules and the principle, and "
      "nothing "
      "of {}. Every order of the issues by importance is equally likely (weights in the proportion n, n-1, ..., 1), "
      "and "
      "so is {}, with values evenly spaced; no red lines, and no deal is as bad as the worst package.",
      several ? "the other parties, whose preferences are independent of each other" : "the other party",
      prior == Prior::kOrders ? "every order of the options within an issue, of an amount more is better or worse"
                              : "within each issue the order in which the case lists the options, or its reverse");
}

std::string result_in_words(const Disclosure& d) {
  if (d.exact && !d.bits)
    return fmt::format("None of the {} candidate preferences gives this package; the assumption does not cover it.",
                       d.candidates.get_str());
  if (d.exact)
    return fmt::format("{:.1f} bits: {} of {} candidate preferences give this package (all were tried).", *d.bits,
                       d.fit, d.candidates.get_str());
  if (!d.bits)
    return fmt::format("At least {:.1f} bits: none of {} candidate preferences drawn from {} gives this package.",
                       d.at_least, d.tried, d.candidates.get_str());
  return fmt::format(
      "About {:.1f} bits, between {:.1f} and {:.1f} with 95 % confidence: {} of {} candidate preferences drawn from {} "
      "give this package.",
      *d.bits, d.at_least, *d.at_most, d.fit, d.tried, d.candidates.get_str());
}

struct Setting {
  const Table& table;
  const Candidates& candidates;
  std::size_t others;
};

void try_all(const Setting& s, Disclosure& d, Tally& tally) {
  d.exact = true;
  d.tried = d.candidates.get_ui();
  const std::uint64_t each = s.candidates.count().get_ui();
  for (std::uint64_t index = 0; index < d.tried; ++index) {
    std::vector<Candidate> others;
    std::uint64_t rest = index;
    for (std::size_t j = 0; j < s.others; ++j, rest /= each) others.push_back(s.candidates.number(rest % each));
    if (fits(s.table, others)) tally.add(others);
  }
}

void draw(const Setting& s, std::size_t draws, Disclosure& d, Tally& tally) {
  Random random(20250822);
  d.tried = draws;
  for (std::size_t k = 0; k < draws; ++k) {
    std::vector<Candidate> others;
    for (std::size_t j = 0; j < s.others; ++j) others.push_back(s.candidates.draw(random));
    if (fits(s.table, others)) tally.add(others);
  }
}

Result<void> run(const Setting& s, bool draw_anyway, Disclosure& d, Tally& tally) {
  const double each = static_cast<double>(s.table.packages.size() * s.others);
  if (!draw_anyway && d.candidates.get_d() * each <= kMostWork) {
    try_all(s, d, tally);
    return {};
  }
  const auto draws = static_cast<std::size_t>(std::min(static_cast<double>(kMostDraws), kMostWork / each));
  if (draws < kLeastDraws)
    return std::unexpected(error(ErrorCode::kLimit, "too many packages and parties to estimate"));
  draw(s, draws, d, tally);
  return {};
}

std::vector<PartyIndex> others_of(const Case& c, PartyIndex viewer) {
  std::vector<PartyIndex> others;
  for (PartyIndex p = 0; p < c.parties.size(); ++p)
    if (p != viewer && c.parties[p].scored() && c.parties[p].role != Role::kObserver) others.push_back(p);
  return others;
}

bool too_wide(const Table& table, const Candidates& candidates, std::size_t others) {
  std::uint64_t most = 1;
  for (std::int64_t gain : table.gains)
    most = std::max(most, static_cast<std::uint64_t>(std::max<std::int64_t>(gain, 0)));
  const auto each = std::bit_width(static_cast<std::uint64_t>(candidates.best()));
  return std::bit_width(most) + static_cast<int>(others) * each > 126;
}

}  // namespace

Result<Disclosure> disclosure(const Case& c, PartyIndex viewer, const Package& suggested, SuggestionRule, Prior prior,
                              bool draw_anyway) {
  if (Errors errors = supported(c); !errors.empty()) return std::unexpected(std::move(errors.front()));
  const std::vector<PartyIndex> others = others_of(c, viewer);
  if (!c.parties[viewer].scored() || others.empty())
    return std::unexpected(error(ErrorCode::kUsage, "a suggestion needs scores of the viewer and of somebody else"));
  const auto table = table_of(c, c.parties[viewer], suggested);
  if (!table) return std::unexpected(table.error());
  const Candidates candidates(c, prior);
  if (too_wide(*table, candidates, others.size()))
    return std::unexpected(error(ErrorCode::kLimit, "too many parties for exact products"));
  Disclosure d;
  d.candidates = 1;
  for (std::size_t j = 0; j < others.size(); ++j) d.candidates *= candidates.count();
  Tally tally(c, others.size());
  const Setting setting{*table, candidates, others.size()};
  if (auto ran = run(setting, draw_anyway, d, tally); !ran) return std::unexpected(ran.error());
  d.fit = tally.fit();
  if (d.fit > 0) d.bits = std::log2(static_cast<double>(d.tried)) - std::log2(static_cast<double>(d.fit));
  if (!d.exact) {
    interval(d);
  } else if (d.bits) {
    d.at_least = *d.bits;
    d.at_most = d.bits;
  }
  if (d.fit > 0)
    for (std::size_t j = 0; j < others.size(); ++j) d.guesses.push_back(tally.guess(j, others[j], c, prior));
  d.prior = prior_in_words(prior, others.size() > 1);
  d.words = result_in_words(d);
  return d;
}

}  // namespace parley::elicitation
