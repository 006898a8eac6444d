#include "store/sqlite_log.hpp"

#include <algorithm>

#include "store/backup.hpp"
#include "store/bytes.hpp"
#include "store/chain.hpp"
#include "store/contexts.hpp"
#include "store/sqlite_state.hpp"

namespace parley::store {
namespace {

constexpr std::size_t kIdBytes = 16;

std::unexpected<Error> value_error(const char* message) {
  return std::unexpected(Error{ErrorCode::kValue, message, "", {}});
}

std::string stream_of(const std::string& audience) { return "store:" + audience; }

}  // namespace

SqliteLog::Statements::Statements(Database& database)
    : begin(database, "BEGIN IMMEDIATE"),
      commit(database, "COMMIT"),
      insert_entry(database, "INSERT INTO entries(chain, n, commitment, sealed) VALUES (?, ?, ?, ?)"),
      save_head(database,
                "INSERT INTO heads(chain, sealed) VALUES (?1, ?2) ON CONFLICT(chain) DO UPDATE SET sealed = ?2") {}

bool SqliteLog::Statements::good() const {
  return begin.good() && commit.good() && insert_entry.good() && save_head.good();
}

std::unexpected<Error> SqliteLog::broken() {
  failed_ = true;
  const int code = database_.last_code();
  roll_back();
  database_.note(code);
  return std::unexpected(database_.error());
}

void SqliteLog::roll_back() {
  if (sqlite3_get_autocommit(database_.handle()) == 0) database_.run("ROLLBACK");
  if (sqlite3_get_autocommit(database_.handle()) == 0) failed_ = true;
}

Result<void> SqliteLog::scrub() {
  Statement checkpoint(database_, "PRAGMA wal_checkpoint(TRUNCATE)");
  if (!checkpoint.step() || checkpoint.number(0) != 0) return broken();
  return {};
}

Result<std::vector<std::uint64_t>> SqliteLog::append(std::span<const Entry> entries) {
  return guarded<std::vector<std::uint64_t>>([&]() -> Result<std::vector<std::uint64_t>> {
    Chains touched;
    std::vector<std::uint64_t> numbers;
    auto done = transaction([&] { return write(entries, touched, numbers); });
    if (!done) return std::unexpected(done.error());
    keep(touched);
    return numbers;
  });
}

// Inside a transaction: entries and heads, with the chains as they will be in `touched`.
Result<void> SqliteLog::write(std::span<const Entry> entries, Chains& touched, std::vector<std::uint64_t>& numbers) {
  for (const Entry& entry : entries) {
    auto chain = touch(entry.audience, touched);
    if (!chain) return std::unexpected(chain.error());
    Chain& c = **chain;
    if (!c.key) return value_error("the key of this audience was destroyed; nothing can be added to it");
    const auto stream = stream_of(entry.audience);
    const auto salt = entropy_.bytes(stream, kSaltBytes);
    const auto commitment = commitment_of(salt, entry.payload);
    const auto sealed = seal(*c.key, Nonce::draw(entropy_, stream), entry_context(c.id, c.n + 1, commitment),
                             pad(salt + entry.payload));
    ++c.n;
    c.head = next_head(c.head, c.n, commitment);
    auto& insert = statements_->insert_entry;
    if (!insert.bind(1, std::string_view(c.id))
             .bind(2, static_cast<std::int64_t>(c.n))
             .bind(3, std::string_view(commitment))
             .bind(4, std::string_view(sealed))
             .run())
      return broken();
    numbers.push_back(c.n);
  }
  for (const auto& [audience, chain] : touched) {
    const auto sealed = seal(keys_.root, Nonce::draw(entropy_, stream_of(audience)), head_context(chain.id),
                             big_endian(chain.n) + chain.head);
    if (!statements_->save_head.bind(1, std::string_view(chain.id)).bind(2, std::string_view(sealed)).run())
      return broken();
  }
  return {};
}

Result<SqliteLog::Chain*> SqliteLog::touch(const std::string& audience, Chains& touched) {
  if (const auto at = touched.find(audience); at != touched.end()) return &at->second;
  if (const auto at = chains_.find(audience); at != chains_.end())
    return &touched.emplace(audience, at->second).first->second;
  auto made = new_chain(audience);
  if (!made) return std::unexpected(made.error());
  return &touched.emplace(audience, std::move(*made)).first->second;
}

Result<SqliteLog::Chain> SqliteLog::new_chain(const std::string& audience) {
  if (!is_audience(audience))
    return value_error("an audience's name is 1 to 256 bytes of UTF-8 without control characters");
  const auto stream = stream_of(audience);
  Chain chain{entropy_.bytes(stream, kIdBytes), Key::draw(entropy_, stream), 0, first_head(signing_key(), audience)};
  const auto name = seal(keys_.root, Nonce::draw(entropy_, stream), name_context(chain.id), pad(audience));
  const auto key = seal(keys_.root, Nonce::draw(entropy_, stream), key_context(chain.id), chain.key->bytes());
  Statement insert_chain(database_, "INSERT INTO chains VALUES (?, ?)");
  if (!insert_chain.good()) return broken();
  if (!insert_chain.bind(1, std::string_view(chain.id)).bind(2, std::string_view(name)).run()) return broken();
  Statement insert_key(database_, "INSERT INTO keys VALUES (?, ?)");
  if (!insert_key.good()) return broken();
  if (!insert_key.bind(1, std::string_view(chain.id)).bind(2, std::string_view(key)).run()) return broken();
  return chain;
}

void SqliteLog::keep(Chains& touched) {
  for (auto& [audience, chain] : touched) chains_.insert_or_assign(audience, std::move(chain));
}

Result<SqliteLog::Opened> SqliteLog::open_entry(const Chain& chain, std::uint64_t n, std::string_view commitment,
                                                std::string_view sealed) {
  const auto padded = unseal(*chain.key, entry_context(chain.id, n, commitment), sealed);
  const auto text = padded ? unpad(*padded) : std::nullopt;
  if (!text || text->size() < kSaltBytes) return value_error("an entry is damaged: its seal does not open");
  Opened opened{text->substr(0, kSaltBytes), text->substr(kSaltBytes)};
  if (commitment_of(opened.salt, opened.payload) != commitment)
    return value_error("an entry is not the one that its chain commits to");
  return opened;
}

Result<void> SqliteLog::replay(const std::function<void(const Stored&)>& each) {
  return guarded<void>([&]() -> Result<void> {
    std::map<std::string, Chains::const_iterator, std::less<>> by_id;
    for (auto at = chains_.cbegin(); at != chains_.cend(); ++at) by_id.emplace(at->second.id, at);
    Statement row(database_, "SELECT chain, n, commitment, sealed FROM entries ORDER BY position");
    while (row.step()) {
      const auto at = by_id.find(row.bytes(0));
      if (at == by_id.end()) return value_error("an entry belongs to no chain");
      const auto& [audience, chain] = *at->second;
      Stored stored{audience, static_cast<std::uint64_t>(row.number(1)), std::nullopt};
      if (chain.key) {
        auto opened = open_entry(chain, stored.n, row.bytes(2), row.bytes(3));
        if (!opened) return std::unexpected(opened.error());
        stored.payload = std::move(opened->payload);
      }
      each(stored);
    }
    if (row.failed()) return broken();
    return {};
  });
}

Head SqliteLog::head(const std::string& audience) const {
  const auto at = chains_.find(audience);
  if (at == chains_.end()) return {audience, 0, first_head(signing_key(), audience)};
  return {audience, at->second.n, at->second.head};
}

Result<std::string> SqliteLog::checkpoint(std::span<const std::string> audiences, std::string_view time) {
  return guarded<std::string>([&]() -> Result<std::string> {
    if (!is_utc_time(time, true)) return value_error("the time of a checkpoint is RFC 3339 in UTC");
    Checkpoint made{signing_key(), std::string(time), {}, "", ""};
    for (const auto& audience : audiences) {
      if (!is_audience(audience)) return value_error("this is not the name of an audience");
      auto at = head(audience);
      made.heads.push_back({audience, at.n, std::move(at.hash)});
    }
    std::ranges::sort(made.heads, {}, &CheckpointHead::audience);
    const auto twice = std::ranges::unique(made.heads, {}, &CheckpointHead::audience);
    made.heads.erase(twice.begin(), twice.end());
    const auto text = signed_part(made);
    return with_signature(text, keys_.identity.sign(text));
  });
}

Result<std::string> SqliteLog::export_chain(const std::string& audience) {
  return guarded<std::string>([&]() -> Result<std::string> {
    if (!is_audience(audience)) return value_error("this is not the name of an audience");
    std::string text = to_line(HeaderLine{signing_key(), audience}) + '\n';
    const auto at = chains_.find(audience);
    if (at != chains_.end()) {
      const Chain& chain = at->second;
      Statement row(database_, "SELECT n, commitment, sealed FROM entries WHERE chain = ? ORDER BY n");
      if (!row.good()) return broken();
      row.bind(1, std::string_view(chain.id));
      while (row.step()) {
        EntryLine line{static_cast<std::uint64_t>(row.number(0)), row.bytes(1), std::nullopt, std::nullopt};
        if (chain.key) {
          auto opened = open_entry(chain, line.n, line.commitment, row.bytes(2));
          if (!opened) return std::unexpected(opened.error());
          line.salt = std::move(opened->salt);
          line.payload = std::move(opened->payload);
        }
        text += to_line(line) + '\n';
      }
      if (row.failed()) return broken();
    }
    const auto last = head(audience);
    return text + to_line(EndLine{last.n, last.hash}) + '\n';
  });
}

}  // namespace parley::store
