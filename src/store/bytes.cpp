#include "store/bytes.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>

#include "base/utf8.hpp"

namespace parley::store {
namespace {

constexpr int kBase64 = sodium_base64_VARIANT_ORIGINAL;
constexpr std::size_t kLongestAudience = 256;

bool digit(char c) { return c >= '0' && c <= '9'; }

// `pattern` has 0 where the text must have a digit.
bool has_form(std::string_view text, std::string_view pattern) {
  return std::ranges::equal(text, pattern, [](char c, char p) { return p == '0' ? digit(c) : c == p; });
}

}  // namespace

std::string hex(std::string_view bytes) {
  std::string text(bytes.size() * 2 + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), raw(bytes), bytes.size());
  text.pop_back();
  return text;
}

std::optional<std::string> unhex(std::string_view text) {
  const auto lower = [](char c) { return digit(c) || (c >= 'a' && c <= 'f'); };
  if (text.size() % 2 != 0 || !std::ranges::all_of(text, lower)) return std::nullopt;
  std::string bytes(text.size() / 2, '\0');
  if (sodium_hex2bin(raw(bytes), bytes.size(), text.data(), text.size(), nullptr, nullptr, nullptr) != 0)
    return std::nullopt;
  return bytes;
}

std::string base64(std::string_view bytes) {
  std::string text(sodium_base64_encoded_len(bytes.size(), kBase64), '\0');
  sodium_bin2base64(text.data(), text.size(), raw(bytes), bytes.size(), kBase64);
  text.pop_back();
  return text;
}

std::optional<std::string> unbase64(std::string_view text) {
  std::string bytes(text.size() / 4 * 3, '\0');
  std::size_t size = 0;
  if (text.size() % 4 != 0) return std::nullopt;
  if (sodium_base642bin(raw(bytes), bytes.size(), text.data(), text.size(), nullptr, &size, nullptr, kBase64) != 0)
    return std::nullopt;
  bytes.resize(size);
  if (base64(bytes) != text) return std::nullopt;  // spare bits that are not zero
  return bytes;
}

std::string big_endian(std::uint64_t number) {
  std::string bytes(8, '\0');
  for (std::size_t i = 0; i < 8; ++i) bytes[7 - i] = static_cast<char>(number >> (8 * i) & 0xFFU);
  return bytes;
}

std::uint64_t from_big_endian(std::string_view eight) {
  std::uint64_t number = 0;
  for (const char c : eight) number = number << 8U | static_cast<unsigned char>(c);
  return number;
}

std::string hash_parts(std::initializer_list<std::string_view> parts) {
  crypto_hash_sha256_state state;
  crypto_hash_sha256_init(&state);
  for (const auto part : parts) {
    const auto length = big_endian(part.size());
    crypto_hash_sha256_update(&state, raw(std::string_view(length)), length.size());
    crypto_hash_sha256_update(&state, raw(part), part.size());
  }
  std::string digest(crypto_hash_sha256_BYTES, '\0');
  crypto_hash_sha256_final(&state, raw(digest));
  return digest;
}

bool is_utc_time(std::string_view text, bool fraction) {
  constexpr std::string_view kSeconds = "0000-00-00T00:00:00";
  if (text.size() <= kSeconds.size() || text.back() != 'Z' || !has_form(text.substr(0, kSeconds.size()), kSeconds))
    return false;
  const auto rest = text.substr(kSeconds.size(), text.size() - kSeconds.size() - 1);
  if (rest.empty()) return true;
  return fraction && rest.size() >= 2 && rest.size() <= 10 && rest.front() == '.' &&
         std::ranges::all_of(rest.substr(1), digit);
}

bool is_audience(std::string_view name) {
  if (name.empty() || name.size() > kLongestAudience) return false;
  for (std::size_t i = 0; i < name.size();) {
    const auto length = utf8_length(name, i);
    const auto byte = static_cast<unsigned char>(name[i]);
    if (length == 0 || byte < 0x20 || byte == 0x7F) return false;
    i += length;
  }
  return true;
}

}  // namespace parley::store
