#include "store/sqlite_log.hpp"

#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>

#include "store/files.hpp"
#include "store/verify.hpp"

namespace parley::store {
namespace {

namespace fs = std::filesystem;
using Entries = std::vector<Entry>;

// Words that must stand in no file. Some are as long as what a compressor or a page boundary might cut.
const std::string kCanary = "CANARY-пеликан-בדיקה-0123456789";
const std::string kAudience = "caucus:CANARY-ukraine";

class SqliteLogTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (fs::temp_directory_path() / "parley-store-XXXXXX").string();
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
  }
  void TearDown() override { fs::remove_all(folder_); }
  std::string path() const { return folder_ + "/" + kDatabaseFile; }
  static Unlock key(char c = 'k') { return *Unlock::key(std::string(32, c)); }
  Result<std::unique_ptr<Log>> open(const Unlock& unlock = key(), const Options& options = {}) const {
    return open_log(path(), unlock, talks::system_entropy(), options);
  }
  // Every file of the folder that holds `word`.
  std::vector<std::string> files_with(const std::string& word) const {
    std::vector<std::string> found;
    for (const auto& file : fs::recursive_directory_iterator(folder_))
      if (file.is_regular_file() && read_file(file.path().string())->find(word) != std::string::npos)
        found.push_back(file.path().filename().string());
    return found;
  }
  // A column of the database as it reads for somebody who copies the files of a log that is open.
  std::vector<std::string> copied(const std::string& sql) const {
    const auto copy = folder_ + "-copied";
    fs::copy(folder_, copy);
    sqlite3* handle = nullptr;
    EXPECT_EQ(sqlite3_open((copy + "/" + kDatabaseFile).c_str(), &handle), SQLITE_OK);
    sqlite3_stmt* row = nullptr;
    EXPECT_EQ(sqlite3_prepare_v2(handle, sql.c_str(), -1, &row, nullptr), SQLITE_OK);
    std::vector<std::string> values;
    while (sqlite3_step(row) == SQLITE_ROW)
      values.emplace_back(static_cast<const char*>(sqlite3_column_blob(row, 0)), sqlite3_column_bytes(row, 0));
    sqlite3_finalize(row);
    sqlite3_close(handle);
    fs::remove_all(copy);
    return values;
  }
  std::vector<std::string> copied_slots() const { return copied("SELECT sealed FROM slots ORDER BY slot"); }
  // Runs SQL on the stopped database as somebody would who has the file and no key.
  void tamper(const std::string& sql) const {
    sqlite3* handle = nullptr;
    ASSERT_EQ(sqlite3_open(path().c_str(), &handle), SQLITE_OK);
    const std::string drop =
        "DROP TRIGGER entries_stand; DROP TRIGGER entries_stay; DROP TRIGGER entries_follow;"
        "DROP TRIGGER shredded_stay_shredded;";
    EXPECT_EQ(sqlite3_exec(handle, (drop + sql).c_str(), nullptr, nullptr, nullptr), SQLITE_OK) << sql;
    sqlite3_close(handle);
  }

  std::string folder_;
};

TEST_F(SqliteLogTest, AnotherKeyDoesNotOpenIt) {
  ASSERT_TRUE((*open())->append(Entries{{"room:a", "x"}}));
  for (const auto& wrong : {key('x'), Unlock::passphrase("k")}) {
    const auto refused = open(wrong);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::kValue);
  }
  EXPECT_TRUE(open());
}

TEST_F(SqliteLogTest, APassphraseOpensItAndAnotherDoesNot) {
  Options options;
  options.cost = PassphraseCost::least();
  ASSERT_TRUE((*open(Unlock::passphrase("correct horse"), options))->append(Entries{{"room:a", "x"}}));
  const auto again = open(Unlock::passphrase("correct horse"));
  ASSERT_TRUE(again);
  EXPECT_EQ((*again)->head("room:a").n, 1U);
  const auto refused = open_log(path() + "2", Unlock::passphrase("x"), talks::system_entropy(), {false, {}, "", true});
  EXPECT_FALSE(refused);
}

TEST_F(SqliteLogTest, ASecondOpenIsRefusedAlsoFromAnotherProcess) {
  const auto first = open();
  ASSERT_TRUE(first);
  const auto second = open();
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, ErrorCode::kIo);
  const pid_t child = fork();
  if (child == 0) _exit(open() ? 1 : 0);
  int status = -1;
  waitpid(child, &status, 0);
  EXPECT_EQ(status, 0);
}

TEST_F(SqliteLogTest, OnlyItsOwnerMayReadTheFiles) {
  const auto log = open();
  ASSERT_TRUE((*log)->append(Entries{{"room:a", "x"}}));
  for (const auto& file : fs::directory_iterator(folder_))
    EXPECT_EQ(fs::status(file).permissions() & fs::perms(0077), fs::perms::none) << file.path();
}

TEST_F(SqliteLogTest, WithoutAKeyTheFolderShowsNoWordOfTheTalks) {
  const Entries entries = {{kAudience, kCanary}, {"plenary", std::string(5'000, 'x') + kCanary}};
  const pid_t child = fork();
  if (child == 0) {
    const auto log = open();
    if (!log || !(*log)->append(entries) || !(*log)->open_round("CANARY-round", 2, entries)) _exit(1);
    if (!(*log)->write_slot("CANARY-round", 1, kCanary)) _exit(1);
    (void)(*log)->backup(folder_ + "/backup", "2026-03-01T12:00:00Z", "2026-04-01T12:00:00Z");
    kill(getpid(), SIGKILL);  // the write-ahead log stays behind
  }
  int status = 0;
  waitpid(child, &status, 0);
  ASSERT_TRUE(WIFSIGNALED(status));
  ASSERT_TRUE(fs::exists(path() + "-wal"));
  for (const auto* word : {"CANARY", "plenary", "caucus", "ukraine", "пеликан"})
    EXPECT_EQ(files_with(word), std::vector<std::string>{}) << word;
  ASSERT_TRUE(open());  // and closed again: now everything stands in the database
  for (const auto* word : {"CANARY", "plenary", "caucus"}) EXPECT_EQ(files_with(word), std::vector<std::string>{});
}

TEST_F(SqliteLogTest, SizesOnDiskAreCoarse) {
  const auto size_with = [&](const std::string& payload) {
    fs::remove(path());
    (void)(*open())->append(Entries{{"room:a", payload}});
    return fs::file_size(path());
  };
  EXPECT_EQ(size_with(""), size_with(std::string(200, 'x')));
  EXPECT_EQ(size_with(std::string(20'000, 'x')), size_with(std::string(30'000, 'x')));
}

// What a destroyed key sealed cannot be opened again even with the key file: its sealed form stands in no file.
TEST_F(SqliteLogTest, ADestroyedKeyLeavesNoTraceInTheFiles) {
  const auto log = open();
  ASSERT_TRUE((*log)->append(Entries{{"room:a", "x"}, {"room:b", "y"}}));
  const auto before = copied("SELECT sealed FROM keys");
  ASSERT_EQ(before.size(), 2U);
  ASSERT_TRUE((*log)->destroy_key("room:a"));
  EXPECT_EQ(fs::file_size(path() + "-wal"), 0U);
  const auto after = copied("SELECT sealed FROM keys");
  ASSERT_EQ(after.size(), 1U);
  for (const auto& sealed : before) EXPECT_EQ(files_with(sealed).empty(), sealed != after[0]);
}

// Two copies of the disk, from before and after an answer, do not tell whose it was nor what it says.
TEST_F(SqliteLogTest, AnAnswerChangesEverySlotAndNoLength) {
  const auto log = open();
  ASSERT_TRUE((*log)->open_round("r", 3, {}));
  auto before = copied_slots();
  for (const auto* answer : {"yes", "", "no, and in as many words as fit into the slot of a party"}) {
    ASSERT_TRUE((*log)->write_slot("r", 1, answer));
    const auto after = copied_slots();
    ASSERT_EQ(after.size(), 3U);
    for (std::size_t slot = 0; slot < 3; ++slot) {
      EXPECT_EQ(after[slot].size(), before[0].size());
      EXPECT_EQ(std::ranges::count(before, after[slot]), 0) << slot;
    }
    before = after;
  }
}

// Neither what a round was sealed under nor any answer, the replaced ones too, can be found by whoever has the key file.
TEST_F(SqliteLogTest, AClosedRoundLeavesNeitherItsKeyNorItsSlotsInTheFiles) {
  const auto log = open();
  ASSERT_TRUE((*log)->open_round("r", 3, Entries{{"plenary", "opened"}}));
  auto secret = copied("SELECT sealed_key FROM rounds");
  ASSERT_EQ(secret.size(), 1U);
  const auto keep = [&](const std::vector<std::string>& slots) {
    secret.insert(secret.end(), slots.begin(), slots.end());
  };
  keep(copied_slots());
  for (const auto slot : {0U, 2U, 0U}) {
    ASSERT_TRUE((*log)->write_slot("r", slot, "yes"));
    keep(copied_slots());
    // What came before now stands in the database, what comes later beside it.
    ASSERT_TRUE(slot == 0 || (*log)->destroy_key("nobody"));
  }
  ASSERT_EQ(secret.size(), 13U);
  EXPECT_FALSE(files_with(secret.front()).empty());
  EXPECT_FALSE(files_with(secret.back()).empty());
  ASSERT_TRUE((*log)->close_round("r", [](const auto&) { return Entries{{"plenary", "closed"}}; }));
  constexpr std::size_t kPiece = 16;  // what was overwritten in part would show by a piece
  for (const auto& sealed : secret)
    for (std::size_t at = 0; at + kPiece <= sealed.size(); at += kPiece)
      EXPECT_EQ(files_with(sealed.substr(at, kPiece)), std::vector<std::string>{}) << at;
}

TEST_F(SqliteLogTest, ABackupHoldsNoOpenRound) {
  const auto log = open();
  ASSERT_TRUE((*log)->open_round("r", 3, Entries{{"plenary", "opened"}}));
  ASSERT_TRUE((*log)->backup(folder_ + "/b", "2026-03-01T12:00:00Z", "2026-04-01T12:00:00Z"));
  const auto bytes = *read_file(folder_ + "/b");
  std::ofstream(folder_ + "/copy.db", std::ios::binary) << bytes.substr(bytes.find('\n') + 1);
  auto restored = open_log(folder_ + "/copy.db", key(), talks::system_entropy(), {});
  ASSERT_TRUE(restored);
  EXPECT_EQ((*restored)->head("plenary").hash, (*log)->head("plenary").hash);
  EXPECT_EQ(*(*restored)->last_backup_expiry("plenary"), "2026-04-01T12:00:00Z");
  EXPECT_FALSE((*restored)->write_slot("r", 0, "yes"));
  EXPECT_TRUE((*log)->write_slot("r", 0, "yes"));
}

TEST_F(SqliteLogTest, FindsWhatWasDoneToTheStoppedDatabase) {
  {
    const auto log = open();
    ASSERT_TRUE((*log)->append(Entries{{"room:a", "1"}, {"room:b", "1"}, {"room:a", "2"}, {"room:b", "2"}}));
    ASSERT_TRUE((*log)->destroy_key("room:b"));
  }
  const auto good = *read_file(path());
  const auto opens = [&](const std::string& sql) {
    std::ofstream(path(), std::ios::binary | std::ios::trunc) << good;
    tamper(sql);
    const auto log = open();
    if (!log) return log.error().code != ErrorCode::kValue;
    return (*log)->replay([](const Stored&) {}).has_value();
  };
  EXPECT_TRUE(opens(""));
  EXPECT_FALSE(opens("DELETE FROM entries WHERE position = 4"));
  EXPECT_FALSE(opens("DELETE FROM entries WHERE position = 1"));
  EXPECT_FALSE(opens("DELETE FROM heads WHERE chain = (SELECT chain FROM entries WHERE position = 1)"));
  EXPECT_FALSE(opens("UPDATE entries SET sealed = zeroblob(300) WHERE position = 1"));
  EXPECT_FALSE(opens("UPDATE entries SET commitment = zeroblob(32) WHERE position = 4"));
  EXPECT_FALSE(opens("UPDATE entries SET sealed = (SELECT sealed FROM entries WHERE position = 3) WHERE position = 1"));
  EXPECT_FALSE(opens("UPDATE entries SET n = n + 2 WHERE chain = (SELECT chain FROM entries WHERE position = 1)"));
  EXPECT_FALSE(opens("DROP TRIGGER chains_stand; UPDATE chains SET sealed_name = zeroblob(300)"));
  EXPECT_FALSE(opens("UPDATE lock SET format = 2"));
}

TEST_F(SqliteLogTest, TheDatabaseItselfRefusesToForget) {
  ASSERT_TRUE((*open())->append(Entries{{"room:a", "1"}}));
  sqlite3* handle = nullptr;
  ASSERT_EQ(sqlite3_open(path().c_str(), &handle), SQLITE_OK);
  for (const auto* sql : {"DELETE FROM entries", "UPDATE entries SET n = 2", "DELETE FROM chains",
                          "INSERT INTO entries SELECT 9, chain, 5, commitment, sealed FROM entries",
                          "INSERT INTO backups VALUES (1, 'a', 'b'); DELETE FROM backups"})
    EXPECT_NE(sqlite3_exec(handle, sql, nullptr, nullptr, nullptr), SQLITE_OK) << sql;
  sqlite3_close(handle);
}

TEST_F(SqliteLogTest, WhatIsNoLogIsRefused) {
  std::ofstream(path())
      << "this is a letter, not a database, and it is longer than a header of one hundred bytes......";
  const auto refused = open();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kIo);
  Options existing;
  existing.create = false;
  const auto missing = open_log(folder_ + "/none.db", key(), talks::system_entropy(), existing);
  ASSERT_FALSE(missing);
  EXPECT_FALSE(fs::exists(folder_ + "/none.db"));
}

TEST_F(SqliteLogTest, KeyFilesAreMadeOnceAndForTheirOwner) {
  const auto file = folder_ + "/key";
  ASSERT_TRUE(create_key_file(file, talks::system_entropy()));
  EXPECT_EQ(fs::file_size(file), 32U);
  EXPECT_EQ(fs::status(file).permissions(), fs::perms(0600));
  EXPECT_FALSE(create_key_file(file, talks::system_entropy()));
  const auto unlock = Unlock::key_file(file);
  ASSERT_TRUE(unlock);
  EXPECT_TRUE(open(*unlock));
  std::ofstream(folder_ + "/short") << "x";
  EXPECT_EQ(Unlock::key_file(folder_ + "/short").error().code, ErrorCode::kValue);
  EXPECT_EQ(Unlock::key_file(folder_ + "/missing").error().code, ErrorCode::kIo);
  std::ofstream(folder_ + "/phrase") << "four words make one\nand a comment\n";
  EXPECT_EQ(Unlock::passphrase_file(folder_ + "/phrase")->secret(), "four words make one");
}

// The tests of the talks open tens of thousands of logs.
TEST_F(SqliteLogTest, ALogInMemoryIsCheapToOpen) {
  const auto started = std::chrono::steady_clock::now();
  for (int i = 0; i < 200; ++i) {
    const auto entropy = talks::seeded_entropy("cheap");
    ASSERT_TRUE(open_log(":memory:", key(), *entropy));
  }
  const auto took = std::chrono::steady_clock::now() - started;
  RecordProperty("microseconds_each",
                 static_cast<int>(std::chrono::duration_cast<std::chrono::microseconds>(took).count() / 200));
  EXPECT_LT(took, std::chrono::seconds(4));
}

}  // namespace
}  // namespace parley::store
