#include "base/number.hpp"

#include <fmt/format.h>

#include <bit>
#include <cctype>
#include <cmath>
#include <limits>

namespace parley {
namespace {

constexpr std::size_t kMaxLength = 400;
constexpr long kMaxExponent = 400;

Error bad_number(std::string_view text, ErrorCode code, std::string_view why) {
  return {code, fmt::format("'{}' {}", text.substr(0, 60), why), "write 12, 0.457, 1e-3 or 2/15", {}};
}

Integer power_of_ten(unsigned long exponent) {
  Integer result;
  mpz_ui_pow_ui(result.get_mpz_t(), 10, exponent);
  return result;
}

bool all_digits(std::string_view text) {
  if (text.empty()) return false;
  for (char c : text)
    if (c < '0' || c > '9') return false;
  return true;
}

// The nearest whole number to value, ties to even.
Integer round_half_even(const Rational& value) {
  const Rational twice = value * 2;
  Integer floor_of;
  mpz_fdiv_q(floor_of.get_mpz_t(), value.get_num_mpz_t(), value.get_den_mpz_t());
  const Rational rest = twice - 2 * Rational(floor_of);  // in [0, 2)
  if (rest > 1 || (rest == 1 && mpz_odd_p(floor_of.get_mpz_t()))) floor_of += 1;
  return floor_of;
}

Result<Rational> parse_decimal(std::string_view text, std::string_view whole) {
  std::string_view body = text;
  const bool negative = !body.empty() && body[0] == '-';
  if (!body.empty() && (body[0] == '-' || body[0] == '+')) body.remove_prefix(1);
  long exponent = 0;
  if (const auto e = body.find_first_of("eE"); e != std::string_view::npos) {
    std::string_view digits = body.substr(e + 1);
    const bool down = !digits.empty() && digits[0] == '-';
    if (!digits.empty() && (digits[0] == '-' || digits[0] == '+')) digits.remove_prefix(1);
    if (!all_digits(digits)) return std::unexpected(bad_number(whole, ErrorCode::kValue, "is not a number"));
    exponent = digits.size() > 4 ? kMaxExponent + 1 : std::stol(std::string(digits));
    if (exponent > kMaxExponent)
      return std::unexpected(bad_number(whole, ErrorCode::kLimit, "has an exponent beyond 400"));
    if (down) exponent = -exponent;
    body = body.substr(0, e);
  }
  std::string digits(body);
  if (const auto dot = body.find('.'); dot != std::string_view::npos) {
    digits.erase(dot, 1);
    exponent -= static_cast<long>(body.size() - dot - 1);
  }
  if (!all_digits(digits)) return std::unexpected(bad_number(whole, ErrorCode::kValue, "is not a number"));
  Rational value(Integer(digits, 10));
  const Integer scale = power_of_ten(static_cast<unsigned long>(std::labs(exponent)));
  if (exponent >= 0) value *= scale;
  else value /= scale;
  return negative ? Rational(-value) : value;
}

}  // namespace

Result<Rational> parse_number(std::string_view text) {
  if (text.size() > kMaxLength)
    return std::unexpected(bad_number(text, ErrorCode::kLimit, "is longer than 400 characters"));
  const auto slash = text.find('/');
  if (slash == std::string_view::npos) return parse_decimal(text, text);
  auto top = parse_decimal(text.substr(0, slash), text);
  if (!top) return top;
  auto bottom = parse_decimal(text.substr(slash + 1), text);
  if (!bottom) return bottom;
  if (*bottom == 0) return std::unexpected(bad_number(text, ErrorCode::kValue, "divides by zero"));
  return Rational(*top / *bottom);
}

double to_double(const Rational& value) {
  // mpq_get_d truncates. Scale so that the quotient has at least 55 bits, fold what is cut off into the last bit
  // (a "sticky" bit) and let one rounding, the hardware's, decide.
  const int sign = sgn(value);
  if (sign == 0) return 0.0;
  const Integer top = abs(value.get_num());
  const Integer& bottom = value.get_den();
  const long gap =
      static_cast<long>(mpz_sizeinbase(top.get_mpz_t(), 2)) - static_cast<long>(mpz_sizeinbase(bottom.get_mpz_t(), 2));
  // The quotient lies in (2^(gap-1), 2^(gap+1)); keep 53 bits of a normal number, fewer of a subnormal one.
  long exponent = std::max(gap - 1 - 52, -1074L);  // weight of the last bit kept
  auto rounded = [&](long last_bit) {
    Rational scaled(top, bottom);
    if (last_bit >= 0) scaled /= Rational(Integer(1) << static_cast<unsigned long>(last_bit));
    else scaled *= Rational(Integer(1) << static_cast<unsigned long>(-last_bit));
    return round_half_even(scaled);
  };
  Integer mantissa = rounded(exponent);
  if (mpz_sizeinbase(mantissa.get_mpz_t(), 2) > 53) {
    const bool exact_power = mpz_scan1(mantissa.get_mpz_t(), 0) >= 53;
    if (!exact_power) mantissa = rounded(++exponent);
  }
  const double magnitude = std::ldexp(mantissa.get_d(), static_cast<int>(std::min(exponent, 5000L)));
  return sign < 0 ? -magnitude : magnitude;
}

std::string to_text(const Rational& value) {
  const Integer& bottom = value.get_den();
  Integer odd_part;
  const auto twos = mpz_remove(odd_part.get_mpz_t(), bottom.get_mpz_t(), Integer(2).get_mpz_t());
  const auto fives = mpz_remove(odd_part.get_mpz_t(), odd_part.get_mpz_t(), Integer(5).get_mpz_t());
  if (odd_part != 1) return value.get_str();
  const auto places = std::max(twos, fives);
  const Rational shifted = value * Rational(power_of_ten(places));
  std::string digits = Integer(abs(shifted.get_num())).get_str();
  if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
  if (places > 0) digits.insert(digits.size() - places, ".");
  return (sgn(value) < 0 ? "-" : "") + digits;
}

Rational round_to(const Rational& value, const Rational& quantum) {
  return Rational(round_half_even(value / quantum)) * quantum;
}

}  // namespace parley
