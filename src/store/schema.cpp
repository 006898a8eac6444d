#include "store/schema.hpp"

namespace parley::store {
namespace {

// Only these are ever deleted or rewritten: a key that is shredded, the sealed heads, and blind rounds. The triggers are
// a net under our own mistakes; who can write to the file can drop them, and is found by the chains.
constexpr const char* kTables = R"sql(
CREATE TABLE lock(
  one INTEGER PRIMARY KEY CHECK (one = 1),
  format INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('passphrase', 'key')),
  salt BLOB NOT NULL, passes INTEGER NOT NULL, memory INTEGER NOT NULL,
  sealed_root BLOB NOT NULL, sealed_seed BLOB NOT NULL
) STRICT;
CREATE TABLE chains(
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  sealed_name BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE keys(
  chain BLOB PRIMARY KEY REFERENCES chains(id),
  sealed BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE heads(
  chain BLOB PRIMARY KEY REFERENCES chains(id),
  sealed BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE entries(
  position INTEGER PRIMARY KEY,
  chain BLOB NOT NULL REFERENCES chains(id),
  n INTEGER NOT NULL CHECK (n > 0),
  commitment BLOB NOT NULL CHECK (length(commitment) = 32),
  sealed BLOB NOT NULL,
  UNIQUE (chain, n)
) STRICT;
CREATE TABLE backups(
  position INTEGER PRIMARY KEY,
  made TEXT NOT NULL, expires TEXT NOT NULL
) STRICT;
CREATE TABLE shreds(
  chain BLOB PRIMARY KEY REFERENCES chains(id),
  backups INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE rounds(
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  sealed_name BLOB NOT NULL, sealed_key BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE slots(
  round BLOB NOT NULL REFERENCES rounds(id),
  slot INTEGER NOT NULL,
  sealed BLOB NOT NULL,
  PRIMARY KEY (round, slot)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER entries_follow BEFORE INSERT ON entries
  WHEN NEW.n <> (SELECT coalesce(max(n), 0) + 1 FROM entries WHERE chain = NEW.chain)
  BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER entries_stand BEFORE UPDATE ON entries BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER entries_stay BEFORE DELETE ON entries BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER chains_stand BEFORE UPDATE ON chains BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER chains_stay BEFORE DELETE ON chains BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER backups_stand BEFORE UPDATE ON backups BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER backups_stay BEFORE DELETE ON backups BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER shreds_stand BEFORE UPDATE ON shreds BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER shreds_stay BEFORE DELETE ON shreds BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER shredded_stay_shredded BEFORE INSERT ON keys
  WHEN EXISTS (SELECT 1 FROM shreds WHERE chain = NEW.chain)
  BEGIN SELECT RAISE(ABORT, 'shredded'); END;
)sql";

}  // namespace

bool make_tables(Database& database) {
  return database.run(kTables) && database.run("PRAGMA application_id = 0x50726C79") &&
         database.run("PRAGMA user_version = 1");
}

}  // namespace parley::store
