#include "store/restore.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "store/backup.hpp"
#include "store/files.hpp"
#include "store/sqlite_log.hpp"

namespace parley::store {
namespace {

namespace fs = std::filesystem;
using Entries = std::vector<Entry>;
const std::vector<std::string> kAudiences = {"room:a", "plenary"};

class RestoreTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (fs::temp_directory_path() / "parley-restore-XXXXXX").string();
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
    log_ = open(folder_ + "/talks.db");
    ASSERT_TRUE(log_->append(Entries{{"room:a", "one"}, {"plenary", "hello"}}));
    early_ = *log_->checkpoint(kAudiences, "2026-03-01T11:00:00Z");
    ASSERT_TRUE(log_->backup(backup_file(), "2026-03-01T12:00:00Z", "2026-04-01T12:00:00Z"));
    ASSERT_TRUE(log_->append(Entries{{"room:a", "two"}}));
    late_ = *log_->checkpoint(kAudiences, "2026-03-01T13:00:00Z");
  }
  void TearDown() override {
    log_.reset();
    fs::remove_all(folder_);
  }
  static Unlock key(char c = 'k') { return *Unlock::key(std::string(32, c)); }
  static std::unique_ptr<Log> open(const std::string& path) {
    auto log = open_log(path, key(), talks::system_entropy());
    return log ? std::move(*log) : nullptr;
  }
  std::string backup_file() const { return folder_ + "/backup"; }
  std::string target() const { return folder_ + "/restored"; }
  Checked<Restored> bring_back(const std::vector<Kept>& kept = {}, const Unlock& unlock = key()) const {
    return restore(backup_file(), target(), unlock, talks::system_entropy(), kept);
  }
  // Refused, and nothing is left of the attempt.
  void expect_refused(const std::vector<Kept>& kept = {}, const Unlock& unlock = key()) const {
    const auto refused = bring_back(kept, unlock);
    EXPECT_FALSE(refused);
    EXPECT_FALSE(fs::exists(target()));
  }

  std::string folder_, early_, late_;
  std::unique_ptr<Log> log_;
};

TEST_F(RestoreTest, BringsBackTheSameChains) {
  const auto done = bring_back({{"early", early_}});
  ASSERT_TRUE(done);
  EXPECT_EQ(done->entries, 2U);
  EXPECT_EQ(done->audiences, 2U);
  EXPECT_EQ(done->expires, "2026-04-01T12:00:00Z");
  EXPECT_EQ(std::distance(fs::directory_iterator(target()), {}), 1);
  const auto log = open(target() + "/talks.db");
  ASSERT_TRUE(log);
  EXPECT_EQ(log->signing_key(), log_->signing_key());
  EXPECT_EQ(log->head("plenary").hash, log_->head("plenary").hash);
  EXPECT_EQ(*log->checkpoint(kAudiences, "2026-03-01T11:00:00Z"), early_);
  EXPECT_TRUE(log->append(Entries{{"room:a", "two again"}}));
}

TEST_F(RestoreTest, RefusesToGoBackBehindACheckpoint) {
  const auto refused = bring_back({{"early", early_}, {"late", late_}});
  ASSERT_FALSE(refused);
  ASSERT_EQ(refused.error().size(), 1U);
  EXPECT_EQ(refused.error()[0].where.file, "late");
  EXPECT_NE(refused.error()[0].message.find("room:a"), std::string::npos);
  EXPECT_FALSE(fs::exists(target()));
}

TEST_F(RestoreTest, RefusesAnotherHistoryAndNamesEveryBadCheckpoint) {
  // The same log restored and continued otherwise: the members' checkpoint of the first history must not fit the second.
  ASSERT_TRUE(bring_back());
  auto second = open(target() + "/talks.db");
  ASSERT_TRUE(second->append(Entries{{"room:a", "another two"}}));
  fs::remove(backup_file());
  ASSERT_TRUE(second->backup(backup_file(), "2026-03-02T12:00:00Z", "2026-04-01T12:00:00Z"));
  second.reset();
  fs::remove_all(target());
  const auto other = open(":memory:");
  auto forged = early_;
  auto& digit = forged[forged.size() - 4];
  digit = digit == '0' ? '1' : '0';
  const auto refused = bring_back({{"late", late_},
                                   {"early", early_},
                                   {"forged", forged},
                                   {"letter", "Dear mediator"},
                                   {"other", *other->checkpoint(kAudiences, "2026-03-01T11:00:00Z")}});
  ASSERT_FALSE(refused);
  std::vector<std::string> named;
  for (const auto& error : refused.error()) named.push_back(error.where.file);
  EXPECT_EQ(named, (std::vector<std::string>{"late", "forged", "letter", "other"}));
}

TEST_F(RestoreTest, RefusesAnotherKeyAndAFolderThatIsInUse) {
  expect_refused({}, key('x'));
  fs::create_directory(target());
  std::ofstream(target() + "/letter") << "mine";
  EXPECT_FALSE(bring_back());
  EXPECT_EQ(*read_file(target() + "/letter"), "mine");
  fs::remove(target() + "/letter");
  EXPECT_TRUE(bring_back());
  EXPECT_FALSE(bring_back());
}

TEST_F(RestoreTest, FindsAChangeOfAnyByte) {
  const auto good = *read_file(backup_file());
  for (std::size_t at = 0; at < good.size(); at += 1 + good.size() / 97) {
    auto bad = good;
    bad[at] = static_cast<char>(bad[at] ^ 1);
    std::ofstream(backup_file(), std::ios::binary | std::ios::trunc) << bad;
    expect_refused();
  }
  for (const auto& cut : {good.substr(0, good.size() / 2), good + "x", std::string(), good.substr(0, 40)}) {
    std::ofstream(backup_file(), std::ios::binary | std::ios::trunc) << cut;
    expect_refused();
  }
}

// Whoever has the files and no key can make a new manifest under a key of their own, but not the log's.
TEST_F(RestoreTest, RefusesAManifestOfAnotherSigner) {
  const auto good = *read_file(backup_file());
  const auto copy = folder_ + "/copy";
  std::ofstream(copy, std::ios::binary) << good.substr(good.find('\n') + 1);
  fs::remove(backup_file());
  const Identity stranger(Key(std::string(32, 's')));
  ASSERT_TRUE(seal_backup(copy, backup_file(), stranger, "2026-03-01T12:00:00Z", "2026-04-01T12:00:00Z"));
  expect_refused();
}

TEST_F(RestoreTest, ShreddedStaysShredded) {
  ASSERT_TRUE(log_->destroy_key("room:a"));
  fs::remove(backup_file());
  ASSERT_TRUE(log_->backup(backup_file(), "2026-03-02T12:00:00Z", "2026-04-01T12:00:00Z"));
  const auto done = bring_back({{"late", late_}});
  ASSERT_TRUE(done);
  EXPECT_EQ(done->shredded, 2U);
  const auto log = open(target() + "/talks.db");
  EXPECT_EQ(*log->last_backup_expiry("room:a"), "2026-04-01T12:00:00Z");
  EXPECT_FALSE(log->append(Entries{{"room:a", "more"}}));
}

}  // namespace
}  // namespace parley::store
