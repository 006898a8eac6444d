// The whole numbers that engines add and compare: 64 bits, 128 bits, or Wide, whichever holds every partial sum.
//
// Wide is a two's complement number of kWideBits bits. It has what dynamic programming needs (add, subtract, compare)
// and nothing else; products are taken on Integer. All three types are trivially copyable, so that states can be
// hashed and compared as bytes.
// Limit      scores that need more than kWideBits - 2 bits on their party's scale are refused when a case is compiled
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <type_traits>

#include "base/number.hpp"

namespace parley::agreement {

__extension__ using Int128 = __int128;

inline constexpr std::size_t kWideWords = 8;
inline constexpr std::size_t kWideBits = 64 * kWideWords;

struct Wide {
  std::array<std::uint64_t, kWideWords> words{};  // least significant first

  Wide() = default;
  Wide(int value) {
    words.fill(value < 0 ? ~std::uint64_t{0} : 0);
    words[0] = static_cast<std::uint64_t>(static_cast<std::int64_t>(value));
  }

  Wide& operator+=(const Wide& other) {
    std::uint64_t carry = 0;
    for (std::size_t i = 0; i < kWideWords; ++i) {
      const std::uint64_t sum = words[i] + other.words[i];
      const std::uint64_t with_carry = sum + carry;
      carry = static_cast<std::uint64_t>(sum < words[i]) | static_cast<std::uint64_t>(with_carry < sum);
      words[i] = with_carry;
    }
    return *this;
  }
  Wide operator-() const {
    Wide result;
    for (std::size_t i = 0; i < kWideWords; ++i) result.words[i] = ~words[i];
    return result += Wide(1);
  }
  Wide& operator-=(const Wide& other) { return *this += -other; }
  friend Wide operator+(Wide a, const Wide& b) { return a += b; }
  friend Wide operator-(Wide a, const Wide& b) { return a -= b; }
  bool operator==(const Wide&) const = default;
  std::strong_ordering operator<=>(const Wide& other) const {
    constexpr std::uint64_t kSign = std::uint64_t{1} << 63;
    if (auto top = (words.back() ^ kSign) <=> (other.words.back() ^ kSign); top != 0) return top;
    for (std::size_t i = kWideWords - 1; i-- > 0;)
      if (auto order = words[i] <=> other.words[i]; order != 0) return order;
    return std::strong_ordering::equal;
  }
};

static_assert(std::is_trivially_copyable_v<Wide>);

// Exact; the caller has made sure that the value fits.
template <class S>
S narrow(const Integer& value) {
  std::array<std::uint64_t, kWideWords> words{};
  mpz_export(words.data(), nullptr, -1, sizeof(std::uint64_t), 0, 0, value.get_mpz_t());
  S result;
  if constexpr (std::is_same_v<S, Wide>) {
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
  std::array<std::uint64_t, kWideWords> words{};
  if constexpr (std::is_same_v<S, Wide>) {
    words = magnitude.words;
  } else {
    words[0] = static_cast<std::uint64_t>(magnitude);
    if constexpr (sizeof(S) == 16) words[1] = static_cast<std::uint64_t>(magnitude >> 64);
  }
  Integer result;
  mpz_import(result.get_mpz_t(), kWideWords, -1, sizeof(std::uint64_t), 0, 0, words.data());
  return negative ? Integer(-result) : result;
}

}  // namespace parley::agreement
