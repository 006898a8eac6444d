// The keys of a log and how one secret unlocks them all.
//
//   passphrase ──Argon2id──┐
//   key file ──────────────┴─► unlock key ─seals─► root key ─seals─► signing seed, and for each audience and round:
//                                                                    its name and its own key
// Every key is random but the stretched passphrase. The root key never changes, so that the secret can, without touching
// anything else. To destroy an audience's key is to delete its sealed form.
#pragma once

#include <string>

#include "base/error.hpp"
#include "store/seal.hpp"
#include "store/unlock.hpp"

namespace parley::store {

// What stands on disk in the clear about the lock.
struct Lock {
  Unlock::Kind kind = Unlock::Kind::kKey;
  std::string salt;  // of a passphrase
  PassphraseCost cost;
  std::string sealed_root, sealed_seed;
};

class Identity {
 public:
  Identity() = default;
  explicit Identity(const Key& seed);
  const std::string& signing_key() const { return public_; }
  std::string sign(std::string_view text) const;

 private:
  Key seed_;
  std::string public_;
};

struct Keyring {
  Key root;
  Identity identity;
};

struct NewKeyring {
  Keyring keys;
  Lock lock;
};
Result<NewKeyring> make_keyring(const Unlock& unlock, const PassphraseCost& cost, talks::Entropy& entropy);
// kValue: another secret, or another kind of secret.
Result<Keyring> open_keyring(const Lock& lock, const Unlock& unlock);

}  // namespace parley::store
