// The append-only event log of one set of talks, whatever database stands behind it.
//
// An entry is opaque bytes for one audience ("room:ukraine", "plenary", "account:..."). Each audience has a chain of its
// own: its entries count from 1, are sealed under the audience's key, and carry a salted commitment, so that a chain still
// verifies after the key is destroyed (docs/formats/log.md). No number or hash of one audience depends on another.
//
// Durable    append and every slot call return only after the change would survive a power cut
// Atomic     one append is all or nothing, over any number of audiences
// Threads    one thread at a time
// Errors     kIo: the database failed; every later call fails too, the caller ends the process
//            kValue: the key, the checkpoint or the database is not what it should be (wrong passphrase, broken chain)
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/error.hpp"

namespace parley::store {

struct Entry {
  std::string audience;
  std::string payload;
};

struct Stored {
  std::string audience;
  std::uint64_t n = 0;  // 1, 2, ... within the audience
  std::optional<std::string> payload;  // none: its key was destroyed
};

struct Head {
  std::string audience;
  std::uint64_t n = 0;  // entries so far
  std::string hash;  // 32 bytes; of an empty chain, the hash that the format defines
};

class Log {
 public:
  virtual ~Log() = default;

  // Numbers of the new entries, in the order given.
  virtual Result<std::vector<std::uint64_t>> append(std::span<const Entry> entries) = 0;
  // Every entry in the order of acceptance.
  virtual Result<void> replay(const std::function<void(const Stored&)>& each) = 0;
  virtual Head head(const std::string& audience) const = 0;

  // A signed statement of the heads of these audiences at a time (docs/formats/log.md), as JSON text.
  virtual Result<std::string> checkpoint(std::span<const std::string> audiences, std::string_view time) = 0;
  // The chain of one audience as JSON lines that `parley verify` checks.
  virtual Result<std::string> export_chain(const std::string& audience) = 0;

  // The Ed25519 public key (32 bytes) that checkpoints are signed with. It names this log: every chain is bound to it.
  virtual std::string signing_key() const = 0;

  // Destroys the audience's key: its payloads are gone for good, its chain still verifies and can grow no more. A second
  // time changes nothing.
  virtual Result<void> destroy_key(const std::string& audience) = 0;
  // When the last known backup that holds the audience's key expires (RFC 3339, UTC): shredding is complete only then.
  // Of a key that still exists: the last of all backups. None: no backup was made while the key existed.
  virtual Result<std::optional<std::string>> last_backup_expiry(const std::string& audience) = 0;
  // Writes a backup for `parley restore`, without open blind rounds, to a file that does not exist yet, and first notes
  // until when it is kept (RFC 3339, UTC), so that no backup is unknown. kValue: the file cannot be written.
  virtual Result<void> backup(const std::string& file, std::string_view made, std::string_view expires) = 0;

  // Whether this log came out of a backup and was not served since: what was ended or spent after the backup is open in it again.
  virtual bool from_backup() const { return false; }
  virtual Result<void> note_served() { return {}; }

  // Blind rounds: 1 to 1,000 slots of one fixed size, outside every chain, under a key of the round's own. All slots are
  // written at the opening, in one transaction with `entries`; a write replaces a slot's bytes, filled up with zeros.
  // close_round hands back the slots and destroys the key and the rows, in one transaction with the entries that
  // `result` makes of them.
  static constexpr std::size_t kSlotBytes = 64;
  virtual Result<void> open_round(const std::string& round, std::size_t count, std::span<const Entry> entries) = 0;
  // Whether the round's slots are here: not once it is closed, and not in a log that came out of a backup.
  virtual bool has_round(const std::string& round) const = 0;
  virtual Result<void> write_slot(const std::string& round, std::size_t slot, std::string_view bytes) = 0;
  virtual Result<void> close_round(
      const std::string& round,
      const std::function<std::vector<Entry>(const std::vector<std::string>& slots)>& result) = 0;
};

}  // namespace parley::store
