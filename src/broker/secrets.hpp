// Passwords, one-time codes and tokens, by libsodium and liboath.
//
// Passwords  Argon2id, encoded with its parameters. Hashing takes 64 MiB and a fifth of a second: never under a lock
// Codes      RFC 6238, six digits, 30 seconds, one step either way; the step is handed back so that it counts once
// Tokens     are kept as BLAKE2b hashes; what is on disk opens nothing
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "talks/time.hpp"

namespace parley::broker {

struct PasswordCost {
  unsigned long long operations = 2;
  std::size_t memory = std::size_t{64} << 20;
};

std::string hash_password(const std::string& password, const PasswordCost& cost);
// False for a wrong password and for an account without one.
bool verify_password(const std::string& hash, const std::string& password);

std::string totp_secret(const std::string& twenty_bytes);  // base32
std::string totp_uri(const std::string& secret, const std::string& login);
// The step of a right code that is later than `last_step`.
std::optional<std::int64_t> totp_step(const std::string& secret, std::string_view code, talks::Time now,
                                      std::int64_t last_step);

std::string hash_token(std::string_view token);  // hex
// What a page sends back to show that it is ours; a function of the session's token.
std::string csrf_token(std::string_view session_token);
bool equal_in_constant_time(std::string_view a, std::string_view b);

}  // namespace parley::broker
