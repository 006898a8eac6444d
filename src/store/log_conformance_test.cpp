#include "store/log_conformance.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <filesystem>
#include <map>

#include "store/shared_log.hpp"
#include "store/verify.hpp"

namespace parley::store {

void LogConformance::SetUp() {
  std::string pattern = (std::filesystem::temp_directory_path() / "parley-log-XXXXXX").string();
  ASSERT_NE(mkdtemp(pattern.data()), nullptr);
  folder_ = pattern;
  entropy_ = talks::seeded_entropy("conformance");
  log_ = open();
  ASSERT_TRUE(log_);
}

void LogConformance::TearDown() {
  log_.reset();
  std::filesystem::remove_all(folder_);
}

std::unique_ptr<Log> LogConformance::open() { return GetParam().open(folder_, *entropy_); }

bool LogConformance::reopen() {
  if (!GetParam().lasting) return false;
  log_.reset();
  log_ = open();
  EXPECT_TRUE(log_);
  return true;
}

std::vector<Stored> LogConformance::everything() {
  std::vector<Stored> all;
  EXPECT_TRUE(log_->replay([&](const Stored& stored) { all.push_back(stored); }));
  return all;
}

std::string LogConformance::payloads() {
  std::string text;
  for (const auto& stored : everything())
    text += stored.audience + ":" + std::to_string(stored.n) + "=" + stored.payload.value_or("(shredded)") + ";";
  return text;
}

namespace {

using Entries = std::vector<Entry>;
const Entries kTwoRooms = {{"room:a", "one"}, {"plenary", "hello"}, {"room:a", "two"}};

TEST_P(LogConformance, NumbersCountWithinAnAudience) {
  const auto numbers = log_->append(kTwoRooms);
  ASSERT_TRUE(numbers);
  EXPECT_EQ(*numbers, (std::vector<std::uint64_t>{1, 1, 2}));
  EXPECT_EQ(log_->head("room:a").n, 2U);
  EXPECT_EQ(log_->head("plenary").n, 1U);
}

TEST_P(LogConformance, ReplayGivesEverythingInTheOrderOfAcceptance) {
  ASSERT_TRUE(log_->append(kTwoRooms));
  ASSERT_TRUE(log_->append(Entries{{"plenary", "again"}}));
  EXPECT_EQ(payloads(), "room:a:1=one;plenary:1=hello;room:a:2=two;plenary:2=again;");
  reopen();
  EXPECT_EQ(payloads(), "room:a:1=one;plenary:1=hello;room:a:2=two;plenary:2=again;");
}

TEST_P(LogConformance, AppendIsAllOrNothing) {
  ASSERT_TRUE(log_->append(kTwoRooms));
  ASSERT_TRUE(log_->destroy_key("plenary"));
  const auto head = log_->head("room:a").hash;
  const auto refused = log_->append(Entries{{"room:a", "three"}, {"room:new", "x"}, {"plenary", "y"}});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kValue);
  EXPECT_EQ(log_->head("room:a").hash, head);
  EXPECT_EQ(log_->head("room:new").n, 0U);
  EXPECT_EQ(*log_->append(Entries{{"room:a", "three"}}), std::vector<std::uint64_t>{3});
}

TEST_P(LogConformance, AnyBytesComeBackAsTheyWere) {
  std::string bytes;
  for (int i = 0; i < 70'000; ++i) bytes += static_cast<char>(i * 31 % 251);
  const std::string zero("a\0b", 3);
  ASSERT_TRUE(log_->append(Entries{{"room:a", ""}, {"caucus:Україна", zero}, {"غرفة", bytes}}));
  reopen();
  const auto all = everything();
  ASSERT_EQ(all.size(), 3U);
  EXPECT_EQ(all[0].payload, "");
  EXPECT_EQ(all[1].payload, zero);
  EXPECT_EQ(all[2].payload, bytes);
}

TEST_P(LogConformance, RefusesNamesThatAreNoAudience) {
  const std::string long_name(257, 'a');
  for (const std::string name : {"", "a\nb", "\xFF", "a\x7F", long_name.c_str()}) {
    const auto refused = log_->append(Entries{{name, "x"}});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::kValue);
  }
  EXPECT_TRUE(everything().empty());
}

TEST_P(LogConformance, ExportsVerifyAlsoOfAnEmptyChain) {
  ASSERT_TRUE(log_->append(kTwoRooms));
  for (const std::string audience : {"room:a", "plenary", "nobody \"spoke\" \\ here"}) {
    const auto text = log_->export_chain(audience);
    ASSERT_TRUE(text);
    const auto verified = verify_export(*text);
    EXPECT_TRUE(verified.faults.empty()) << *text;
    EXPECT_EQ(verified.audience, audience);
    EXPECT_EQ(verified.head, log_->head(audience).hash);
    EXPECT_EQ(verified.signing_key, log_->signing_key());
  }
}

TEST_P(LogConformance, CheckpointHoldsAnExportThatHasGrown) {
  ASSERT_TRUE(log_->append(kTwoRooms));
  const std::vector<std::string> audiences = {"room:a", "plenary", "room:a"};
  const auto checkpoint = log_->checkpoint(audiences, "2026-03-01T12:00:00Z");
  ASSERT_TRUE(checkpoint);
  EXPECT_EQ(checkpoint->find("room:b"), std::string::npos);
  const auto before = *log_->export_chain("room:a");
  ASSERT_TRUE(log_->append(Entries{{"room:a", "three"}}));
  const auto after = *log_->export_chain("room:a");
  EXPECT_TRUE(verify_export(before, *checkpoint).faults.empty());
  EXPECT_TRUE(verify_export(after, *checkpoint).faults.empty());
  const auto later = log_->checkpoint(audiences, "2026-03-01T12:00:00.5Z");
  const auto behind = verify_export(before, *later).faults;
  ASSERT_EQ(behind.size(), 1U);
  EXPECT_EQ(behind[0].kind, "behind");
  EXPECT_FALSE(log_->checkpoint(audiences, "yesterday"));
}

TEST_P(LogConformance, ChainsOutliveTheirKeys) {
  ASSERT_TRUE(log_->append(kTwoRooms));
  const auto head = log_->head("room:a").hash;
  ASSERT_TRUE(log_->destroy_key("room:a"));
  ASSERT_TRUE(log_->destroy_key("room:a"));
  for (int round = 0; round < 2; ++round) {
    EXPECT_EQ(payloads(), "room:a:1=(shredded);plenary:1=hello;room:a:2=(shredded);");
    EXPECT_EQ(log_->head("room:a").hash, head);
    const auto verified = verify_export(*log_->export_chain("room:a"));
    EXPECT_TRUE(verified.faults.empty());
    EXPECT_EQ(verified.shredded, 2U);
    EXPECT_FALSE(log_->append(Entries{{"room:a", "more"}}));
    if (!reopen()) break;
  }
}

TEST_P(LogConformance, AnAudienceCanBeClosedBeforeItsFirstEntry) {
  ASSERT_TRUE(log_->destroy_key("room:a"));
  reopen();
  EXPECT_FALSE(log_->append(Entries{{"room:a", "x"}}));
  EXPECT_TRUE(log_->append(Entries{{"room:b", "x"}}));
}

TEST_P(LogConformance, WhatOneAudienceGetsDoesNotDependOnAnother) {
  // Two worlds: in the second, another party is busy. Everything about room:a is equal, byte for byte.
  std::vector<std::string> worlds;
  for (const bool busy : {false, true}) {
    const auto entropy = talks::seeded_entropy("worlds");
    const auto folder = folder_ + (busy ? "/busy" : "/calm");
    std::filesystem::create_directory(folder);
    const auto log = GetParam().open(folder, *entropy);
    EXPECT_TRUE(!busy || log->append(Entries{{"room:b", "x"}, {"room:c", "y"}}));
    EXPECT_TRUE(log->append(Entries{{"room:a", "one"}}));
    EXPECT_TRUE(!busy || log->open_round("r", 3, Entries{{"room:b", "z"}}));
    EXPECT_TRUE(!busy || log->write_slot("r", 1, "yes"));
    EXPECT_TRUE(log->append(Entries{{"room:a", "two"}}));
    EXPECT_TRUE(!busy || log->destroy_key("room:b"));
    const std::vector<std::string> audiences = {"room:a", "plenary"};
    worlds.push_back(*log->export_chain("room:a") + *log->checkpoint(audiences, "2026-03-01T12:00:00Z"));
  }
  EXPECT_EQ(worlds[0], worlds[1]);
}

TEST_P(LogConformance, ARoundHandsBackItsSlotsOnce) {
  ASSERT_TRUE(log_->open_round("r", 3, Entries{{"plenary", "opened"}}));
  EXPECT_FALSE(log_->open_round("r", 3, {}));
  ASSERT_TRUE(log_->write_slot("r", 1, "no"));
  ASSERT_TRUE(log_->write_slot("r", 1, "yes"));
  EXPECT_FALSE(log_->write_slot("r", 3, "yes"));
  EXPECT_FALSE(log_->write_slot("r", 0, std::string(Log::kSlotBytes + 1, 'x')));
  EXPECT_FALSE(log_->write_slot("other", 0, "yes"));
  reopen();
  std::vector<std::string> seen;
  ASSERT_TRUE(log_->close_round("r", [&](const std::vector<std::string>& slots) {
    seen = slots;
    return Entries{{"plenary", "closed"}};
  }));
  ASSERT_EQ(seen.size(), 3U);
  EXPECT_EQ(seen[0], std::string(Log::kSlotBytes, '\0'));
  EXPECT_EQ(seen[1], "yes" + std::string(Log::kSlotBytes - 3, '\0'));
  EXPECT_EQ(payloads(), "plenary:1=opened;plenary:2=closed;");
  EXPECT_FALSE(log_->close_round("r", [](const auto&) { return Entries{}; }));
  EXPECT_FALSE(log_->write_slot("r", 1, "late"));
}

TEST_P(LogConformance, ARoundWhoseResultCannotBeWrittenStaysOpen) {
  ASSERT_TRUE(log_->open_round("r", 1, {}));
  EXPECT_FALSE(log_->close_round("r", [](const auto&) { return Entries{{"", "no audience"}}; }));
  EXPECT_THROW(EXPECT_TRUE(log_->close_round("r", [](const auto&) -> Entries { throw std::runtime_error("result"); })),
               std::runtime_error);
  EXPECT_TRUE(log_->write_slot("r", 0, "yes"));
  EXPECT_TRUE(log_->close_round("r", [](const auto&) { return Entries{}; }));
}

TEST_P(LogConformance, BackupsCountForTheKeysThatTheyHold) {
  ASSERT_TRUE(log_->append(kTwoRooms));
  EXPECT_EQ(*log_->last_backup_expiry("room:a"), std::nullopt);
  ASSERT_TRUE(log_->backup(folder_ + "/first", "2026-03-01T12:00:00Z", "2026-06-01T00:00:00Z"));
  ASSERT_TRUE(log_->destroy_key("room:a"));
  ASSERT_TRUE(log_->backup(folder_ + "/second", "2026-04-01T12:00:00Z", "2026-07-01T00:00:00Z"));
  EXPECT_EQ(*log_->last_backup_expiry("room:a"), "2026-06-01T00:00:00Z");
  EXPECT_EQ(*log_->last_backup_expiry("plenary"), "2026-07-01T00:00:00Z");
  EXPECT_EQ(*log_->last_backup_expiry("nobody"), std::nullopt);
  EXPECT_FALSE(log_->backup(folder_ + "/second", "2026-04-01T12:00:00Z", "2026-07-01T00:00:00Z"));
  EXPECT_FALSE(log_->backup(folder_ + "/third", "2026-04-01T12:00:00Z", "2026-03-01T00:00:00Z"));
  EXPECT_FALSE(log_->backup(folder_ + "/none/third", "2026-04-01T12:00:00Z", "2026-07-01T00:00:00Z"));
  EXPECT_TRUE(log_->append(Entries{{"plenary", "still in use"}}));
}

// Random calls against a model that is a plain list.
TEST_P(LogConformance, AgreesWithAListUnderRandomCalls) {
  int run = 0;
  const bool held = rc::check([&] {
    folder_ += "/" + std::to_string(++run);
    std::filesystem::create_directory(folder_);
    log_ = open();
    std::vector<std::pair<std::string, std::string>> model;  // audience, payload
    std::map<std::string, bool> shredded;
    const auto calls = *rc::gen::inRange(1, GetParam().lasting ? 8 : 25);  // a durable append waits for the disk
    for (int i = 0; i < calls; ++i) {
      const auto audience = "room:" + std::to_string(*rc::gen::inRange(0, 4));
      const auto kind = *rc::gen::inRange(0, 10);
      if (kind == 0) {
        RC_ASSERT(log_->destroy_key(audience).has_value());
        shredded[audience] = true;
      } else if (kind == 1) {
        reopen();
        if (!GetParam().lasting) continue;
      } else {
        const auto payload = *rc::gen::arbitrary<std::string>();
        const Entries entries = {{audience, payload}, {"plenary", payload + "!"}};
        const auto done = log_->append(entries);
        RC_ASSERT(done.has_value() == !shredded[audience]);
        if (done) model.insert(model.end(), {{audience, payload}, {"plenary", payload + "!"}});
      }
    }
    std::map<std::string, std::uint64_t> counted;
    const auto all = everything();
    RC_ASSERT(all.size() == model.size());
    for (std::size_t i = 0; i < all.size(); ++i) {
      RC_ASSERT(all[i].audience == model[i].first);
      RC_ASSERT(all[i].n == ++counted[all[i].audience]);
      RC_ASSERT(all[i].payload.has_value() == !shredded[all[i].audience]);
      if (all[i].payload) RC_ASSERT(*all[i].payload == model[i].second);
    }
    for (const auto& [audience, n] : counted) {
      const auto verified = verify_export(*log_->export_chain(audience));
      RC_ASSERT(verified.faults.empty());
      RC_ASSERT(verified.head == log_->head(audience).hash);
      RC_ASSERT(verified.entries == n);
    }
    log_.reset();
    folder_ = std::filesystem::path(folder_).parent_path().string();
  });
  EXPECT_TRUE(held);
}

std::unique_ptr<Log> open_sqlite(const std::string& path, talks::Entropy& entropy) {
  auto log = open_log(path, *Unlock::key(std::string(32, 'k')), entropy);
  return log ? std::move(*log) : nullptr;
}

// With backups that are made in steps: src/store/shared_log.hpp.
std::unique_ptr<Log> open_shared(const std::string& folder, talks::Entropy& entropy) {
  auto log = SharedLog::open(folder + "/talks.db", *Unlock::key(std::string(32, 'k')), entropy);
  return log ? std::move(*log) : nullptr;
}

INSTANTIATE_TEST_SUITE_P(
    Sqlite, LogConformance,
    ::testing::Values(Maker{"File", true,
                            [](const auto& folder, auto& e) { return open_sqlite(folder + "/talks.db", e); }},
                      Maker{"Shared", true, open_shared},
                      Maker{"Memory", false, [](const auto&, auto& e) { return open_sqlite(":memory:", e); }}),
    [](const auto& given) { return given.param.name; });

}  // namespace
}  // namespace parley::store
