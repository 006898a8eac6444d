#include "cli/text.hpp"

#include <gtest/gtest.h>

#include <clocale>

#include "cli/progress.hpp"

namespace parley::cli {
namespace {

TEST(CleanText, ControlSequencesNeverReachTheTerminal) {
  EXPECT_EQ(clean("a\x1b[31mb"), "a\xEF\xBF\xBD[31mb");
  EXPECT_EQ(clean("a\xC2\x9B"
                  "b"),
            "a\xEF\xBF\xBD"
            "b");            // C1 control
  EXPECT_EQ(clean("a\xE2\x80\xAE"
                  "b"),
            "a\xEF\xBF\xBD"
            "b");        // right-to-left override
  EXPECT_EQ(clean("a\nb\tc"), "a b c");
}

TEST(CleanText, BrokenUtf8BecomesAMark) {
  EXPECT_EQ(clean("\xFF"), "\xEF\xBF\xBD");
  EXPECT_EQ(clean("\xC0\xAF"), "\xEF\xBF\xBD\xEF\xBF\xBD");
  EXPECT_EQ(clean("na\xC3\xAFve"), "na\xC3\xAFve");
}

TEST(Columns, CountCharactersAndWideOnes) {
  std::setlocale(LC_CTYPE, "C.UTF-8");
  EXPECT_EQ(columns("na\xC3\xAFve"), 5);
  EXPECT_EQ(columns("\xE4\xB8\xAD\xE6\x96\x87"), 4);
}

TEST(Wrap, BreaksAtSpacesAndIndents) {
  EXPECT_EQ(wrap("one two three", 7), "one two\nthree");
  EXPECT_EQ(wrap("one two three", 9, 2), "one two\n  three");
  EXPECT_EQ(wrap("unbreakable", 4), "unbreakable");
  EXPECT_EQ(wrap("one\ntwo", 40), "one\ntwo");
}

TEST(Shorten, EndsInAnEllipsis) {
  EXPECT_EQ(shorten("longer text", 7), "longer\xE2\x80\xA6");
  EXPECT_EQ(shorten("short", 7), "short");
}

TEST(Grouped, ReadsInThousandsOrPowersOfTen) {
  EXPECT_EQ(grouped("720"), "720");
  EXPECT_EQ(grouped("7128000"), "7,128,000");
  EXPECT_EQ(grouped("1" + std::string(40, '0')), "about 1.0 x 10^40");
}

TEST(Table, AlignsNumbersRightAndTextLeft) {
  Table table{{"party", "score"}, {{"ampo", "70.6"}, {"city", "8"}}};
  EXPECT_EQ(table.to_text(80, 2), "  party  score\n  ampo    70.6\n  city       8\n");
}

TEST(Table, ShortensTextToFit) {
  Table table{{}, {{"a title that is much too long for the line", "70.6"}}};
  EXPECT_EQ(columns(table.to_text(30, 2)), 31);
}

TEST(Table, AColumnThatNoRowHasIsNoColumn) {
  const Table table{{}, {{"a title that is much too long for the line", "70.6"}}, {0, 1, 2}};
  EXPECT_EQ(columns(table.to_text(30, 2)), 31);
}

TEST(ProgressLine, GivesShareAndEstimate) {
  const std::string line = progress_line({"frontier", 0.5}, 3, 100);
  EXPECT_NE(line.find(" 50 %, about 3 s left"), std::string::npos);
  EXPECT_NE(progress_line({"frontier", -1}, 7, 100).find("7 s so far"), std::string::npos);
}

}  // namespace
}  // namespace parley::cli
