// The check of the elicitation: simulated people with hidden scores and noisy judgements.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <iostream>

#include "elicitation/simulated_users.hpp"

namespace parley::elicitation {
namespace {

struct Tried {
  simulated::Summary fitted, bars, equal;
  std::size_t most_inputs = 0;
};

Tried try_all(std::uint64_t seed, std::size_t users) {
  std::vector<double> fitted, bars, equal;
  Tried tried;
  for (std::size_t k = 0; k < users; ++k) {
    const auto outcome = simulated::try_user(seed * 100'000 + k, 5, 4, 10, 1000);
    fitted.push_back(outcome.fitted);
    bars.push_back(outcome.bars_alone);
    equal.push_back(outcome.equal_weights);
    tried.most_inputs = std::max(tried.most_inputs, outcome.inputs);
  }
  tried.fitted = simulated::summarise(std::move(fitted));
  tried.bars = simulated::summarise(std::move(bars));
  tried.equal = simulated::summarise(std::move(equal));
  return tried;
}

TEST(ElicitationCheck, OrdersNinetyOfAHundredUnseenPairsAsHiddenScoresDo) {
  for (std::uint64_t seed : {1, 2, 3}) {
    const Tried tried = try_all(seed, 200);
    EXPECT_GE(tried.fitted.mean, 0.90);
    EXPECT_LE(tried.most_inputs, 60U);
    EXPECT_GT(tried.fitted.mean, tried.bars.mean - 0.001);  // the ranking does no harm
    EXPECT_GT(tried.fitted.mean, tried.equal.mean + 0.05);
    EXPECT_GE(tried.fitted.fifth, 0.88);
    EXPECT_GT(tried.fitted.fifth, tried.equal.fifth + 0.05);
    std::cout << fmt::format(
        "200 people, seed {}: {:.1f} %, 5th percentile {:.1f} %; equal weights {:.1f} %, 5th percentile {:.1f} %\n",
        seed, 100 * tried.fitted.mean, 100 * tried.fitted.fifth, 100 * tried.equal.mean, 100 * tried.equal.fifth);
  }
}

}  // namespace
}  // namespace parley::elicitation
