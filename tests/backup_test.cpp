// parley backup, restore and verify on talks that exist.
#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>

#include "store/files.hpp"
#include "store/sqlite_log.hpp"
#include "talks/event.hpp"
#include "tests/support/transcript.hpp"

namespace parley::test {
namespace {

namespace fs = std::filesystem;

class BackupTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (fs::temp_directory_path() / "parley-backup-XXXXXX").string();
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
    fs::create_directory(folder_ + "/talks");
    std::ofstream(folder_ + "/phrase") << "four words make one\n";
    store::Options options;
    options.cost = store::PassphraseCost::least();
    auto log = store::open_log(folder_ + "/talks/talks.db", store::Unlock::passphrase("four words make one"),
                               talks::system_entropy(), options);
    ASSERT_TRUE(log);
    add(**log, "one");
    kept_ = checkpoint(**log);
    add(**log, "two");
    write("later.json", checkpoint(**log));
    write("plenary.jsonl", *(*log)->export_chain("plenary"));
    write("kept.json", kept_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  static void add(store::Log& log, const std::string& text) {
    ASSERT_TRUE(log.append(std::vector<store::Entry>{{"plenary", text}}));
  }
  static std::string checkpoint(store::Log& log) {
    return *log.checkpoint(std::vector<std::string>{"plenary"}, "2026-03-01T12:00:00Z");
  }
  void write(const std::string& name, const std::string& text) const { std::ofstream(folder_ + "/" + name) << text; }
  std::string run(const std::string& arguments) const {
    auto output = run_command("cd '" + folder_ + "' && parley " + arguments);
    return output;
  }

  std::string folder_, kept_;
};

TEST_F(BackupTest, GoesThereAndBack) {
  EXPECT_EQ(run("backup --data talks --passphrase-file phrase -o monday --expires 2126-06-30"),
            "backup  monday\n  expires 2126-06-30T23:59:59Z\n");
  const auto restored = run("restore monday --data again --passphrase-file phrase --checkpoint later.json");
  EXPECT_NE(restored.find("  entries of 1 audience: 2, all verified\n"), std::string::npos) << restored;
  EXPECT_TRUE(fs::exists(folder_ + "/again/talks.db"));
  EXPECT_NE(run("restore monday --data again --passphrase-file phrase").find("[exit 1]"), std::string::npos);
}

TEST_F(BackupTest, DoesNotGoBackBehindACheckpoint) {
  ASSERT_EQ(run("backup --data talks --passphrase-file phrase -o monday --expires 2126-06-30").find("exit"),
            std::string::npos);
  auto log = store::open_log(folder_ + "/talks/talks.db", store::Unlock::passphrase("four words make one"),
                             talks::system_entropy());
  add(**log, "three");
  write("newest.json", checkpoint(**log));
  EXPECT_EQ(run("restore monday --data again --passphrase-file phrase --checkpoint kept.json --checkpoint newest.json"),
            "parley restore: newest.json: plenary: the checkpoint has seen 3 entries, the chain has 2\n[exit 1]\n");
  EXPECT_FALSE(fs::exists(folder_ + "/again"));
  EXPECT_NE(run("backup --data talks --passphrase-file phrase -o tuesday --expires 2126-06-30").find("in use"),
            std::string::npos);
}

TEST_F(BackupTest, ARunningServerMakesThemByItselfAndDeletesWhatHasExpired) {
  fs::create_directory(folder_ + "/backups");
  const auto served =
      run_command("cd '" + folder_ +
                  "' && parley key-file key && parley serve --data served --key-file key --invite http://localhost && "
                  "timeout -s INT 6 parley serve --data served --key-file key --listen 127.0.0.1:0 "
                  "--backup-to backups --backup-every 1s --backup-keep 2s; cp $(ls -d backups/* | tail -1) newest");
  EXPECT_NE(served.find("are served at"), std::string::npos) << served;
  EXPECT_EQ(served.find("failed"), std::string::npos) << served;
  const auto left = std::distance(fs::directory_iterator(folder_ + "/backups"), {});
  EXPECT_GE(left, 1);
  EXPECT_LE(left, 4) << "of those made, the ones older than two seconds are gone";
  const auto restored = run("restore newest --data again --key-file key");
  EXPECT_NE(restored.find("all verified"), std::string::npos) << restored;
}

TEST_F(BackupTest, AServerGoesOnWithoutItsFolderForBackupsAndSaysSo) {
  const auto served = run_command(
      "cd '" + folder_ +
      "' && parley key-file key && timeout -s INT 3 parley serve --data served --key-file key --listen 127.0.0.1:0 "
      "--backup-to nowhere");
  EXPECT_NE(served.find("parley serve: the backup failed: nowhere: there is no such folder"), std::string::npos)
      << served;
  EXPECT_NE(served.find("the next attempt is at"), std::string::npos) << served;
  EXPECT_NE(served.find("[exit 124]"), std::string::npos) << "it was served until the signal came: " << served;
  EXPECT_NE(run("serve --data served --key-file key --backup-keep 2d").find("--backup-to: is missing"),
            std::string::npos);
}

TEST_F(BackupTest, AnotherPassphraseIsRefused) {
  write("phrase", "another one\n");
  EXPECT_NE(run("backup --data talks --passphrase-file phrase -o monday --expires 2126-06-30").find("does not open"),
            std::string::npos);
}

TEST_F(BackupTest, ExportsVerifyFromTheCommandLine) {
  EXPECT_TRUE(run("verify plenary.jsonl --checkpoint later.json").starts_with("good  plenary.jsonl\n"));
}

TEST_F(BackupTest, WhatWasTakenAlongIsReadAsTextWithItsDocuments) {
  auto log = store::open_log(folder_ + "/talks/talks.db", store::Unlock::passphrase("four words make one"),
                             talks::system_entropy());
  talks::ItemPosted item;
  item.kind = talks::ItemKind::kDocument;
  item.text = "Two lines\nof words \x1b[31m";
  item.tag = talks::Tag::kConveyed;
  item.file = talks::File{"../../map.txt", "aGVsbG8=", 5, "", {"Author: somebody"}};
  item.author = {"Olena", "ukraine"};
  const talks::Stamp stamp{*talks::parse_time("2026-03-01T12:00:00Z"), item.author};
  ASSERT_TRUE((*log)->append(std::vector<store::Entry>{
      {"caucus:ukraine", talks::to_bytes({stamp, item})},
      {"caucus:ukraine", R"({"author":7,"body":{"file":{"bytes":1,"name":[]}},"kind":{},"time":null})"}}));
  write("caucus.jsonl", *(*log)->export_chain("caucus:ukraine"));
  log->reset();
  fs::create_directory(folder_ + "/papers");
  const auto text = run("read caucus.jsonl --documents papers");
  for (const char* part :
       {"caucus:ukraine, 2 entries\n", "\n1  2026-03-01T12:00:00Z  Olena of ukraine\n", "item.posted",
        "text\n       Two lines\n       of words ", "tag: conveyed", "- Author: somebody", "\n2    the server\n"})
    EXPECT_NE(text.find(part), std::string::npos) << part << "\n" << text;
  EXPECT_EQ(text.find('\x1b'), std::string::npos) << "nobody's words steer the terminal";
  EXPECT_EQ(*store::read_file(folder_ + "/papers/1-.._.._map.txt"), "hello");
  EXPECT_NE(run("read caucus.jsonl --documents papers").find("[exit 1]"), std::string::npos)
      << "no file is overwritten";
  write("caucus.jsonl", *store::read_file(folder_ + "/caucus.jsonl") + "more\n");
  EXPECT_EQ(run("read caucus.jsonl"),
            "parley read: caucus.jsonl: this chain is not good, and is not shown; parley verify says why\n[exit 1]\n");
}

}  // namespace
}  // namespace parley::test
