#include "broker/secrets.hpp"

#include <liboath/oath.h>
#include <sodium.h>

#include <array>
#include <cstdlib>
#include <memory>
#include <stdexcept>

namespace parley::broker {
namespace {

constexpr unsigned kStepSeconds = 30, kDigits = 6;

std::string keyed_hash(std::string_view text, std::string_view purpose) {
  unsigned char hash[crypto_generichash_BYTES];
  crypto_generichash(hash, sizeof hash, reinterpret_cast<const unsigned char*>(text.data()), text.size(),
                     reinterpret_cast<const unsigned char*>(purpose.data()), purpose.size());
  char hex[2 * sizeof hash + 1];
  return sodium_bin2hex(hex, sizeof hex, hash, sizeof hash);
}

void start_oath() {
  static const int started = oath_init();
  if (started != OATH_OK) throw std::runtime_error("liboath cannot start");
}

}  // namespace

std::string hash_password(const std::string& password, const PasswordCost& cost) {
  std::array<char, crypto_pwhash_STRBYTES> out{};
  if (crypto_pwhash_str(out.data(), password.data(), password.size(), cost.operations, cost.memory) != 0)
    throw std::bad_alloc();
  return out.data();
}

bool verify_password(const std::string& hash, const std::string& password) {
  return !hash.empty() && crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

std::string totp_secret(const std::string& twenty_bytes) {
  start_oath();
  char* text = nullptr;
  std::size_t length = 0;
  if (oath_base32_encode(twenty_bytes.data(), twenty_bytes.size(), &text, &length) != OATH_OK) throw std::bad_alloc();
  const std::unique_ptr<char, decltype(&std::free)> owned(text, &std::free);
  return {text, length};
}

std::string totp_uri(const std::string& secret, const std::string& login) {
  return "otpauth://totp/Parley:" + login + "?secret=" + secret + "&issuer=Parley";
}

std::optional<std::int64_t> totp_step(const std::string& secret, std::string_view code, talks::Time now,
                                      std::int64_t last_step) {
  start_oath();
  char* bytes = nullptr;
  std::size_t length = 0;
  if (oath_base32_decode(secret.data(), secret.size(), &bytes, &length) != OATH_OK) return std::nullopt;
  const std::unique_ptr<char, decltype(&std::free)> owned(bytes, &std::free);
  const auto current = now.seconds / kStepSeconds;
  std::optional<std::int64_t> found;
  for (const auto step : {current - 1, current, current + 1}) {
    char right[kDigits + 1];
    if (oath_totp_generate(bytes, length, static_cast<time_t>(step * kStepSeconds), kStepSeconds, 0, kDigits, right) !=
        OATH_OK)
      throw std::runtime_error("liboath cannot make a code");
    if (equal_in_constant_time(right, code) && step > last_step) found = step;
  }
  return found;
}

std::string hash_token(std::string_view token) { return keyed_hash(token, "parley token stored"); }
std::string csrf_token(std::string_view session_token) { return keyed_hash(session_token, "parley token in the page"); }

bool equal_in_constant_time(std::string_view a, std::string_view b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace parley::broker
