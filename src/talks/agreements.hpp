// Agreements: a frozen text that everybody asked has accepted, and the signatures under it.
//
// Signatures  Ed25519 over the 32 bytes of the SHA-256 of the canonical text (docs/formats/agreement.md). Private keys never
//             reach the server; it checks every signature before it is recorded
// Projection  Agreements folds the plenary or a group: whoever reads there sees the text and who has signed
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "talks/author.hpp"
#include "talks/fields.hpp"
#include "talks/time.hpp"

namespace parley::talks {

struct Stamp;

// Where the private key was, as the signatory states it.
enum class SignatureMade { kOffline, kBrowser };
template <>
struct Names<SignatureMade> {
  static constexpr std::array<std::pair<SignatureMade, std::string_view>, 2> kList{
      {{SignatureMade::kOffline, "offline"}, {SignatureMade::kBrowser, "browser"}}};
};

struct AgreementOpened {
  static constexpr const char* kKind = "agreement.opened";
  std::string agreement, title;
  std::string text;  // canonical bytes (docs/formats/text.md)
  std::string sha256;  // hex
  std::string round;  // in which everybody asked accepted it
  Time accepted;
  bool referendum = false;  // the acceptances were ad referendum and have all been confirmed since
  std::vector<std::string> parties;  // that sign
  static constexpr auto fields() {
    using E = AgreementOpened;
    return std::tuple{
        field("agreement", &E::agreement),   field("title", &E::title),    field("text", &E::text),
        field("sha256", &E::sha256),         field("round", &E::round),    field("accepted", &E::accepted),
        field("referendum", &E::referendum), field("parties", &E::parties)};
  }
};
struct AgreementSigned {
  static constexpr const char* kKind = "agreement.signed";
  std::string agreement, party;
  std::string public_key, signature;  // hex
  SignatureMade made = SignatureMade::kOffline;
  static constexpr auto fields() {
    using E = AgreementSigned;
    return std::tuple{field("agreement", &E::agreement), field("party", &E::party), field("public_key", &E::public_key),
                      field("signature", &E::signature), field("made", &E::made)};
  }
};

struct Agreements {
  struct Signature {
    AgreementSigned event;
    Time time;
    Author author;
  };
  struct Agreement {
    AgreementOpened opened;
    Time time;
    std::vector<Signature> signatures;  // one a party, in the order of signing

    const Signature* of(const std::string& party) const;
    // When the last party named signed; none before.
    std::optional<Time> complete() const;
  };
  std::vector<Agreement> list;  // oldest first

  void apply(const Stamp& stamp, const AgreementOpened& event);
  void apply(const Stamp& stamp, const AgreementSigned& event);

  const Agreement* find(const std::string& id) const;
};

}  // namespace parley::talks
