#include "talks/signing.hpp"

#include <sodium.h>

#include <stdexcept>

namespace parley::talks {
namespace {

// RFC 8410: what stands before the 32 bytes of a private key in PKCS#8, and of a public key in SubjectPublicKeyInfo.
constexpr std::string_view kPrivateHead("\x30\x2e\x02\x01\x00\x30\x05\x06\x03\x2b\x65\x70\x04\x22\x04\x20", 16);
constexpr std::string_view kPublicHead("\x30\x2a\x30\x05\x06\x03\x2b\x65\x70\x03\x21\x00", 12);
constexpr std::string_view kBegin = "-----BEGIN PRIVATE KEY-----", kEnd = "-----END PRIVATE KEY-----";

const unsigned char* raw(std::string_view bytes) { return reinterpret_cast<const unsigned char*>(bytes.data()); }
unsigned char* raw(std::string& bytes) { return reinterpret_cast<unsigned char*>(bytes.data()); }

void require_sodium() {
  if (sodium_init() < 0) throw std::runtime_error("libsodium cannot start");
}

struct Pair {
  unsigned char open[crypto_sign_PUBLICKEYBYTES];
  unsigned char secret[crypto_sign_SECRETKEYBYTES];
  explicit Pair(const std::string& seed) { crypto_sign_seed_keypair(open, secret, raw(std::string_view(seed))); }
  Pair(const Pair&) = delete;
  Pair& operator=(const Pair&) = delete;
  ~Pair() { sodium_memzero(secret, sizeof secret); }
};

std::unexpected<Error> no_key() {
  return std::unexpected(Error{ErrorCode::kSyntax,
                               "this is not an Ed25519 private key in PEM",
                               "make one with --new-key, or with openssl genpkey -algorithm ed25519",
                               {}});
}

}  // namespace

std::string sha256(std::string_view bytes) {
  std::string digest(crypto_hash_sha256_BYTES, '\0');
  crypto_hash_sha256(raw(digest), raw(bytes), bytes.size());
  return digest;
}

std::string to_hex(std::string_view bytes) {
  std::string text(2 * bytes.size() + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), raw(bytes), bytes.size());
  text.pop_back();
  return text;
}

std::optional<std::string> from_hex(std::string_view text) {
  if (text.size() % 2 != 0 || text.find_first_not_of("0123456789abcdef") != std::string_view::npos) return std::nullopt;
  std::string bytes(text.size() / 2, '\0');
  std::size_t length = 0;
  if (sodium_hex2bin(raw(bytes), bytes.size(), text.data(), text.size(), nullptr, &length, nullptr) != 0)
    return std::nullopt;
  return bytes;
}

std::string to_base64(std::string_view bytes) {
  std::string text(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(text.data(), text.size(), raw(bytes), bytes.size(), sodium_base64_VARIANT_ORIGINAL);
  text.pop_back();
  return text;
}

SigningKey::SigningKey(std::string seed) : seed_(std::move(seed)) {}
SigningKey::SigningKey(SigningKey&&) noexcept = default;  // 32 bytes are beyond the short string: no copy stays behind
SigningKey::~SigningKey() { sodium_memzero(seed_.data(), seed_.size()); }

SigningKey SigningKey::make() {
  require_sodium();
  std::string seed(crypto_sign_SEEDBYTES, '\0');
  randombytes_buf(seed.data(), seed.size());
  return SigningKey(std::move(seed));
}

Result<SigningKey> SigningKey::read(std::string_view pem) {
  require_sodium();
  const auto begin = pem.find(kBegin), end = pem.find(kEnd);
  if (begin == std::string_view::npos || end == std::string_view::npos || end < begin + kBegin.size()) return no_key();
  const auto body = pem.substr(begin + kBegin.size(), end - begin - kBegin.size());
  std::string bytes(kPrivateHead.size() + crypto_sign_SEEDBYTES, '\0');
  std::size_t length = 0;
  const char* stop = nullptr;
  if (sodium_base642bin(raw(bytes), bytes.size(), body.data(), body.size(), " \r\n", &length, &stop,
                        sodium_base64_VARIANT_ORIGINAL) != 0 ||
      stop != body.data() + body.size() || length != bytes.size() || !bytes.starts_with(kPrivateHead)) {
    sodium_memzero(bytes.data(), bytes.size());
    return no_key();
  }
  std::string seed = bytes.substr(kPrivateHead.size());
  sodium_memzero(bytes.data(), bytes.size());
  return SigningKey(std::move(seed));
}

std::string SigningKey::to_pem() const {
  return std::string(kBegin) + "\n" + to_base64(std::string(kPrivateHead) + seed_) + "\n" + std::string(kEnd) + "\n";
}

std::string SigningKey::public_key() const {
  const Pair pair(seed_);
  return {reinterpret_cast<const char*>(pair.open), sizeof pair.open};
}

std::string SigningKey::sign(std::string_view digest) const {
  const Pair pair(seed_);
  std::string signature(crypto_sign_BYTES, '\0');
  crypto_sign_detached(raw(signature), nullptr, raw(digest), digest.size(), pair.secret);
  return signature;
}

bool verify_signature(std::string_view public_key, std::string_view digest, std::string_view signature) {
  return public_key.size() == crypto_sign_PUBLICKEYBYTES && signature.size() == crypto_sign_BYTES &&
         crypto_sign_verify_detached(raw(signature), raw(digest), digest.size(), raw(public_key)) == 0;
}

std::string public_key_pem(std::string_view public_key) {
  return "-----BEGIN PUBLIC KEY-----\n" + to_base64(std::string(kPublicHead) + std::string(public_key)) +
         "\n-----END PUBLIC KEY-----\n";
}

}  // namespace parley::talks
