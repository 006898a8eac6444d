// Every command in tests/cli/, README.md and docs/ is run, and prints what is written there.
#include <gtest/gtest.h>

#include <cstdlib>

#include "tests/support/transcript.hpp"

namespace parley::test {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> transcript_files() {
  const fs::path root = PARLEY_SOURCE_DIR;
  std::vector<fs::path> files;
  if (fs::exists(root / "README.md")) files.push_back(root / "README.md");
  for (const char* folder : {"docs", "tests/cli"})
    for (const auto& entry : fs::recursive_directory_iterator(root / folder))
      if (entry.path().extension() == ".md") files.push_back(entry.path());
  std::erase_if(files, [](const fs::path& file) { return read_transcript(file).empty(); });
  std::sort(files.begin(), files.end());
  return files;
}

class Transcript : public testing::TestWithParam<fs::path> {};

TEST_P(Transcript, PrintsWhatIsWritten) {
  if (std::getenv("PARLEY_UPDATE") != nullptr) update_transcript(GetParam());
  for (const Command& command : read_transcript(GetParam())) {
    const std::string actual = run_command(command.text);
    EXPECT_TRUE(matches(command.expected, actual))
        << GetParam().string() << ":" << command.line << ": $ " << command.text << "\n--- expected\n"
        << command.expected << "--- actual\n"
        << actual;
  }
}

std::string name_of(const testing::TestParamInfo<fs::path>& info) {
  std::string name = fs::relative(info.param, PARLEY_SOURCE_DIR).string();
  for (char& c : name)
    if (std::isalnum(static_cast<unsigned char>(c)) == 0) c = '_';
  return name;
}

INSTANTIATE_TEST_SUITE_P(Docs, Transcript, testing::ValuesIn(transcript_files()), name_of);

TEST(TranscriptRunner, ElisionStandsForAnyLines) {
  EXPECT_TRUE(matches("a\n...\nc\n", "a\nb\nb\nc\n"));
  EXPECT_TRUE(matches("a\n...\n", "a\nb\n"));
  EXPECT_TRUE(matches("a\n...\nc\n", "a\nc\nb\nc\n"));
  EXPECT_FALSE(matches("a\n...\nc\n", "a\nb\n"));
  EXPECT_FALSE(matches("a\n", "a\nb\n"));
  EXPECT_FALSE(matches("a\nb\n", "a\n"));
  EXPECT_TRUE(matches("", ""));
}

}  // namespace
}  // namespace parley::test
