#include "agreement/divisible_settlements.hpp"

#include <algorithm>
#include <stdexcept>

#include "agreement/nash.hpp"

namespace parley::agreement {
namespace {

// Merit of a point: larger is better, the second number breaks ties of the first.
using Merit = std::pair<Rational, Rational>;

using Pair = std::array<Rational, 2>;

Rational clamp(const Rational& at) { return at < 0 ? Rational(0) : at > 1 ? Rational(1) : at; }

Rational power(const Rational& base, unsigned long exponent) {
  Rational result;
  mpz_pow_ui(result.get_num_mpz_t(), base.get_num_mpz_t(), exponent);
  mpz_pow_ui(result.get_den_mpz_t(), base.get_den_mpz_t(), exponent);
  return result;
}

std::size_t bits(const Rational& value) {
  return mpz_sizeinbase(value.get_num_mpz_t(), 2) + mpz_sizeinbase(value.get_den_mpz_t(), 2);
}

// One principle: the merit of a pair of gains, and the best position on a segment of gains from `a` to `b`.
class Principle {
 public:
  virtual ~Principle() = default;
  virtual Merit merit(const Pair& gain) const = 0;
  virtual Rational best(const Pair& a, const Pair& b) const = 0;
};

class NashProduct : public Principle {
 public:
  explicit NashProduct(std::array<unsigned long, 2> weights) : weights_(weights) {}

  Merit merit(const Pair& gain) const override {
    return {power(gain[0], weights_[0]) * power(gain[1], weights_[1]), 0};
  }

  // w0 d0 (g1 + t d1) + w1 d1 (g0 + t d0) = 0
  Rational best(const Pair& a, const Pair& b) const override {
    const Rational d0 = b[0] - a[0], d1 = b[1] - a[1];
    const Rational w0 = weights_[0], w1 = weights_[1];
    return clamp(-(w0 * d0 * a[1] + w1 * d1 * a[0]) / ((w0 + w1) * d0 * d1));
  }

 private:
  std::array<unsigned long, 2> weights_;
};

// The smaller of the two gains, each times its factor, then the larger; a factor of 0 leaves a party out.
class Leximin : public Principle {
 public:
  explicit Leximin(Pair factors) : factors_(std::move(factors)) {}

  Merit merit(const Pair& gain) const override {
    const Rational first = gain[0] * factors_[0], second = gain[1] * factors_[1];
    if (factors_[0] == 0) return {second, 0};
    if (factors_[1] == 0) return {first, 0};
    return {std::min(first, second), std::max(first, second)};
  }

  Rational best(const Pair& a, const Pair& b) const override {
    const Rational ahead = factors_[1] * a[1] - factors_[0] * a[0];
    const Rational closing = factors_[0] * (b[0] - a[0]) - factors_[1] * (b[1] - a[1]);
    return closing == 0 ? Rational(0) : clamp(ahead / closing);
  }

 private:
  Pair factors_;
};

class Sum : public Principle {
 public:
  Merit merit(const Pair& gain) const override { return {gain[0] + gain[1], 0}; }
  Rational best(const Pair&, const Pair&) const override { return 0; }  // an end, and both ends are tried
};

struct Candidate {
  Merit merit;
  const EnvelopePiece* piece;
  EnvelopePoint point;
};

// The best points of all pieces, each point once.
std::vector<Candidate> choose(const Envelope& candidates, const Principle& principle, const Pair& d) {
  std::vector<Candidate> best;
  const auto gain = [&](const EnvelopePoint& point) { return Pair{point.x - d[0], point.y - d[1]}; };
  const auto consider = [&](const EnvelopePiece& piece, EnvelopePoint point) {
    Merit merit = principle.merit(gain(point));
    if (!best.empty() && merit < best.front().merit) return;
    if (!best.empty() && merit > best.front().merit) best.clear();
    if (!best.empty() && best.back().point.x == point.x && best.back().point.y == point.y) return;
    best.push_back({std::move(merit), &piece, std::move(point)});
  };
  for (const EnvelopePiece& piece : candidates) {
    consider(piece, piece.left);
    if (piece.is_point()) continue;
    const Rational at = principle.best(gain(piece.left), gain(piece.right));
    consider(piece, point_at(piece, piece.left.x + at * (piece.right.x - piece.left.x)));
    consider(piece, piece.right);
  }
  return best;
}

// The weights of Nash without a common divisor; none when they are all 0 or too large to be computed.
std::optional<std::array<unsigned long, 2>> small_weights(const DivisibleSettlementInput& input,
                                                          const Envelope& candidates) {
  if (!input.weights) return std::array{1UL, 1UL};
  const auto& given = *input.weights;
  if (given[0] < 0 || given[1] < 0) throw std::invalid_argument("settlement input: a negative weight");
  const Integer divisor = gcd(given[0], given[1]);
  if (divisor == 0) return std::nullopt;
  std::size_t longest = 1;
  for (const EnvelopePiece& piece : candidates)
    longest = std::max({longest, bits(piece.left.x), bits(piece.left.y), bits(piece.right.x), bits(piece.right.y)});
  if ((given[0] + given[1]) / divisor * longest > kMaxProductBits) return std::nullopt;
  return std::array{Integer(given[0] / divisor).get_ui(), Integer(given[1] / divisor).get_ui()};
}

DivisibleSettlement finish(const DivisibleFrontier& frontier, std::vector<Candidate> best) {
  DivisibleSettlement result;
  for (auto at = best.rbegin(); at != best.rend(); ++at) result.points.push_back(frontier.point(*at->piece, at->point));
  return result;
}

}  // namespace

DivisibleSettlement settle(const DivisibleFrontier& frontier, std::string_view method,
                           const DivisibleSettlementInput& input) {
  if (find_method(settlement_catalogue(), method) == nullptr) throw std::invalid_argument("no such settlement");
  const Envelope candidates = clip(frontier.pieces, input.disagreement[0], input.disagreement[1]);
  if (candidates.empty()) return {{}, std::string(kNoCandidate), {}};
  const Pair& d = input.disagreement;
  if (method == "nash") {
    const auto weights = small_weights(input, candidates);
    if (!weights) return {{}, std::string(kBadWeights), {}};
    auto best = choose(candidates, NashProduct(*weights), d);
    if (best.front().merit.first == 0) return {{}, std::string(kNoSharedGain), {}};
    return finish(frontier, std::move(best));
  }
  if (method == "kalai-smorodinsky") {
    Pair factors = {candidates.back().right.x - d[0], candidates.front().left.y - d[1]};
    for (Rational& factor : factors)
      if (factor != 0) factor = 1 / factor;
    return finish(frontier, choose(candidates, Leximin(factors), d));
  }
  auto result =
      finish(frontier, method == "egalitarian" ? choose(candidates, Leximin({1, 1}), d) : choose(candidates, Sum(), d));
  const Pair best = input.best ? *input.best : Pair{frontier.pieces.back().right.x, frontier.pieces.front().left.y};
  result.warning = scale_warning(best);
  return result;
}

}  // namespace parley::agreement
