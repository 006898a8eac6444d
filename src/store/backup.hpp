// The backup file: one signed line that says what it is, and behind it a copy of the database.
//
// The copy holds what the log holds, sealed as it is there, except open blind rounds: a backup with their key would let
// answers be read after the round's own key is gone. docs/formats/log.md has the manifest's bytes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "store/keyring.hpp"

namespace parley::store {

struct Manifest {
  std::string signing_key;  // 32 bytes
  std::string made, expires;
  std::uint64_t bytes = 0;  // of the database
  std::string sha256;  // of the database
  std::string signed_text, signature;
};

std::string signed_part(const Manifest& manifest);
// The line without its newline. None unless it is spelt exactly as it would have been written.
std::optional<Manifest> read_manifest(std::string_view line);

// Puts the manifest in front of the database copy. kValue: the copy cannot be read, or `file` exists or cannot be made.
Result<void> seal_backup(const std::string& copy, const std::string& file, const Identity& identity,
                         std::string_view made, std::string_view expires);

// Checks manifest, signature, length and digest, and writes the database to a file that does not exist yet.
Result<Manifest> unpack_backup(const std::string& file, const std::string& database);

}  // namespace parley::store
