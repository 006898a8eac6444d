#include "agreement/settlements.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

namespace parley::agreement {
namespace {

using Rows = std::vector<std::vector<Integer>>;
using Indices = std::vector<std::size_t>;

SettlementInput input_of(const Rows& rows, std::vector<Integer> disagreement, std::vector<Integer> scale = {}) {
  SettlementInput input;
  for (const auto& row : rows) input.scores.emplace_back(row);
  if (scale.empty()) scale.assign(disagreement.size(), 1);
  input.scale = std::move(scale);
  input.disagreement = std::move(disagreement);
  return input;
}

Settlement settle(std::string_view id, const SettlementInput& input) {
  const auto* method = find_method(settlement_catalogue(), id);
  if (method == nullptr) throw std::invalid_argument("no such method");
  return method->settle(input);
}

const std::vector<std::string_view> kAll = {"nash", "kalai-smorodinsky", "egalitarian", "utilitarian"};

TEST(Settlements, AreListedInTheOrderThatTheDocumentsUse) {
  std::vector<std::string_view> ids;
  for (const auto& method : settlement_catalogue()) ids.push_back(method.info.id);
  EXPECT_EQ(ids, kAll);
}

TEST(Settlements, KeepEveryPointOfATieAndTheFirstInFront) {
  const Rows rows = {{1, 4}, {4, 1}, {0, 5}, {5, 0}};
  for (const auto id : {"nash", "kalai-smorodinsky", "egalitarian"})
    EXPECT_EQ(settle(id, input_of(rows, {0, 0})).points, (Indices{0, 1})) << id;
  EXPECT_EQ(settle("utilitarian", input_of(rows, {0, 0})).points, (Indices{0, 1, 2, 3}));
}

TEST(Settlements, SayWhyThereIsNone) {
  const Rows rows = {{1, 4}, {4, 1}};
  for (const auto id : kAll) {
    const auto none = settle(id, input_of(rows, {2, 2}));
    EXPECT_TRUE(none.points.empty()) << id;
    EXPECT_EQ(none.reason, kNoCandidate) << id;
    EXPECT_EQ(settle(id, input_of({}, {0, 0})).reason, kNoCandidate) << id;
  }
}

TEST(Settlements, RefuseRowsOfTheWrongLength) {
  const Rows rows = {{1, 4, 2}};
  EXPECT_THROW(settle("nash", input_of(rows, {0, 0})), std::invalid_argument);
}

TEST(Settlements, CompareEachPartyOnItsOwnScale) {
  // In points: (1, 3/10) and (1/2, 6/10).
  const Rows rows = {{10, 3}, {5, 6}};
  const auto input = input_of(rows, {0, 0}, {10, 10});
  EXPECT_EQ(settle("egalitarian", input).points, (Indices{1}));
  EXPECT_EQ(settle("utilitarian", input).points, (Indices{0}));
  // The second party's points are now ten times as large: (1, 3) and (1/2, 6).
  const auto wider = input_of(rows, {0, 0}, {10, 1});
  EXPECT_EQ(settle("egalitarian", wider).points, (Indices{0}));
  EXPECT_EQ(settle("utilitarian", wider).points, (Indices{1}));
}

TEST(Nash, IsNoneWhenEveryProductIsZero) {
  const Rows rows = {{0, 5}, {5, 0}};
  const auto none = settle("nash", input_of(rows, {0, 0}));
  EXPECT_TRUE(none.points.empty());
  EXPECT_EQ(none.reason, kNoSharedGain);
}

TEST(Nash, SeesADifferenceOfOneInNumbersOfAHundredDigits) {
  Integer big;
  mpz_ui_pow_ui(big.get_mpz_t(), 10, 100);
  // (b + 1)(b - 1) = b^2 - 1 < b^2
  const Rows rows = {{big + 1, big - 1}, {big, big}};
  EXPECT_EQ(settle("nash", input_of(rows, {0, 0})).points, (Indices{1}));
}

TEST(Nash, TakesWeightsAsExponents) {
  const Rows rows = {{4, 2}, {3, 3}, {2, 4}};
  auto input = input_of(rows, {0, 0});
  input.weights = {2, 1};  // 32, 27, 16
  EXPECT_EQ(settle("nash", input).points, (Indices{0}));
  input.weights = {0, 7};
  EXPECT_EQ(settle("nash", input).points, (Indices{2}));
  input.weights = {4, 4};  // the same as no weights
  EXPECT_EQ(settle("nash", input).points, (Indices{1}));
}

TEST(Nash, RefusesWeightsThatCannotBeComputed) {
  const Rows rows = {{4, 2}};
  auto input = input_of(rows, {0, 0});
  input.weights = {0, 0};
  EXPECT_FALSE(settle("nash", input).reason.empty());
  input.weights = {1, Integer("1000000000000000000000000")};
  EXPECT_FALSE(settle("nash", input).reason.empty());
}

TEST(KalaiSmorodinsky, MeasuresGainsAgainstTheIdealOfTheCandidates) {
  // The point (100, 0) is no candidate, so the first party's ideal is 8 and not 100.
  const Rows rows = {{100, 0}, {8, 2}, {4, 3}, {2, 4}};
  // shares with d = (0, 1): (1, 1/3), (1/2, 2/3), (1/4, 1)
  EXPECT_EQ(settle("kalai-smorodinsky", input_of(rows, {0, 1})).points, (Indices{2}));
}

TEST(KalaiSmorodinsky, LeavesOutAPartyThatCannotGain) {
  const Rows rows = {{5, 1, 3}, {5, 3, 1}, {5, 2, 2}};
  EXPECT_EQ(settle("kalai-smorodinsky", input_of(rows, {5, 0, 0})).points, (Indices{2}));
}

TEST(Egalitarian, BreaksATieOfTheWorstOffByTheNext) {
  const Rows rows = {{1, 5, 2}, {1, 3, 4}, {1, 9, 1}};
  EXPECT_EQ(settle("egalitarian", input_of(rows, {0, 0, 0})).points, (Indices{1}));
}

TEST(Settlements, WarnOnlyWhereScalesDifferAndPointsAreCompared) {
  const Rows same = {{10, 2}, {3, 10}};
  const Rows other = {{10, 2}, {3, 7}};
  for (const auto id : kAll) EXPECT_TRUE(settle(id, input_of(same, {0, 0})).warning.empty()) << id;
  for (const auto id : {"nash", "kalai-smorodinsky"})
    EXPECT_TRUE(settle(id, input_of(other, {0, 0})).warning.empty()) << id;
  for (const auto id : {"egalitarian", "utilitarian"})
    EXPECT_FALSE(settle(id, input_of(other, {0, 0})).warning.empty()) << id;
  auto told = input_of(other, {0, 0});
  told.best = {10, 10};  // over the feasible set both reach ten
  EXPECT_TRUE(settle("egalitarian", told).warning.empty());
}

// --- Axioms, on random frontiers ---

struct Sample {
  Rows rows;
  std::vector<Integer> disagreement;
};

Sample any_sample() {
  const auto parties = *rc::gen::inRange<std::size_t>(2, 6);
  const auto points = *rc::gen::inRange<std::size_t>(1, 12);
  Sample sample;
  for (std::size_t p = 0; p < points; ++p) {
    std::vector<Integer> row;
    for (const int value : *rc::gen::container<std::vector<int>>(parties, rc::gen::inRange(0, 9)))
      row.emplace_back(value);
    sample.rows.push_back(std::move(row));
  }
  for (const int value : *rc::gen::container<std::vector<int>>(parties, rc::gen::inRange(0, 3)))
    sample.disagreement.emplace_back(value);
  return sample;
}

Indices points_of(std::string_view id, const Sample& sample) {
  return settle(id, input_of(sample.rows, sample.disagreement)).points;
}

Sample rescaled(Sample sample, std::size_t party, int factor, int shift) {
  for (auto& row : sample.rows) row[party] = row[party] * factor + shift;
  sample.disagreement[party] = sample.disagreement[party] * factor + shift;
  return sample;
}

RC_GTEST_PROP(Axioms, NashAndKalaiSmorodinskyIgnoreTheUnitsOfOneParty, ()) {
  const Sample sample = any_sample();
  const auto party = *rc::gen::inRange<std::size_t>(0, sample.disagreement.size());
  const Sample other = rescaled(sample, party, *rc::gen::inRange(1, 50), *rc::gen::inRange(-50, 50));
  for (const auto id : {"nash", "kalai-smorodinsky"}) RC_ASSERT(points_of(id, sample) == points_of(id, other));
}

RC_GTEST_PROP(Axioms, EgalitarianAndUtilitarianIgnoreACommonScaleAndEachPartysZero, ()) {
  const Sample sample = any_sample();
  Sample other = sample;
  const int factor = *rc::gen::inRange(1, 50);
  for (std::size_t party = 0; party < sample.disagreement.size(); ++party)
    other = rescaled(other, party, factor, *rc::gen::inRange(-50, 50));
  for (const auto id : {"egalitarian", "utilitarian"}) RC_ASSERT(points_of(id, sample) == points_of(id, other));
}

RC_GTEST_PROP(Axioms, PartiesAreTreatedAlike, ()) {
  const Sample sample = any_sample();
  Indices order(sample.disagreement.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::rotate(order,
                      order.begin() + *rc::gen::inRange<std::ptrdiff_t>(0, static_cast<std::ptrdiff_t>(order.size())));
  if (*rc::gen::arbitrary<bool>()) std::ranges::reverse(order);
  Sample other;
  for (const auto& row : sample.rows) {
    auto& fresh = other.rows.emplace_back();
    for (const std::size_t party : order) fresh.push_back(row[party]);
  }
  for (const std::size_t party : order) other.disagreement.push_back(sample.disagreement[party]);
  for (const auto id : kAll) RC_ASSERT(points_of(id, sample) == points_of(id, other));
}

RC_GTEST_PROP(Axioms, LosersMayBeLeftAway, ()) {  // independence of irrelevant alternatives
  const Sample sample = any_sample();
  for (const auto id : {"nash", "egalitarian", "utilitarian"}) {
    const Indices chosen = points_of(id, sample);
    if (chosen.empty()) continue;
    Sample fewer{{}, sample.disagreement};
    std::set<std::vector<Integer>> winners;
    for (const std::size_t point : chosen) winners.insert(sample.rows[point]);
    for (std::size_t point = 0; point < sample.rows.size(); ++point)
      if (winners.contains(sample.rows[point]) || *rc::gen::arbitrary<bool>()) fewer.rows.push_back(sample.rows[point]);
    std::set<std::vector<Integer>> again;
    for (const std::size_t point : points_of(id, fewer)) again.insert(fewer.rows[point]);
    RC_ASSERT(winners == again);
  }
}

RC_GTEST_PROP(Axioms, ACommonDenominatorChangesNothing, ()) {
  const Sample sample = any_sample();
  auto whole = input_of(sample.rows, sample.disagreement);
  Sample finer = sample;
  std::vector<Integer> scale;
  for (std::size_t party = 0; party < sample.disagreement.size(); ++party) {
    const int factor = *rc::gen::inRange(1, 30);
    finer = rescaled(finer, party, factor, 0);
    scale.emplace_back(factor);
  }
  const auto fine = input_of(finer.rows, finer.disagreement, scale);
  for (const auto id : kAll) RC_ASSERT(settle(id, whole).points == settle(id, fine).points);
}

// --- Against the definition, in fractions and without any of the code under test ---

std::vector<Rational> sorted_shares(const Sample& sample, const Indices& among, std::size_t point, bool ideal) {
  std::vector<Rational> shares;
  for (std::size_t party = 0; party < sample.disagreement.size(); ++party) {
    Rational range = 1;
    if (ideal) {
      range = 0;
      for (const std::size_t other : among)
        range = std::max(range, Rational(sample.rows[other][party] - sample.disagreement[party]));
      if (range == 0) continue;
    }
    shares.push_back(Rational(sample.rows[point][party] - sample.disagreement[party]) / range);
  }
  std::ranges::sort(shares);
  return shares;
}

RC_GTEST_PROP(Settlements, EqualTheirDefinitions, ()) {
  const Sample sample = any_sample();
  Indices among;
  for (std::size_t point = 0; point < sample.rows.size(); ++point)
    if (std::ranges::equal(sample.rows[point], sample.disagreement, std::greater_equal<>{})) among.push_back(point);
  std::map<std::string_view, std::vector<std::vector<Rational>>> keys;  // a point's merit, compared in order
  for (const std::size_t point : among) {
    Rational product = 1, sum = 0;
    for (std::size_t party = 0; party < sample.disagreement.size(); ++party) {
      product *= sample.rows[point][party] - sample.disagreement[party];
      sum += sample.rows[point][party];
    }
    keys["nash"].push_back({product});
    keys["kalai-smorodinsky"].push_back(sorted_shares(sample, among, point, true));
    keys["egalitarian"].push_back(sorted_shares(sample, among, point, false));
    keys["utilitarian"].push_back({sum});
  }
  for (const auto id : kAll) {
    Indices expected;
    for (std::size_t k = 0; k < among.size(); ++k)
      if (keys[id][k] == *std::ranges::max_element(keys[id])) expected.push_back(among[k]);
    if (id == "nash" && !among.empty() && *std::ranges::max_element(keys[id]) == std::vector<Rational>{0})
      expected.clear();
    RC_ASSERT(points_of(id, sample) == expected);
  }
}

}  // namespace
}  // namespace parley::agreement
