// Prints the check of the elicitation for several seeds and kinds of people.
#include <fmt/format.h>

#include <cmath>
#include <cstdlib>

#include "elicitation/disclosure.hpp"
#include "elicitation/package_scores.hpp"
#include "elicitation/simulated_users.hpp"

namespace {

using namespace parley;
using namespace parley::elicitation;

void print(std::string_view what, std::uint64_t seed, std::size_t users, std::size_t issues, std::size_t options,
           double sd) {
  std::vector<double> fitted, bars, equal;
  std::size_t inputs = 0, within = 0;
  for (std::size_t k = 0; k < users; ++k) {
    const auto outcome = simulated::try_user(seed * 100'000 + k, issues, options, sd, 1000);
    fitted.push_back(outcome.fitted);
    bars.push_back(outcome.bars_alone);
    equal.push_back(outcome.equal_weights);
    inputs = std::max(inputs, outcome.inputs);
    within += outcome.no_deal_within;
  }
  const auto f = simulated::summarise(fitted), b = simulated::summarise(bars), e = simulated::summarise(equal);
  fmt::print("{:<28} {:>4} {:>4} | {:.3f} {:.3f} | {:.3f} {:.3f} | {:.3f} {:.3f} | {:.2f}\n", what, seed, inputs,
             f.mean, f.fifth, b.mean, b.fifth, e.mean, e.fifth,
             static_cast<double>(within) / static_cast<double>(users));
}

TableTerm table(std::size_t issue, const std::vector<double>& values, double weight) {
  TableTerm term;
  term.issue = static_cast<IssueIndex>(issue);
  term.weight.value = std::lround(weight * 1000);
  for (double value : values) {
    term.values.emplace_back();
    term.values.back().value = std::lround(value * 100);
  }
  return term;
}

// Two parties with drawn scores; the package with the largest product of gains is suggested to the first.
void print_disclosure(std::string_view what, Prior prior, bool draw) {
  std::vector<double> bits, favourite, top;
  std::size_t open = 0, exact = 0;
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    Case c = simulated::plain_case(5, 4);
    c.parties.resize(2);
    Random random(seed);
    for (Party& party : c.parties)
      for (std::size_t i = 0; i < 5; ++i) {
        std::vector<double> values{0, 1, random.uniform(), random.uniform()};
        for (std::size_t k = 4; k-- > 1;) std::swap(values[k], values[random.below(k + 1)]);
        party.terms.emplace_back(table(i, values, random.uniform()));
      }
    Package package(5, 0), best;
    Rational most = -1;
    for (unsigned n = 0; n < 1024; ++n) {
      for (unsigned i = 0; i < 5; ++i) package[i] = (n >> (2 * i)) & 3U;
      const Rational product = *score_of(c, c.parties[0], package) * *score_of(c, c.parties[1], package);
      if (product > most) {
        most = product;
        best = package;
      }
    }
    const auto d = disclosure(c, 0, best, SuggestionRule::kNash, prior, draw);
    exact += d->exact;
    if (!d->bits) {
      ++open;
      continue;
    }
    bits.push_back(*d->bits);
    favourite.push_back(d->guesses[0].favourite_after);
    top.push_back(d->guesses[0].top_issue_after);
  }
  const auto middle = [](std::vector<double> all) {
    std::ranges::sort(all);
    return all[all.size() / 2];
  };
  fmt::print("{:<28} {} exact, {} not covered; medians: {:.1f} bits, favourite option {:.2f}, top issue {:.2f}\n", what,
             exact, open, middle(bits), middle(favourite), middle(top));
}

}  // namespace

int main() {
  fmt::print(
      "share of 1,000 unseen pairs ordered as the hidden scores order them: mean, 5th percentile; 200 people each\n");
  fmt::print("{:<28} {:>4} {:>4} | {:<11} | {:<11} | {:<11} | {}\n", "", "seed", "in", "fitted", "bars alone",
             "equal w.", "no deal within its range");
  for (std::uint64_t seed = 1; seed <= 5; ++seed) print("5 issues of 4, noise 10", seed, 200, 5, 4, 10);
  print("5 issues of 4, noise 0", 1, 200, 5, 4, 0);
  print("5 issues of 4, noise 20", 1, 200, 5, 4, 20);
  print("5 issues of 4, noise 30", 1, 200, 5, 4, 30);
  print("3 issues of 3, noise 10", 1, 200, 3, 3, 10);
  print("8 issues of 5, noise 10", 1, 200, 8, 5, 10);
  fmt::print("\nwhat the Nash package of 100 drawn disputes of 5 issues of 4 options tells one side\n");
  print_disclosure("directions", Prior::kDirections, false);
  print_disclosure("orders", Prior::kOrders, false);
  return EXIT_SUCCESS;
}
