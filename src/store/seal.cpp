#include "store/seal.hpp"

#include <sodium.h>

#include <bit>
#include <stdexcept>

#include "store/bytes.hpp"

namespace parley::store {
namespace {

constexpr std::size_t kNonceBytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kTagBytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr std::size_t kLengthBytes = 8;
constexpr std::size_t kSmallest = 256;
constexpr std::size_t kMebibyte = std::size_t{1} << 20U;

std::size_t padded_size(std::size_t size) {
  if (size <= kSmallest) return kSmallest;
  if (size <= kMebibyte) return std::bit_ceil(size);
  return (size + kMebibyte - 1) / kMebibyte * kMebibyte;
}

}  // namespace

Key::Key(std::string_view bytes) {
  if (bytes.size() != kBytes) throw std::invalid_argument("a key has 32 bytes");
  std::copy(bytes.begin(), bytes.end(), bytes_.begin());
}

Key::~Key() { sodium_memzero(bytes_.data(), bytes_.size()); }

Key Key::draw(talks::Entropy& entropy, std::string_view stream) {
  auto bytes = entropy.bytes(stream, kBytes);
  Key key(bytes);
  sodium_memzero(bytes.data(), bytes.size());
  return key;
}

Nonce Nonce::draw(talks::Entropy& entropy, std::string_view stream) { return {entropy.bytes(stream, kNonceBytes)}; }

std::string seal(const Key& key, const Nonce& nonce, std::string_view context, std::string_view text) {
  if (nonce.bytes.size() != kNonceBytes) throw std::invalid_argument("a nonce has 24 bytes");
  std::string sealed = nonce.bytes;
  sealed.resize(kNonceBytes + text.size() + kTagBytes);
  crypto_aead_xchacha20poly1305_ietf_encrypt(raw(sealed) + kNonceBytes, nullptr, raw(text), text.size(), raw(context),
                                             context.size(), nullptr, raw(std::string_view(nonce.bytes)),
                                             raw(key.bytes()));
  return sealed;
}

std::optional<std::string> unseal(const Key& key, std::string_view context, std::string_view sealed) {
  if (sealed.size() < kNonceBytes + kTagBytes) return std::nullopt;
  std::string text(sealed.size() - kNonceBytes - kTagBytes, '\0');
  const auto body = sealed.substr(kNonceBytes);
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(raw(text), nullptr, nullptr, raw(body), body.size(), raw(context),
                                                 context.size(), raw(sealed), raw(key.bytes())) != 0)
    return std::nullopt;
  return text;
}

std::string pad(std::string_view text) {
  std::string padded = big_endian(text.size());
  padded += text;
  padded.resize(padded_size(padded.size()), '\0');
  return padded;
}

std::optional<std::string> unpad(std::string_view padded) {
  if (padded.size() < kLengthBytes) return std::nullopt;
  const auto size = from_big_endian(padded.substr(0, kLengthBytes));
  if (size > padded.size() - kLengthBytes) return std::nullopt;
  return std::string(padded.substr(kLengthBytes, size));
}

}  // namespace parley::store
