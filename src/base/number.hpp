// Exact numbers: whole numbers of any length and fractions, and the two roundings at the edge.
//
// Everything that is compared is exact. A double appears only where a number leaves the program (JSON, terminal) and
// is then the correctly rounded nearest double, ties to even.
#pragma once

#include <gmpxx.h>

#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.hpp"

namespace parley {

using Integer = mpz_class;
using Rational = mpq_class;  // always kept canonical

// Reads "12", "-0.457", "+1e-3", ".5" or "2/15" exactly.
// Limits: 400 characters, decimal exponent within +-400; beyond them an error of code kLimit.
// Errors have no place; the caller knows it.
Result<Rational> parse_number(std::string_view text);

// The nearest double, ties to even; infinities beyond the range of double.
double to_double(const Rational& value);

// Shortest exact text: a decimal where the denominator allows it ("0.457"), otherwise "2/15".
std::string to_text(const Rational& value);

// Nearest multiple of `quantum` (> 0), ties to the even multiple.
Rational round_to(const Rational& value, const Rational& quantum);

}  // namespace parley
