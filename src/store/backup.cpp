#include "store/backup.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include <array>
#include <fstream>
#include <functional>

#include "store/bytes.hpp"
#include "store/chain.hpp"
#include "store/files.hpp"
#include "store/spelling.hpp"

namespace parley::store {
namespace {

constexpr std::size_t kChunk = std::size_t{1} << 16U;
constexpr std::size_t kLongestManifest = 1024;

std::unexpected<Error> value_error(std::string message, const std::string& file) {
  return std::unexpected(Error{ErrorCode::kValue, std::move(message), "", {file, 0, 0}});
}

using Each = std::function<Result<void>(std::string_view)>;

// The rest of a stream, chunk by chunk.
Result<void> pour(std::istream& in, const std::string& path, const Each& each) {
  std::string chunk(kChunk, '\0');
  while (in.good()) {
    in.read(chunk.data(), static_cast<std::streamsize>(chunk.size()));
    const auto part = std::string_view(chunk).substr(0, static_cast<std::size_t>(in.gcount()));
    if (auto done = each(part); !done) return done;
  }
  if (!in.eof()) return value_error("cannot be read to its end", path);
  return {};
}

class Digest {
 public:
  Digest() { crypto_hash_sha256_init(&state_); }
  void add(std::string_view part) {
    crypto_hash_sha256_update(&state_, raw(part), part.size());
    bytes_ += part.size();
  }
  std::uint64_t bytes() const { return bytes_; }
  std::string finish() {
    std::string digest(crypto_hash_sha256_BYTES, '\0');
    crypto_hash_sha256_final(&state_, raw(digest));
    return digest;
  }

 private:
  crypto_hash_sha256_state state_{};
  std::uint64_t bytes_ = 0;
};

}  // namespace

std::string signed_part(const Manifest& manifest) {
  return fmt::format(R"({{"parley":"backup-1","log":"{}","made":"{}","expires":"{}","bytes":{},"sha256":"{}")",
                     hex(manifest.signing_key), manifest.made, manifest.expires, manifest.bytes, hex(manifest.sha256));
}

std::optional<Manifest> read_manifest(std::string_view line) {
  Spelling text(line);
  Manifest manifest;
  text.literal(R"({"parley":"backup-1","log":")");
  manifest.signing_key = text.hex_bytes(crypto_sign_PUBLICKEYBYTES);
  text.literal(R"(","made":")");
  manifest.made = text.until_quote();
  text.literal(R"(","expires":")");
  manifest.expires = text.until_quote();
  text.literal(R"(","bytes":)");
  manifest.bytes = text.number();
  text.literal(R"(,"sha256":")");
  manifest.sha256 = text.hex_bytes(crypto_hash_sha256_BYTES);
  text.literal(R"(")");
  manifest.signed_text = line.substr(0, line.size() - text.rest().size());
  text.literal(R"(,"signature":")");
  manifest.signature = text.hex_bytes(crypto_sign_BYTES);
  text.literal(R"("})");
  const bool good = text.done() && is_utc_time(manifest.made, false) && is_utc_time(manifest.expires, false);
  return good ? std::optional(manifest) : std::nullopt;
}

Result<void> seal_backup(const std::string& copy, const std::string& file, const Identity& identity,
                         std::string_view made, std::string_view expires) {
  std::ifstream in(copy, std::ios::binary);
  if (!in) return value_error("the copy of the database cannot be read", copy);
  Digest digest;
  auto poured = pour(in, copy, [&](std::string_view part) -> Result<void> {
    digest.add(part);
    return {};
  });
  if (!poured) return poured;
  Manifest manifest{
      identity.signing_key(), std::string(made), std::string(expires), digest.bytes(), digest.finish(), "", ""};
  const auto text = signed_part(manifest);
  auto written = make_file(file, [&](int descriptor) -> Result<void> {
    if (auto line = write_all(descriptor, with_signature(text, identity.sign(text)) + '\n'); !line) return line;
    in.clear();
    in.seekg(0);
    return pour(in, copy, [&](std::string_view part) { return write_all(descriptor, part); });
  });
  if (!written) return value_error(written.error().message, file);
  return {};
}

Result<Manifest> unpack_backup(const std::string& file, const std::string& database) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return std::unexpected(io_error("cannot be read", file));
  std::string line;
  for (int c = in.get(); c != EOF && c != '\n' && line.size() < kLongestManifest; c = in.get())
    line += static_cast<char>(c);
  const auto manifest = read_manifest(line);
  if (!manifest) return value_error("this is no backup: its first line is not a manifest", file);
  if (!good_signature(manifest->signing_key, manifest->signed_text, manifest->signature))
    return value_error("the signature of the manifest does not fit", file);
  auto written = make_file(database, [&](int descriptor) -> Result<void> {
    Digest digest;
    auto poured = pour(in, file, [&](std::string_view part) -> Result<void> {
      digest.add(part);
      if (digest.bytes() > manifest->bytes) return value_error("the backup is longer than its manifest says", file);
      return write_all(descriptor, part);
    });
    if (!poured) return poured;
    if (digest.bytes() != manifest->bytes) return value_error("the backup breaks off", file);
    if (digest.finish() != manifest->sha256) return value_error("the backup is not what its manifest says", file);
    return {};
  });
  if (!written) return std::unexpected(written.error());
  return *manifest;
}

}  // namespace parley::store
