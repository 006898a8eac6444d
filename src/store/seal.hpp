// Sealing: XChaCha20-Poly1305 of libsodium, with the context of a text as its associated data.
//
// A sealed text is its 24-byte nonce followed by the ciphertext. Nonces are random, 192 bits, so that no counter has to
// survive a restored backup. Padding makes sizes on disk coarse: a power of two from 256 bytes to 1 MiB, then whole MiB.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "talks/entropy.hpp"

namespace parley::store {

// 32 bytes that are wiped when they go.
class Key {
 public:
  static constexpr std::size_t kBytes = 32;
  Key() = default;
  explicit Key(std::string_view bytes);  // throws unless there are 32
  Key(const Key&) = default;
  Key& operator=(const Key&) = default;
  ~Key();
  static Key draw(talks::Entropy& entropy, std::string_view stream);

  std::string_view bytes() const { return {reinterpret_cast<const char*>(bytes_.data()), kBytes}; }

 private:
  std::array<unsigned char, kBytes> bytes_{};
};

struct Nonce {
  std::string bytes;
  static Nonce draw(talks::Entropy& entropy, std::string_view stream);
};

std::string seal(const Key& key, const Nonce& nonce, std::string_view context, std::string_view text);
// None: another key, another context, or changed bytes.
std::optional<std::string> unseal(const Key& key, std::string_view context, std::string_view sealed);

std::string pad(std::string_view text);
std::optional<std::string> unpad(std::string_view padded);

}  // namespace parley::store
