#include "store/keyring.hpp"

#include <sodium.h>

#include "store/bytes.hpp"

namespace parley::store {
namespace {

constexpr const char* kStream = "store:lock";
constexpr const char* kRootContext = "parley-root-1";
constexpr const char* kSeedContext = "parley-seed-1";
// A damaged or forged file must not make the process take all memory.
constexpr std::size_t kMostMemory = std::size_t{4} << 30U;
constexpr std::uint64_t kMostPasses = 64;

Error value_error(const char* message) { return {ErrorCode::kValue, message, "", {}}; }

Result<Key> unlock_key(const Lock& lock, const Unlock& unlock) {
  if (unlock.kind() == Unlock::Kind::kKey) return Key(unlock.secret());
  const auto& cost = lock.cost;
  if (lock.salt.size() != crypto_pwhash_argon2id_SALTBYTES || cost.passes < crypto_pwhash_argon2id_OPSLIMIT_MIN ||
      cost.passes > kMostPasses || cost.memory < crypto_pwhash_argon2id_MEMLIMIT_MIN || cost.memory > kMostMemory)
    return std::unexpected(value_error("the parameters of the passphrase are not what they should be"));
  std::string stretched(Key::kBytes, '\0');
  const auto secret = unlock.secret();
  if (crypto_pwhash_argon2id(raw(stretched), stretched.size(), secret.data(), secret.size(), raw(lock.salt),
                             cost.passes, cost.memory, crypto_pwhash_argon2id_ALG_ARGON2ID13) != 0)
    return std::unexpected(Error{ErrorCode::kIo, "not enough memory to stretch the passphrase", "", {}});
  Key key(stretched);
  sodium_memzero(stretched.data(), stretched.size());
  return key;
}

}  // namespace

Identity::Identity(const Key& seed) : seed_(seed), public_(crypto_sign_PUBLICKEYBYTES, '\0') {
  unsigned char secret[crypto_sign_SECRETKEYBYTES];
  crypto_sign_seed_keypair(raw(public_), secret, raw(seed_.bytes()));
  sodium_memzero(secret, sizeof secret);
}

std::string Identity::sign(std::string_view text) const {
  unsigned char secret[crypto_sign_SECRETKEYBYTES];
  unsigned char again[crypto_sign_PUBLICKEYBYTES];
  std::string signature(crypto_sign_BYTES, '\0');
  crypto_sign_seed_keypair(again, secret, raw(seed_.bytes()));
  crypto_sign_detached(raw(signature), nullptr, raw(text), text.size(), secret);
  sodium_memzero(secret, sizeof secret);
  return signature;
}

Result<NewKeyring> make_keyring(const Unlock& unlock, const PassphraseCost& cost, talks::Entropy& entropy) {
  NewKeyring made;
  made.lock.kind = unlock.kind();
  made.lock.cost = cost;
  if (unlock.kind() == Unlock::Kind::kPassphrase)
    made.lock.salt = entropy.bytes(kStream, crypto_pwhash_argon2id_SALTBYTES);
  const auto outer = unlock_key(made.lock, unlock);
  if (!outer) return std::unexpected(outer.error());
  const auto seed = Key::draw(entropy, kStream);
  made.keys.root = Key::draw(entropy, kStream);
  made.keys.identity = Identity(seed);
  made.lock.sealed_root = seal(*outer, Nonce::draw(entropy, kStream), kRootContext, made.keys.root.bytes());
  made.lock.sealed_seed = seal(made.keys.root, Nonce::draw(entropy, kStream), kSeedContext, seed.bytes());
  return made;
}

Result<Keyring> open_keyring(const Lock& lock, const Unlock& unlock) {
  if (lock.kind != unlock.kind())
    return std::unexpected(value_error(lock.kind == Unlock::Kind::kPassphrase
                                           ? "the log opens with a passphrase, not with a key"
                                           : "the log opens with a key, not with a passphrase"));
  const auto outer = unlock_key(lock, unlock);
  if (!outer) return std::unexpected(outer.error());
  const auto root = unseal(*outer, kRootContext, lock.sealed_root);
  if (!root || root->size() != Key::kBytes)
    return std::unexpected(value_error("the passphrase or key does not open this log"));
  Keyring keys{Key(*root), {}};
  const auto seed = unseal(keys.root, kSeedContext, lock.sealed_seed);
  if (!seed || seed->size() != Key::kBytes) return std::unexpected(value_error("the log's signing key is damaged"));
  keys.identity = Identity(Key(*seed));
  return keys;
}

}  // namespace parley::store
