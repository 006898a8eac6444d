#include "store/chain.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include "store/bytes.hpp"
#include "store/spelling.hpp"

namespace parley::store {

std::string commitment_of(std::string_view salt, std::string_view payload) {
  return hash_parts({"parley-entry-1", salt, payload});
}

std::string first_head(std::string_view signing_key, std::string_view audience) {
  return hash_parts({"parley-chain-1", signing_key, audience});
}

std::string next_head(std::string_view head, std::uint64_t n, std::string_view commitment) {
  return hash_parts({"parley-link-1", head, big_endian(n), commitment});
}

std::string to_line(const HeaderLine& line) {
  return fmt::format(R"({{"parley":"chain-1","log":"{}","audience":{}}})", hex(line.signing_key), quote(line.audience));
}

std::string to_line(const EntryLine& line) {
  auto text = fmt::format(R"({{"n":{},"commitment":"{}")", line.n, hex(line.commitment));
  if (line.salt) text += fmt::format(R"(,"salt":"{}","payload":"{}")", hex(*line.salt), base64(*line.payload));
  return text + '}';
}

std::string to_line(const EndLine& line) {
  return fmt::format(R"({{"entries":{},"head":"{}"}})", line.entries, hex(line.head));
}

std::optional<HeaderLine> read_header(std::string_view line) {
  Spelling text(line);
  HeaderLine header;
  text.literal(R"({"parley":"chain-1","log":")");
  header.signing_key = text.hex_bytes(crypto_sign_PUBLICKEYBYTES);
  text.literal(R"(","audience":")");
  header.audience = text.quoted_audience();
  text.literal(R"("})");
  return text.done() ? std::optional(header) : std::nullopt;
}

std::optional<EntryLine> read_entry(std::string_view line) {
  Spelling text(line);
  EntryLine entry;
  text.literal(R"({"n":)");
  entry.n = text.number();
  text.literal(R"(,"commitment":")");
  entry.commitment = text.hex_bytes(kHashBytes);
  if (text.optional_literal(R"(","salt":")")) {
    entry.salt = text.hex_bytes(kSaltBytes);
    text.literal(R"(","payload":")");
    entry.payload = unbase64(text.until_quote());
    if (!entry.payload) text.fail();
  }
  text.literal(R"("})");
  return text.done() ? std::optional(entry) : std::nullopt;
}

std::optional<EndLine> read_end(std::string_view line) {
  Spelling text(line);
  EndLine end;
  text.literal(R"({"entries":)");
  end.entries = text.number();
  text.literal(R"(,"head":")");
  end.head = text.hex_bytes(kHashBytes);
  text.literal(R"("})");
  return text.done() ? std::optional(end) : std::nullopt;
}

std::string signed_part(const Checkpoint& checkpoint) {
  std::string heads;
  for (const auto& head : checkpoint.heads)
    heads += fmt::format(R"({}{{"audience":{},"n":{},"head":"{}"}})", heads.empty() ? "" : ",", quote(head.audience),
                         head.n, hex(head.head));
  return fmt::format(R"({{"parley":"checkpoint-1","log":"{}","time":"{}","heads":[{}])", hex(checkpoint.signing_key),
                     checkpoint.time, heads);
}

std::string with_signature(std::string_view signed_text, std::string_view signature) {
  return fmt::format(R"({},"signature":"{}"}})", signed_text, hex(signature));
}

std::optional<Checkpoint> read_checkpoint(std::string_view text) {
  if (text.ends_with('\n')) text.remove_suffix(1);
  Spelling reading(text);
  Checkpoint result;
  reading.literal(R"({"parley":"checkpoint-1","log":")");
  result.signing_key = reading.hex_bytes(crypto_sign_PUBLICKEYBYTES);
  reading.literal(R"(","time":")");
  result.time = reading.until_quote();
  if (!is_utc_time(result.time, true)) reading.fail();
  reading.literal(R"(","heads":[)");
  while (reading.good() && !reading.optional_literal("]")) {
    if (!result.heads.empty()) reading.literal(",");
    CheckpointHead head;
    reading.literal(R"({"audience":")");
    head.audience = reading.quoted_audience();
    reading.literal(R"(","n":)");
    head.n = reading.number();
    reading.literal(R"(,"head":")");
    head.head = reading.hex_bytes(kHashBytes);
    reading.literal(R"("})");
    if (!result.heads.empty() && result.heads.back().audience >= head.audience) reading.fail();
    result.heads.push_back(std::move(head));
  }
  result.signed_text = text.substr(0, text.size() - reading.rest().size());
  reading.literal(R"(,"signature":")");
  result.signature = reading.hex_bytes(crypto_sign_BYTES);
  reading.literal(R"("})");
  return reading.done() ? std::optional(result) : std::nullopt;
}

bool good_signature(std::string_view signing_key, std::string_view text, std::string_view signature) {
  return signing_key.size() == crypto_sign_PUBLICKEYBYTES && signature.size() == crypto_sign_BYTES &&
         crypto_sign_verify_detached(raw(signature), raw(text), text.size(), raw(signing_key)) == 0;
}

}  // namespace parley::store
