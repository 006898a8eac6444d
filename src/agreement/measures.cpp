#include "agreement/measures.hpp"

#include <algorithm>

namespace parley::agreement {

double square_root(const Rational& value) {
  if (value <= 0) return 0.0;
  // sqrt(p / q) = sqrt(p q) / q. The root of p q, shifted by an even number of bits, is cut to at least 128 bits; if it
  // is not whole, half a unit more keeps it off every value at which rounding to a double would turn.
  Integer square = value.get_num() * value.get_den();
  const std::size_t length = mpz_sizeinbase(square.get_mpz_t(), 2);
  const std::size_t shift = length >= 256 ? 0 : (257 - length) / 2;
  square <<= 2 * shift;
  Integer root, rest;
  mpz_sqrtrem(root.get_mpz_t(), rest.get_mpz_t(), square.get_mpz_t());
  Rational result(2 * root + (rest != 0 ? 1 : 0), value.get_den() << (shift + 1));
  result.canonicalize();
  return to_double(result);
}

std::optional<Opposition> opposition(const OppositionInput& input) {
  const std::size_t parties = input.best.size();
  if (std::ranges::any_of(input.best, [](const Integer& best) { return best <= 0; })) return std::nullopt;
  Integer common = 1;
  for (const Integer& best : input.best) common = lcm(common, best);
  std::vector<Integer> factors;
  for (const Integer& best : input.best) factors.emplace_back(common / best);

  std::optional<Integer> nearest;
  Opposition result;
  for (std::size_t point = 0; point < input.scores.size(); ++point) {
    Integer squares = 0, lack;
    bool rational = true;
    for (std::size_t party = 0; party < parties && rational; ++party) {
      const Integer& score = input.scores[point][party];
      rational = !input.reservation[party] || score >= *input.reservation[party];
      lack = (input.best[party] - score) * factors[party];
      squares += lack * lack;
    }
    if (!rational || (nearest && squares >= *nearest)) continue;
    nearest = squares;
    result.point = point;
  }
  if (!nearest) return std::nullopt;
  Rational squared(*nearest, common * common);
  squared.canonicalize();
  result.distance = square_root(squared);
  return result;
}

std::optional<double> opposition(const DivisibleCase& c, const DivisibleFrontier& frontier,
                                 const std::array<Rational, 2>& best) {
  if (best[0] <= 0 || best[1] <= 0) return std::nullopt;
  std::optional<Rational> nearest;
  for (const EnvelopePiece& piece : clip(frontier.pieces, c.reservation[0], c.reservation[1])) {
    const Rational x = 1 - piece.left.x / best[0], y = 1 - piece.left.y / best[1];  // from the left end to (1, 1)
    const Rational dx = (piece.right.x - piece.left.x) / best[0], dy = (piece.right.y - piece.left.y) / best[1];
    const Rational length = dx * dx + dy * dy;
    Rational at = length == 0 ? Rational(0) : Rational((x * dx + y * dy) / length);
    at = std::clamp(at, Rational(0), Rational(1));
    const Rational left_x = x - at * dx, left_y = y - at * dy;
    const Rational squared = left_x * left_x + left_y * left_y;
    if (!nearest || squared < *nearest) nearest = squared;
  }
  if (!nearest) return std::nullopt;
  return square_root(*nearest);
}

Count better_for_all(const Problem& p, const Logic& within, const Package& package, Work& work) {
  std::vector<Logic> parts = {within};
  for (const PartyIndex party : p.objectives()) {
    const FunctionIndex f = *p.parties[party].score;
    parts.push_back(at_least(f, value(p.functions[f], package) + 1));
  }
  return count(p, all_of(std::move(parts)), work);
}

std::vector<Rational> shortfall(const Problem& p, std::span<const Integer> best, const Package& package) {
  std::vector<Rational> result;
  for (const PartyIndex party : p.objectives()) {
    const Function& f = p.functions[*p.parties[party].score];
    Rational lack(best[result.size()] - value(f, package), f.scale);
    lack.canonicalize();
    result.push_back(std::move(lack));
  }
  return result;
}

}  // namespace parley::agreement
