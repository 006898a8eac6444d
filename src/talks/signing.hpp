// Signatures under a text: Ed25519 over the 32 bytes of the SHA-256 of its canonical bytes, by libsodium.
//
// Key files  PKCS#8 in PEM (RFC 8410), as `openssl genpkey -algorithm ed25519` writes them, so that a key made with other
//            tools signs here and one made here signs there
// Secrets    a private key is wiped from memory when it goes out of scope
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/error.hpp"

namespace parley::talks {

std::string sha256(std::string_view bytes);  // 32 bytes
std::string to_hex(std::string_view bytes);
std::optional<std::string> from_hex(std::string_view text);  // lower case only
std::string to_base64(std::string_view bytes);

class SigningKey {
 public:
  static SigningKey make();  // from the operating system's randomness
  // Errors: kSyntax for anything but an unencrypted Ed25519 key in PEM.
  static Result<SigningKey> read(std::string_view pem);
  SigningKey(SigningKey&& other) noexcept;
  SigningKey(const SigningKey&) = delete;
  SigningKey& operator=(const SigningKey&) = delete;
  SigningKey& operator=(SigningKey&&) = delete;
  ~SigningKey();

  std::string to_pem() const;
  std::string public_key() const;  // 32 bytes
  std::string sign(std::string_view digest) const;  // 64 bytes

 private:
  explicit SigningKey(std::string seed);
  std::string seed_;  // 32 bytes
};

// All of them bytes. False also for keys that anybody could sign under.
bool verify_signature(std::string_view public_key, std::string_view digest, std::string_view signature);

// SubjectPublicKeyInfo in PEM, as openssl reads it.
std::string public_key_pem(std::string_view public_key);

}  // namespace parley::talks
