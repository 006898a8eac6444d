// What unlocks a log at its start: a passphrase, a key file of 32 random bytes, or the 32 bytes themselves.
//
// The secret is wiped from memory when the last copy of the Unlock goes. A passphrase is stretched with Argon2id
// (libsodium, version 1.3) under parameters that are stored beside the log; the other two are random and used as they are.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "talks/entropy.hpp"

namespace parley::store {

// What stretching a new passphrase costs; an existing log brings its own.
struct PassphraseCost {
  std::uint64_t passes = 3;
  std::size_t memory = std::size_t{256} << 20U;

  static PassphraseCost least() { return {1, 8192}; }  // for tests only
};

class Unlock {
 public:
  enum class Kind { kPassphrase, kKey };
  static constexpr std::size_t kKeyBytes = 32;

  static Unlock passphrase(std::string secret);
  static Result<Unlock> key(std::string raw);  // kValue: not 32 bytes
  static Result<Unlock> key_file(const std::string& path);  // kIo, kValue
  // The passphrase is the file's first line.
  static Result<Unlock> passphrase_file(const std::string& path);

  Kind kind() const { return kind_; }
  std::string_view secret() const { return *secret_; }

 private:
  Unlock(Kind kind, std::string secret);

  Kind kind_;
  std::shared_ptr<const std::string> secret_;
};

// Writes 32 random bytes to a file that does not exist yet, readable by its owner only.
Result<void> create_key_file(const std::string& path, talks::Entropy& entropy);

}  // namespace parley::store
