#include "agreement/divisible.hpp"

#include <gtest/gtest.h>

#include <random>

#include "agreement/adjusted_winner.hpp"
#include "agreement/divisible_grid.hpp"
#include "agreement/divisible_settlements.hpp"
#include "agreement/pareto.hpp"
#include "tests/support/brute_force.hpp"
#include "tests/support/panama.hpp"
#include "tests/support/random_case.hpp"

namespace parley::agreement {
namespace {

using Pair = std::array<Rational, 2>;

DivisibleFrontier frontier_of(const Case& c, Within within = Within::kFeasible) {
  Work work;
  return divisible_frontier(compile_divisible(c).value(), within, work);
}

TEST(Divisible, PanamaIsAChainOfTenSegmentsWithOneIssueSplitOnEach) {
  const DivisibleFrontier frontier = frontier_of(support::panama());
  EXPECT_TRUE(frontier.complete);
  const auto points = vertices(frontier);
  ASSERT_EQ(points.size(), 11U);
  EXPECT_EQ(points.front().scores, (Pair{0, 100}));
  EXPECT_EQ(points.back().scores, (Pair{100, 0}));
  EXPECT_EQ(std::ranges::count(points, Pair{79, 53}, &DivisiblePoint::scores), 1);
  for (const DivisibleSegment& segment : segments(frontier)) {
    std::ptrdiff_t moved = 0;
    for (std::size_t i = 0; i < segment.from.shares.size(); ++i)
      moved += segment.from.shares[i] != segment.to.shares[i] ? 1 : 0;
    EXPECT_EQ(moved, 1);
  }
}

TEST(Divisible, PanamaSettlesWhereThePublishedAnswerIs) {
  const DivisibleFrontier frontier = frontier_of(support::panama());
  for (const auto* id : {"kalai-smorodinsky", "egalitarian"}) {
    const auto settled = settle(frontier, id, {{0, 0}, {}, {}});
    ASSERT_EQ(settled.points.size(), 1U) << id;
    EXPECT_EQ(settled.points[0].scores, (Pair{66, 66})) << id;
    EXPECT_EQ(settled.points[0].shares[2], Rational(2, 15)) << id;
    EXPECT_TRUE(settled.warning.empty());
  }
  // (64 + 15 t)(68 - 15 t) is largest at t = 2/15, the same point.
  EXPECT_EQ(settle(frontier, "nash", {{0, 0}, {}, {}}).points.at(0).scores, (Pair{66, 66}));
  // Land and water is worth as much to both: a whole segment ties, the end that is better for the first party in front.
  const auto sum = settle(frontier, "utilitarian", {{0, 0}, {}, {}});
  ASSERT_EQ(sum.points.size(), 2U);
  EXPECT_EQ(sum.points[0].scores, (Pair{79, 53}));
  EXPECT_EQ(sum.points[1].scores, (Pair{64, 68}));
}

TEST(Divisible, SettlementsSayWhyThereIsNone) {
  const DivisibleFrontier frontier = frontier_of(support::panama());
  EXPECT_EQ(settle(frontier, "nash", {{67, 67}, {}, {}}).reason, kNoCandidate);
  EXPECT_EQ(settle(frontier, "nash", {{66, 66}, {}, {}}).reason, kNoSharedGain);
  EXPECT_EQ(settle(frontier, "egalitarian", {{66, 66}, {}, {}}).points.size(), 1U);
  EXPECT_FALSE(settle(frontier, "nash", {{0, 0}, {}, std::array<Integer, 2>{0, 0}}).reason.empty());
  EXPECT_THROW(settle(frontier, "nothing", {{0, 0}, {}, {}}), std::invalid_argument);
}

TEST(AdjustedWinner, PanamaEndsAtSixtySixEach) {
  const auto result = adjusted_winner(support::panama());
  ASSERT_TRUE(result.has_value());
  EXPECT_EQ(result->before.scores, (Pair{79, 53}));
  EXPECT_EQ(result->after.scores, (Pair{66, 66}));
  EXPECT_EQ(result->after.shares[2], Rational(2, 15));
  ASSERT_EQ(result->transfers.size(), 1U);
  EXPECT_EQ(result->transfers[0].share, Rational(13, 15));
  EXPECT_TRUE(result->equitable);
  EXPECT_TRUE(result->equal_totals);
}

TEST(AdjustedWinner, StopsWhereHandingOverWouldHelpNobody) {
  Case c = support::panama();
  c.issues.resize(2);
  c.parties[0].terms.resize(2);
  c.parties[1].terms.resize(2);
  std::get<ShareTerm>(c.parties[1].terms[0]).points.value = 0;
  std::get<ShareTerm>(c.parties[1].terms[1]).points.value = 1;
  const auto result = adjusted_winner(c);
  ASSERT_TRUE(result.has_value());
  EXPECT_EQ(result->after.scores, (Pair{22, 1}));
  EXPECT_FALSE(result->equitable);
  EXPECT_FALSE(result->equal_totals);
}

TEST(Divisible, RefusesWhatItCannotExpressAndPointsToTheGrid) {
  Case third = support::panama();
  third.parties.push_back(third.parties[0]);
  third.parties[2].id = "third";
  Case ruled = support::panama();
  Rule rule;
  rule.id = "half";
  rule.condition.kind = Condition::Kind::kCompare;
  rule.condition.terms = {{0, 1}};
  rule.condition.bound = Rational(1, 2);
  ruled.rules.push_back(rule);
  for (const Case& c : {third, ruled}) {
    const auto refused = compile_divisible(c);
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().code, ErrorCode::kUnsupported);
    EXPECT_NE(refused.error().hint.find("--grid"), std::string::npos);
  }
  const auto gridded = with_grid(ruled, Rational(1, 2));
  ASSERT_TRUE(gridded.has_value());
  EXPECT_TRUE(compile(*gridded).has_value());
}

TEST(DivisibleGrid, RefusesAStepThatDoesNotDivideOne) {
  EXPECT_EQ(with_grid(support::panama(), Rational(3, 10)).error().code, ErrorCode::kValue);
  EXPECT_EQ(with_grid(support::panama(), 0).error().code, ErrorCode::kValue);
  EXPECT_EQ(with_grid(support::panama(), Rational(1, 1000000)).error().code, ErrorCode::kLimit);
}

TEST(DivisibleGrid, GivesThreePartiesSharesThatSumToOne) {
  Case c;
  c.issues.emplace_back();
  c.issues[0].id = "land";
  c.issues[0].kind = IssueKind::kDivisible;
  for (const char* id : {"a", "b", "c"}) {
    Party party;
    party.id = id;
    party.terms.emplace_back(ShareTerm{0, {9, {}, {}, {}, {}}});
    c.parties.push_back(party);
  }
  const auto gridded = with_grid(c, Rational(1, 3));
  ASSERT_TRUE(gridded.has_value());
  Work work;
  const auto packages = support::feasible_packages(*gridded);
  EXPECT_EQ(packages.size(), 10U);  // ways to write 3 as a sum of three
  for (const auto& package : packages) {
    const auto scores = support::scores_of(*gridded, package);
    EXPECT_EQ(scores[0] + scores[1] + scores[2], 9);
  }
}

// --- Against the definition, on random cases ---

struct RandomDivisible {
  Case c;  // as given
  Case bare;  // without points on divided issues, caps and reservation values
  std::vector<IssueIndex> divided;
  std::array<PartyIndex, 2> parties{};
  std::vector<Pair> points;  // per divided issue
};

// The case without what the divided issues add; `divided`, `parties` and the points of the divided issues are filled.
void strip(RandomDivisible& r) {
  r.bare = r.c;
  for (const IssueIndex issue : r.divided) {
    r.bare.issues[issue].kind = IssueKind::kChoice;
    r.bare.issues[issue].options = {{"only", ""}};
  }
  for (const PartyIndex party : r.parties) {
    std::erase_if(r.bare.parties[party].terms,
                  [](const ScoreTerm& term) { return std::holds_alternative<ShareTerm>(term); });
    r.bare.parties[party].cap.reset();
    r.bare.parties[party].reservation.reset();
  }
}

RandomDivisible random_divisible(std::uint64_t seed) {
  support::Shape shape;
  shape.least_parties = shape.most_parties = 2;
  shape.least_issues = 1;
  shape.most_issues = 3;
  shape.most_options = 3;
  RandomDivisible result{support::random_case(seed, shape), {}, {}, {}, {}};
  Case& c = result.c;
  std::mt19937_64 random(seed);
  const auto draw = [&](int low, int high) {
    return low + static_cast<int>(random() % static_cast<unsigned>(high - low + 1));
  };
  const auto objectives = support::objective_parties(c);
  result.parties = {objectives[0], objectives[1]};
  c.reference.reset();
  const int count = draw(1, 3);
  for (int k = 0; k < count; ++k) {
    const auto index = static_cast<IssueIndex>(c.issues.size());
    c.issues.emplace_back();
    c.issues.back().id = "divided-" + std::to_string(k);
    c.issues.back().kind = IssueKind::kDivisible;
    result.divided.push_back(index);
    result.points.push_back({draw(0, 9) == 0 ? -draw(0, 3) : draw(0, 6), draw(0, 9) == 0 ? -draw(0, 3) : draw(0, 6)});
    for (std::size_t side = 0; side < 2; ++side)
      c.parties[result.parties[side]].terms.emplace_back(
          ShareTerm{index, {result.points.back()[side], {}, {}, {}, {}}});
  }
  strip(result);
  return result;
}

// Scores before the cap, by the definition.
Pair raw_scores(const RandomDivisible& r, const Package& package, const std::vector<Rational>& shares) {
  Pair result;
  for (std::size_t side = 0; side < 2; ++side) {
    result[side] = support::score_of(r.bare, r.bare.parties[r.parties[side]], package);
    for (std::size_t k = 0; k < r.divided.size(); ++k)
      result[side] += r.points[k][side] * (side == 0 ? shares[k] : Rational(1 - shares[k]));
  }
  return result;
}

Pair capped(const RandomDivisible& r, Pair scores) {
  for (std::size_t side = 0; side < 2; ++side) {
    const auto& cap = r.c.parties[r.parties[side]].cap;
    if (cap && scores[side] > cap->value) scores[side] = cap->value;
  }
  return scores;
}

// Does the decision rule hold when of the two parties those in `accepting` reach their reservation values?
bool decided_with(const RandomDivisible& r, const Package& package, std::array<bool, 2> accepting) {
  std::vector<bool> accepted;
  for (PartyIndex i = 0; i < r.bare.parties.size(); ++i) {
    bool accepts = support::accepts(r.bare, r.bare.parties[i], package);
    for (std::size_t side = 0; side < 2; ++side)
      if (r.parties[side] == i && !accepting[side]) accepts = false;
    accepted.push_back(accepts);
  }
  return support::decides(decision_of(r.bare), accepted);
}

bool reaches(const RandomDivisible& r, std::size_t side, const Rational& score) {
  const auto& reservation = r.c.parties[r.parties[side]].reservation;
  return !reservation || score >= reservation->value;
}

bool admitted(const RandomDivisible& r, Within within, const Package& package, const Pair& scores) {
  return support::feasible(r.bare, package) &&
         (within == Within::kFeasible ||
          decided_with(r, package, {reaches(r, 0, scores[0]), reaches(r, 1, scores[1])}));
}

// Is there a point on the line from a to b, capped, that reaches `target`, and if `strictly`, is not it?
bool line_reaches(const RandomDivisible& r, const Pair& a, const Pair& b, const Pair& target, bool strictly) {
  Rational from = 0, to = 1;
  for (std::size_t side = 0; side < 2; ++side) {
    const auto& cap = r.c.parties[r.parties[side]].cap;
    if (cap && target[side] > cap->value) return false;
    const Rational change = b[side] - a[side], missing = target[side] - a[side];
    if (change == 0 && missing > 0) return false;
    if (change > 0) from = std::max(from, Rational(missing / change));
    if (change < 0) to = std::min(to, Rational(missing / change));
  }
  if (from > to) return false;
  if (!strictly) return true;
  for (const Rational& at : {from, to})
    if (capped(r, {a[0] + at * (b[0] - a[0]), a[1] + at * (b[1] - a[1])}) != target) return true;
  return false;
}

// All ways to give each divided issue to one party.
std::vector<std::vector<Rational>> corners(std::size_t issues) {
  std::vector<std::vector<Rational>> result;
  for (unsigned mask = 0; mask < (1U << issues); ++mask) {
    auto& shares = result.emplace_back();
    for (std::size_t k = 0; k < issues; ++k) shares.emplace_back((mask >> k) & 1U);
  }
  return result;
}

bool dominated(const RandomDivisible& r, Within within, const Pair& point) {
  for (const auto& package : support::every_package(r.bare)) {
    if (!support::feasible(r.bare, package)) continue;
    for (const auto& accepting : {std::array{false, false}, {true, false}, {false, true}, {true, true}}) {
      if (within == Within::kZone && !decided_with(r, package, accepting)) continue;
      Pair target = point;
      for (std::size_t side = 0; side < 2; ++side)
        if (const auto& reservation = r.c.parties[r.parties[side]].reservation;
            within == Within::kZone && accepting[side] && reservation)
          target[side] = std::max(target[side], reservation->value);
      for (const auto& a : corners(r.divided.size()))
        for (const auto& b : corners(r.divided.size()))
          if (line_reaches(r, raw_scores(r, package, a), raw_scores(r, package, b), target, target == point))
            return true;
    }
  }
  return false;
}

std::vector<Rational> divided_shares(const RandomDivisible& r, const DivisiblePoint& point) {
  std::vector<Rational> result;
  for (const IssueIndex issue : r.divided) result.push_back(point.shares[issue]);
  return result;
}

void expect_exact(const RandomDivisible& r, Within within) {
  Work work;
  const auto compiled = compile_divisible(r.c);
  ASSERT_TRUE(compiled.has_value());
  const DivisibleFrontier frontier = divisible_frontier(*compiled, within, work);
  ASSERT_TRUE(frontier.complete);
  const auto expect_member = [&](const DivisiblePoint& point, bool open) {
    for (const Rational& share : point.shares) ASSERT_TRUE(share >= 0 && share <= 1);
    ASSERT_EQ(capped(r, raw_scores(r, point.package, divided_shares(r, point))), point.scores);
    ASSERT_EQ(dominated(r, within, point.scores), open);
    if (!open) {
      ASSERT_TRUE(admitted(r, within, point.package, point.scores));
    }
  };
  for (const DivisiblePoint& vertex : vertices(frontier)) expect_member(vertex, false);
  for (const EnvelopePiece& piece : frontier.pieces) {
    if (piece.is_point()) continue;
    expect_member(frontier.point(piece, point_at(piece, (piece.left.x * 2 + piece.right.x) / 3)), false);
    expect_member(frontier.point(piece, piece.left), piece.left_open);
    expect_member(frontier.point(piece, piece.right), piece.right_open);
  }
  // Nothing that is admitted lies outside.
  const std::vector<Rational> grid = {0, Rational(1, 3), Rational(1, 2), 1};
  for (const auto& package : support::every_package(r.bare))
    for (unsigned code = 0; code < (1U << (2 * r.divided.size())); ++code) {
      std::vector<Rational> shares;
      for (std::size_t k = 0; k < r.divided.size(); ++k) shares.push_back(grid[(code >> (2 * k)) & 3U]);
      const Pair scores = capped(r, raw_scores(r, package, shares));
      if (!admitted(r, within, package, scores)) continue;
      ASSERT_TRUE(covers(frontier.pieces, scores[0], scores[1]));
    }
}

TEST(DivisibleConformance, FrontierEqualsTheDefinition) {
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    SCOPED_TRACE(seed);
    const RandomDivisible r = random_divisible(seed);
    for (const Within within : {Within::kFeasible, Within::kZone}) expect_exact(r, within);
    if (HasFatalFailure()) return;
  }
}

TEST(DivisibleConformance, RangesAreThoseOfTheWholeIssuesGivenToEitherParty) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    SCOPED_TRACE(seed);
    const RandomDivisible r = random_divisible(seed);
    std::vector<Pair> all;
    for (const auto& package : support::feasible_packages(r.bare))
      for (const auto& shares : corners(r.divided.size())) all.push_back(capped(r, raw_scores(r, package, shares)));
    Work work;
    const auto range = feasible_range(compile_divisible(r.c).value(), work);
    ASSERT_EQ(range.has_value(), !all.empty());
    for (std::size_t side = 0; side < 2 && range; ++side) {
      const auto [low, high] = std::ranges::minmax_element(all, {}, [&](const Pair& scores) { return scores[side]; });
      ASSERT_EQ(range->least[side], (*low)[side]);
      ASSERT_EQ(range->best[side], (*high)[side]);
    }
  }
}

TEST(DivisibleConformance, ChoicesUnderASampleOfTheOthersAreLeftOutWithoutLoss) {
  RandomDivisible r;
  r.c.issues.resize(2);
  r.c.issues[0].id = "choice";
  r.c.issues[1].id = "divided";
  r.c.issues[1].kind = IssueKind::kDivisible;
  r.c.parties.resize(2);
  r.divided = {1};
  r.parties = {0, 1};
  r.points = {{7, 4}};
  std::array<TableTerm, 2> tables;
  std::mt19937_64 random(7);
  for (int k = 0; k < 120; ++k) {
    r.c.issues[0].options.push_back({std::to_string(k), ""});
    tables[0].values.push_back({k, {}, {}, {}, {}});
    tables[1].values.push_back({2 * (120 - k) + static_cast<int>(random() % 12), {}, {}, {}, {}});
  }
  for (std::size_t side = 0; side < 2; ++side) {
    tables[side].weight.value = 1;
    r.c.parties[side].terms = {tables[side], ShareTerm{1, {r.points[0][side], {}, {}, {}, {}}}};
  }
  strip(r);
  expect_exact(r, Within::kFeasible);
}

TEST(DivisibleConformance, NoPointOfTheFrontierBeatsASettlement) {
  for (std::uint64_t seed = 0; seed < 80; ++seed) {
    SCOPED_TRACE(seed);
    const RandomDivisible r = random_divisible(seed);
    const DivisibleFrontier frontier = frontier_of(r.c);
    if (frontier.pieces.empty()) continue;
    const Pair d = {frontier.pieces.front().left.x, frontier.pieces.back().right.y};
    const Pair range = {frontier.pieces.back().right.x - d[0], frontier.pieces.front().left.y - d[1]};
    if (range[0] == 0 || range[1] == 0) continue;
    const auto merit = [&](std::string_view id, const Pair& scores) {
      const Rational a = scores[0] - d[0], b = scores[1] - d[1];
      const Rational s = a / range[0], t = b / range[1];
      if (id == "nash") return std::pair<Rational, Rational>(a * b, 0);
      if (id == "utilitarian") return std::pair<Rational, Rational>(a + b, 0);
      if (id == "egalitarian") return std::pair<Rational, Rational>(std::min(a, b), std::max(a, b));
      return std::pair<Rational, Rational>(std::min(s, t), std::max(s, t));
    };
    for (const SettlementMethod& method : settlement_catalogue()) {
      const auto settled = settle(frontier, method.info.id, {d, {}, {}});
      if (settled.points.empty()) {
        ASSERT_EQ(method.info.id, "nash");
        continue;
      }
      for (const DivisiblePoint& point : settled.points) {
        ASSERT_FALSE(dominated(r, Within::kFeasible, point.scores));
        ASSERT_EQ(capped(r, raw_scores(r, point.package, divided_shares(r, point))), point.scores);
        ASSERT_EQ(merit(method.info.id, point.scores), merit(method.info.id, settled.points[0].scores));
      }
      for (const EnvelopePiece& piece : frontier.pieces)
        for (int k = 0; k <= 20; ++k) {
          const EnvelopePoint other = point_at(piece, piece.left.x + Rational(k) * (piece.right.x - piece.left.x) / 20);
          ASSERT_LE(merit(method.info.id, {other.x, other.y}), merit(method.info.id, settled.points[0].scores));
        }
    }
  }
}

TEST(DivisibleConformance, AGridNeverBeatsTheExactFrontierAndMeetsItsWholeShares) {
  for (std::uint64_t seed = 0; seed < 80; ++seed) {
    SCOPED_TRACE(seed);
    const RandomDivisible r = random_divisible(seed);
    const DivisibleFrontier exact = frontier_of(r.c);
    const Case gridded = with_grid(r.c, Rational(1, 2)).value();
    const auto points = support::frontier(gridded, support::feasible_packages(gridded));
    for (const auto& [scores, packages] : points) ASSERT_TRUE(covers(exact.pieces, scores[0], scores[1]));
    for (const DivisiblePoint& vertex : vertices(exact)) {
      bool on_grid = true;
      for (const Rational& share : vertex.shares) on_grid = on_grid && Rational(share * 2).get_den() == 1;
      if (!on_grid) continue;
      ASSERT_TRUE(points.contains({vertex.scores[0], vertex.scores[1]}));
    }
  }
}

}  // namespace
}  // namespace parley::agreement
