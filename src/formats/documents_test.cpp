#include "formats/documents.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <fstream>

namespace parley::formats {
namespace {

namespace fs = std::filesystem;
constexpr std::array<std::string_view, 2> kEndings{".yml", ".yaml"};

// A fresh folder that goes away with the test. Tests run side by side, each in a process of its own.
class Documents : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::path(testing::TempDir()) / ("parley-" + std::to_string(getpid())) / "parley_documents_test";
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_.parent_path()); }

  void write(const std::string& name, const std::string& text) const { std::ofstream(folder_ / name) << text; }

  fs::path folder_;
};

TEST_F(Documents, AreReadInTheOrderOfTheirNames) {
  for (const char* name : {"b.yml", "a10.yml", "a9.yaml", "B.yml"}) write(name, name);
  const auto documents = load_folder(folder_, kEndings);
  ASSERT_TRUE(documents);
  std::string order;
  for (const Document& document : *documents) order += document.text + " ";
  EXPECT_EQ(order, "B.yml a10.yml a9.yaml b.yml ");
}

TEST_F(Documents, LeaveOutOtherEndingsHiddenFilesAndFolders) {
  for (const char* name : {"a.yml", "a.xml", ".a.yml", "_info.yml"}) write(name, "");
  fs::create_directory(folder_ / "deeper.yml");
  const auto documents = load_folder(folder_, kEndings);
  ASSERT_TRUE(documents);
  ASSERT_EQ(documents->size(), 1U);
  EXPECT_EQ(stem_of(documents->at(0).name), "a");
  EXPECT_EQ(folder_of(documents->at(0).name), "parley_documents_test");
}

TEST_F(Documents, AreLimitedTogether) {
  for (const char* name : {"a.yml", "b.yml"}) write(name, std::string(kMaxBytes / 2 + 1, ' '));
  const auto documents = load_folder(folder_, kEndings);
  ASSERT_FALSE(documents);
  EXPECT_EQ(documents.error().at(0).code, ErrorCode::kLimit);
}

TEST_F(Documents, OfAFileInsteadOfAFolderAreAnError) {
  write("a.yml", "");
  const auto documents = load_folder(folder_ / "a.yml", kEndings);
  ASSERT_FALSE(documents);
  EXPECT_EQ(documents.error().at(0).code, ErrorCode::kIo);
  EXPECT_FALSE(documents.error().at(0).hint.empty());
}

TEST(FolderOf, IsEmptyForABareFileName) {
  EXPECT_EQ(folder_of("seller.yml"), "");
  EXPECT_EQ(folder_of("a/b/seller.yml"), "b");
  EXPECT_EQ(folder_of("a/b/../seller.yml"), "a");
  EXPECT_EQ(folder_of("./seller.yml"), std::filesystem::current_path().filename().string());
}

}  // namespace
}  // namespace parley::formats
