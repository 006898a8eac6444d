#include "store/backup_folder.hpp"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <csignal>
#include <filesystem>
#include <fstream>

#include "store/restore.hpp"

namespace parley::store {
namespace {

namespace fs = std::filesystem;
using Entries = std::vector<Entry>;

const talks::Time kMonday = *talks::parse_time("2026-03-02T12:00:00Z");
const std::function<bool()> kGoOn = [] { return true; };

class BackupFolderTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (fs::temp_directory_path() / "parley-beside-XXXXXX").string();
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    root_ = pattern;
    fs::create_directory(root_ + "/backups");
  }
  void TearDown() override { fs::remove_all(root_); }

  static Unlock key() { return *Unlock::key(std::string(32, 'k')); }
  std::unique_ptr<SharedLog> open(const std::string& name = "talks.db") const {
    const auto path = name == ":memory:" ? name : root_ + "/" + name;
    return std::move(*SharedLog::open(path, key(), talks::system_entropy()));
  }
  // About `megabytes` of entries, so that a copy takes several steps.
  static void fill(SharedLog& log, int megabytes = 3) {
    for (int i = 0; i < megabytes; ++i)
      ASSERT_TRUE(log.append(Entries(16, {"room:a", std::string(std::size_t{60} << 10U, 'x')})));
  }
  BackupPlan plan() const { return {root_ + "/backups", 100, 1000}; }
  std::vector<std::string> files() const {
    std::vector<std::string> found;
    for (const auto& file : fs::directory_iterator(root_ + "/backups")) found.push_back(file.path().string());
    return found;
  }
  Checked<Restored> bring_back(const std::string& file, const std::vector<Kept>& kept = {}) const {
    return restore(file, root_ + "/restored", key(), talks::system_entropy(), kept);
  }

  std::string root_;
};

TEST_F(BackupFolderTest, ABackupMadeWhileWritesGoOnRestoresAndVerifies) {
  auto log = open();
  fill(*log, 8);
  ASSERT_TRUE(log->append(Entries{{"caucus:b", "to be shredded"}}));
  const std::vector<std::string> audiences{"room:a", "plenary"};
  const auto before = *log->checkpoint(audiences, "2026-03-02T12:00:00Z");
  int calls = 0;
  ASSERT_TRUE(BackupFolder(plan(), *log).make(kMonday, [&] {
    ++calls;
    EXPECT_TRUE(log->append(Entries{{"plenary", "while it is copied"}, {"room:a", "so is this"}}));
    if (calls == 1) {
      EXPECT_TRUE(log->open_round("r", 2, {}));
    }
    if (calls == 2) {
      EXPECT_TRUE(log->write_slot("r", 1, "yes"));
    }
    if (calls == 3) {
      EXPECT_TRUE(log->destroy_key("caucus:b"));
    }  // rewrites the database: the copy begins anew
    return true;
  }));
  ASSERT_GT(calls, 3) << "too small to be copied in several steps";
  ASSERT_EQ(files().size(), 1U) << "nothing is left beside it";
  const auto restored = bring_back(files()[0], {{"before", before}});
  ASSERT_TRUE(restored);
  EXPECT_EQ(restored->expires, to_text(kMonday + 1000));
  auto again = open("restored/talks.db");
  EXPECT_EQ(again->head("plenary").n, static_cast<std::uint64_t>(calls)) << "what was acknowledged before it ended";
  EXPECT_EQ(again->head("plenary").hash, log->head("plenary").hash);
  EXPECT_FALSE(again->has_round("r"));
  std::size_t readable = 0;
  ASSERT_TRUE(again->replay([&](const Stored& s) { readable += s.audience == "caucus:b" && s.payload ? 1U : 0U; }));
  EXPECT_EQ(readable, 0U) << "a key destroyed while it was copied is not in the copy";
}

TEST_F(BackupFolderTest, ItsExpiryIsNotedForShredding) {
  auto log = open();
  fill(*log, 1);
  EXPECT_FALSE(*log->last_backup_expiry("room:a"));
  ASSERT_TRUE(BackupFolder(plan(), *log).make(kMonday, kGoOn));
  EXPECT_EQ(*log->last_backup_expiry("room:a"), to_text(kMonday + 1000));
}

TEST_F(BackupFolderTest, AFolderThatIsNotThereIsNeitherMadeNorNotedAndTheLogGoesOn) {
  auto log = open();
  fill(*log, 1);
  auto nowhere = plan();
  nowhere.folder += "/not/there";
  const auto made = BackupFolder(nowhere, *log).make(kMonday, kGoOn);
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().code, ErrorCode::kValue);
  EXPECT_FALSE(fs::exists(nowhere.folder));
  EXPECT_FALSE(*log->last_backup_expiry("room:a"));
  EXPECT_TRUE(log->append(Entries{{"room:a", "goes on"}}));
}

// The log is in memory, so that the limit meets the backup alone.
TEST_F(BackupFolderTest, AFullDiskLeavesNothingBehindAndTheLogGoesOn) {
  auto log = open(":memory:");
  fill(*log, 1);
  auto* const before = std::signal(SIGXFSZ, SIG_IGN);
  rlimit limit{};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &limit), 0);
  const rlimit small{std::size_t{256} << 10U, limit.rlim_max};
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &small), 0);
  const auto made = BackupFolder(plan(), *log).make(kMonday, kGoOn);
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &limit), 0);
  (void)std::signal(SIGXFSZ, before);
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().code, ErrorCode::kValue);
  EXPECT_TRUE(files().empty());
  EXPECT_TRUE(log->append(Entries{{"room:a", "goes on"}}));
  ASSERT_TRUE(BackupFolder(plan(), *log).make(kMonday + 1, kGoOn));
  EXPECT_TRUE(bring_back(files().at(0)));
}

TEST_F(BackupFolderTest, ABackupThatIsGivenUpLeavesNothingBehind) {
  auto log = open();
  fill(*log);
  EXPECT_FALSE(BackupFolder(plan(), *log).make(kMonday, [] { return false; }));
  EXPECT_TRUE(files().empty());
  EXPECT_TRUE(log->append(Entries{{"room:a", "goes on"}}));
}

TEST_F(BackupFolderTest, WhatACrashLeftHalfDoneIsTakenAway) {
  auto log = open();
  fill(*log, 1);
  BackupFolder folder(plan(), *log);
  ASSERT_TRUE(folder.make(kMonday, kGoOn));
  const auto whole = files().at(0);
  std::ofstream(whole + ".part") << "half";
  std::ofstream(whole + ".new") << "half";
  std::ofstream(root_ + "/backups/another.backup.part") << "somebody else's";
  ASSERT_TRUE(folder.make(kMonday + 1, kGoOn));
  EXPECT_EQ(files().size(), 3U);
  EXPECT_FALSE(fs::exists(whole + ".part"));
}

TEST_F(BackupFolderTest, IsDueSoLongAfterTheNewestOne) {
  auto log = open();
  fill(*log, 1);
  BackupFolder folder(plan(), *log);
  EXPECT_EQ(folder.due(kMonday), kMonday);
  ASSERT_TRUE(folder.make(kMonday, kGoOn));
  EXPECT_EQ(folder.due(kMonday + 50), kMonday + 100);
  EXPECT_FALSE(folder.make(kMonday, kGoOn)) << "nothing is overwritten";
  // A clock that was set back does not keep the next one away.
  EXPECT_EQ(folder.due(kMonday + -50), kMonday + -50);
}

TEST_F(BackupFolderTest, WhatHasExpiredIsDeletedAndNothingElse) {
  auto log = open();
  fill(*log, 1);
  BackupFolder folder(plan(), *log);
  ASSERT_TRUE(folder.make(kMonday, kGoOn));
  ASSERT_TRUE(folder.make(kMonday + 500, kGoOn));
  const auto own = fs::path(files().at(0)).filename().string();
  const auto look_alike = root_ + "/backups/" + own.substr(0, own.find("2026")) + "by-hand.backup";
  std::ofstream(look_alike) << "not a backup\n";
  auto other_log = open("other.db");
  fill(*other_log, 1);
  ASSERT_TRUE(BackupFolder(plan(), *other_log).make(kMonday, kGoOn));
  ASSERT_TRUE(folder.delete_expired(kMonday + -500, 0));
  ASSERT_TRUE(folder.delete_expired(kMonday + 999, 1499));
  EXPECT_EQ(files().size(), 4U);
  ASSERT_TRUE(folder.delete_expired(kMonday + 1000, 1500));
  EXPECT_EQ(files().size(), 3U);
  EXPECT_TRUE(fs::exists(look_alike));
  ASSERT_TRUE(folder.delete_expired(kMonday + 5000, 5500));
  EXPECT_EQ(files().size(), 2U) << "another log's is not ours to delete";
}

TEST_F(BackupFolderTest, NothingIsDeletedOnTheWordOfAClockThatWasJustSet) {
  auto log = open();
  fill(*log, 1);
  auto for_days = plan();
  for_days.keep = 3 * talks::kDay;
  BackupFolder folder(for_days, *log);
  ASSERT_TRUE(folder.make(kMonday, kGoOn));
  const auto later = kMonday + 400 * talks::kDay;
  ASSERT_TRUE(folder.delete_expired(later, 10));
  ASSERT_TRUE(folder.delete_expired(later + 3000, 3010));
  EXPECT_EQ(files().size(), 1U) << "the first that it says may be wrong";
  ASSERT_TRUE(folder.delete_expired(kMonday + 3100, 3110));
  ASSERT_TRUE(folder.delete_expired(kMonday + 6800, 6810));
  ASSERT_TRUE(folder.delete_expired(later, 6820));
  ASSERT_TRUE(folder.delete_expired(later + 3599, 6820 + 3599));
  EXPECT_EQ(files().size(), 1U) << "it has been set meanwhile";
  ASSERT_TRUE(folder.delete_expired(later + 3600, 6820 + 3600));
  EXPECT_TRUE(files().empty());
}

}  // namespace
}  // namespace parley::store
