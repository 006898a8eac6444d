#include "talks/signing.hpp"

#include <gtest/gtest.h>

namespace parley::talks {
namespace {

// RFC 8032, section 7.1, tests 1 to 3: seed, public key, message, signature.
struct Vector {
  const char *seed, *open, *message, *signature;
};
constexpr Vector kVectors[] = {
    {"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
     "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
     "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe246"
     "55"
     "141438e7a100b"},
    {"4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
     "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
     "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb"
     "00"
     "d291612bb0c00"},
};

std::string pem_of(const std::string& seed) {
  const std::string head("\x30\x2e\x02\x01\x00\x30\x05\x06\x03\x2b\x65\x70\x04\x22\x04\x20", 16);
  return "-----BEGIN PRIVATE KEY-----\n" + to_base64(head + *from_hex(seed)) + "\n-----END PRIVATE KEY-----\n";
}

TEST(Signing, GivesThePublishedSignatures) {
  for (const auto& v : kVectors) {
    const auto key = SigningKey::read(pem_of(v.seed));
    ASSERT_TRUE(key);
    EXPECT_EQ(to_hex(key->public_key()), v.open);
    EXPECT_EQ(to_hex(key->sign(*from_hex(v.message))), v.signature);
    EXPECT_TRUE(verify_signature(*from_hex(v.open), *from_hex(v.message), *from_hex(v.signature)));
  }
}

TEST(Signing, AChangedTextKeyOrSignatureIsNotVerified) {
  const auto key = SigningKey::make();
  const auto digest = sha256("the text");
  auto signature = key.sign(digest);
  EXPECT_TRUE(verify_signature(key.public_key(), digest, signature));
  EXPECT_FALSE(verify_signature(key.public_key(), sha256("another text"), signature));
  EXPECT_FALSE(verify_signature(SigningKey::make().public_key(), digest, signature));
  signature[5] = static_cast<char>(signature[5] ^ 1);
  EXPECT_FALSE(verify_signature(key.public_key(), digest, signature));
  EXPECT_FALSE(verify_signature(key.public_key(), digest, ""));
}

TEST(Signing, AKeyThatAnybodyCouldSignUnderIsRefused) {
  const std::string zero(32, '\0');
  std::string identity = zero;
  identity[0] = 1;
  std::string signature = identity + zero;  // verifies under the neutral element where nobody looks
  EXPECT_FALSE(verify_signature(identity, sha256("x"), signature));
  EXPECT_FALSE(verify_signature(zero, sha256("x"), signature));
}

TEST(Signing, KeyFilesAreReadBackAndNothingElseIsRead) {
  const auto key = SigningKey::make();
  const auto again = SigningKey::read(key.to_pem());
  ASSERT_TRUE(again);
  EXPECT_EQ(again->public_key(), key.public_key());
  const auto pem = key.to_pem();
  EXPECT_FALSE(SigningKey::read(""));
  EXPECT_FALSE(SigningKey::read(public_key_pem(key.public_key())));
  EXPECT_FALSE(SigningKey::read(pem.substr(0, pem.size() / 2)));
  std::string x25519 = pem;
  x25519.replace(x25519.find("K2Vw"), 4, "K2Vu");
  EXPECT_FALSE(SigningKey::read(x25519));
}

TEST(Signing, HexHasOneSpelling) {
  EXPECT_EQ(to_hex("\x01\xab"), "01ab");
  EXPECT_EQ(from_hex("01ab"), "\x01\xab");
  for (const char* bad : {"0", "0G", "AB", "0x", "01 a"}) EXPECT_FALSE(from_hex(bad)) << bad;
}

}  // namespace
}  // namespace parley::talks
