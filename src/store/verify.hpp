// Checks an exported chain offline, after docs/formats/log.md: no database, no key, no secret.
//
// Input      text: what Log::export_chain wrote; checkpoint: what Log::checkpoint wrote
// Output     what the chain is, and every fault that one pass can find, by line
// Cost       one SHA-256 over everything, one Ed25519 check for a checkpoint
// Finds      edits, deleted, inserted and reordered entries, truncation; with a checkpoint also forks (another history),
//            rollback (a chain that ends before the checkpoint) and chains of another log
// Not        a chain that was rewritten as a whole, when no checkpoint is at hand
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace parley::store {

struct Fault {
  std::size_t line = 0;  // of the chain, from 1; 0: of the checkpoint
  std::string kind;  // one of the words of docs/formats/log.md
  std::string message;

  bool operator==(const Fault&) const = default;
};

struct Verified {
  std::string audience;  // empty when the header could not be read
  std::string signing_key;  // 32 bytes, or empty
  std::uint64_t entries = 0;
  std::uint64_t shredded = 0;  // entries of which only the commitment is left
  std::string head;  // 32 bytes; empty when it could not be computed
  std::vector<Fault> faults;  // empty: the chain is good
};

Verified verify_export(std::string_view text, std::optional<std::string_view> checkpoint = std::nullopt);

}  // namespace parley::store
