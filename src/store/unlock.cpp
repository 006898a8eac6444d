#include "store/unlock.hpp"

#include <sodium.h>

#include "store/files.hpp"

namespace parley::store {
namespace {

void wipe(std::string& text) {
  sodium_memzero(text.data(), text.size());
  text.clear();
}

}  // namespace

Unlock::Unlock(Kind kind, std::string secret)
    : kind_(kind), secret_(new std::string(std::move(secret)), [](const std::string* held) {
        auto* text = const_cast<std::string*>(held);
        wipe(*text);
        delete text;
      }) {}

Unlock Unlock::passphrase(std::string secret) { return {Kind::kPassphrase, std::move(secret)}; }

Result<Unlock> Unlock::key(std::string raw) {
  if (raw.size() != kKeyBytes) {
    wipe(raw);
    return std::unexpected(Error{ErrorCode::kValue, "a key has exactly 32 bytes", "", {}});
  }
  return Unlock(Kind::kKey, std::move(raw));
}

Result<Unlock> Unlock::key_file(const std::string& path) {
  auto bytes = read_file(path);
  if (!bytes) return std::unexpected(bytes.error());
  auto unlock = key(std::move(*bytes));
  if (!unlock) {
    auto error = unlock.error();
    error.message = "a key file has exactly 32 bytes";
    error.where.file = path;
    return std::unexpected(error);
  }
  return unlock;
}

Result<Unlock> Unlock::passphrase_file(const std::string& path) {
  auto bytes = read_file(path);
  if (!bytes) return std::unexpected(bytes.error());
  auto line = bytes->substr(0, bytes->find('\n'));
  if (line.ends_with('\r')) line.pop_back();
  wipe(*bytes);
  if (line.empty())
    return std::unexpected(Error{ErrorCode::kValue, "the first line, the passphrase, is empty", "", {path, 0, 0}});
  return passphrase(std::move(line));
}

Result<void> create_key_file(const std::string& path, talks::Entropy& entropy) {
  return make_file(path, [&](int descriptor) {
    auto key = entropy.bytes("store:key-file", Unlock::kKeyBytes);
    auto written = write_all(descriptor, key);
    wipe(key);
    return written;
  });
}

}  // namespace parley::store
