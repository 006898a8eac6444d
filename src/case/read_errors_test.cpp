// What a person is told about a bad case file, word for word: tests/fixtures/case/bad-cases.txt.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "case/golden.hpp"
#include "case/read.hpp"

namespace parley {
namespace {

constexpr const char* kFile = "tests/fixtures/case/bad-cases.txt";

// Sections "=== what is wrong", the case, "--- errors", the errors.
TEST(ReadCase, TellsEveryErrorOfABadFile) {
  std::string made, line, name, text;
  std::istringstream in(golden::read(kFile));
  bool in_case = false;
  std::size_t sections = 0;
  const auto finish = [&] {
    if (name.empty()) return;
    ++sections;
    made += fmt::format("{}\n{}--- errors\n", name, text);
    const auto read = read_case(text, "case.yaml");
    EXPECT_FALSE(read.has_value()) << name;
    if (!read)
      for (const Error& error : read.error()) made += fmt::format("{}: {}\n", name_of(error.code), to_text(error));
  };
  while (std::getline(in, line)) {
    if (line.starts_with("=== ")) {
      finish();
      name = line;
      text.clear();
      in_case = true;
    } else if (line == "--- errors") {
      in_case = false;
    } else if (in_case) {
      text += line + "\n";
    }
  }
  finish();
  EXPECT_GE(sections, 20U);
  golden::expect_same(kFile, made);
}

std::string first_error(std::string_view text) {
  const auto read = read_case(text, "f");
  return read ? "read" : to_text(read.error().front());
}

std::string repeated(std::string_view text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

TEST(ReadCase, RefusesBytesThatAreNotText) {
  EXPECT_EQ(first_error("case: \xff\xfe"), "f:1:7: the byte 0xff is not text in UTF-8 (save the file as UTF-8)");
  EXPECT_EQ(first_error(std::string_view("a\0b", 3)),
            "f:1:2: the byte 0x00 is not text in UTF-8 (save the file as UTF-8)");
  EXPECT_EQ(first_error("a: 1\n\x04"), "f:2:1: the byte 0x04 is not text in UTF-8 (save the file as UTF-8)");
}

TEST(ReadCase, ShowsNoControlCharactersAndNoBrokenText) {
  EXPECT_EQ(first_error("\"\\e[2J\""), "f:1:1: '\xEF\xBF\xBD[2J' stands here; expected a case file");
  // A quotation is cut after 60 bytes, here within a character.
  const std::string shown = first_error("x" + repeated("\xC3\xA9", 60));
  EXPECT_NE(shown.find("\xC3\xA9\xEF\xBF\xBD' stands here"), std::string::npos) << shown;
}

TEST(ReadCase, ReadsAByteOrderMarkAndWindowsLineEnds) {
  const auto read = read_case(
      "\xEF\xBB\xBFparley: 1\r\ncase: x\r\nassumed: true\r\nissues: {a: {options: [b]}}\r\nparties: {p: {}}\r\n", "f");
  EXPECT_TRUE(read.has_value()) << to_text(read.error().front());
}

TEST(ReadCase, RefusesDeepNestingBeforeItCostsAnything) {
  for (const char* open : {"[", "{", "{a: ", "- ", "? "})
    EXPECT_NE(first_error(repeated(open, 100'000)).find("nested deeper than 64 levels"), std::string::npos) << open;
  std::string block;
  for (int i = 0; i < 1000; ++i) block += std::string(static_cast<std::size_t>(i), ' ') + "a:\n";
  EXPECT_NE(first_error(block).find("nested deeper than 64 levels"), std::string::npos);
  EXPECT_NE(first_error("issues: &a {x: *a}").find("stands inside the node that it repeats"), std::string::npos);
}

TEST(ReadCase, RefusesAliasesThatMultiply) {
  std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 12; ++i)
    bomb += fmt::format("a{0}: &a{0} [{1}]\n", i, repeated(fmt::format("*a{}, ", i - 1), 10));
  EXPECT_NE(first_error(bomb).find("more than 2000000 values"), std::string::npos) << first_error(bomb);
}

TEST(ReadCase, RefusesWhatIsTooLarge) {
  EXPECT_NE(first_error(std::string((16U << 20) + 1, ' ')).find("at most 16777216 are read"), std::string::npos);
  std::string issues = "parley: 1\ncase: x\nassumed: true\nparties: {p: {}}\nissues:\n";
  for (int i = 0; i < 1001; ++i) issues += fmt::format("  i{}: {{options: [a]}}\n", i);
  EXPECT_NE(first_error(issues).find("1001 entries stand in it; at most 1000 are read"), std::string::npos)
      << first_error(issues);
}

TEST(ReadCase, AnswersEveryFileOfTheFuzzCorpus) {
  for (const auto& file : std::filesystem::directory_iterator(golden::path_of("tests/fuzz/read_fuzz"))) {
    const auto read = read_case(golden::read("tests/fuzz/read_fuzz/" + file.path().filename().string()), "f");
    if (read) EXPECT_TRUE(check(*read).empty()) << file.path();
    else EXPECT_FALSE(read.error().empty()) << file.path();
  }
}

TEST(ReadCase, ReportsAtMostAThousandErrors) {
  std::string text = "parley: 1\n";
  for (int i = 0; i < 5000; ++i) text += fmt::format("k{}: 1\n", i);
  EXPECT_EQ(read_case(text, "f").error().size(), 1000U);
}

}  // namespace
}  // namespace parley
