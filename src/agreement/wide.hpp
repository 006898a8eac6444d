// The whole numbers that engines add and compare: 64 bits, 128 bits, or Int512, whichever holds every partial sum.
//
// Int512 is a two's complement number of 512 bits. It has what dynamic programming needs (add, subtract, compare)
// and nothing else; products are taken on Integer. All three types are trivially copyable, so that states can be
// hashed and compared as bytes.
// Limit      a case whose sums need more than 500 bits is refused when it is compiled (problem.hpp)
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <type_traits>

#include "base/number.hpp"

namespace parley::agreement {

__extension__ using Int128 = __int128;

inline constexpr std::size_t kInt512Words = 8;

struct Int512 {
  std::array<std::uint64_t, kInt512Words> words{};  // least significant first

  Int512() = default;
  Int512(int value) {
    words.fill(value < 0 ? ~std::uint64_t{0} : 0);
    words[0] = static_cast<std::uint64_t>(static_cast<std::int64_t>(value));
  }

  Int512& operator+=(const Int512& other) {
    std::uint64_t carry = 0;
    for (std::size_t i = 0; i < kInt512Words; ++i) {
      const std::uint64_t sum = words[i] + other.words[i];
      const std::uint64_t with_carry = sum + carry;
      carry = static_cast<std::uint64_t>(sum < words[i]) | static_cast<std::uint64_t>(with_carry < sum);
      words[i] = with_carry;
    }
    return *this;
  }
  Int512 operator-() const {
    Int512 result;
    for (std::size_t i = 0; i < kInt512Words; ++i) result.words[i] = ~words[i];
    return result += Int512(1);
  }
  Int512& operator-=(const Int512& other) { return *this += -other; }
  friend Int512 operator+(Int512 a, const Int512& b) { return a += b; }
  friend Int512 operator-(Int512 a, const Int512& b) { return a -= b; }
  bool operator==(const Int512&) const = default;
  std::strong_ordering operator<=>(const Int512& other) const {
    constexpr std::uint64_t kSign = std::uint64_t{1} << 63;
    if (auto top = (words.back() ^ kSign) <=> (other.words.back() ^ kSign); top != 0) return top;
    for (std::size_t i = kInt512Words - 1; i-- > 0;)
      if (auto order = words[i] <=> other.words[i]; order != 0) return order;
    return std::strong_ordering::equal;
  }
};

static_assert(std::is_trivially_copyable_v<Int512>);

// Exact; the caller has made sure that the value fits.
template <class S>
S narrow(const Integer& value) {
  std::array<std::uint64_t, kInt512Words> words{};
  mpz_export(words.data(), nullptr, -1, sizeof(std::uint64_t), 0, 0, value.get_mpz_t());
  S result;
  if constexpr (std::is_same_v<S, Int512>) {
    result.words = words;
  } else if constexpr (sizeof(S) == 16) {
    __extension__ using Unsigned = unsigned __int128;
    result = static_cast<S>(static_cast<Unsigned>(words[1]) << 64 | words[0]);
  } else {
    result = static_cast<S>(words[0]);
  }
  return value < 0 ? -result : result;
}

template <class S>
Integer widen(const S& value) {
  const bool negative = value < S(0);
  const S magnitude = negative ? -value : value;
  std::array<std::uint64_t, kInt512Words> words{};
  if constexpr (std::is_same_v<S, Int512>) {
    words = magnitude.words;
  } else {
    words[0] = static_cast<std::uint64_t>(magnitude);
    if constexpr (sizeof(S) == 16) words[1] = static_cast<std::uint64_t>(magnitude >> 64);
  }
  Integer result;
  mpz_import(result.get_mpz_t(), kInt512Words, -1, sizeof(std::uint64_t), 0, 0, words.data());
  return negative ? Integer(-result) : result;
}

}  // namespace parley::agreement
